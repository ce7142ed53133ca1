#pragma once

#include "core/keepalive/effective.h"
#include "core/keepalive/event.h"
#include "core/keepalive/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace kai {

enum class ConnectionState : std::uint8_t {
    resolving,
    connecting,
    open,      ///< ESTABLISHED
    closeWait, ///< the peer's program closed, this one has not yet
    finWait,   ///< this program closed its sending side
    ended,
};
[[nodiscard]] std::string_view stateName(ConnectionState state);

/// Why no keep-alive deadline runs although keep-alive is on. The row says which rule is waiting.
enum class Waiting : std::uint8_t {
    nothing,
    dataInFlight, ///< sent data is unacknowledged: retransmission rules (P7)
    zeroWindow,   ///< the peer's window is closed: persist timer
    connecting,
    noProbes, ///< the count in force is 0 (D3)
};

/// What the connection's program does: it decides whether and when an ending is seen.
enum class ProgramKind : std::uint8_t { waitsInRecv, doesNothing, sendsEvery };
struct Program {
    ProgramKind kind = ProgramKind::waitsInRecv;
    /// For sendsEvery, 1 ms or more.
    milliseconds period{0};
    bool operator==(const Program&) const = default;
};

/// One end's timers, as moments (kNever = not running). "Idle now" is now - lastReceived, computed when drawn.
struct EndTimers {
    /// Last data or acknowledgement received; what idle time counts from (P1).
    Moment lastReceived = kNever;
    /// Start of the current ramp: lastReceived, or the change that began a new deadline.
    Moment rampFrom = kNever;
    /// When the next probe is due by the rules. kNever: none is (see `waiting`, or keep-alive is off).
    Moment deadline = kNever;
    /// When the system's armed timer expires by its own account; Linux' timer is lazy and may run out with nothing due.
    Moment armedExpiry = kNever;
    /// When the timer that will send the next probe really fires, wheel bucket included. Equal to deadline where timers are exact.
    Moment predictedProbe = kNever;
    /// When the connection breaks if nobody answers from now on; kNever when it does not.
    Moment predictedEnd = kNever;
    /// Unanswered probes outstanding: the k of "k / N".
    std::uint16_t unanswered = 0;
    /// Retransmissions of the data in flight so far.
    std::uint16_t retransmits = 0;
    Waiting waiting = Waiting::nothing;
    ConnectionState state = ConnectionState::connecting;
    bool keepAliveOn = false;
    bool operator==(const EndTimers&) const = default;
};

/// A connection as the table shows it: plain, copied when changed. Texts that never change are in ConnectionInfo.
struct ConnectionRow {
    ConnectionId id = ConnectionId::none;
    EndTimers local;
    /// The peer's end, where the lab can see it (built-in or simulated peer).
    EndTimers peer;
    bool peerWatched = false;

    Sourced<bool> enabled;
    Sourced<milliseconds> idleTime;
    Sourced<milliseconds> probeInterval;
    Sourced<std::uint16_t> probeCount;

    Moment opened = kNever;
    Moment endedAt = kNever;
    Moment lastEventAt = kNever;
    EventKind lastEvent = EventKind::opened;
    EndedBy endedBy = EndedBy::notEnded;
    /// errno or Winsock code of the ending, 0 = none.
    std::uint16_t errorCode = 0;
    /// A fault is active on the path or the peer (FaultKind::none when not); the lane's baseline shows it.
    std::uint8_t activeFault = 0;
    /// The box in between has forgotten the flow (known in a simulation only).
    bool boxForgot = false;
    /// P3, assumed of a simulated host: the interval after the last probe is waited out.
    bool lastIntervalWaited = true;

    std::uint32_t probesSent = 0;
    std::uint32_t probesAnswered = 0;
    /// Median time from probe to answer, where it can be known; 0 = unknown.
    nanoseconds medianAnswer{0};

    /// When the box would forget, counted from the last packet in either direction; kNever without a box.
    Moment boxForgetsAt = kNever;

    Program program;

    /// Of the system that this end is on (Capabilities::timerTick): 0 where timers are exact.
    nanoseconds timerTick{0};

    bool operator==(const ConnectionRow&) const = default;
};
static_assert(std::is_trivially_copyable_v<ConnectionRow>);

/// Whom a box resets when a segment comes of a flow that it has forgotten; neither: it is silent.
enum class BoxResets : std::uint8_t { neither, thisEnd, peer, both };

/// The texts of a connection; sent once when opened and again only when one changes (an ephemeral port becomes known).
struct ConnectionInfo {
    ConnectionId id = ConnectionId::none;
    HostId host = HostId::first;
    std::string name;
    std::string local;    ///< "127.0.0.1:43122"
    std::string peer;     ///< "127.0.0.1:5432" or "db.example:5432 (10.0.0.5)"
    std::string hostName; ///< "This computer" or the simulated host's name
    std::string release;  ///< "Linux 6.18" or "Windows 11"
    /// Idle limit of a box in between, to draw; dashed when assumed.
    std::optional<milliseconds> boxLimit;
    bool boxAssumed = false;
    BoxResets boxResets = BoxResets::neither;
    bool builtInPeer = false;
};

} // namespace kai
