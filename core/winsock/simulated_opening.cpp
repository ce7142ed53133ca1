#include "core/winsock/address_text.h"
#include "core/winsock/simulated_apply.h"
#include "core/winsock/simulated_lab.h"

#include <algorithm>

namespace kai::winsock {

namespace {

constexpr std::string_view kPeerName = "peer";
/// As many lanes can show what their peers see, as when live; beyond, a peer's end is in its row only.
constexpr std::size_t kPeerEndsTraced = 1000;

Error refusal(const char* symbol, const char* cause, const char* remedy)
{
    return {0, symbol, "open", cause, remedy};
}

std::string portText(const simulation::World& world, const simulation::Address& address)
{
    const std::string ip = address.host == simulation::Address::kNoHost
                               ? "0.0.0.0"
                               : addressText(world.host(address.host).ipv4());
    return ip + ":" + std::to_string(address.port);
}

std::optional<HostId> hostNamed(const simulation::World& world, std::string_view name)
{
    for (std::size_t i = 0; i < world.hostCount(); ++i) {
        if (const auto id = static_cast<HostId>(i); world.host(id).name() == name) {
            return id;
        }
    }
    return std::nullopt;
}

std::string connectionName(const OpenRequest& request, std::uint32_t number)
{
    return request.count > 1 ? request.name + "-" + std::to_string(number) : request.name;
}

simulation::PathSettings pathOf(const SimulatedConnection& connection)
{
    simulation::PathSettings path;
    path.delay = connection.delay;
    path.jitter = connection.jitter;
    path.box = boxOf(connection.info);
    return path;
}

std::optional<Error> refusedBeforehand(const OpenRequest& request, const SimulatedHost* host)
{
    if (host == nullptr) {
        return refusal("UNKNOWN_HOST", "This lab has no such host.", "Choose one of its hosts.");
    }
    if (request.count == 0) {
        return refusal("BAD_COUNT", "No connection was asked for.", "Ask for 1 or more.");
    }
    if (request.family == AddressFamily::ipv6) {
        return refusal("BAD_FAMILY", "Simulated hosts have IPv4 only.",
                       "Choose IPv4, or leave it open.");
    }
    if (request.delay.count() < 0 || request.jitter.count() < 0) {
        return refusal("BAD_DELAY", "Neither delay nor jitter is negative.", "Choose 0 or more.");
    }
    const auto errors = validate(request.settings, SettingsLimits{});
    return errors.empty() ? std::nullopt : std::optional{errors.front().error};
}

void askForSame(Opening& opening, const SimulatedConnection& former)
{
    auto& request = opening.request;
    request.name = former.info.name;
    request.settings = former.settings;
    request.program = former.row.program;
    request.host = former.info.host;
    request.boxLimit = former.info.boxLimit;
    request.boxResets = former.info.boxResets;
    request.delay = former.delay;
    request.jitter = former.jitter;
    opening.remote = former.remote;
    opening.peerText = former.info.peer;
}

sockaddr socketAddress(const simulation::World& world, const simulation::Address& address)
{
    sockaddr name;
    constexpr std::uint32_t kNowhere =
        0xC0000201; // 192.0.2.1, reserved for documentation (RFC 5737)
    const bool known = address.host != simulation::Address::kNoHost;
    name.sin_addr = networkOrder32(known ? world.host(address.host).ipv4() : kNowhere);
    name.sin_port = networkOrder16(address.port);
    return name;
}

} // namespace

Result<simulation::Address> SimulatedLab::resolvePeer(const OpenRequest& request) const
{
    simulation::Address address = m_peer->address();
    if (request.peerPort != 0) {
        address.port = request.peerPort;
    }
    if (request.peerHost.empty() || request.peerHost == kPeerName) {
        return address;
    }
    if (request.peerPort == 0) {
        return refusal("BAD_PORT", "A named peer needs a port.", "Write host:port.");
    }
    if (const auto ip = literalAddress(request.peerHost)) {
        address.host = m_world.hostAt(*ip).value_or(simulation::Address::kNoHost);
        return address;
    }
    if (const auto id = hostNamed(m_world, request.peerHost)) {
        address.host = *id;
        return address;
    }
    return winsockError(WSAHOST_NOT_FOUND, "name resolution");
}

void SimulatedLab::beginOpen(CommandId command, const OpenRequest& request)
{
    Opening opening;
    opening.request = request;
    opening.progress.command = command;
    opening.progress.asked = request.count;
    opening.progress.error = refusedBeforehand(request, host(request.host));
    if (!opening.progress.error) {
        if (const auto remote = resolvePeer(request)) {
            opening.remote = *remote;
        } else {
            opening.progress.error = remote.error();
        }
    }
    if (opening.progress.error) {
        opening.progress.failed = request.count;
        opening.progress.finished = true;
        m_changes.opens.push_back(opening.progress);
        return;
    }
    const std::string address = portText(m_world, opening.remote);
    opening.peerText =
        request.peerHost.empty() ? address
        : literalAddress(request.peerHost)
            ? request.peerHost + ":" + std::to_string(opening.remote.port)
            : request.peerHost + ":" + std::to_string(opening.remote.port) + " (" + address + ")";
    m_openings.push_back(std::move(opening));
}

void SimulatedLab::cancelOpen(CommandId command)
{
    if (Opening* opening = openingOf(command)) {
        opening->progress.cancelled = true;
        report(*opening);
    }
}

bool SimulatedLab::hasOpenings() const
{
    return std::any_of(m_openings.begin(), m_openings.end(), [](const Opening& each) {
        return !each.progress.cancelled && each.begun < each.progress.asked;
    });
}

std::uint32_t SimulatedLab::openSome(std::uint32_t most)
{
    std::uint32_t begun = 0;
    for (auto& opening : m_openings) {
        while (begun < most && !opening.progress.cancelled &&
               opening.begun < opening.progress.asked) {
            openOne(opening);
            ++begun;
        }
    }
    std::erase_if(m_openings, [](const Opening& each) { return each.progress.finished; });
    return begun;
}

Opening* SimulatedLab::openingOf(CommandId command)
{
    const auto found =
        std::find_if(m_openings.begin(), m_openings.end(), [command](const Opening& each) {
            return each.progress.command == command && !each.progress.finished;
        });
    return found == m_openings.end() ? nullptr : &*found;
}

SimulatedConnection& SimulatedLab::addConnection(const Opening& opening)
{
    auto& connection = m_connections.emplace_back();
    const auto& request = opening.request;
    connection.row.id = static_cast<ConnectionId>(m_connections.size());
    connection.row.program = request.program;
    connection.row.local.state = ConnectionState::connecting;
    connection.row.local.waiting = Waiting::connecting;
    connection.openedBy = opening.progress.command;
    connection.remote = opening.remote;
    connection.delay = request.delay;
    connection.jitter = request.jitter;
    connection.settings = request.settings;
    auto& info = connection.info;
    info.id = connection.row.id;
    info.host = request.host;
    info.name = connectionName(request, opening.begun);
    info.peer = opening.peerText;
    info.hostName = host(request.host)->options.name;
    info.release = std::string(m_world.host(request.host).rules().name);
    info.boxLimit = request.boxLimit;
    info.boxResets = request.boxResets;
    info.builtInPeer = opening.remote == m_peer->address();
    return connection;
}

/// Said once for each opening whose connections share the settings.
void SimulatedLab::sayRefused(CommandId command, const ApplyReport& report)
{
    for (const auto& error : {report.enabled.error, report.idleTime.error,
                              report.probeInterval.error, report.probeCount.error, report.error}) {
        if (error && error->number != WSA_IO_PENDING) {
            say({Notice::Severity::warning, report.id, command, {}, error});
        }
    }
}

void SimulatedLab::openOne(Opening& opening)
{
    if (!opening.again.empty()) {
        askForSame(opening, *find(opening.again[opening.begun]));
    }
    ++opening.begun;
    auto& connection = addConnection(opening);
    auto& owner = hostOf(connection);
    auto& process = owner.process;
    connection.socket = process.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (connection.socket == INVALID_SOCKET) {
        connectFailed(connection, winsockError(process.WSAGetLastError(), "socket"));
        return;
    }
    u_long nonBlocking = 1;
    process.ioctlsocket(connection.socket, FIONBIO, &nonBlocking);
    owner.connections.emplace(connection.socket, connection.row.id);
    if (const auto report = apply(connection, opening.request.settings);
        opening.begun == 1 || !opening.again.empty()) {
        sayRefused(opening.progress.command, report);
    }
    m_world.trace(endOf(connection), connection.row.id);
    process.setPath(pathOf(connection));
    const auto name = socketAddress(m_world, connection.remote);
    if (process.connect(connection.socket, &name, sizeof name) != 0 &&
        process.WSAGetLastError() != WSAEWOULDBLOCK) {
        connectFailed(connection, winsockError(process.WSAGetLastError(), "connect"));
        return;
    }
    if (m_connections.size() <= kPeerEndsTraced) {
        m_world.trace(m_world.peerOf(endOf(connection)), connection.row.id, true);
    }
    connection.info.local = portText(m_world, m_world.local(endOf(connection)));
    markInfoChanged(connection);
    markChanged(connection);
}

void SimulatedLab::connected(SimulatedConnection& connection)
{
    connection.opening = false;
    if (Opening* opening = openingOf(connection.openedBy)) {
        ++opening->progress.opened;
        report(*opening);
    }
    startProgram(connection);
}

void SimulatedLab::connectFailed(SimulatedConnection& connection, const Error& error)
{
    connection.opening = false;
    connection.row.errorCode = static_cast<std::uint16_t>(error.number);
    if (connection.row.endedBy == EndedBy::notEnded && connection.socket == INVALID_SOCKET) {
        connection.row.endedBy = EndedBy::locally;
        connection.row.endedAt = m_world.now();
        connection.row.local.state = ConnectionState::ended;
        markInfoChanged(connection);
    }
    markChanged(connection);
    if (Opening* opening = openingOf(connection.openedBy)) {
        ++opening->progress.failed;
        if (!opening->progress.error) {
            opening->progress.error = error;
        }
        report(*opening);
    }
}

void SimulatedLab::report(Opening& opening)
{
    auto& progress = opening.progress;
    const std::uint32_t expected = progress.cancelled ? opening.begun : progress.asked;
    progress.finished = progress.opened + progress.failed >= expected;
    const auto last =
        std::find_if(m_changes.opens.begin(), m_changes.opens.end(),
                     [&](const OpenProgress& each) { return each.command == progress.command; });
    if (last != m_changes.opens.end()) {
        *last = progress;
    } else {
        m_changes.opens.push_back(progress);
    }
}

void SimulatedLab::reopen(std::vector<ConnectionId> formers)
{
    Opening again;
    again.progress.command = CommandId{m_nextReopening--};
    again.progress.asked = static_cast<std::uint32_t>(formers.size());
    again.again = std::move(formers);
    m_changes.opens.push_back(again.progress);
    m_openings.push_back(std::move(again));
}

} // namespace kai::winsock
