#pragma once

#include "core/simulation/peer.h"
#include "core/winsock/pump.h"
#include "core/winsock/simulated_host.h"
#include "core/winsock/simulated_stack.h"

#include <deque>
#include <limits>

namespace kai::winsock {

/// One open() under way.
struct Opening {
    OpenRequest request;
    OpenProgress progress;
    simulation::Address remote;
    std::string peerText;
    std::uint32_t begun = 0;
    /// The connections to open once more, one by one; empty when it is no reopening.
    std::vector<ConnectionId> again;
};

/// What the stack is made of: one world, its hosts, the peer, all connections; and what one connection's program does.
/// SimulatedStack and SimulatedHosts are its two faces. One thread.
class SimulatedLab final : public simulation::Observer {
public:
    SimulatedLab(const SimulationOptions& options, EventSink& sink);

    simulation::World& world() { return m_world; }
    [[nodiscard]] const simulation::World& world() const { return m_world; }
    [[nodiscard]] std::size_t hostCount() const { return m_hosts.size(); }
    /// Null when unknown.
    [[nodiscard]] SimulatedHost* host(HostId id);
    [[nodiscard]] const SimulatedHost* host(HostId id) const;
    [[nodiscard]] SimulatedConnection* find(ConnectionId id);
    [[nodiscard]] const SimulatedConnection* find(ConnectionId id) const;
    [[nodiscard]] SimulatedHost& hostOf(const SimulatedConnection& connection);
    [[nodiscard]] simulation::EndId endOf(const SimulatedConnection& connection);

    // ---- Opening (simulated_opening.cpp)
    void beginOpen(CommandId command, const OpenRequest& request);
    void cancelOpen(CommandId command);
    [[nodiscard]] bool hasOpenings() const;
    /// Begins at most `most` connections; how many it began.
    std::uint32_t openSome(std::uint32_t most);
    /// The same connections once more, after their host's restart: an opening of its own, whose id no command has.
    void reopen(std::vector<ConnectionId> formers);

    // ---- One connection (simulated_program.cpp)
    void socketNotice(ConnectionId id, const simulation::Notice& notice);
    void notice(const simulation::Notice& notice) override;
    void startProgram(SimulatedConnection& connection);
    void stopProgram(SimulatedConnection& connection);
    void ask(CommandId command, SimulatedConnection& connection, const std::string& text);
    void inject(SimulatedConnection& connection, const Fault& fault);
    void closeConnection(SimulatedConnection& connection, CloseKind kind);
    [[nodiscard]] ApplyReport apply(SimulatedConnection& connection,
                                    const KeepAliveSettings& settings);

    // ---- What changed
    void logEvent(const SimulatedConnection& connection, EventKind kind, const std::string& detail,
                  std::uint16_t error = 0);
    void markChanged(SimulatedConnection& connection);
    void markInfoChanged(const SimulatedConnection& connection)
    {
        m_changes.infos.push_back(connection.info);
    }
    void say(Notice notice) { m_changes.notices.push_back(std::move(notice)); }
    void markDefaultsChanged() { m_changes.defaultsChanged = true; }
    /// The defaults of a host and the rows of its connections.
    void markHostChanged(HostId id);
    /// Passes the world's events on to the sink and counts them for their rows; ends each call that may have caused some.
    void passEventsOn();
    void drain(StackChanges& changes);

    [[nodiscard]] std::deque<SimulatedConnection>& connections() { return m_connections; }

private:
    [[nodiscard]] Result<simulation::Address> resolvePeer(const OpenRequest& request) const;
    [[nodiscard]] Opening* openingOf(CommandId command);
    void openOne(Opening& opening);
    SimulatedConnection& addConnection(const Opening& opening);
    void connectFailed(SimulatedConnection& connection, const Error& error);
    void connected(SimulatedConnection& connection);
    void report(Opening& opening);
    void sayRefused(CommandId command, const ApplyReport& report);
    void receiveMore(SimulatedConnection& connection);
    void received(SimulatedConnection& connection);
    void valsCompleted(SimulatedConnection& connection);
    void logSettings(const SimulatedConnection& connection);
    void sendNext(SimulatedConnection& connection);
    void sawError(SimulatedConnection& connection, const char* call, int error);
    void bringAbout(const SimulatedConnection& connection, const Fault& fault);
    void reportAsked(const SimulatedConnection& connection, const Asked& asked, AskOutcome outcome,
                     const std::optional<Error>& error = {});
    void askedAcknowledged(SimulatedConnection& connection, simulation::EndId end);
    /// Nothing more can come for what was asked: each is reported.
    void endAsked(SimulatedConnection& connection, AskOutcome outcome, const Error& error);
    void askedRetransmitted(const SimulatedConnection& connection);

    void passOn(Event& event);
    /// An event of this side's end also counts for the row.
    void passOnLocal(Event& event, SimulatedConnection& connection);

    std::uint64_t m_seed;
    EventSink& m_sink;
    /// What the world notices, before it is counted and passed on, with the ids that its texts have in the sink.
    EventSink m_worldSink;
    std::vector<TextId> m_textIds{TextId::empty};
    std::vector<Event> m_events;
    std::vector<std::string> m_texts;
    simulation::World m_world;
    Pump m_pump{m_world};
    /// By id; never shrinks, never moves; outlives the processes, which write into pending receives as they end.
    std::deque<SimulatedConnection> m_connections;
    std::vector<std::unique_ptr<SimulatedHost>> m_hosts;
    std::unique_ptr<simulation::Peer> m_peer;
    std::deque<Opening> m_openings;
    /// A lab's commands count up from 1, reopenings down from the top.
    std::uint64_t m_nextReopening = std::numeric_limits<std::uint64_t>::max();
    StackChanges m_changes;
    std::vector<ConnectionId> m_changed;
    std::array<char, 4096> m_scratch{};
};

/// Around each call of a face: what it causes is in the sink and in the rows when it ends.
class EventCount {
public:
    explicit EventCount(SimulatedLab& lab)
        : m_lab(lab)
    {
    }
    ~EventCount() { m_lab.passEventsOn(); }
    EventCount(const EventCount&) = delete;
    EventCount& operator=(const EventCount&) = delete;

private:
    SimulatedLab& m_lab;
};

/// The SimulatedHosts face.
[[nodiscard]] std::unique_ptr<SimulatedHosts> makeSimulatedHosts(SimulatedLab& lab);

} // namespace kai::winsock
