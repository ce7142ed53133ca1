#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>

namespace kai {

/// Linux keeps TCP's timers in a wheel: an expiry is rounded up to a bucket, coarser the further away it is, so that a
/// "2 h" keep-alive leaves up to 131 s late. Pure functions of the kernel's tick (Capabilities::timerTick), measured to hold
/// for Linux 6.18 (facts 2.4). A tick of zero means exact timers: nothing is late.
/// All jiffies here are the kernel's own, counted from its boot: buckets are aligned to them.

/// When a timer that was armed at `armedAt` to expire at `expires` really fires, both in jiffies; `armedAt` when it is overdue.
[[nodiscard]] std::int64_t fireJiffy(std::int64_t expires, std::int64_t armedAt, nanoseconds tick);

/// The width of the bucket that a timer of this duration falls into: its worst lateness. Zero where timers are exact.
[[nodiscard]] nanoseconds worstLateness(nanoseconds duration, nanoseconds tick);

/// The latest moment at which a timer of this duration fires, counted from its arming; saturated.
[[nodiscard]] nanoseconds latestAfter(nanoseconds duration, nanoseconds tick);

/// From the last sign of life to the break of the connection, wheel included: "3 min 15 s to 3 min 18.3 s".
struct DetectionTime {
    nanoseconds earliest{0};
    nanoseconds latest{0};
    [[nodiscard]] bool exact() const { return earliest == latest; }
    bool operator==(const DetectionTime&) const = default;
};
/// Idle time, then `count` intervals, each timer as late as its bucket allows at the latest. Saturated.
/// With a count of 0 only the idle time is counted; that such a connection is never found dead (D3) is the caller's to say.
[[nodiscard]] DetectionTime deadPeerFoundAfter(milliseconds idleTime, milliseconds probeInterval,
                                               std::uint16_t count, nanoseconds tick);

} // namespace kai
