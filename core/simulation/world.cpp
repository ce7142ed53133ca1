#include "core/simulation/world.h"

#include "core/simulation/endpoint.h"
#include "core/simulation/engine.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace kai::simulation {

World::World(const WorldOptions& options, EventSink& sink)
    : m_engine(std::make_unique<Engine>(options, sink))
{
}

World::~World() = default;

Moment World::now() const
{
    return m_engine->now();
}

Moment World::nextEvent() const
{
    return m_engine->nextEvent();
}

bool World::stopped() const
{
    return m_engine->stopped();
}

bool World::step()
{
    return m_engine->step();
}

std::uint64_t World::runSome(Moment until, std::uint64_t most)
{
    std::uint64_t done = 0;
    while (done < most && nextEvent() <= until && step()) {
        ++done;
    }
    if (!stopped() && until != kNever && nextEvent() > until) {
        m_engine->moveClock(std::max(now(), until));
    }
    return done;
}

void World::runUntil(Moment until)
{
    runSome(until, std::numeric_limits<std::uint64_t>::max());
}

ScheduleId World::schedule(Moment at, Observer& observer, std::uint64_t token)
{
    return m_engine->schedule(at, {observer, token});
}

bool World::cancel(ScheduleId id)
{
    return m_engine->cancel(id);
}

HostId World::addHost(HostSetup setup)
{
    return m_engine->addHost(std::move(setup));
}

const Host& World::host(HostId id) const
{
    return m_engine->host(id);
}

std::size_t World::hostCount() const
{
    return m_engine->hosts().size();
}

std::optional<HostId> World::hostAt(std::uint32_t ipv4) const
{
    const auto& hosts = m_engine->hosts();
    const auto found = std::find_if(hosts.begin(), hosts.end(),
                                    [&](const Host& each) { return each.ipv4() == ipv4; });
    return found == hosts.end() ? std::nullopt : std::optional{found->id()};
}

void World::storeRegistry(HostId id, const defaults::RegistryValues& values)
{
    m_engine->host(id).storeRegistry(values);
}

void World::setAssumptions(HostId id, const Assumptions& assumptions)
{
    m_engine->host(id).setAssumptions(assumptions);
    for (std::uint32_t raw = 0; raw < m_engine->flows().endCount(); ++raw) {
        const EndId end{raw};
        const End& each = m_engine->end(end);
        if (each.host == id && each.state != TcpState::closed) {
            Endpoint(*m_engine, end).assumptionsChanged();
        }
    }
}

void World::setNetworkUp(HostId id, bool up)
{
    m_engine->host(id).setNetworkUp(up);
}

void World::restart(HostId id)
{
    restart(id, host(id).rules().release);
}

void World::restart(HostId id, defaults::WindowsRelease release)
{
    for (std::uint32_t raw = 0; raw < m_engine->flows().endCount(); ++raw) {
        const EndId end{raw};
        End& each = m_engine->end(end);
        if (each.host == id && (each.held || each.state != TcpState::closed)) {
            m_engine->vanish(end);
        }
    }
    m_engine->host(id).start(release);
    m_engine->tellPending();
}

EndId World::create(HostId host, Observer* observer)
{
    const EndId id = m_engine->flows().take();
    End& end = m_engine->end(id);
    const SocketDefaults& defaults = m_engine->host(host).socketDefaults();
    end.host = host;
    end.held = true;
    end.observer = observer;
    end.keepAlive.setValues(
        {{false, Origin::builtIn}, defaults.idleTime, defaults.probeInterval, defaults.probeCount});
    return id;
}

EndId World::renew(EndId end)
{
    const End& old = m_engine->end(end);
    assert(old.state == TcpState::closed);
    const EndId fresh = create(old.host, old.observer);
    End& made = m_engine->end(fresh);
    made.keepAlive.setValues(old.keepAlive.values());
    made.port = old.port;
    made.connection = old.connection;
    made.peerEnd = old.peerEnd;
    close(end);
    return fresh;
}

void World::setObserver(EndId end, Observer* observer)
{
    m_engine->end(end).observer = observer;
}

void World::trace(EndId end, ConnectionId connection, bool peerEnd)
{
    m_engine->end(end).connection = connection;
    m_engine->end(end).peerEnd = peerEnd;
}

bool World::bind(EndId end, std::uint16_t port)
{
    End& bound = m_engine->end(end);
    if (port != 0 && m_engine->listeners().at(bound.host, port) != nullptr) {
        return false;
    }
    bound.port = port != 0 ? port : m_engine->host(bound.host).nextPort();
    return true;
}

bool World::listen(EndId end, std::uint32_t backlog)
{
    End& listener = m_engine->end(end);
    if (listener.port == 0) {
        listener.port = m_engine->host(listener.host).nextPort();
    }
    const Listener* const known = m_engine->listeners().at(listener.host, listener.port);
    if (known != nullptr && known->end != end) {
        return false;
    }
    listener.state = TcpState::listen;
    m_engine->listeners().add(listener.host, listener.port, end).backlog = backlog;
    return true;
}

EndId World::accept(EndId listener)
{
    const End& end = m_engine->end(listener);
    Listener* const entry = m_engine->listeners().at(end.host, end.port);
    if (entry == nullptr || entry->waiting.empty()) {
        return EndId::none;
    }
    const EndId accepted = entry->waiting.front();
    entry->waiting.pop_front();
    m_engine->end(accepted).observer = end.observer;
    return accepted;
}

void World::connect(EndId end, const Address& remote, const PathSettings& path)
{
    End& connecting = m_engine->end(end);
    assert(connecting.state == TcpState::closed && connecting.cause == Cause::none);
    if (connecting.port == 0) {
        connecting.port = m_engine->host(connecting.host).nextPort();
    }
    End& peer = m_engine->end(Flows::peerOf(end));
    peer.host = remote.host;
    peer.port = remote.port;
    setPath(end, path);
    Endpoint{*m_engine, end}.connect();
}

std::size_t World::send(EndId end, std::span<const std::byte> data)
{
    return Endpoint{*m_engine, end}.send(data);
}

std::size_t World::receive(EndId end, std::span<std::byte> buffer)
{
    return Endpoint{*m_engine, end}.receive(buffer);
}

void World::shutdownSend(EndId end)
{
    Endpoint{*m_engine, end}.shutdownSend();
}

void World::close(EndId end)
{
    m_engine->stopListening(end);
    Endpoint{*m_engine, end}.close();
    m_engine->collect(end);
}

void World::abort(EndId end)
{
    m_engine->stopListening(end);
    Endpoint{*m_engine, end}.abort();
    m_engine->collect(end);
}

void World::forget(EndId end)
{
    m_engine->vanish(end);
    m_engine->tellPending();
}

TcpState World::state(EndId end) const
{
    return m_engine->end(end).state;
}

Cause World::cause(EndId end) const
{
    return m_engine->end(end).cause;
}

HostId World::hostOf(EndId end) const
{
    return m_engine->end(end).host;
}

Address World::local(EndId end) const
{
    return {m_engine->end(end).host, m_engine->end(end).port};
}

Address World::remote(EndId end) const
{
    return local(peerOf(end));
}

EndId World::peerOf(EndId end) const
{
    return Flows::peerOf(end);
}

bool World::isConnectingEnd(EndId end) const
{
    return Flows::directionFrom(end) == Direction::forward;
}

std::size_t World::readable(EndId end) const
{
    return Endpoint{*m_engine, end}.readable();
}

bool World::peerHasClosed(EndId end) const
{
    return m_engine->end(end).finReceived;
}

std::size_t World::sendRoom(EndId end) const
{
    return Endpoint{*m_engine, end}.sendRoom();
}

std::size_t World::unacknowledged(EndId end) const
{
    return Endpoint{*m_engine, end}.unacknowledged();
}

std::uint32_t World::firstUnacknowledged(EndId end) const
{
    return m_engine->end(end).sndUna;
}

KeepAliveInForce World::keepAlive(EndId end) const
{
    return m_engine->end(end).keepAlive.values();
}

void World::changeKeepAlive(EndId end, const KeepAliveChange& change)
{
    Endpoint{*m_engine, end}.changeKeepAlive(change);
}

EndTimers World::timers(EndId end) const
{
    const bool hosted = m_engine->end(end).host != Address::kNoHost;
    return hosted ? Endpoint{*m_engine, end}.timers() : EndTimers{};
}

ProbeCounters World::probes(EndId end) const
{
    const End& counted = m_engine->end(end);
    return {counted.probesSent, counted.probesAnswered};
}

PathSettings World::path(EndId end) const
{
    return m_engine->flows().flow(end).path.settings();
}

void World::setPath(EndId end, const PathSettings& path)
{
    m_engine->flows().flow(end).path.set(path, now());
}

BoxState World::box(EndId end) const
{
    return m_engine->flows().flow(end).path.box(now());
}

std::size_t World::bytesUsed() const
{
    return m_engine->bytesUsed();
}

} // namespace kai::simulation
