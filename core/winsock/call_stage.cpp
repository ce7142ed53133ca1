#include "core/winsock/call_stage.h"

#include <chrono>

namespace kai::winsock {

namespace {

using namespace std::chrono_literals;

/// Long enough for everything that is under way on a path of 1 ms.
constexpr nanoseconds kSettled = 100ms;

simulation::HostSetup hostOf(defaults::WindowsRelease release)
{
    simulation::HostSetup setup;
    setup.release = release;
    setup.providers.push_back({"a provider without SIO_KEEPALIVE_VALS", false});
    return setup;
}

simulation::PathSettings shortPath()
{
    return simulation::pathWithDelay(1ms);
}

} // namespace

CallStage::CallStage(const CallChoice& choice)
    : m_world({}, m_sink)
    , m_pump(m_world)
    , m_host(m_world.addHost(hostOf(choice.release)))
    , m_peerHost(m_world.addHost({}))
    , m_peer(m_world, m_peerHost, kPort)
    , m_process(m_pump, m_host, {choice.behaviour, choice.assumed, false})
    , m_server(m_pump, m_peerHost)
{
    if (choice.process == ProcessChoice::notStarted) {
        m_socket = 4;
        return;
    }
    WSADATA data;
    m_process.WSAStartup(makeWord(2, 2), &data);
    m_process.setPath(shortPath());
    makeSocket(choice);
    if (choice.hasState()) {
        bringInto(choice.state);
    }
    m_process.WSASetLastError(0);
    if (choice.process == ProcessChoice::networkDown) {
        m_world.setNetworkUp(m_host, false);
    }
}

void CallStage::makeSocket(const CallChoice& choice)
{
    WSAPROTOCOL_INFO second;
    second.dwCatalogEntryId = 2;
    switch (choice.socket) {
    case SocketChoice::tcp:
    case SocketChoice::closed:
        m_socket = m_process.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        break;
    case SocketChoice::tcpNotOverlapped:
        m_socket = m_process.WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, 0);
        break;
    case SocketChoice::otherProvider:
        m_socket =
            m_process.WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, &second, 0, WSA_FLAG_OVERLAPPED);
        break;
    case SocketChoice::udp:
        m_socket = m_process.socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        break;
    case SocketChoice::raw:
        m_socket = m_process.socket(AF_INET, SOCK_RAW, IPPROTO_IP);
        break;
    case SocketChoice::listener:
        m_socket = makeListener();
        break;
    case SocketChoice::accepted:
        m_socket = acceptOne(makeListener());
        break;
    case SocketChoice::notASocket:
        m_socket = 0x1234'5678;
        return;
    }
    if (choice.socket == SocketChoice::closed) {
        m_process.closesocket(m_socket);
    }
}

SOCKET CallStage::makeListener()
{
    const SOCKET listener = m_process.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    const sockaddr_in here = addressOf(m_host, kPort);
    turnOn(listener);
    m_process.bind(listener, &here, sizeof here);
    m_process.listen(listener, SOMAXCONN);
    return listener;
}

SOCKET CallStage::acceptOne(SOCKET listener)
{
    WSADATA data;
    m_server.WSAStartup(makeWord(2, 2), &data);
    m_server.setPath(shortPath());
    const SOCKET caller = m_server.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    const sockaddr_in there = addressOf(m_host, kPort);
    m_server.connect(caller, &there, sizeof there);
    m_world.runUntil(m_world.now() + kSettled);
    return m_process.accept(listener, nullptr, nullptr);
}

void CallStage::turnOn(SOCKET s)
{
    const DWORD on = 1;
    m_process.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<const char*>(&on),
                         sizeof on);
}

void CallStage::connectTo(std::uint16_t port)
{
    const sockaddr_in there = addressOf(m_peerHost, port);
    m_process.connect(m_socket, &there, sizeof there);
}

void CallStage::bringInto(StateChoice state)
{
    u_long nonBlocking = 1;
    switch (state) {
    case StateChoice::fresh:
        return;
    case StateChoice::connecting:
        m_process.ioctlsocket(m_socket, FIONBIO, &nonBlocking);
        connectTo(kPort);
        return;
    case StateChoice::connectFailed:
        connectTo(kPort + 1);
        return;
    case StateChoice::connected:
    case StateChoice::peerClosed:
    case StateChoice::endedByKeepAlive:
    case StateChoice::resetByPeer:
        connectTo(kPort);
    }
    m_world.runUntil(m_world.now() + kSettled);
    const simulation::EndId peer = m_world.peerOf(m_process.endOf(m_socket));
    if (state == StateChoice::peerClosed) {
        m_peer.close(peer);
    } else if (state == StateChoice::resetByPeer) {
        m_peer.reset(peer);
    } else if (state == StateChoice::endedByKeepAlive) {
        endByKeepAlive();
    }
    m_world.runUntil(m_world.now() + kSettled);
}

void CallStage::endByKeepAlive()
{
    turnOn(m_socket);
    simulation::PathSettings cut = shortPath();
    cut.cutForward = true;
    const simulation::EndId end = m_process.endOf(m_socket);
    m_world.setPath(end, cut);
    m_world.runUntilDone([&] { return m_world.cause(end) != simulation::Cause::none; });
}

sockaddr_in CallStage::addressOf(HostId host, std::uint16_t port) const
{
    return {AF_INET, networkOrder16(port), networkOrder32(m_world.host(host).ipv4()), {}};
}

void CallStage::runWhatIsDue()
{
    m_world.runUntil(m_world.now());
}

} // namespace kai::winsock
