#pragma once

#include "core/keepalive/effective.h"
#include "core/keepalive/moment.h"

#include <cstdint>
#include <optional>

namespace kai::simulation {

/// The four values in force on one end, each with who supplied it.
struct KeepAliveInForce {
    Sourced<bool> enabled{false, Origin::builtIn};
    Sourced<milliseconds> idleTime{milliseconds{7'200'000}, Origin::builtIn};
    Sourced<milliseconds> probeInterval{milliseconds{1'000}, Origin::builtIn};
    Sourced<std::uint16_t> probeCount{10, Origin::builtIn};
    bool operator==(const KeepAliveInForce&) const = default;
};

/// A change of some of them; what is empty stays as it is. Times are 1 ms or more (up to 136 years); a count is 0 to 255 and 0 means that
/// no probes are sent (D3).
struct KeepAliveChange {
    std::optional<bool> enabled;
    std::optional<milliseconds> idleTime;
    std::optional<milliseconds> probeInterval;
    std::optional<std::uint16_t> probeCount;
    /// Who supplies the values that are given.
    Origin origin = Origin::socketOption;
};

/// Counted since the end was created.
struct ProbeCounters {
    std::uint32_t sent = 0;
    std::uint32_t answered = 0;
    bool operator==(const ProbeCounters&) const = default;
};

} // namespace kai::simulation
