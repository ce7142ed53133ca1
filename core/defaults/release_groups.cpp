#include "core/defaults/release_groups.h"

#include <string_view>

namespace kai::defaults {

namespace {

constexpr std::string_view kServer = "Server ";
constexpr std::size_t kListedByName = 3;

bool sameGeneration(const ReleaseRules& one, const ReleaseRules& other)
{
    return one.countFromRegistry == other.countFromRegistry && one.keepCount == other.keepCount &&
           one.keepIdleAndInterval == other.keepIdleAndInterval;
}

bool isServer(WindowsRelease release)
{
    return shortName(release).starts_with(kServer);
}

/// The name of the server release that shares these rules, itself for a server; empty without one.
std::string serverName(WindowsRelease release)
{
    return isServer(release) ? shortName(release) : std::string{rulesOf(release).serverAlias};
}

std::string joined(const std::vector<WindowsRelease>& releases)
{
    std::string text;
    for (const auto release : releases) {
        text += (text.empty() ? "" : ", ") + shortName(release);
    }
    return text;
}

/// "first to last" of the releases that are no servers.
std::string clientRange(const std::vector<WindowsRelease>& releases)
{
    std::string first;
    std::string last;
    for (const auto release : releases) {
        if (!isServer(release)) {
            first = first.empty() ? shortName(release) : first;
            last = shortName(release);
        }
    }
    return first + " to " + last;
}

std::string serverRange(const std::vector<WindowsRelease>& releases)
{
    std::string first;
    std::string last;
    for (const auto release : releases) {
        const auto server = serverName(release);
        first = first.empty() ? server : first;
        last = server.empty() ? last : server;
    }
    return "and " + first + " to " + last.substr(kServer.size());
}

void name(ReleaseGroup& group)
{
    if (group.releases.size() == 1) {
        group.label = shortName(group.releases.front());
        group.secondLine = group.releases.front() == WindowsRelease::windows10_1703
                               ? "TCP_KEEPCNT only"
                               : "its defaults";
        return;
    }
    const bool few = group.releases.size() <= kListedByName;
    group.label = few ? joined(group.releases) : clientRange(group.releases);
    group.secondLine = few ? "defaults of " + std::to_string(group.releases.size()) + " releases"
                           : serverRange(group.releases);
}

} // namespace

std::string shortName(WindowsRelease release)
{
    constexpr std::string_view family = "Windows ";
    return std::string{rulesOf(release).name.substr(family.size())};
}

std::vector<ReleaseGroup> releaseGroups()
{
    std::vector<ReleaseGroup> groups;
    for (const auto& rules : allReleases()) {
        if (groups.empty() || !sameGeneration(rulesOf(groups.back().releases.back()), rules)) {
            groups.emplace_back();
        }
        groups.back().releases.push_back(rules.release);
    }
    for (auto& group : groups) {
        name(group);
    }
    return groups;
}

} // namespace kai::defaults
