#include "core/live/stream.h"

#include "core/live/failure.h"

#include <array>
#include <cerrno>

#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace kai::live {

namespace {

constexpr int kBacklog = 4096;
constexpr std::uint64_t kMostAtOnce = 1024 * 1024;

const sockaddr* nativeOf(const SocketAddress& address)
{
    return reinterpret_cast<const sockaddr*>(address.bytes.data());
}

Descriptor streamSocket(bool ipv6)
{
    return Descriptor(
        ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

void setOption(int socket, int level, int option)
{
    const int on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

} // namespace

Result<Descriptor> startConnect(const SocketAddress& to, const std::optional<SocketAddress>& from)
{
    Descriptor socket = streamSocket(to.ipv6);
    if (!socket) {
        return systemError(errno, "socket");
    }
    if (from) {
        setOption(socket.get(), IPPROTO_IP,
                  IP_BIND_ADDRESS_NO_PORT); // the port is chosen for the pair, at connect
        if (::bind(socket.get(), nativeOf(*from), from->length) != 0) {
            return systemError(errno, "bind(" + from->text() + ")");
        }
    }
    if (::connect(socket.get(), nativeOf(to), to.length) != 0 && errno != EINPROGRESS) {
        return systemError(errno, "connect(" + to.text() + ")");
    }
    return socket;
}

int connectFailure(int socket)
{
    int error = 0;
    socklen_t length = sizeof error;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

Result<Descriptor> listenOn(const SocketAddress& at)
{
    Descriptor socket = streamSocket(at.ipv6);
    if (!socket) {
        return systemError(errno, "socket");
    }
    setOption(socket.get(), SOL_SOCKET, SO_REUSEADDR);
    if (at.ipv6) {
        setOption(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    }
    if (::bind(socket.get(), nativeOf(at), at.length) != 0) {
        return systemError(errno, "bind(" + at.text() + ")");
    }
    if (::listen(socket.get(), kBacklog) != 0) {
        return systemError(errno, "listen(" + at.text() + ")");
    }
    return socket;
}

Result<Accepted> acceptFrom(int listener)
{
    Accepted accepted;
    socklen_t length = sizeof accepted.from.bytes;
    auto* native = reinterpret_cast<sockaddr*>(accepted.from.bytes.data());
    accepted.socket =
        Descriptor(::accept4(listener, native, &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!accepted.socket) {
        return Error{errno, {}, "accept", {}, {}};
    }
    accepted.from.length = length;
    accepted.from.ipv6 = native->sa_family == AF_INET6;
    return accepted;
}

Received receiveAll(int socket, const std::function<void(std::string_view)>& take)
{
    static thread_local std::array<char, 16 * 1024> buffer;
    Received received;
    while (received.bytes < kMostAtOnce) {
        const ssize_t length = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (length == 0) {
            received.closed = true;
            break;
        }
        if (length < 0) {
            received.error = errno == EAGAIN || errno == EINTR ? 0 : errno;
            break;
        }
        received.bytes += static_cast<std::uint64_t>(length);
        if (take) {
            take({buffer.data(), static_cast<std::size_t>(length)});
        }
    }
    return received;
}

Result<std::size_t> sendSome(int socket, std::string_view data)
{
    const ssize_t sent = ::send(socket, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent < 0) {
        return systemError(errno, "send");
    }
    return static_cast<std::size_t>(sent);
}

std::uint64_t unacknowledgedBytes(int socket)
{
    int bytes = 0;
    const bool known = ::ioctl(socket, SIOCOUTQ, &bytes) == 0;
    return known && bytes > 0 ? static_cast<std::uint64_t>(bytes) : 0;
}

} // namespace kai::live
