#pragma once

#include "core/keepalive/reports.h"
#include "core/simulation/world.h"
#include "core/winsock/simulated_faults.h"
#include "core/winsock/winsock.h"

#include <array>
#include <list>
#include <memory>
#include <optional>

namespace kai::winsock {

/// The last answers' times from probe to answer, for their median.
class AnswerTimes {
public:
    void add(nanoseconds time);
    /// 0 before the first answer; at most 4.29 s.
    [[nodiscard]] nanoseconds median() const;

private:
    std::array<std::uint32_t, 7> m_last{};
    std::uint8_t m_count = 0;
    std::uint8_t m_next = 0;
};

/// What was sent by "Ask now" and has not been acknowledged yet.
struct Asked {
    CommandId command = CommandId::none;
    Moment sent{};
    /// The sequence number after its last byte; it wraps.
    std::uint32_t until = 0;
};

/// SIO_KEEPALIVE_VALS on its way, where it is assumed to take its time (I7).
struct PendingVals {
    WSAOVERLAPPED overlapped;
    /// The times were meant for a connection whose keep-alive is off (I2): off again when they are set.
    bool thenOff = false;
};

/// One connection of a simulated host as its user sees it: a socket of the host's process, its program and its row. Does not move
/// while the program waits in recv, since Winsock holds `receive`.
struct SimulatedConnection {
    ConnectionInfo info;
    ConnectionRow row;
    CommandId openedBy = CommandId::none;
    /// INVALID_SOCKET after it was closed here, or the host restarted.
    SOCKET socket = INVALID_SOCKET;
    WSAOVERLAPPED receive;
    bool receiving = false;
    bool opening = true;
    bool changed = false; ///< the row is to be drained
    simulation::Address remote;
    nanoseconds delay{0};
    nanoseconds jitter{0};
    std::list<PendingVals> pendingVals; ///< oldest first; Winsock writes into them
    /// What was asked for so far, to open the same again.
    KeepAliveSettings settings;
    simulation::ScheduleId nextSend = simulation::ScheduleId::none;
    std::vector<Asked> asked; ///< oldest first
    Moment lastProbe = kNever;
    LastingFaults faults;
    std::uint8_t lastProbeNumber = 0; ///< an answer to an earlier one is not timed
    AnswerTimes answers;
    std::vector<CallRecord> calls; ///< the last settings calls, oldest first
    std::optional<ApplyReport> lastApply;

    [[nodiscard]] bool isOpen() const
    {
        return socket != INVALID_SOCKET && row.endedBy == EndedBy::notEnded;
    }
};

/// The box that the connection was given; empty without one.
[[nodiscard]] std::optional<simulation::Box> boxOf(const ConnectionInfo& info);

/// Brings the moments and values of the row up to now: both ends' timers, the box, who supplied what. The socket must be open.
void refreshRow(SimulatedConnection& connection, const simulation::World& world,
                simulation::EndId end);

/// Counts what an event of this connection means for its row.
void countEvent(SimulatedConnection& connection, const Event& event);

/// The values in force with their losers (D1): release, registry, the socket's own. `end` belongs to `host`.
[[nodiscard]] ConnectionDetails detailsOf(const SimulatedConnection& connection,
                                          const simulation::Host& host);

} // namespace kai::winsock
