#pragma once

#include "core/keepalive/event.h"
#include "core/live/poller.h"
#include "core/live/sock_diag.h"
#include "core/live/stream.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace kai::live {

/// The listening side of the built-in peer: on loopback only, one listener a family and port, and for this lab's connections only.
class BuiltInPeer {
public:
    explicit BuiltInPeer(Poller& poller);

    /// Where to connect to; port 0: any. Errors: EADDRINUSE, EACCES, EADDRNOTAVAIL (no IPv6) and the like.
    [[nodiscard]] Result<SocketAddress> addressFor(bool ipv6, std::uint16_t port);

    /// The connection whose own address is `client` waits for its other end.
    void await(const SocketAddress& client, ConnectionId id) { m_awaited[client.key()] = id; }
    void forget(const SocketAddress& client) { m_awaited.erase(client.key()); }

    struct Arrival {
        ConnectionId id = ConnectionId::none;
        /// Empty when no descriptor was left for it: then the connection was reset.
        Descriptor socket;
    };
    /// Accepts all that wait at the listener; strangers are reset.
    [[nodiscard]] std::vector<Arrival> acceptAt(std::uint32_t listener);
    [[nodiscard]] std::vector<Arrival> acceptAt(const SocketAddress& listener);

    /// Adds the ports by which the kernel can tell our ends, and the peer's if wanted.
    void addPorts(DiagFilter& filter, bool peerEnds) const;

private:
    struct Listener {
        Descriptor socket;
        SocketAddress address;
    };
    [[nodiscard]] ConnectionId takeAwaited(const SocketAddress& client);
    void refuseOne(int listener, std::vector<Arrival>& arrivals);

    Poller& m_poller;
    std::vector<Listener> m_listeners;
    std::unordered_map<std::uint64_t, ConnectionId> m_awaited;
    /// Given up for a moment when there is no descriptor to refuse somebody with.
    Descriptor m_spare;
};

} // namespace kai::live
