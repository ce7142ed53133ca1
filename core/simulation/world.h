#pragma once

#include "core/keepalive/event_sink.h"
#include "core/simulation/host.h"
#include "core/simulation/keep_alive.h"
#include "core/simulation/observer.h"
#include "core/simulation/path.h"
#include "core/simulation/schedule_id.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace kai::simulation {

class Engine;

/// Where an end is, or connects to. An address without a host swallows what is sent there.
struct Address {
    HostId host = kNoHost;
    std::uint16_t port = 0;
    static constexpr HostId kNoHost{0xFFFF};
    bool operator==(const Address&) const = default;
};

struct WorldOptions {
    std::uint64_t seed = 1;
    /// One more than this at the same virtual time: an event in the log says so and the world stops.
    std::uint32_t eventsAtOneInstant = 1'000'000;
};

/// Hosts, their TCP connections and the paths between, on one virtual clock that starts at zero. Same seed and same calls: same events,
/// byte for byte. One thread. What happens to ends that are traced goes into the sink, in time order; every id given to a function must be
/// valid, which is asserted.
class World {
public:
    World(const WorldOptions& options, EventSink& sink);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // ---- Time

    [[nodiscard]] Moment now() const;
    /// When step() would do something; kNever when nothing is due, or after a stop.
    [[nodiscard]] Moment nextEvent() const;
    /// More than `eventsAtOneInstant` happened at once; nothing runs any more.
    [[nodiscard]] bool stopped() const;
    /// Does the next event and tells its notices; the clock stands at its time then. False when there is none.
    bool step();
    /// At most `most` events up to and including `until`; how many were done. The clock moves to `until` when all were done.
    std::uint64_t runSome(Moment until, std::uint64_t most);
    /// All events up to and including `until`; the clock stands there then (unless stopped). `until` may be now, not earlier.
    void runUntil(Moment until);
    /// Steps until `done()` or the next event would be after `limit`; whether it is done. The clock stays at the last event.
    template <typename Done>
    bool runUntilDone(Done&& done, Moment limit = kNever)
    {
        while (!done()) {
            if (nextEvent() > limit || !step()) {
                return false;
            }
        }
        return true;
    }

    /// `observer` gets NoticeKind::due with `token` at `at` (now when that has passed), after what is already scheduled for that moment.
    ScheduleId schedule(Moment at, Observer& observer, std::uint64_t token);
    /// False when it has come already, or was cancelled.
    bool cancel(ScheduleId id);

    // ---- Hosts

    /// Ids count up from HostId::first.
    HostId addHost(HostSetup setup);
    [[nodiscard]] const Host& host(HostId id) const;
    [[nodiscard]] std::size_t hostCount() const;
    [[nodiscard]] std::optional<HostId> hostAt(std::uint32_t ipv4) const;
    /// In force after restart(), or at once for new sockets where that is assumed (D5).
    void storeRegistry(HostId id, const defaults::RegistryValues& values);
    /// From now on, for the connections that are open too; what is counted or received already stays.
    void setAssumptions(HostId id, const Assumptions& assumptions);
    /// Down: the host neither sends nor receives; its connections learn it by their own timers.
    void setNetworkUp(HostId id, bool up);
    /// All its ends vanish without FIN (Cause::hostRestarted, told to their observers), the registry comes into force, and what the peers send
    /// to them is answered with RST.
    void restart(HostId id);
    void restart(HostId id, defaults::WindowsRelease release);

    // ---- Ends

    /// A closed end with the host's defaults, keep-alive off. `observer` may be null; it must live as long as it is set.
    [[nodiscard]] EndId create(HostId host, Observer* observer);
    /// In place of a closed end, which is let go: a new one with its keep-alive values, observer and trace, to connect again.
    [[nodiscard]] EndId renew(EndId end);
    void setObserver(EndId end, Observer* observer);
    /// Its events are logged under this id from now on; `peerEnd` marks them as the other end's. ConnectionId::none: no longer.
    void trace(EndId end, ConnectionId connection, bool peerEnd = false);

    /// 0 chooses a port. False when another listener of the host has that port.
    [[nodiscard]] bool bind(EndId end, std::uint16_t port);
    /// At most `backlog` connections wait for accept(); further ones are refused. A second call changes the backlog. False when another end of
    /// the host listens on that port.
    bool listen(EndId end, std::uint32_t backlog);
    /// EndId::none when nothing waits. The end has the listener's keep-alive values, of Origin::listener (S13), and its observer; what arrived
    /// before was not told.
    [[nodiscard]] EndId accept(EndId listener);
    /// Sends SYN; NoticeKind::connected or connectFailed will follow. The end must be as create() or renew() gave it.
    void connect(EndId end, const Address& remote, const PathSettings& path = {});

    /// Takes what there is room for (0 when the buffer is full or the end cannot send) and sends what the peer's window allows.
    std::size_t send(EndId end, std::span<const std::byte> data);
    /// Moves out what has arrived; 0 when nothing has.
    std::size_t receive(EndId end, std::span<std::byte> buffer);
    /// FIN after the data at hand; receiving goes on.
    void shutdownSend(EndId end);
    /// The program lets go: FIN after the data at hand, or RST when data was left unread. The id is no longer valid.
    void close(EndId end);
    /// RST, if the peer may still be there. The id is no longer valid.
    void abort(EndId end);
    /// As if its host had lost it (Cause::hostRestarted): closed without a segment; what still comes is answered with RST. The id stays valid.
    void forget(EndId end);

    [[nodiscard]] TcpState state(EndId end) const;
    /// Why it is closed; none before and while open.
    [[nodiscard]] Cause cause(EndId end) const;
    [[nodiscard]] HostId hostOf(EndId end) const;
    [[nodiscard]] Address local(EndId end) const;
    [[nodiscard]] Address remote(EndId end) const;
    /// The other end of its connection; its id may be used for all queries, for trace() and for forget(), as long as this one is valid.
    [[nodiscard]] EndId peerOf(EndId end) const;
    [[nodiscard]] bool isConnectingEnd(EndId end) const;
    /// Bytes that receive() would give at most.
    [[nodiscard]] std::size_t readable(EndId end) const;
    /// FIN has arrived: after `readable` bytes there is nothing more.
    [[nodiscard]] bool peerHasClosed(EndId end) const;
    [[nodiscard]] std::size_t sendRoom(EndId end) const;
    /// Bytes taken by send() and not acknowledged yet, FIN not counted.
    [[nodiscard]] std::size_t unacknowledged(EndId end) const;
    /// SND.UNA: the sequence number of the first byte that is not acknowledged. It wraps.
    [[nodiscard]] std::uint32_t firstUnacknowledged(EndId end) const;

    // ---- Keep-alive

    [[nodiscard]] KeepAliveInForce keepAlive(EndId end) const;
    /// In any state (S10 is for the layer above); a listener only stores it (P9).
    void changeKeepAlive(EndId end, const KeepAliveChange& change);
    /// All moments of section 4, as the row shows them.
    [[nodiscard]] EndTimers timers(EndId end) const;
    [[nodiscard]] ProbeCounters probes(EndId end) const;

    // ---- The path

    [[nodiscard]] PathSettings path(EndId end) const;
    /// For what is sent from now on; what is on its way arrives. A box with another limit starts its memory anew.
    void setPath(EndId end, const PathSettings& path);
    [[nodiscard]] BoxState box(EndId end) const;

    /// Bytes of memory that connections, what is on its way and the event queue take.
    [[nodiscard]] std::size_t bytesUsed() const;

private:
    std::unique_ptr<Engine> m_engine;
};

} // namespace kai::simulation
