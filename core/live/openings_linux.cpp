#include "core/live/openings.h"

#include "core/live/descriptor_limit.h"
#include "core/live/ending.h"
#include "core/live/failure.h"
#include "core/live/socket_faults.h"
#include "core/live/stream.h"

#include <algorithm>
#include <cerrno>

#include <sys/eventfd.h>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kReserve = 48; // descriptors for everything that is not a connection
constexpr std::uint32_t kPerSource =
    10'000; // connections from one 127.0.0.k: well within the port range
constexpr nanoseconds kNextAddressAfter = 3s;
constexpr nanoseconds kLastAddressFor = 20s;

Descriptor spareDescriptor()
{
    return Descriptor(::eventfd(0, EFD_CLOEXEC));
}

std::optional<Error> unusable(const OpenRequest& request)
{
    if (request.count == 0) {
        return Error{0, "NO_COUNT", "open", "No connection was asked for.", "Ask for one or more."};
    }
    if (!request.peerHost.empty() && request.peerPort == 0) {
        return Error{0, "BAD_PORT", "open", "A named peer needs a port.",
                     "Add one from 1 to 65535: host:port."};
    }
    if (request.program.kind == ProgramKind::sendsEvery && request.program.period < 1ms) {
        return Error{0, "BAD_PERIOD", "open", "A program that sends needs a period.",
                     "Choose 1 ms or more."};
    }
    const std::vector<FieldError> refused = validate(request.settings, kLinuxLimits);
    return refused.empty() ? std::nullopt : std::optional(refused.front().error);
}

Error outOfDescriptors(std::uint32_t opened, std::uint32_t asked)
{
    Error error = systemError(EMFILE, "open");
    error.cause =
        std::to_string(opened) + " of " + std::to_string(asked) + " opened: " + error.cause;
    return error;
}

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

Openings::Openings(LiveContext& live)
    : m_live(live)
    , m_resolver([&poller = live.poller] { poller.wake(); })
    , m_spare(spareDescriptor())
{
}

void Openings::begin(CommandId command, const OpenRequest& request)
{
    Opening& opening = m_openings.emplace_back();
    opening.request = request;
    opening.progress.command = command;
    opening.progress.asked = request.count;
    if (const std::optional<Error> error = unusable(request)) {
        stop(opening, *error);
        return;
    }
    allow(opening);
    if (request.peerHost.empty()) {
        beginBuiltIn(opening);
    } else {
        opening.resolving = true;
        m_resolver.ask(static_cast<std::uint64_t>(command), request.peerHost, request.peerPort,
                       request.family);
    }
}

void Openings::allow(Opening& opening)
{
    const std::uint64_t each = opening.request.peerHost.empty() ? 2 : 1;
    std::uint64_t left = descriptorsLeft();
    for (const Opening& other : m_openings) {
        const std::uint64_t ends = other.request.peerHost.empty() ? 2 : 1;
        left -= std::min(left, (other.allowed - std::min(other.allowed, other.begun)) * ends);
    }
    const std::uint64_t possible = (left - std::min(left, kReserve)) / each;
    opening.allowed =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(possible, opening.request.count));
    if (opening.allowed == 0) {
        stop(opening, outOfDescriptors(0, opening.request.count));
    }
}

void Openings::beginBuiltIn(Opening& opening)
{
    if (opening.progress.finished) {
        return;
    }
    const bool ipv6 = opening.request.family == AddressFamily::ipv6;
    const Result<std::size_t> at = listener(ipv6, opening.request.peerPort);
    if (!at) {
        stop(opening, at.error());
        return;
    }
    opening.addresses = {m_listeners[*at].address};
}

Result<std::size_t> Openings::listener(bool ipv6, std::uint16_t port)
{
    for (std::size_t i = 0; i < m_listeners.size(); ++i) {
        const SocketAddress& address = m_listeners[i].address;
        if (address.ipv6 == ipv6 && (port == 0 || address.port() == port)) {
            return i;
        }
    }
    Result<Descriptor> socket = listenOn(loopbackAddress(ipv6, port));
    if (!socket) {
        return socket.error();
    }
    const auto index = static_cast<std::uint32_t>(m_listeners.size());
    m_live.poller.add(socket->get(), PollKind::listener, index, Poller::Interest::readable);
    const SocketAddress address = localAddress(socket->get());
    m_listeners.push_back({std::move(socket).value(), address});
    return std::size_t{index};
}

void Openings::cancel(CommandId command)
{
    Opening* const opening = find(command);
    if (opening == nullptr || opening->progress.finished) {
        return;
    }
    opening->progress.cancelled = true;
    opening->allowed = opening->begun;
    opening->request.count = opening->begun;
    opening->resolving = false;
    std::vector<ConnectionId> underWay;
    for (const auto& [id, attempt] : m_attempts) {
        if (attempt.command == command) {
            underWay.push_back(id);
        }
    }
    for (const ConnectionId id : underWay) {
        attemptFailed(*m_live.connections.find(id), ECANCELED);
    }
    settle(*opening);
}

bool Openings::busy() const
{
    return std::any_of(m_openings.begin(), m_openings.end(), [](const Opening& opening) {
        return !opening.progress.finished && !opening.resolving && opening.begun < opening.allowed;
    });
}

void Openings::work(Moment until)
{
    for (Opening& opening : m_openings) {
        bool first = true;
        while (!opening.progress.finished && !opening.resolving &&
               opening.begun < opening.allowed && (first || m_live.now() < until)) {
            beginOne(opening);
            first = false;
        }
    }
}

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
        m_awaited[local.key()] = connection.id;
        const Result<std::size_t> at = listener(connection.ipv6, opening.addresses.front().port());
        listenerReady(static_cast<std::uint32_t>(*at));
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
    const int listening = m_listeners[index].socket.get();
    for (;;) {
        Result<Accepted> peer = acceptFrom(listening);
        if (peer) {
            accepted(std::move(peer).value());
        } else if (peer.error().number == EMFILE || peer.error().number == ENFILE) {
            refuseOne(listening);
        } else if (peer.error().number != ECONNABORTED && peer.error().number != EINTR) {
            return;
        }
    }
}

/// Without a descriptor to accept with, the waiting client would keep the listener ready for ever.
void Openings::refuseOne(int listening)
{
    m_spare.reset();
    Result<Accepted> peer = acceptFrom(listening);
    if (peer) {
        const auto waiting = m_awaited.find(peer->from.key());
        closeWithReset(peer.value().socket);
        if (waiting != m_awaited.end()) {
            attemptFailed(*m_live.connections.find(waiting->second), EMFILE);
        }
    }
    m_spare = spareDescriptor();
}

void Openings::accepted(Accepted peer)
{
    const auto waiting = m_awaited.find(peer.from.key());
    if (waiting == m_awaited.end()) {
        closeWithReset(peer.socket); // a stranger: the built-in peer serves this lab only
        return;
    }
    LiveConnection& connection = *m_live.connections.find(waiting->second);
    m_awaited.erase(waiting);
    connection.peer = std::move(peer.socket);
    connection.peerState = ConnectionState::open;
    m_live.poller.add(connection.peer.get(), PollKind::peer, indexOf(connection.id),
                      Poller::Interest::readable);
    m_live.poller.add(connection.socket.get(), PollKind::client, indexOf(connection.id),
                      Poller::Interest::failureOnly);
    established(connection);
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
        for (const CallRecord& call : report.calls) {
            if (call.kind != CallKind::none) {
                connection.calls.push_back(call);
            }
        }
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
    if (connection.socket) {
        m_live.poller.remove(connection.socket.get());
        m_awaited.erase(localAddress(connection.socket.get()).key());
        connection.socket.reset();
    }
    if (error != ECANCELED && ++attempt.address < opening.addresses.size()) {
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
    m_attempts.erase(connection.id);
    connection.state = ConnectionState::ended;
    connection.endedAt = m_live.now();
    connection.endedBy = refusedBy(error);
    connection.errorCode = static_cast<std::uint16_t>(error);
    const Error failure = systemError(error, "connect(" + tried.text() + ")");
    Event ended;
    ended.kind = EventKind::ended;
    ended.time = connection.endedAt;
    ended.connection = connection.id;
    ended.endedBy = connection.endedBy;
    ended.errorCode = connection.errorCode;
    m_live.events.add(ended, failure.operation);
    m_live.changes.infos.push_back(connection.info);
    m_live.connections.markDirty(connection);
    ++opening.progress.failed;
    if (!opening.progress.error) {
        opening.progress.error = failure;
    }
    settle(opening);
}

void Openings::abandon(LiveConnection& connection)
{
    if (m_attempts.count(connection.id) > 0) {
        attemptFailed(connection, ECANCELED);
    }
}

void Openings::advance()
{
    for (Resolver::Answer& answer : m_resolver.take()) {
        Opening* const opening = find(static_cast<CommandId>(answer.key));
        if (opening == nullptr || opening->progress.finished) {
            continue;
        }
        opening->resolving = false;
        if (answer.addresses) {
            opening->addresses = std::move(answer.addresses).value();
        } else {
            stop(*opening, answer.addresses.error());
        }
    }
    std::vector<ConnectionId> late;
    for (const auto& [id, attempt] : m_attempts) {
        if (attempt.giveUpAt <= m_live.now()) {
            late.push_back(id);
        }
    }
    for (const ConnectionId id : late) {
        attemptFailed(*m_live.connections.find(id), ETIMEDOUT);
    }
    for (Opening& opening : m_openings) {
        const bool shortOfDescriptors =
            opening.allowed < opening.request.count && opening.begun >= opening.allowed;
        if (!opening.progress.finished && shortOfDescriptors) {
            stop(opening, outOfDescriptors(opening.progress.opened, opening.request.count));
        }
    }
    const auto over = [this](const Opening& opening) {
        return opening.progress.finished &&
               std::none_of(m_attempts.begin(), m_attempts.end(), [&](const auto& entry) {
                   return entry.second.command == opening.progress.command;
               });
    };
    m_openings.erase(std::remove_if(m_openings.begin(), m_openings.end(), over), m_openings.end());
}

/// Those that have not begun fail; attempts under way go on.
void Openings::stop(Opening& opening, const Error& error)
{
    opening.progress.failed += opening.request.count - opening.begun;
    opening.request.count = opening.begun;
    opening.allowed = opening.begun;
    opening.resolving = false;
    if (!opening.progress.error) {
        opening.progress.error = error;
    }
    settle(opening);
}

/// Finished once every connection that was asked for is open or has failed.
void Openings::settle(Opening& opening)
{
    const OpenProgress& progress = opening.progress;
    opening.progress.finished =
        progress.cancelled || progress.opened + progress.failed >= progress.asked;
    report(opening);
}

/// A drained report is replaced by the newer one of the same command.
void Openings::report(const Opening& opening)
{
    std::vector<OpenProgress>& reports = m_live.changes.opens;
    const auto same =
        std::find_if(reports.begin(), reports.end(), [&](const OpenProgress& earlier) {
            return earlier.command == opening.progress.command;
        });
    if (same != reports.end()) {
        *same = opening.progress;
    } else {
        reports.push_back(opening.progress);
    }
}

Openings::Opening* Openings::find(CommandId command)
{
    const auto found =
        std::find_if(m_openings.begin(), m_openings.end(), [command](const Opening& opening) {
            return opening.progress.command == command;
        });
    return found != m_openings.end() ? &*found : nullptr;
}

DiagFilter Openings::filter(bool ipv6, bool peerEnds) const
{
    DiagFilter filter;
    filter.ipv6 = ipv6;
    filter.remotePorts = m_namedPorts;
    for (const Listener& listener : m_listeners) {
        if (listener.address.ipv6 == ipv6) {
            filter.remotePorts.push_back(listener.address.port());
            if (peerEnds) {
                filter.localPorts.push_back(listener.address.port());
            }
        }
    }
    return filter;
}

} // namespace kai::live
