#include "core/defaults/reg_key_line.h"

#include "core/defaults/ascii_case.h"
#include "core/defaults/reg_format.h"

#include <algorithm>
#include <array>

namespace kai::defaults {

namespace {

struct Root {
    std::string_view name;
    std::string_view abbreviation;
};
constexpr std::array<Root, 7> kRoots{{
    {"HKEY_LOCAL_MACHINE", "HKLM"},
    {"HKEY_CURRENT_USER", "HKCU"},
    {"HKEY_CLASSES_ROOT", "HKCR"},
    {"HKEY_USERS", "HKU"},
    {"HKEY_CURRENT_CONFIG", "HKCC"},
    {"HKEY_PERFORMANCE_DATA", "HKPD"},
    {"HKEY_DYN_DATA", "HKDD"},
}};

/// The path with its root spelled out; empty when it begins with no root.
std::string withFullRoot(std::string_view path)
{
    const auto end = std::min(path.find('\\'), path.size());
    const auto first = path.substr(0, end);
    const auto root = std::find_if(kRoots.begin(), kRoots.end(), [&](const Root& each) {
        return equalWithoutCase(each.name, first) || equalWithoutCase(each.abbreviation, first);
    });
    return root == kRoots.end() ? "" : std::string{root->name} + std::string{path.substr(end)};
}

bool isControl(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20;
}

/// Where the name of a key ends: at a "]" with nothing but a comment behind it. Names may contain "]".
std::size_t closingBracket(std::string_view line)
{
    for (auto at = line.find(']'); at != std::string_view::npos; at = line.find(']', at + 1)) {
        const auto next = line.find_first_not_of(" \t", at + 1);
        if (next == std::string_view::npos || line[next] == ';') {
            return at;
        }
    }
    return std::string_view::npos;
}

std::string_view whatIsWrongWithKey(std::string_view path, bool removed)
{
    if (withFullRoot(path).empty()) {
        return "the key begins with no root such as HKEY_LOCAL_MACHINE.";
    }
    if (path.ends_with('\\') || path.find("\\\\") != std::string_view::npos) {
        return "a part of the key's name is empty.";
    }
    if (std::any_of(path.begin(), path.end(), isControl)) {
        return "the key's name has a control character.";
    }
    if (removed && path.find('\\') == std::string_view::npos) {
        return "a root key cannot be removed.";
    }
    return {};
}

} // namespace

Result<RegKey> readKeyLine(std::string_view line, std::size_t number)
{
    const auto end = closingBracket(line);
    if (end == std::string_view::npos) {
        return badReg(number, "the key's name has no closing \"]\".");
    }
    const bool removed = line.starts_with("[-");
    const std::size_t start = removed ? 2 : 1;
    const auto path = line.substr(start, end - start);
    const auto wrong = whatIsWrongWithKey(path, removed);
    if (!wrong.empty()) {
        return badReg(number, std::string{wrong});
    }
    return RegKey{withFullRoot(path), removed, {}};
}

} // namespace kai::defaults
