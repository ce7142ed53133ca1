#include "core/defaults/kept_values.h"

#include "core/defaults/ascii_case.h"
#include "core/defaults/text_lines.h"

#include <algorithm>

namespace kai::defaults {

namespace {

constexpr std::string_view kControlSet = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet";

std::string withoutBlanks(std::string_view text)
{
    std::string result{text};
    std::erase_if(result, [](char letter) { return letter == ' ' || letter == '\t'; });
    return result;
}

} // namespace

std::string nearMissOf(std::string_view other)
{
    const auto end = other.rfind('\\');
    if (end == std::string_view::npos) {
        return {};
    }
    const auto name = other.substr(end + 1);
    if (!registryNamed(withoutBlanks(name))) {
        return {};
    }
    if (!registryNamed(name)) {
        return "its name has a blank";
    }
    return startsWithoutCase(other, kControlSet)
               ? "another control set: CurrentControlSet is read"
               : "another key: CurrentControlSet\\Services\\Tcpip\\Parameters is read";
}

std::vector<KeptValue> keptValues(const Registry& registry)
{
    std::vector<KeptValue> kept;
    for (auto& path : registry.others()) {
        kept.push_back({path, nearMissOf(path)});
    }
    std::stable_partition(kept.begin(), kept.end(),
                          [](const KeptValue& value) { return !value.nearMiss.empty(); });
    return kept;
}

std::string keptText(const KeptValue& kept)
{
    const bool hidden = trimmed(kept.path) != kept.path;
    const std::string path = hidden ? '"' + kept.path + '"' : kept.path;
    return kept.nearMiss.empty() ? path : path + " (" + kept.nearMiss + ")";
}

} // namespace kai::defaults
