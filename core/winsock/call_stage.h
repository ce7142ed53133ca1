#pragma once

#include "core/keepalive/event_sink.h"
#include "core/simulation/peer.h"
#include "core/simulation/world.h"
#include "core/winsock/call_choice.h"
#include "core/winsock/pump.h"
#include "core/winsock/winsock.h"

namespace kai::winsock {

/// The little world of one call on the Call page: a host of the chosen release, a peer, and a process whose socket is in the
/// chosen state. Nothing is asserted of it: it is brought there by the same API.
class CallStage {
public:
    explicit CallStage(const CallChoice& choice);

    [[nodiscard]] Winsock& process() { return m_process; }
    [[nodiscard]] simulation::World& world() { return m_world; }
    [[nodiscard]] SOCKET socket() const { return m_socket; }
    /// Runs what is due now: the moment at which a pending ioctl completes.
    void runWhatIsDue();

private:
    static constexpr std::uint16_t kPort = 7777;

    void makeSocket(const CallChoice& choice);
    void bringInto(StateChoice state);
    void connectTo(std::uint16_t port);
    [[nodiscard]] SOCKET makeListener();
    [[nodiscard]] SOCKET acceptOne(SOCKET listener);
    void turnOn(SOCKET s);
    void endByKeepAlive();
    [[nodiscard]] sockaddr_in addressOf(HostId host, std::uint16_t port) const;

    EventSink m_sink;
    simulation::World m_world;
    Pump m_pump;
    HostId m_host;
    HostId m_peerHost;
    simulation::Peer m_peer;
    Winsock m_process;
    Winsock m_server;
    SOCKET m_socket = INVALID_SOCKET;
};

} // namespace kai::winsock
