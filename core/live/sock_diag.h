#pragma once

#include "core/keepalive/result.h"
#include "core/live/descriptor.h"
#include "core/live/tcp_info.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace kai::live {

/// Which sockets of this network namespace the kernel is to report: those of one family whose remote port (our ends) or local
/// port (the built-in peer's ends) is listed. The kernel filters; sockets of other programs on the same ports come along.
struct DiagFilter {
    bool ipv6 = false;
    std::vector<std::uint16_t> remotePorts;
    std::vector<std::uint16_t> localPorts;
};

/// NETLINK_SOCK_DIAG: all sockets in one go, with the armed timer that nothing else shows. Needs no privilege.
class SockDiag {
public:
    /// Errors: the system's own, where netlink is not to be had (seccomp, no CONFIG_INET_DIAG).
    [[nodiscard]] static Result<SockDiag> open();

    struct Sighting {
        std::uint64_t cookie = 0;
        EndSample sample;
    };
    /// Called for each part of a dump (about 80 sockets), so that the visitor can fetch what it keeps of them in one go.
    using Visitor = std::function<void(std::span<const Sighting>)>;
    /// One dump. Every sample says between which two moments the kernel filled it in. Blocks for about 1 us a socket.
    [[nodiscard]] Status dump(const DiagFilter& filter, const Now& now, const Visitor& visit);

private:
    explicit SockDiag(Descriptor socket);
    Descriptor m_socket;
    std::vector<std::byte> m_buffer;
    std::vector<Sighting> m_sightings;
    std::uint32_t m_sequence = 0;
};

/// The identity of a socket that sock_diag reports too (SO_COOKIE); 0 when there is none.
[[nodiscard]] std::uint64_t cookieOf(int socket);

} // namespace kai::live
