#pragma once

#include "core/keepalive/event.h"

#include <cstdint>

namespace kai::history {

/// A set of event kinds, one bit each.
using KindMask = std::uint16_t;
static_assert(kEventKindCount <= 16);
[[nodiscard]] constexpr KindMask maskOf(EventKind kind)
{
    return static_cast<KindMask>(1u << static_cast<unsigned>(kind));
}
inline constexpr KindMask kAllKinds = (1u << kEventKindCount) - 1;
/// The kinds that restart the idle time (P1).
inline constexpr KindMask kRestartKinds = maskOf(EventKind::probe_answered) |
                                          maskOf(EventKind::data_received) |
                                          maskOf(EventKind::opened);

/// The worst kind in the set by severity(); `note` when the set is empty.
[[nodiscard]] EventKind worstOf(KindMask kinds);

/// What happened in one stretch of a lane, however many events that were.
struct LaneSummary {
    std::uint64_t count = 0;
    /// Log indices of the first and the last of them; meaningless when count is 0.
    std::uint64_t firstIndex = 0;
    std::uint64_t lastIndex = 0;
    KindMask kinds = 0;
    /// The most unanswered probes, k of N.
    std::uint8_t unanswered = 0;
    std::uint8_t probeCount = 0;
    /// The longest time since something was received, as it stood at each of the events, before it. In steps of 1 ms.
    /// Without it teeth seen from afar would lie.
    milliseconds longestIdle{0};

    [[nodiscard]] EventKind worst() const { return worstOf(kinds); }
    bool operator==(const LaneSummary&) const = default;
};

} // namespace kai::history
