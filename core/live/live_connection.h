#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/reports.h"
#include "core/live/descriptor.h"
#include "core/live/end_observer.h"
#include "core/live/loss_plan.h"
#include "core/live/peer_program.h"
#include "core/live/socket_options.h"

#include <memory>
#include <optional>
#include <vector>

namespace kai::live {

/// What is done to a connection's path just now.
struct PathFaults {
    bool peerDeaf = false;
    bool clientDeaf = false;
    bool peerHangs = false;
    LossPlan loss;
    /// Probes that had been sent when the loss began, as of the first look after that; the plan counts from there.
    std::optional<std::uint32_t> lossFrom;
    /// The next probe is to be lost: the peer is deaf until it has left.
    bool dropping = false;
    /// The last lasting fault, for the row.
    FaultKind shown = FaultKind::none;
};

/// One connection of this computer with all that is known of it. Its socket is closed when it has ended; the peer's end may
/// outlive it: a half-open connection.
struct LiveConnection {
    ConnectionId id = ConnectionId::none;
    CommandId openedBy = CommandId::none;
    ConnectionState state = ConnectionState::connecting;
    bool builtInPeer = false;
    bool ipv6 = false;
    bool dirty = false;
    Descriptor socket;
    Descriptor peer;

    OwnSettings own;
    EndObserver local;
    EndObserver far;
    /// The peer's end as its program saw it end; open as long as it has not.
    ConnectionState peerState = ConnectionState::connecting;
    PathFaults faults;
    PeerProgram peerProgram;

    Program program;
    Moment nextSend = kNever;

    Moment opened = kNever;
    Moment endedAt = kNever;
    EndedBy endedBy = EndedBy::notEnded;
    std::uint16_t errorCode = 0;
    Moment lastEventAt = kNever;
    EventKind lastEvent = EventKind::opened;
    nanoseconds medianAnswer{0};
    std::vector<std::int64_t> answerTimes;

    ConnectionInfo info;
    /// The last settings calls, oldest first.
    std::vector<CallRecord> calls;
    std::unique_ptr<ApplyReport> lastApply;

    [[nodiscard]] bool open() const
    {
        return static_cast<bool>(socket) && state == ConnectionState::open;
    }
    [[nodiscard]] EndContext localContext(const TickGrid& grid) const
    {
        return {id, false, builtInPeer, own.inForce, grid};
    }
    /// The built-in peer has keep-alive off, so that only one end probes.
    [[nodiscard]] EndContext farContext(const TickGrid& grid) const
    {
        return {id, true, builtInPeer, {}, grid};
    }
};

/// Asks the processor for what a look at this end needs.
void prefetchForLook(const LiveConnection& connection, bool peerEnd);

/// The connection as the table shows it.
[[nodiscard]] ConnectionRow rowOf(const LiveConnection& connection, const TickGrid& grid);

/// Takes note of an answer that took `time`; the row shows the median of the last 64.
void addAnswerTime(LiveConnection& connection, nanoseconds time);

} // namespace kai::live
