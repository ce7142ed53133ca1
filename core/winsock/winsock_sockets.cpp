#include "core/winsock/ending_errors.h"
#include "core/winsock/process.h"

#include <algorithm>
#include <cstring>

namespace kai::winsock {

namespace {

constexpr std::uint32_t kLoopback = 0x7F000001;

int checkKind(int af, int type, int protocol)
{
    if (af != AF_INET && af != AF_UNSPEC) {
        return WSAEAFNOSUPPORT;
    }
    switch (type) {
    case SOCK_STREAM:
        return protocol == 0 || protocol == IPPROTO_TCP ? 0 : WSAEPROTONOSUPPORT;
    case SOCK_DGRAM:
        return protocol == 0 || protocol == IPPROTO_UDP ? 0 : WSAEPROTONOSUPPORT;
    case SOCK_RAW:
        return 0;
    default:
        return WSAESOCKTNOSUPPORT;
    }
}

SOCKET refuse(Process& process, int error)
{
    process.finish(error);
    return INVALID_SOCKET;
}

/// Where the caller wants an address; both pointers may be null together.
int giveAddress(const Process& process, const sockaddr& address, sockaddr* name, int* namelen)
{
    if (!process.writable(namelen, sizeof *namelen) ||
        *namelen < static_cast<int>(sizeof address) || !process.writable(name, sizeof address)) {
        return WSAEFAULT;
    }
    *name = address;
    *namelen = static_cast<int>(sizeof address);
    return 0;
}

int bindSocket(Process& process, Socket& socket, const sockaddr* name, int namelen)
{
    if (namelen < static_cast<int>(sizeof *name) || !process.readable(name, sizeof *name)) {
        return WSAEFAULT;
    }
    if (name->sin_family != AF_INET) {
        return WSAEAFNOSUPPORT;
    }
    if (socket.bound || socket.use != Socket::Use::fresh) {
        return WSAEINVAL;
    }
    const std::uint32_t ip = networkOrder32(name->sin_addr);
    if (ip != 0 && ip != kLoopback && ip != process.host().ipv4()) {
        return WSAEADDRNOTAVAIL;
    }
    if (socket.end != simulation::EndId::none &&
        !process.world().bind(socket.end, networkOrder16(name->sin_port))) {
        return WSAEADDRINUSE;
    }
    socket.bound = true;
    return 0;
}

int listenOn(Process& process, Socket& socket, int backlog)
{
    if (socket.type != SOCK_STREAM) {
        return WSAEOPNOTSUPP;
    }
    if (socket.use == Socket::Use::connected || socket.use == Socket::Use::connecting) {
        return WSAEISCONN;
    }
    if (!socket.bound) {
        return WSAEINVAL;
    }
    process.world().listen(socket.end, static_cast<std::uint32_t>(std::max(backlog, 1)));
    socket.use = Socket::Use::listening;
    return 0;
}

simulation::EndId takeWaiting(Process& process, Socket& listener)
{
    if (!listener.deferred.empty()) {
        const auto end = listener.deferred.front();
        listener.deferred.erase(listener.deferred.begin());
        return end;
    }
    return process.world().accept(listener.end);
}

/// Waits for a connection where the socket blocks.
int waitForConnection(Process& process, SOCKET s, simulation::EndId& end)
{
    const auto taken = [&] {
        Socket* socket = process.handles().find(s);
        if (socket != nullptr && end == simulation::EndId::none) {
            end = takeWaiting(process, *socket);
        }
        return socket == nullptr || end != simulation::EndId::none;
    };
    if (process.handles().find(s)->nonBlocking) {
        return taken() && end != simulation::EndId::none ? 0 : WSAEWOULDBLOCK;
    }
    const int error = process.block(taken);
    return error == 0 && end == simulation::EndId::none ? WSAEINTR : error;
}

/// What the condition function makes of a waiting connection.
int askCondition(Process& process, Socket& listener, simulation::EndId end,
                 CONDITIONPROC* condition, std::uint64_t data)
{
    switch (
        process.callCondition(condition, process.addressOf(process.world().remote(end)), data)) {
    case CF_ACCEPT:
        return 0;
    case CF_DEFER:
        listener.deferred.push_back(end);
        return WSATRY_AGAIN;
    default:
        process.world().abort(end);
        return WSAECONNREFUSED;
    }
}

int checkAccept(const Process& process, const Socket* listener, CONDITIONPROC* condition)
{
    if (listener == nullptr) {
        return WSAENOTSOCK;
    }
    if (listener->type != SOCK_STREAM) {
        return WSAEOPNOTSUPP;
    }
    if (listener->use != Socket::Use::listening) {
        return WSAEINVAL;
    }
    const bool valid =
        condition == nullptr || process.readable(reinterpret_cast<const void*>(condition), 1);
    return valid ? 0 : WSAEFAULT;
}

/// The accepted socket has the listener's attributes; its keep-alive values come from the world (S13). Nobody was told of what happened to it
/// before: where it has ended already, it is as if that had come after accept (P5).
Socket acceptedSocket(const simulation::World& world, const Socket& listener, simulation::EndId end)
{
    Socket socket;
    socket.use = Socket::Use::connected;
    socket.bound = true;
    socket.overlapped = listener.overlapped;
    socket.nonBlocking = listener.nonBlocking;
    socket.provider = listener.provider;
    socket.end = end;
    socket.ended = world.cause(end);
    socket.error = endedError(socket.ended, true);
    return socket;
}

int shutdownSocket(Process& process, Socket& socket, int how)
{
    if (how < SD_RECEIVE || how > SD_BOTH) {
        return WSAEINVAL;
    }
    if (socket.use != Socket::Use::connected) {
        return WSAENOTCONN;
    }
    socket.receiveShut = socket.receiveShut || how != SD_SEND;
    if (how != SD_RECEIVE && !socket.sendShut) {
        socket.sendShut = true;
        if (socket.end != simulation::EndId::none) {
            process.world().shutdownSend(socket.end);
        }
    }
    return 0;
}

} // namespace

SOCKET Winsock::socket(int af, int type, int protocol)
{
    return WSASocket(af, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED);
}

SOCKET Winsock::WSASocket(int af, int type, int protocol, const WSAPROTOCOL_INFO* lpProtocolInfo,
                          DWORD /*g*/, DWORD dwFlags)
{
    auto& process = *m_process;
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkKind(af, type, protocol);
    }
    if (error == 0 && lpProtocolInfo != nullptr &&
        !process.readable(lpProtocolInfo, sizeof *lpProtocolInfo)) {
        error = WSAEFAULT;
    }
    const DWORD entry =
        error == 0 && lpProtocolInfo != nullptr ? lpProtocolInfo->dwCatalogEntryId : 0;
    if (error == 0 && entry > process.host().providers().size()) {
        error = WSAEINVAL;
    }
    if (error != 0) {
        return refuse(process, error);
    }
    Socket socket;
    socket.type = type;
    socket.overlapped = (dwFlags & WSA_FLAG_OVERLAPPED) != 0;
    socket.provider = static_cast<std::uint16_t>(entry == 0 ? 0 : entry - 1);
    if (type == SOCK_STREAM) {
        socket.end = process.world().create(process.hostId(), &process);
    }
    process.finish(0);
    return process.handles().add(std::move(socket));
}

int Winsock::bind(SOCKET s, const sockaddr* name, int namelen)
{
    auto& process = *m_process;
    if (const int error = process.readyOnNetwork(); error != 0) {
        return process.finish(error);
    }
    Socket* socket = process.handles().find(s);
    return process.finish(socket == nullptr ? WSAENOTSOCK
                                            : bindSocket(process, *socket, name, namelen));
}

int Winsock::listen(SOCKET s, int backlog)
{
    auto& process = *m_process;
    if (const int error = process.readyOnNetwork(); error != 0) {
        return process.finish(error);
    }
    Socket* socket = process.handles().find(s);
    return process.finish(socket == nullptr ? WSAENOTSOCK : listenOn(process, *socket, backlog));
}

SOCKET Winsock::accept(SOCKET s, sockaddr* addr, int* addrlen)
{
    return WSAAccept(s, addr, addrlen, nullptr, 0);
}

SOCKET Winsock::WSAAccept(SOCKET s, sockaddr* addr, int* addrlen, CONDITIONPROC* lpfnCondition,
                          std::uint64_t dwCallbackData)
{
    auto& process = *m_process;
    auto end = simulation::EndId::none;
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkAccept(process, process.handles().find(s), lpfnCondition);
    }
    if (error == 0) {
        error = waitForConnection(process, s, end);
    }
    if (error == 0 && lpfnCondition != nullptr) {
        error =
            askCondition(process, *process.handles().find(s), end, lpfnCondition, dwCallbackData);
    }
    if (error != 0) {
        return refuse(process, error);
    }
    if (addr != nullptr) {
        // A bad address buffer does not lose the connection: it stays in the queue.
        const auto from = process.addressOf(process.world().remote(end));
        if (const int bad = giveAddress(process, from, addr, addrlen); bad != 0) {
            process.handles().find(s)->deferred.push_back(end);
            return refuse(process, bad);
        }
    }
    process.finish(0);
    return process.handles().add(acceptedSocket(process.world(), *process.handles().find(s), end));
}

int Winsock::getsockname(SOCKET s, sockaddr* name, int* namelen)
{
    auto& process = *m_process;
    const Socket* socket = process.handles().find(s);
    if (const int error = process.readyOnNetwork(); error != 0 || socket == nullptr) {
        return process.finish(error != 0 ? error : WSAENOTSOCK);
    }
    if (socket->end == simulation::EndId::none ||
        (!socket->bound && socket->use == Socket::Use::fresh)) {
        return process.finish(WSAEINVAL);
    }
    return process.finish(
        giveAddress(process, process.addressOf(process.world().local(socket->end)), name, namelen));
}

int Winsock::getpeername(SOCKET s, sockaddr* name, int* namelen)
{
    auto& process = *m_process;
    const Socket* socket = process.handles().find(s);
    if (const int error = process.readyOnNetwork(); error != 0 || socket == nullptr) {
        return process.finish(error != 0 ? error : WSAENOTSOCK);
    }
    if (socket->end == simulation::EndId::none || socket->use != Socket::Use::connected) {
        return process.finish(WSAENOTCONN);
    }
    return process.finish(giveAddress(
        process, process.addressOf(process.world().remote(socket->end)), name, namelen));
}

int Winsock::shutdown(SOCKET s, int how)
{
    auto& process = *m_process;
    if (const int error = process.readyOnNetwork(); error != 0) {
        return process.finish(error);
    }
    Socket* socket = process.handles().find(s);
    return process.finish(socket == nullptr ? WSAENOTSOCK : shutdownSocket(process, *socket, how));
}

int Winsock::closesocket(SOCKET s)
{
    auto& process = *m_process;
    int error = process.ready();
    if (error == 0 && process.handles().find(s) == nullptr) {
        error = WSAENOTSOCK;
    }
    if (error == 0) {
        process.release(s);
    }
    return process.finish(error);
}

int Winsock::ioctlsocket(SOCKET s, DWORD cmd, u_long* argp)
{
    auto& process = *m_process;
    if (const int error = process.readyOnNetwork(); error != 0) {
        return process.finish(error);
    }
    Socket* socket = process.handles().find(s);
    if (socket == nullptr) {
        return process.finish(WSAENOTSOCK);
    }
    if (cmd != FIONBIO) {
        return process.finish(process.observed() ? WSAEOPNOTSUPP : WSAEINVAL);
    }
    if (!process.readable(argp, sizeof *argp)) {
        return process.finish(WSAEFAULT);
    }
    socket->nonBlocking = *argp != 0;
    return process.finish(0);
}

} // namespace kai::winsock
