#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace kai {

/// A connection of one lab; ids count up from 1 and are never used again. 0 names no connection (an event of the lab).
enum class ConnectionId : std::uint32_t { none = 0 };
/// A host of one lab: 0 is this computer or the first simulated host.
enum class HostId : std::uint16_t { first = 0 };
/// A text in the log's side table; 0 is the empty text.
enum class TextId : std::uint32_t { empty = 0 };

[[nodiscard]] constexpr std::uint32_t indexOf(ConnectionId id)
{
    return static_cast<std::uint32_t>(id);
}

enum class EventKind : std::uint8_t {
    opened,
    probe_sent,
    probe_answered,
    probe_unanswered, ///< stamped when that became true; its probe_sent has the probe's own time
    data_sent,
    data_received, ///< data or an acknowledgement of data: restarts the idle time
    settings_changed,
    fault_set,
    fault_cleared,
    ended,
    observation_gap, ///< a late tick, a stopped process, a suspended computer: detail has the segments missed
    note,
    retransmitted,
    timer_idle, ///< the armed timer ran out with nothing due (Linux' lazy timer)
};
inline constexpr int kEventKindCount = 14;

/// How a connection ended; the letter is drawn.
enum class EndedBy : std::uint8_t {
    notEnded,
    keepAlive,
    reset,
    retransmission,
    peerClosed,
    locally
};

/// "probe_sent", as in CSV and JSON.
[[nodiscard]] std::string_view eventName(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventNamed(std::string_view name);
/// 'K', 'R', 'T', 'F', 'L'; 0 when not ended.
[[nodiscard]] char endedLetter(EndedBy by);
[[nodiscard]] std::optional<EndedBy> endedByLetter(char letter);
/// A symbolic name for a number in an event: both errno and Winsock numbers (10000 and up) are known; empty when not.
[[nodiscard]] std::string_view errorSymbol(int number);

namespace event_flag {
inline constexpr std::uint8_t kDerived =
    1; ///< the time was inferred from counters or timers, not seen on the wire
inline constexpr std::uint8_t kPeerEnd = 2; ///< happened at the peer's end of the connection
/// On `opened` and `settings_changed`: keep-alive is off at this end from here on.
inline constexpr std::uint8_t kKeepAliveOff = 4;
} // namespace event_flag

/// One thing that happened: 32 plain bytes, so that ten million fit in memory and copying is memcpy.
struct Event {
    Moment time{};
    ConnectionId connection = ConnectionId::none;
    /// Idle time at the event in ms (saturated; 49.7 days).
    std::uint32_t idleMs = 0;
    /// Half width of what is known of `time`, in ns (saturated at 4.29 s); 0 = exact.
    std::uint32_t uncertaintyNs = 0;
    TextId detail = TextId::empty;
    /// errno or Winsock code as it reached the application; 0 = none.
    std::uint16_t errorCode = 0;
    EventKind kind = EventKind::note;
    EndedBy endedBy = EndedBy::notEnded;
    /// k and N of "probe k of N"; 0 when not a probe.
    std::uint8_t probeNumber = 0;
    std::uint8_t probeCount = 0;
    std::uint8_t flags = 0;
    std::uint8_t reserved = 0;

    [[nodiscard]] bool derived() const { return (flags & event_flag::kDerived) != 0; }
    [[nodiscard]] bool atPeerEnd() const { return (flags & event_flag::kPeerEnd) != 0; }
    [[nodiscard]] bool keepAliveOff() const { return (flags & event_flag::kKeepAliveOff) != 0; }
    bool operator==(const Event&) const = default;
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

/// A non-negative value as 32 bits, saturated.
[[nodiscard]] constexpr std::uint32_t saturated32(std::int64_t value)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(value < 0 ? 0 : value > most ? most : value);
}

/// Whether the event restarts the idle time of its end (P1): something was received.
[[nodiscard]] constexpr bool restartsIdle(EventKind kind)
{
    return kind == EventKind::probe_answered || kind == EventKind::data_received ||
           kind == EventKind::opened;
}

/// Worse events win where several share a pixel: ended > unanswered > fault > change > probe > answer > data.
[[nodiscard]] int severity(EventKind kind);

} // namespace kai
