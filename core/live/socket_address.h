#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace kai::live {

/// An IPv4 or IPv6 address with a port, in the kernel's own bytes.
struct SocketAddress {
    std::array<std::byte, 28> bytes{};
    std::uint32_t length = 0;
    bool ipv6 = false;

    [[nodiscard]] std::uint16_t port() const;
    /// "127.0.0.1:5432" or "[::1]:5432".
    [[nodiscard]] std::string text() const;
    /// Tells apart the ends of connections to one listener on loopback: last bytes of the address, and the port.
    [[nodiscard]] std::uint64_t key() const;
};

/// 127.0.0.`host`, or ::1 where IPv6 has one loopback address only. Port 0: chosen by the system.
[[nodiscard]] SocketAddress loopbackAddress(bool ipv6, std::uint16_t port, std::uint8_t host = 1);
/// The wildcard address, all of this computer's.
[[nodiscard]] SocketAddress anyAddress(bool ipv6, std::uint16_t port);
[[nodiscard]] SocketAddress localAddress(int socket);
[[nodiscard]] SocketAddress remoteAddress(int socket);

} // namespace kai::live
