#include "core/defaults/windows_release.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

namespace kai::defaults {

namespace {

constexpr bool yes = true;
constexpr bool no = false;

using enum WindowsRelease;

// Columns as in ReleaseRules. Option 3 is undocumented only until 1709 documents it.
constexpr std::array<ReleaseRules, 15> kReleases{{
    // release, name, alias, word, build | registry count, set while connecting, CNT, IDLE+INTVL, option 3, NOBUFS
    {windows2000, "Windows 2000", "", "windows-2000", 2195, yes, yes, no, no, no, no},
    {windowsXp, "Windows XP", "", "windows-xp", 2600, yes, yes, no, no, no, no},
    {windowsServer2003, "Windows Server 2003", "", "server-2003", 3790, yes, yes, no, no, no, no},
    {windowsVista, "Windows Vista", "Server 2008", "windows-vista", 6000, no, no, no, no, yes, no},
    {windows7, "Windows 7", "Server 2008 R2", "windows-7", 7600, no, no, no, no, yes, no},
    {windows8, "Windows 8", "Server 2012", "windows-8", 9200, no, no, no, no, yes, no},
    {windows81, "Windows 8.1", "Server 2012 R2", "windows-8.1", 9600, no, no, no, no, yes, no},
    {windows10_1607, "Windows 10 1607", "Server 2016", "windows-10-1607", 14393, no, no, no, no,
     yes, no},
    {windows10_1703, "Windows 10 1703", "", "windows-10-1703", 15063, no, no, yes, no, yes, no},
    {windows10_1709, "Windows 10 1709", "", "windows-10-1709", 16299, no, no, yes, yes, no, no},
    {windows10_1809, "Windows 10 1809", "Server 2019", "windows-10-1809", 17763, no, no, yes, yes,
     no, no},
    {windows10_21H1, "Windows 10 21H1", "", "windows-10-21h1", 19043, no, no, yes, yes, no, yes},
    {windowsServer2022, "Windows Server 2022", "", "server-2022", 20348, no, no, yes, yes, no, yes},
    {windows11, "Windows 11", "", "windows-11", 22000, no, no, yes, yes, no, yes},
    {windowsServer2025, "Windows Server 2025", "", "server-2025", 26100, no, no, yes, yes, no, yes},
}};

/// "Windows Server 2008 R2" -> "2008-r2", so that every way to write a name meets in one form.
std::string withoutFamily(std::string_view name)
{
    std::string plain;
    for (const char letter : name) {
        const bool separator = letter == ' ' || letter == '_';
        const bool upper = letter >= 'A' && letter <= 'Z';
        plain += separator ? '-' : upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    for (const std::string_view family : {"windows-", "win-", "server-"}) {
        if (plain.starts_with(family)) {
            plain.erase(0, family.size());
        }
    }
    return plain;
}

bool isNamed(const ReleaseRules& rules, const std::string& plain)
{
    return plain == withoutFamily(rules.word) || plain == std::to_string(rules.build) ||
           (!rules.serverAlias.empty() && plain == withoutFamily(rules.serverAlias));
}

} // namespace

std::span<const ReleaseRules> allReleases()
{
    return kReleases;
}

const ReleaseRules& rulesOf(WindowsRelease release)
{
    const auto& rules = kReleases.at(static_cast<std::size_t>(release));
    assert(rules.release == release);
    return rules;
}

std::optional<WindowsRelease> releaseNamed(std::string_view word)
{
    const std::string plain = withoutFamily(word);
    if (plain == "10") {
        return windows10_21H1; // the newest Windows 10 modelled
    }
    const auto found =
        std::find_if(kReleases.begin(), kReleases.end(),
                     [&](const ReleaseRules& rules) { return isNamed(rules, plain); });
    return found == kReleases.end() ? std::nullopt : std::optional{found->release};
}

std::string_view serverAliasNamed(std::string_view word)
{
    const auto release = releaseNamed(word);
    const std::string_view alias = release ? rulesOf(*release).serverAlias : std::string_view{};
    return !alias.empty() && withoutFamily(word) == withoutFamily(alias) ? alias
                                                                         : std::string_view{};
}

std::string nameWithAlias(const ReleaseRules& rules)
{
    const std::string name{rules.name};
    return rules.serverAlias.empty() ? name : name + " = " + std::string{rules.serverAlias};
}

} // namespace kai::defaults
