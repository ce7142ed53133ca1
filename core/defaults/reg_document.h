#pragma once

#include "core/defaults/registry_values.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kai::defaults {

/// A value of a .reg file. Texts are UTF-8.
struct RegValue {
    std::string name; ///< empty: the key's default value, written "@"
    RegistryType type = RegistryType::none;
    /// The data as the registry holds it: little-endian numbers; strings in UTF-16 with their terminating zero.
    std::vector<std::uint8_t> data;
    bool removed = false; ///< "name"=-
    bool operator==(const RegValue&) const = default;
};

struct RegKey {
    std::string path;     ///< "HKEY_LOCAL_MACHINE\\SYSTEM"; the root is spelled out
    bool removed = false; ///< [-path]: with all that is below it; it has no values then
    std::vector<RegValue> values;
    bool operator==(const RegKey&) const = default;
};

/// A .reg file: what is to be done, in order. A key may occur more than once.
struct RegDocument {
    std::vector<RegKey> keys;
    bool operator==(const RegDocument&) const = default;
};

/// A REG_DWORD.
[[nodiscard]] RegValue dwordValue(std::string name, std::uint32_t number);
/// A REG_SZ; the text must be valid UTF-8.
[[nodiscard]] RegValue stringValue(std::string name, const std::string& text);

/// The number of a REG_DWORD of four bytes; empty for everything else.
[[nodiscard]] std::optional<std::uint32_t> dwordOf(const RegValue& value);
/// The text of a REG_SZ that a .reg file can hold in quotes: valid UTF-16 with one zero, at its end.
[[nodiscard]] std::optional<std::string> quotableText(const RegValue& value);

/// As one of the four values keeps it. The value must not be a removal.
[[nodiscard]] StoredValue storedValue(const RegValue& value);

} // namespace kai::defaults
