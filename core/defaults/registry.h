#pragma once

#include "core/defaults/reg_document.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kai::defaults {

/// What a host's registry holds, as far as .reg files brought it there: the four values and everything else, which is kept
/// and listed. Names of keys and values compare without case (D3; letters A to Z) and keep the spelling they came with first.
class Registry {
public:
    /// Does what the document says, in its order. Writing a value makes its key; removing a key removes what is below it.
    void apply(const RegDocument& document);

    void store(RegistryName name, std::uint32_t number);
    void remove(RegistryName name);

    /// The four values; absent ones are empty.
    [[nodiscard]] RegistryValues values() const;
    /// What gives another computer these four values and takes away those that are absent here; it touches nothing else.
    [[nodiscard]] RegDocument fourValues() const;
    /// Everything, keys and names in alphabetical order: what writeReg() exports.
    [[nodiscard]] RegDocument document() const;
    /// Every value that is none of the four, as "key\name", and every key without values, as "key".
    [[nodiscard]] std::vector<std::string> others() const;

    bool operator==(const Registry&) const = default;

private:
    friend RegDocument difference(const Registry& from, const Registry& to);

    struct Key {
        std::string path;
        /// By lowered name; none is a removal.
        std::map<std::string, RegValue, std::less<>> values;
        bool operator==(const Key&) const = default;
    };

    Key& keyAt(const std::string& path);
    void removeKey(const std::string& path);
    [[nodiscard]] bool hasKeysBelow(const std::string& lowered) const;
    void dropImpliedKeys();
    void addRemovals(RegDocument& document, const Registry& to) const;
    static void applyValue(Key& key, const RegValue& value);
    static RegKey changeOf(const Key& from, const Key& to);

    /// By lowered path. A key without values stands here only when no key below it does: those imply it.
    std::map<std::string, Key, std::less<>> m_keys;
};

/// The shortest document that makes `to` of `from`; keys that `to` does not have are removed with all that is in them, so it is for a registry
/// that is wholly known, never for a file that a real computer is given. Keys that differ only in spelling are left alone.
[[nodiscard]] RegDocument difference(const Registry& from, const Registry& to);

} // namespace kai::defaults
