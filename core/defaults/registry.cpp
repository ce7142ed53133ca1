#include "core/defaults/registry.h"

#include "core/defaults/ascii_case.h"

#include <iterator>
#include <utility>

namespace kai::defaults {

namespace {

RegValue removalOf(const RegValue& value)
{
    return {value.name, RegistryType::none, {}, true};
}

bool sameData(const RegValue& one, const RegValue& other)
{
    return one.type == other.type && one.data == other.data;
}

} // namespace

Registry::Key& Registry::keyAt(const std::string& path)
{
    return m_keys.try_emplace(loweredText(path), Key{path, {}}).first->second;
}

void Registry::removeKey(const std::string& path)
{
    const auto lowered = loweredText(path);
    m_keys.erase(lowered);
    const auto below = lowered + "\\";
    auto key = m_keys.lower_bound(below);
    while (key != m_keys.end() && key->first.starts_with(below)) {
        key = m_keys.erase(key);
    }
}

bool Registry::hasKeysBelow(const std::string& lowered) const
{
    const auto below = lowered + "\\";
    const auto key = m_keys.lower_bound(below);
    return key != m_keys.end() && key->first.starts_with(below);
}

void Registry::dropImpliedKeys()
{
    for (auto key = m_keys.begin(); key != m_keys.end();) {
        const bool implied = key->second.values.empty() && hasKeysBelow(key->first);
        key = implied ? m_keys.erase(key) : std::next(key);
    }
}

void Registry::applyValue(Key& key, const RegValue& value)
{
    const auto lowered = loweredText(value.name);
    if (value.removed) {
        key.values.erase(lowered);
        return;
    }
    const auto [place, isNew] = key.values.try_emplace(lowered, value);
    if (!isNew) {
        place->second.type = value.type;
        place->second.data = value.data;
    }
}

void Registry::apply(const RegDocument& document)
{
    for (const auto& key : document.keys) {
        if (key.removed) {
            removeKey(key.path);
            continue;
        }
        auto& target = keyAt(key.path);
        for (const auto& value : key.values) {
            applyValue(target, value);
        }
    }
    dropImpliedKeys();
}

void Registry::store(RegistryName name, std::uint32_t number)
{
    applyValue(keyAt(std::string{kParametersKey}), dwordValue(std::string{nameOf(name)}, number));
}

void Registry::remove(RegistryName name)
{
    const auto key = m_keys.find(loweredText(kParametersKey));
    if (key != m_keys.end()) {
        key->second.values.erase(loweredText(nameOf(name)));
    }
    dropImpliedKeys();
}

RegistryValues Registry::values() const
{
    RegistryValues result;
    const auto key = m_keys.find(loweredText(kParametersKey));
    if (key == m_keys.end()) {
        return result;
    }
    for (const auto name : kRegistryNames) {
        const auto value = key->second.values.find(loweredText(nameOf(name)));
        if (value != key->second.values.end()) {
            result.store(name, storedValue(value->second));
        }
    }
    return result;
}

RegDocument Registry::fourValues() const
{
    RegKey restored{std::string{kParametersKey}, false, {}};
    const auto key = m_keys.find(loweredText(kParametersKey));
    for (const auto name : kRegistryNames) {
        const RegValue absent{std::string{nameOf(name)}, RegistryType::none, {}, true};
        if (key == m_keys.end()) {
            restored.values.push_back(absent);
            continue;
        }
        const auto value = key->second.values.find(loweredText(nameOf(name)));
        restored.values.push_back(value == key->second.values.end() ? absent : value->second);
    }
    return {{std::move(restored)}};
}

RegDocument Registry::document() const
{
    return difference(Registry{}, *this);
}

std::vector<std::string> Registry::others() const
{
    std::vector<std::string> result;
    for (const auto& [lowered, key] : m_keys) {
        const bool ours = equalWithoutCase(key.path, kParametersKey);
        if (key.values.empty() && !ours) {
            result.push_back(key.path);
        }
        for (const auto& [name, value] : key.values) {
            if (!ours || !registryNamed(value.name)) {
                result.push_back(key.path + "\\" + (value.name.empty() ? "@" : value.name));
            }
        }
    }
    return result;
}

RegKey Registry::changeOf(const Key& from, const Key& to)
{
    RegKey change{to.path.empty() ? from.path : to.path, false, {}};
    for (const auto& [name, value] : from.values) {
        if (!to.values.contains(name)) {
            change.values.push_back(removalOf(value));
        }
    }
    for (const auto& [name, value] : to.values) {
        const auto before = from.values.find(name);
        if (before == from.values.end() || !sameData(before->second, value)) {
            change.values.push_back(value);
        }
    }
    return change;
}

void Registry::addRemovals(RegDocument& document, const Registry& to) const
{
    std::string removed;
    for (const auto& [lowered, key] : m_keys) {
        const bool covered = !removed.empty() && lowered.starts_with(removed);
        if (to.m_keys.contains(lowered) || covered) {
            continue;
        }
        if (!to.hasKeysBelow(lowered)) {
            document.keys.push_back({key.path, true, {}});
            removed = lowered + "\\";
        } else if (!key.values.empty()) {
            document.keys.push_back(changeOf(key, Key{}));
        }
    }
}

RegDocument difference(const Registry& from, const Registry& to)
{
    RegDocument document;
    from.addRemovals(document, to);
    for (const auto& [lowered, key] : to.m_keys) {
        const auto before = from.m_keys.find(lowered);
        const bool isNew = before == from.m_keys.end();
        auto change = Registry::changeOf(isNew ? Registry::Key{} : before->second, key);
        if (isNew || !change.values.empty()) {
            document.keys.push_back(std::move(change));
        }
    }
    return document;
}

} // namespace kai::defaults
