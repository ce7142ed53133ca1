#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kai::defaults {

/// The Windows releases whose rules differ or that people ask for by name, in order of build.
enum class WindowsRelease : std::uint8_t {
    windows2000,
    windowsXp,
    windowsServer2003,
    windowsVista,   ///< = Server 2008
    windows7,       ///< = Server 2008 R2
    windows8,       ///< = Server 2012
    windows81,      ///< = Server 2012 R2
    windows10_1607, ///< = Server 2016
    windows10_1703,
    windows10_1709,
    windows10_1809, ///< = Server 2019
    windows10_21H1,
    windowsServer2022,
    windows11,
    windowsServer2025,
};

/// The rules of one release; one table, no other place asks for a build number.
struct ReleaseRules {
    WindowsRelease release;
    std::string_view name;        ///< "Windows 10 1607"
    std::string_view serverAlias; ///< "Server 2016"; empty without one
    std::string_view word;        ///< for command lines: "windows-10-1607"
    std::uint32_t build;
    bool countFromRegistry;   ///< D3: 2000, XP, Server 2003
    bool setWhileConnecting;  ///< S11: 2000, XP, Server 2003
    bool keepCount;           ///< D4: TCP_KEEPCNT, from 1703
    bool keepIdleAndInterval; ///< D4: TCP_KEEPIDLE and TCP_KEEPINTVL, from 1709
    bool option3Undocumented; ///< D4: option 3 works undocumented from Vista, in observed behaviour
    bool negativeLengthIsNoBufs; ///< O1: optlen -1 on set gives WSAENOBUFS, from 10 21H1
};

[[nodiscard]] std::span<const ReleaseRules> allReleases();
[[nodiscard]] const ReleaseRules& rulesOf(WindowsRelease release);
/// By word, alias or number as people write them: "windows-11", "11", "xp", "server-2016". Empty when unknown.
[[nodiscard]] std::optional<WindowsRelease> releaseNamed(std::string_view word);

/// "Server 2008 R2" when the word asks for it, and not for the release whose rules it shares; else empty.
[[nodiscard]] std::string_view serverAliasNamed(std::string_view word);
/// "Windows 7 = Server 2008 R2": a release in a list of all.
[[nodiscard]] std::string nameWithAlias(const ReleaseRules& rules);

} // namespace kai::defaults
