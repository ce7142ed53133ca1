#include "core/live/socket_address.h"

#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace kai::live {

namespace {

template <typename Native>
Native nativeOf(const SocketAddress& address)
{
    Native native{};
    std::memcpy(&native, address.bytes.data(), sizeof native);
    return native;
}

template <typename Native>
SocketAddress addressOf(const Native& native, bool ipv6)
{
    SocketAddress address;
    static_assert(sizeof native <= sizeof address.bytes);
    std::memcpy(address.bytes.data(), &native, sizeof native);
    address.length = sizeof native;
    address.ipv6 = ipv6;
    return address;
}

SocketAddress ipv4Address(std::uint32_t host, std::uint16_t port)
{
    sockaddr_in native{};
    native.sin_family = AF_INET;
    native.sin_port = htons(port);
    native.sin_addr.s_addr = htonl(host);
    return addressOf(native, false);
}

SocketAddress ipv6Address(const in6_addr& host, std::uint16_t port)
{
    sockaddr_in6 native{};
    native.sin6_family = AF_INET6;
    native.sin6_port = htons(port);
    native.sin6_addr = host;
    return addressOf(native, true);
}

using NameOf = int (*)(int, sockaddr*, socklen_t*);
SocketAddress ask(NameOf nameOf, int socket)
{
    SocketAddress address;
    socklen_t length = sizeof address.bytes;
    auto* native = reinterpret_cast<sockaddr*>(address.bytes.data());
    if (nameOf(socket, native, &length) == 0) {
        address.length = length;
        address.ipv6 = native->sa_family == AF_INET6;
    }
    return address;
}

} // namespace

std::uint16_t SocketAddress::port() const
{
    return ntohs(ipv6 ? nativeOf<sockaddr_in6>(*this).sin6_port
                      : nativeOf<sockaddr_in>(*this).sin_port);
}

std::string SocketAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> host{};
    if (ipv6) {
        const auto native = nativeOf<sockaddr_in6>(*this);
        ::inet_ntop(AF_INET6, &native.sin6_addr, host.data(), host.size());
        return "[" + std::string(host.data()) + "]:" + std::to_string(port());
    }
    const auto native = nativeOf<sockaddr_in>(*this);
    ::inet_ntop(AF_INET, &native.sin_addr, host.data(), host.size());
    return std::string(host.data()) + ":" + std::to_string(port());
}

std::uint64_t SocketAddress::key() const
{
    const std::uint32_t host = ipv6 ? 0u : ntohl(nativeOf<sockaddr_in>(*this).sin_addr.s_addr);
    return (std::uint64_t{host} << 17) | (std::uint64_t{port()} << 1) | (ipv6 ? 1u : 0u);
}

SocketAddress loopbackAddress(bool ipv6, std::uint16_t port, std::uint8_t host)
{
    return ipv6 ? ipv6Address(in6addr_loopback, port) : ipv4Address(0x7F000000u | host, port);
}

SocketAddress anyAddress(bool ipv6, std::uint16_t port)
{
    return ipv6 ? ipv6Address(in6addr_any, port) : ipv4Address(INADDR_ANY, port);
}

SocketAddress localAddress(int socket)
{
    return ask(::getsockname, socket);
}

SocketAddress remoteAddress(int socket)
{
    return ask(::getpeername, socket);
}

} // namespace kai::live
