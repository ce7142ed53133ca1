#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>
#include <optional>

namespace kai::simulation {

/// Along a connection: from the end that connected, or back to it.
enum class Direction : std::uint8_t { forward, back };

/// Loses segments of one direction; both rules may be on. Seeded: the same segments are lost in every run.
struct Loss {
    /// Every Nth is lost, 2 or more; 1 loses all, 0 is off.
    std::uint32_t everyNth = 0;
    /// The probability of each, 0 to 1.
    double share = 0;
    /// Only keep-alive probes count and get lost.
    bool probesOnly = true;
    std::uint64_t seed = 1;
    bool operator==(const Loss&) const = default;
};

/// A box in between (NAT, firewall, balancer) that forgets a flow without packets in either direction for `limit`.
/// Afterwards it lets nothing of the flow through: it is silent, or answers a segment with RST to the ends named here.
struct Box {
    milliseconds limit{0};
    bool resetsConnectingEnd = false;
    bool resetsAcceptingEnd = false;
    bool operator==(const Box&) const = default;
};

/// A router that answers every segment of one direction with ICMP instead of passing it on. While connecting, a hard error fails the
/// attempt at once and a soft one names the cause when it times out; afterwards neither ends a connection (RFC 1122 4.2.3.9, RFC 5461).
struct Icmp {
    Direction answers = Direction::forward;
    bool hard = false;
    bool operator==(const Icmp&) const = default;
};

/// What lies between two ends, in this order from either of them: cut, loss, ICMP, box, delay. So what is lost does not reach the box.
/// The default is a perfect path that costs nothing.
struct PathSettings {
    /// One way, 0 or more.
    nanoseconds delay{0};
    /// Up to this much more for each segment, evenly spread; segments never overtake each other.
    nanoseconds jitter{0};
    bool cutForward = false;
    bool cutBack = false;
    Loss lossForward;
    Loss lossBack;
    std::optional<Icmp> icmp;
    std::optional<Box> box;
    bool operator==(const PathSettings&) const = default;
};

[[nodiscard]] inline PathSettings pathWithDelay(nanoseconds delay)
{
    PathSettings settings;
    settings.delay = delay;
    return settings;
}

/// What the box remembers.
struct BoxState {
    /// When the flow will be forgotten, or was; kNever without a box.
    Moment forgetsAt = kNever;
    bool forgot = false;
    bool operator==(const BoxState&) const = default;
};

} // namespace kai::simulation
