#pragma once

#include "core/defaults/windows_release.h"
#include "core/simulation/peer.h"
#include "core/winsock/error_text.h"
#include "core/winsock/winsock.h"

#include <functional>
#include <string>
#include <vector>

namespace kai::winsock {

/// A process on a simulated host, a peer's program on another one, and short words for what tests do again and again.
class Machine {
public:
    struct Setup {
        defaults::WindowsRelease release = defaults::WindowsRelease::windows11;
        Behaviour behaviour = Behaviour::documented;
        defaults::RegistryValues registry;
    };
    explicit Machine(const Setup& setup);

    static constexpr std::uint16_t kPeerPort = 7777;
    static constexpr std::uint16_t kListenPort = 8000;

    [[nodiscard]] const defaults::ReleaseRules& rules() const { return world.host(host).rules(); }
    [[nodiscard]] sockaddr peerAddress() const
    {
        return address(world.host(peerHost).ipv4(), kPeerPort);
    }
    /// An address where nobody is: what is sent there is lost.
    [[nodiscard]] static sockaddr nowhere() { return address(0xC0000201, 80); }
    [[nodiscard]] static sockaddr address(std::uint32_t ip, std::uint16_t port);

    SOCKET tcp() { return ws.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP); }
    SOCKET plainTcp() { return ws.WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, 0); }
    SOCKET udp() { return ws.socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP); }
    SOCKET raw() { return ws.socket(AF_INET, SOCK_RAW, 0); }
    /// A connected stream socket, overlapped unless said otherwise.
    SOCKET connected(bool overlapped = true);
    /// A non-blocking socket whose SYN has not been answered and will not be.
    SOCKET connecting();
    SOCKET listener();
    /// A socket of this process that a connection from the same host was accepted on.
    SOCKET acceptedFrom(SOCKET listening);
    SOCKET closed();
    void nonBlocking(SOCKET s);
    void bindAny(SOCKET s, std::uint16_t port = 0);

    int set(SOCKET s, DWORD value) { return setOption(s, SOL_SOCKET, SO_KEEPALIVE, value); }
    int setOption(SOCKET s, int level, int option, DWORD value);
    int vals(SOCKET s, u_long onoff, u_long time, u_long interval);
    /// "on", "off", or the error.
    std::string keepAlive(SOCKET s);
    /// The option's DWORD in decimal, or the error.
    std::string option(SOCKET s, int level, int option);
    /// "60000/1500/10": time, interval, count in force, in ms.
    std::string inForce(SOCKET s) const;

    /// "ok", or the name of the last error.
    std::string said(int result);
    std::string saidBool(BOOL result) { return said(result != 0 ? 0 : SOCKET_ERROR); }
    std::string lastError() const { return std::string(errorName(ws.WSAGetLastError())); }

    /// What the peer's machine sends, and this host's, is lost from now on.
    void cut(SOCKET s);
    void runFor(nanoseconds time) { world.runUntil(saturatingAdd(world.now(), time)); }
    /// Does something at a moment from now, while a call of this process blocks.
    void later(nanoseconds after, std::function<void()> what);

    EventSink sink;
    simulation::World world{{}, sink};
    Pump pump{world};
    HostId host;
    HostId peerHost;
    simulation::Peer peer;
    Winsock ws;

private:
    class Actor final : public simulation::Observer {
    public:
        void notice(const simulation::Notice& notice) override { deeds[notice.token](); }
        std::vector<std::function<void()>> deeds;
    };
    Actor m_actor;
};

/// Counts what a completion routine was called with; reset for each row.
struct Completions {
    int calls = 0;
    DWORD error = 0;
    DWORD bytes = 0;
    DWORD flags = 0;
    WSAOVERLAPPED* overlapped = nullptr;
    std::function<void()> inside;
    static Completions& seen();
    static void routine(DWORD error, DWORD bytes, WSAOVERLAPPED* overlapped, DWORD flags);
};

} // namespace kai::winsock
