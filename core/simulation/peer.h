#pragma once

#include "core/simulation/world.h"

#include <cstdint>
#include <span>
#include <unordered_set>

namespace kai::simulation {

/// The program at the other end: accepts what comes to its port, reads everything and answers nothing, until told otherwise. A silent peer is
/// none of its deeds: that is a cut on the path.
/// The world outlives it. Ends given to it are peers of connecting ends (World::peerOf), accepted by this program; others are ignored.
class Peer final : public Observer {
public:
    /// Listens on `port` of `host` (0 chooses one), which must be free.
    Peer(World& world, HostId host, std::uint16_t port);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    [[nodiscard]] Address address() const;

    void send(EndId end, std::span<const std::byte> data);
    /// Orderly: FIN.
    void close(EndId end);
    /// RST at once.
    void reset(EndId end);
    /// Reads no more; its stack still answers probes, and takes data until its buffer is full.
    void hang(EndId end);
    /// Reads again.
    void wake(EndId end);
    /// Its host has lost the connection: RST to the next segment.
    void reboot(EndId end);

    void notice(const Notice& notice) override;

private:
    void acceptAll();
    void readAll(EndId end);

    World& m_world;
    EndId m_listener;
    std::unordered_set<EndId> m_open;
    std::unordered_set<EndId> m_hung;
};

} // namespace kai::simulation
