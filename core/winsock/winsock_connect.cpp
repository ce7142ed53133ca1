#include "core/winsock/address_text.h"
#include "core/winsock/process.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kai::winsock {

namespace {

constexpr std::uint32_t kLoopback = 0x7F000001;

int checkAddress(const Process& process, const sockaddr* name, int namelen)
{
    if (namelen < static_cast<int>(sizeof *name) || !process.readable(name, sizeof *name)) {
        return WSAEFAULT;
    }
    if (name->sin_family != AF_INET) {
        return WSAEAFNOSUPPORT;
    }
    return name->sin_addr == 0 || name->sin_port == 0 ? WSAEADDRNOTAVAIL : 0;
}

int checkFree(const Socket& socket)
{
    switch (socket.use) {
    case Socket::Use::connecting:
        return WSAEALREADY;
    case Socket::Use::connected:
        return WSAEISCONN;
    case Socket::Use::listening:
        return WSAEINVAL;
    case Socket::Use::fresh:
        break;
    }
    return 0;
}

/// An end connects only once: after a failed attempt a fresh one takes over its settings and port.
void renewEnd(Process& process, Socket& socket)
{
    if (process.world().cause(socket.end) == simulation::Cause::none) {
        return;
    }
    const SOCKET s = process.handles().ofEnd(socket.end);
    process.handles().unmapEnd(socket.end);
    socket.end = process.world().renew(socket.end);
    process.handles().mapEnd(socket.end, s);
}

/// Sends SYN; a datagram socket is connected at once.
void beginConnect(Process& process, Socket& socket, const sockaddr& name)
{
    socket.error = 0;
    if (socket.end == simulation::EndId::none) {
        socket.use = Socket::Use::connected;
        return;
    }
    const std::uint32_t ip = networkOrder32(name.sin_addr);
    simulation::Address remote;
    remote.port = networkOrder16(name.sin_port);
    if (ip == kLoopback) {
        remote.host = process.hostId();
    } else if (const auto host = process.world().hostAt(ip)) {
        remote.host = *host;
    }
    renewEnd(process, socket);
    socket.use = Socket::Use::connecting;
    process.world().connect(socket.end, remote, process.path());
}

/// Waits until the attempt has completed; its error, or why the wait ended.
int waitForConnect(Process& process, SOCKET s, Moment limit)
{
    const int interrupted = process.block(
        [&] {
            const Socket* socket = process.handles().find(s);
            return socket == nullptr || socket->use != Socket::Use::connecting;
        },
        limit);
    const Socket* socket = process.handles().find(s);
    if (interrupted != 0 || socket == nullptr) {
        return interrupted != 0 ? interrupted : WSAEINTR;
    }
    return socket->use == Socket::Use::connected ? 0 : socket->error;
}

/// An attempt that timed out in by-name and by-list is given up, so that the socket is free for the next one.
void abandonAttempt(Process& process, SOCKET s)
{
    Socket* socket = process.handles().find(s);
    if (socket == nullptr || socket->use != Socket::Use::connecting) {
        return;
    }
    process.world().setObserver(socket->end, nullptr);
    process.world().forget(socket->end);
    process.world().setObserver(socket->end, &process);
    socket->use = Socket::Use::fresh;
}

int connectSocket(Process& process, SOCKET s, const sockaddr* name, int namelen)
{
    if (const int error = process.readyOnNetwork(); error != 0) {
        return error;
    }
    Socket* socket = process.handles().find(s);
    if (socket == nullptr) {
        return WSAENOTSOCK;
    }
    if (const int error = checkAddress(process, name, namelen); error != 0) {
        return error;
    }
    if (const int error = checkFree(*socket); error != 0) {
        return error;
    }
    beginConnect(process, *socket, *name);
    if (socket->use == Socket::Use::connected) {
        return 0;
    }
    return socket->nonBlocking ? WSAEWOULDBLOCK : waitForConnect(process, s, kNever);
}

/// The call itself was ended, or may not wait here: what was said of no address and holds for the next one as well.
bool endsTheCall(int error)
{
    return error == WSAEINTR || error == WSAEWOULDBLOCK || error == WSAEINPROGRESS;
}

/// One candidate after the other until one is connected, the time is over or the wait is ended.
int connectInTurn(Process& process, SOCKET s, const SOCKET_ADDRESS_LIST& list, Moment limit)
{
    // Copied: the caller's list may be gone after a wait.
    const std::vector candidates(list.Address, list.Address + list.iAddressCount);
    int error = WSAEINVAL;
    for (const SOCKET_ADDRESS& candidate : candidates) {
        error = checkAddress(process, candidate.lpSockaddr, candidate.iSockaddrLength);
        if (error != 0) {
            continue;
        }
        Socket* socket = process.handles().find(s);
        beginConnect(process, *socket, *candidate.lpSockaddr);
        error = waitForConnect(process, s, limit);
        if (error == 0 || process.handles().find(s) == nullptr) {
            return error;
        }
        abandonAttempt(process, s);
        if (endsTheCall(error)) {
            return error;
        }
        if (process.world().now() >= limit) {
            return WSAETIMEDOUT;
        }
    }
    return error;
}

int checkConnectByList(const Process& process, const Socket* socket,
                       const SOCKET_ADDRESS_LIST* list, const timeval* timeout,
                       const void* reserved)
{
    if (socket == nullptr) {
        return WSAENOTSOCK;
    }
    if (reserved != nullptr || socket->type != SOCK_STREAM || socket->nonBlocking) {
        return WSAEINVAL;
    }
    if (!process.readable(list, sizeof *list) ||
        (timeout != nullptr && !process.readable(timeout, sizeof *timeout))) {
        return WSAEFAULT;
    }
    const auto bytes =
        sizeof(SOCKET_ADDRESS) * static_cast<std::size_t>(std::max(list->iAddressCount, 0));
    if (list->iAddressCount < 1) {
        return WSAEINVAL;
    }
    return process.readable(list->Address, bytes) ? checkFree(*socket) : WSAEFAULT;
}

Moment limitOf(simulation::World& world, const timeval* timeout)
{
    return timeout == nullptr
               ? kNever
               : saturatingAdd(world.now(), std::chrono::seconds{timeout->tv_sec} +
                                                std::chrono::microseconds{timeout->tv_usec});
}

/// Where the caller wants an address: both pointers, or none.
void giveAddress(const Process& process, const sockaddr& address, DWORD* length, sockaddr* target)
{
    if (process.writable(length, sizeof *length) && *length >= sizeof address &&
        process.writable(target, sizeof address)) {
        *target = address;
        *length = sizeof address;
    }
}

/// A text that ends within the caller's memory, at most `most` characters long.
bool readText(const Process& process, const char* text, std::size_t most, std::string_view& out)
{
    for (std::size_t length = 0; length <= most; ++length) {
        if (!process.readable(text, length + 1)) {
            return false;
        }
        if (text[length] == '\0') {
            out = {text, length};
            return true;
        }
    }
    return false;
}

/// A literal address, or the name of a host of the world.
std::optional<std::uint32_t> resolveName(const simulation::World& world, std::string_view name)
{
    if (const auto literal = literalAddress(name)) {
        return literal;
    }
    for (std::size_t i = 0; i < world.hostCount(); ++i) {
        const auto& host = world.host(static_cast<HostId>(i));
        if (host.name() == name) {
            return host.ipv4();
        }
    }
    return std::nullopt;
}

std::optional<std::uint16_t> portNumber(std::string_view service)
{
    std::uint16_t port = 0;
    const auto read = std::from_chars(service.data(), service.data() + service.size(), port);
    const bool whole = read.ec == std::errc{} && read.ptr == service.data() + service.size();
    return whole && port != 0 ? std::optional{port} : std::nullopt;
}

int lookUp(Process& process, const char* nodename, const char* servicename, sockaddr& found)
{
    constexpr std::size_t kLongestName = 255;
    std::string_view node;
    std::string_view service;
    if (nodename == nullptr || servicename == nullptr) {
        return WSAEINVAL;
    }
    if (!readText(process, nodename, kLongestName, node) ||
        !readText(process, servicename, kLongestName, service)) {
        return WSAEFAULT;
    }
    const auto address = resolveName(process.world(), node);
    const auto port = portNumber(service);
    if (!address || !port) {
        return WSAHOST_NOT_FOUND;
    }
    found.sin_addr = networkOrder32(*address);
    found.sin_port = networkOrder16(*port);
    return 0;
}

} // namespace

int Winsock::connect(SOCKET s, const sockaddr* name, int namelen)
{
    return m_process->finish(connectSocket(*m_process, s, name, namelen));
}

int Winsock::WSAConnect(SOCKET s, const sockaddr* name, int namelen, const WSABUF* /*lpCallerData*/,
                        WSABUF* /*lpCalleeData*/, const void* /*lpSQOS*/, const void* /*lpGQOS*/)
{
    return m_process->finish(connectSocket(*m_process, s, name, namelen));
}

BOOL Winsock::ConnectEx(SOCKET s, const sockaddr* name, int namelen, const void* lpSendBuffer,
                        DWORD dwSendDataLength, DWORD* lpdwBytesSent, WSAOVERLAPPED* lpOverlapped)
{
    auto& process = *m_process;
    Socket* socket = process.handles().find(s);
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = socket == nullptr ? WSAENOTSOCK : checkAddress(process, name, namelen);
    }
    if (error == 0) {
        error = checkFree(*socket);
    }
    if (error == 0 && (!socket->bound || socket->type != SOCK_STREAM || lpOverlapped == nullptr)) {
        error = WSAEINVAL;
    }
    if (error == 0 && (!process.writable(lpOverlapped, sizeof *lpOverlapped) ||
                       !process.readable(lpSendBuffer, dwSendDataLength))) {
        error = WSAEFAULT;
    }
    if (error != 0) {
        process.finish(error);
        return 0;
    }
    Operation operation;
    operation.kind = Operation::Kind::connect;
    operation.overlapped = lpOverlapped;
    const auto* bytes = static_cast<const std::byte*>(lpSendBuffer);
    operation.firstData.assign(bytes, bytes + dwSendDataLength);
    process.begin(*socket, std::move(operation));
    beginConnect(process, *socket, *name);
    if (process.writable(lpdwBytesSent, sizeof *lpdwBytesSent)) {
        *lpdwBytesSent = 0;
    }
    process.finish(WSA_IO_PENDING);
    return 0;
}

BOOL Winsock::WSAConnectByName(SOCKET s, const char* nodename, const char* servicename,
                               DWORD* LocalAddressLength, sockaddr* LocalAddress,
                               DWORD* RemoteAddressLength, sockaddr* RemoteAddress,
                               const timeval* timeout, void* Reserved)
{
    sockaddr found;
    const int early = m_process->readyOnNetwork();
    const int error = early != 0 ? early : lookUp(*m_process, nodename, servicename, found);
    if (error != 0) {
        m_process->finish(m_process->handles().find(s) == nullptr && early == 0 ? WSAENOTSOCK
                                                                                : error);
        return 0;
    }
    const SOCKET_ADDRESS candidate{&found, sizeof found};
    const SOCKET_ADDRESS_LIST list{1, &candidate};
    return WSAConnectByList(s, &list, LocalAddressLength, LocalAddress, RemoteAddressLength,
                            RemoteAddress, timeout, Reserved);
}

BOOL Winsock::WSAConnectByList(SOCKET s, const SOCKET_ADDRESS_LIST* SocketAddress,
                               DWORD* LocalAddressLength, sockaddr* LocalAddress,
                               DWORD* RemoteAddressLength, sockaddr* RemoteAddress,
                               const timeval* timeout, void* Reserved)
{
    auto& process = *m_process;
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkConnectByList(process, process.handles().find(s), SocketAddress, timeout,
                                   Reserved);
    }
    if (error == 0) {
        error = connectInTurn(process, s, *SocketAddress, limitOf(process.world(), timeout));
    }
    if (error == 0) {
        const auto end = process.handles().find(s)->end;
        giveAddress(process, process.addressOf(process.world().local(end)), LocalAddressLength,
                    LocalAddress);
        giveAddress(process, process.addressOf(process.world().remote(end)), RemoteAddressLength,
                    RemoteAddress);
    }
    return process.finish(error) == 0 ? 1 : 0;
}

} // namespace kai::winsock
