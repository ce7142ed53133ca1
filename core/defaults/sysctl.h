#pragma once

#include "core/keepalive/result.h"
#include "core/keepalive/system_default.h"

#include <cstdint>
#include <string>

namespace kai::defaults {

/// Linux' three system-wide keep-alive values, net.ipv4.tcp_keepalive_*, IPv6 included; one set for each network namespace.
/// Every socket without a value of its own reads them anew each time its timer is armed. Negative ones, which the kernel
/// stores, count as 0 here.
struct KeepAliveSysctls {
    std::uint32_t timeSeconds = 7200;   ///< tcp_keepalive_time, 0 to 8'589'934 s at HZ 250
    std::uint32_t intervalSeconds = 75; ///< tcp_keepalive_intvl, the same range
    std::uint32_t probes = 9;           ///< tcp_keepalive_probes, 0 to 255
    bool operator==(const KeepAliveSysctls&) const = default;
};

/// What the kernel comes with: 7200 s, 75 s, 9 probes (tcp(7)).
inline constexpr KeepAliveSysctls kBuiltInSysctls{};

/// The values now, from below `folder`. Errors: the system's own where /proc is not mounted, NO_NUMBER for a damaged file,
/// NOT_SUPPORTED on a system without sysctls. Three small files: cheap enough for once a second.
[[nodiscard]] Result<KeepAliveSysctls>
readSysctls(const std::string& folder = "/proc/sys/net/ipv4");

/// The values as the defaults page shows them. Pure. `system` is "Linux 6.18.44".
[[nodiscard]] SystemDefaults describeSysctls(const KeepAliveSysctls& values,
                                             const std::string& system);

} // namespace kai::defaults
