// One connection's way from the first address tried to open, or to its failure: the second half of Openings.
#include "core/live/ending.h"
#include "core/live/failure.h"
#include "core/live/openings.h"

#include <algorithm>
#include <cerrno>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kPerSource =
    10'000; // connections from one 127.0.0.k: well within the port range
constexpr nanoseconds kNextAddressAfter = 3s;
constexpr nanoseconds kLastAddressFor = 20s;

/// How an attempt that never became a connection ended.
EndedBy refusedBy(int error)
{
    return error == ETIMEDOUT
               ? EndedBy::retransmission
               : (error == ECONNREFUSED || error == ECONNRESET ? EndedBy::reset : EndedBy::locally);
}

bool asksForAnything(const KeepAliveSettings& settings)
{
    return settings != KeepAliveSettings{};
}

} // namespace

/// One source address has ports for some 28000 connections to one listener; from 10000 on the next 127.0.0.k serves.
std::optional<SocketAddress> Openings::sourceFor(const Opening& opening) const
{
    const std::uint32_t block = m_builtInOpened / kPerSource;
    if (!opening.request.peerHost.empty() || opening.addresses.front().ipv6 || block == 0) {
        return {};
    }
    return loopbackAddress(false, 0, static_cast<std::uint8_t>(1 + block % 250));
}

void Openings::beginOne(Opening& opening)
{
    const SocketAddress& to = opening.addresses.front();
    Result<Descriptor> socket = startConnect(to, sourceFor(opening));
    const bool builtIn = opening.request.peerHost.empty();
    if (!socket &&
        (builtIn || socket.error().number == EMFILE || socket.error().number == ENFILE)) {
        stop(opening, socket.error());
        return;
    }
    ++opening.begun;
    LiveConnection& connection = m_live.connections.add();
    connection.openedBy = opening.progress.command;
    connection.builtInPeer = builtIn;
    connection.program = opening.request.program;
    m_attempts[connection.id] = {opening.progress.command, 0, kNever};
    describe(connection, opening, to);
    if (!socket) {
        attemptFailed(connection, socket.error().number);
        return;
    }
    tryAddress(connection, opening, std::move(socket).value());
}

void Openings::describe(LiveConnection& connection, const Opening& opening, const SocketAddress& to)
{
    const OpenRequest& request = opening.request;
    ConnectionInfo& info = connection.info;
    info.name =
        request.count > 1 ? request.name + "-" + std::to_string(opening.begun) : request.name;
    const bool literal =
        request.peerHost.empty() || to.text().find(request.peerHost) != std::string::npos;
    info.peer = literal
                    ? to.text()
                    : request.peerHost + ":" + std::to_string(to.port()) + " (" + to.text() + ")";
    info.hostName = "This computer";
    info.boxLimit = request.boxLimit;
    info.boxAssumed = request.boxLimit.has_value();
    info.builtInPeer = connection.builtInPeer;
    connection.ipv6 = to.ipv6;
    m_live.connections.markDirty(connection);
}

/// The built-in peer's handshake is through before connect() returns, so its end can mostly be accepted at once.
void Openings::tryAddress(LiveConnection& connection, Opening& opening, Descriptor socket)
{
    connection.socket = std::move(socket);
    const SocketAddress local = localAddress(connection.socket.get());
    connection.info.local = local.text();
    if (connection.builtInPeer) {
        ++m_builtInOpened;
        m_peer.await(local, connection.id);
        arrived(m_peer.acceptAt(opening.addresses.front()));
        return;
    }
    Attempt& attempt = m_attempts[connection.id];
    const bool last = attempt.address + 1 >= opening.addresses.size();
    attempt.giveUpAt = m_live.now() + (last ? kLastAddressFor : kNextAddressAfter);
    m_live.poller.add(connection.socket.get(), PollKind::client, indexOf(connection.id),
                      Poller::Interest::writable);
    m_live.changes.infos.push_back(connection.info);
}

void Openings::listenerReady(std::uint32_t index)
{
    arrived(m_peer.acceptAt(index));
}

void Openings::arrived(std::vector<BuiltInPeer::Arrival> arrivals)
{
    for (BuiltInPeer::Arrival& arrival : arrivals) {
        LiveConnection* const connection = m_live.connections.find(arrival.id);
        if (connection == nullptr) {
            continue;
        }
        if (!arrival.socket) {
            attemptFailed(*connection, EMFILE);
            continue;
        }
        connection->peer = std::move(arrival.socket);
        connection->peerState = ConnectionState::open;
        const std::uint32_t index = indexOf(arrival.id);
        m_live.poller.add(connection->peer.get(), PollKind::peer, index,
                          Poller::Interest::readable);
        m_live.poller.add(connection->socket.get(), PollKind::client, index,
                          Poller::Interest::failureOnly);
        established(*connection);
    }
}

void Openings::clientReady(LiveConnection& connection)
{
    const int error = connectFailure(connection.socket.get());
    if (error == 0) {
        established(connection);
    } else {
        attemptFailed(connection, error);
    }
}

void Openings::established(LiveConnection& connection)
{
    Opening& opening = *find(m_attempts[connection.id].command);
    m_attempts.erase(connection.id);
    connection.state = ConnectionState::open;
    connection.opened = m_live.now();
    connection.info.local = localAddress(connection.socket.get()).text();
    m_live.changes.infos.push_back(connection.info);
    m_live.connections.opened(connection);
    if (!connection.builtInPeer) {
        const std::uint16_t port = remoteAddress(connection.socket.get()).port();
        if (std::find(m_namedPorts.begin(), m_namedPorts.end(), port) == m_namedPorts.end()) {
            m_namedPorts.push_back(port);
        }
    }
    connection.local.begin(lookAt(connection.socket.get(), m_live.now),
                           connection.localContext(m_live.grid));
    if (connection.peer) {
        connection.far.begin(lookAt(connection.peer.get(), m_live.now),
                             connection.farContext(m_live.grid));
    }
    applyFirst(connection, opening);
    m_opened.push_back(&connection);
    ++opening.progress.opened;
    settle(opening);
}

void Openings::applyFirst(LiveConnection& connection, const Opening& opening)
{
    if (asksForAnything(opening.request.settings)) {
        ApplyReport report;
        report.id = connection.id;
        applySettings(connection.socket.get(), opening.request.settings, connection.own, report);
        connection.lastApply = std::make_unique<ApplyReport>(report);
        keepCalls(connection.calls, report, m_live.now());
    } else {
        readBack(connection.socket.get(), connection.own);
    }
    connection.local.settingsChanged(m_live.now(), false, true,
                                     connection.localContext(m_live.grid));
    const std::uint8_t off = connection.own.inForce.enabled ? 0 : event_flag::kKeepAliveOff;
    Event opened;
    opened.kind = EventKind::opened;
    opened.time = connection.opened;
    opened.connection = connection.id;
    opened.flags = off;
    m_live.events.add(opened, settingsText(connection.own.inForce));
    m_live.connections.markDirty(connection);
}

void Openings::attemptFailed(LiveConnection& connection, int error)
{
    Attempt attempt = m_attempts[connection.id];
    Opening& opening = *find(attempt.command);
    const SocketAddress tried = opening.addresses[attempt.address];
    dropSocket(connection);
    if (++attempt.address < opening.addresses.size()) {
        m_attempts[connection.id] = attempt;
        const SocketAddress& next = opening.addresses[attempt.address];
        describe(connection, opening, next);
        Result<Descriptor> socket = startConnect(next);
        if (socket) {
            tryAddress(connection, opening, std::move(socket).value());
        } else {
            attemptFailed(connection, socket.error().number);
        }
        return;
    }
    const Error failure = systemError(error, "connect(" + tried.text() + ")");
    endAttempt(connection, refusedBy(error), error, failure.operation);
    ++opening.progress.failed;
    if (!opening.progress.error) {
        opening.progress.error = failure;
    }
    settle(opening);
}

void Openings::endAttempt(LiveConnection& connection, EndedBy by, int error,
                          const std::string& detail)
{
    m_attempts.erase(connection.id);
    connection.state = ConnectionState::ended;
    connection.endedAt = m_live.now();
    connection.endedBy = by;
    connection.errorCode = static_cast<std::uint16_t>(error);
    Event ended;
    ended.kind = EventKind::ended;
    ended.time = connection.endedAt;
    ended.connection = connection.id;
    ended.endedBy = connection.endedBy;
    ended.errorCode = connection.errorCode;
    m_live.events.add(ended, detail);
    m_live.changes.infos.push_back(connection.info);
    m_live.connections.markDirty(connection);
}

void Openings::dropSocket(LiveConnection& connection)
{
    if (connection.socket) {
        m_live.poller.remove(connection.socket.get());
        m_peer.forget(localAddress(connection.socket.get()));
        connection.socket.reset();
    }
}

/// What the user does not want any more has not failed.
void Openings::abandon(LiveConnection& connection)
{
    const auto attempt = m_attempts.find(connection.id);
    if (attempt == m_attempts.end()) {
        return;
    }
    Opening& opening = *find(attempt->second.command);
    dropSocket(connection);
    endAttempt(connection, EndedBy::locally, 0, "cancelled before it was open");
    ++opening.progress.failed;
    settle(opening);
}

} // namespace kai::live
