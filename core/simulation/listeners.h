#pragma once

#include "core/simulation/observer.h"

#include "core/keepalive/event.h"

#include <cstdint>
#include <deque>
#include <unordered_map>

namespace kai::simulation {

/// A listening end and what it has not accepted yet.
struct Listener {
    EndId end = EndId::none;
    std::uint32_t backlog = 0;
    /// Attempts in SYN-RECEIVED; they count against the backlog.
    std::uint32_t halfOpen = 0;
    std::deque<EndId> waiting;

    /// One attempt less; it may have begun with a former listener of the same port.
    void leaveHalfOpen() { halfOpen -= halfOpen > 0 ? 1 : 0; }
    [[nodiscard]] bool full() const { return halfOpen + waiting.size() >= backlog; }
};

/// Who listens where.
class Listeners {
public:
    /// Null when nobody listens there. Valid until the next add() or remove().
    [[nodiscard]] Listener* at(HostId host, std::uint16_t port);
    Listener& add(HostId host, std::uint16_t port, EndId end);
    void remove(HostId host, std::uint16_t port);

private:
    [[nodiscard]] static std::uint32_t key(HostId host, std::uint16_t port)
    {
        return static_cast<std::uint32_t>(host) << 16 | port;
    }
    std::unordered_map<std::uint32_t, Listener> m_listeners;
};

} // namespace kai::simulation
