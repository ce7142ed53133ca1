#pragma once

#include "core/simulation/keep_alive_timer.h"
#include "core/simulation/path_state.h"
#include "core/simulation/retransmission.h"
#include "core/simulation/schedule_id.h"
#include "core/simulation/segment.h"
#include "core/simulation/stream.h"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace kai::simulation {

/// What one end of a connection remembers; Endpoint has its rules. What every event touches comes first.
struct alignas(64) End {
    ConnectionId connection = ConnectionId::none;
    HostId host = HostId::first;
    std::uint16_t port = 0;
    TcpState state = TcpState::closed;
    Cause cause = Cause::none;
    /// Probes of a closed window since something was received.
    std::uint8_t windowProbes = 0;
    bool peerEnd = false;
    /// A program holds its id: it must not be used again.
    bool held = false;
    bool finQueued = false;
    bool finSent = false;
    bool finReceived = false;
    /// ICMP said that the peer cannot be reached.
    bool softError = false;
    /// RFC 9293 3.3.1: SND.UNA, SND.NXT, SND.WND, RCV.NXT.
    std::uint32_t sndUna = 0;
    std::uint32_t sndNxt = 0;
    std::uint32_t sndWnd = 0;
    std::uint32_t rcvNxt = 0;
    /// After a timeout: what lies before this is sent again as acknowledgements come.
    std::uint32_t recoverTo = 0;
    /// None before the first byte of data.
    std::unique_ptr<Stream> stream;
    /// The one timer of this end and when it is due: the earlier of keep-alive and retransmission.
    ScheduleId timer = ScheduleId::none;
    Moment timerAt = kNever;
    KeepAliveTimer keepAlive;
    RetransmissionTimer retransmission;
    Observer* observer = nullptr;
    std::uint32_t probesSent = 0;
    std::uint32_t probesAnswered = 0;
};

/// A connection: the end that connects, the one that accepts, and the path between. An end without a peer (new, or a listener) leaves the
/// other half unused.
struct alignas(64) Flow {
    Path path;
    /// Segments of an earlier use of this place carry another number and are dropped.
    std::uint16_t epoch = 0;
    std::array<End, 2> ends;
};

/// All flows, at places that never move and are used again. The even EndId of a flow is the end that connects.
class Flows {
public:
    [[nodiscard]] EndId take();
    /// Of the flow of this end; it becomes as new.
    void release(EndId id);

    [[nodiscard]] Flow& flow(EndId id)
    {
        return m_chunks[index(id) >> kChunkBits][index(id) & kInChunk];
    }
    [[nodiscard]] End& end(EndId id) { return flow(id).ends[static_cast<std::uint32_t>(id) & 1U]; }
    /// Brings all of an end into the cache at once; its parts are looked at one after the other.
    void prefetch(EndId id)
    {
        const auto* const bytes = reinterpret_cast<const std::byte*>(&end(id));
        for (std::size_t line = 0; line < sizeof(End); line += alignof(End)) {
            __builtin_prefetch(bytes + line);
        }
    }
    [[nodiscard]] static EndId peerOf(EndId id)
    {
        return EndId{static_cast<std::uint32_t>(id) ^ 1U};
    }
    [[nodiscard]] static Direction directionFrom(EndId id)
    {
        return (static_cast<std::uint32_t>(id) & 1U) == 0 ? Direction::forward : Direction::back;
    }
    /// Ids are below this.
    [[nodiscard]] std::uint32_t endCount() const { return m_used * 2; }
    [[nodiscard]] std::size_t bytesUsed() const;

private:
    static constexpr std::uint32_t kChunkBits = 8;
    static constexpr std::uint32_t kInChunk = (1U << kChunkBits) - 1;
    [[nodiscard]] static std::uint32_t index(EndId id)
    {
        return static_cast<std::uint32_t>(id) >> 1;
    }

    std::vector<std::unique_ptr<Flow[]>> m_chunks;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_used = 0;
};

} // namespace kai::simulation
