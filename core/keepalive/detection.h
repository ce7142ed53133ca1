#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>
#include <string>

namespace kai {

/// What is in force on a connection.
struct KeepAliveTimes {
    bool enabled = true;
    milliseconds idleTime{7'200'000};
    milliseconds probeInterval{1'000};
    std::uint16_t probeCount = 10; ///< 0 = no probes are sent (D3)
    /// P3: false where a simulated host is assumed to break as the last probe leaves.
    bool lastIntervalWaited = true;
    bool operator==(const KeepAliveTimes&) const = default;
};

struct ConnectionRow;
/// What is in force on that connection.
[[nodiscard]] KeepAliveTimes timesOf(const ConnectionRow& row);

/// All functions here take the kernel's tick (Capabilities::timerTick): positive is Linux with its timer wheel, zero is a
/// system with exact timers. Pure, saturated, any thread.

/// Time between packets on a connection that is idle and answers. On Linux an interval longer than the time takes its place,
/// since the timer that waits for the answer runs first.
[[nodiscard]] milliseconds healthyPeriod(const KeepAliveTimes& times, nanoseconds tick);

/// The same with the worst lateness of its timer.
[[nodiscard]] nanoseconds latestHealthyPeriod(const KeepAliveTimes& times, nanoseconds tick);

/// Probes an hour that this end sends while the connection is idle and healthy; each is answered by one packet more.
/// 0 when off or at 0 probes.
[[nodiscard]] double packetsPerHour(const KeepAliveTimes& times, nanoseconds tick);

/// Intervals from the first probe to the break of a silent peer: the count, or one less (P3; with one probe it is waited for even then, P6).
[[nodiscard]] std::uint16_t intervalsWaited(const KeepAliveTimes& times);

/// How long after the last received segment a silent peer is noticed: time + intervalsWaited() x interval, as a range where the
/// timer wheel makes it one.
struct Detection {
    bool never = false;   ///< off, or 0 probes: then the times say nothing
    std::string whyNever; ///< "off", "0 probes"
    nanoseconds earliest{0};
    nanoseconds latest{0};
    bool operator==(const Detection&) const = default;
};
[[nodiscard]] Detection detection(const KeepAliveTimes& times, nanoseconds tick);

/// "2 h 0 min 10 s", "72.0 to 74.2 s", "3 min 15 s to 3 min 18.3 s", "never (0 probes)", "never".
[[nodiscard]] std::string detectionText(const Detection& detection);

/// How a detection time comes about: "7,200 s + 10 × 1 s = 7,210 s"; with a timer wheel it ends ", up to 149 s later".
/// Empty when a silent peer is never found.
[[nodiscard]] std::string arithmeticText(const KeepAliveTimes& times, const Detection& detection);

/// P6: what a count of one means, to be said wherever it is chosen or in force; empty for every other count.
[[nodiscard]] std::string oneProbeWarning(std::uint16_t probeCount);

/// "7,200 s", "1.5 s", "0.001 s": always seconds, for sums that a person checks; whole milliseconds.
[[nodiscard]] std::string inSeconds(nanoseconds value);

/// "1 packet / 2 h while healthy", "no packets" when off or at 0 probes.
[[nodiscard]] std::string healthyText(const KeepAliveTimes& times, nanoseconds tick);

} // namespace kai
