#pragma once

#include "core/defaults/registry_values.h"
#include "core/defaults/windows_release.h"
#include "core/keepalive/effective.h"
#include "core/keepalive/event.h"
#include "core/simulation/assumptions.h"

#include <cstdint>
#include <string>
#include <vector>

namespace kai::simulation {

/// A transport provider of a host; one without the command answers WSAEOPNOTSUPP in the layer above (I13).
struct TransportProvider {
    std::string name = "MSAFD Tcpip [TCP/IP]";
    bool keepAliveVals = true;
    bool operator==(const TransportProvider&) const = default;
};

struct HostSetup {
    std::string name;
    defaults::WindowsRelease release = defaults::WindowsRelease::windows11;
    /// Stored and, since the host starts with it, in force.
    defaults::RegistryValues registry;
    Assumptions assumptions;
    std::vector<TransportProvider> providers{TransportProvider{}};
};

/// What a new socket of a host gets, and from whom (D1-D3, D6).
struct SocketDefaults {
    Sourced<milliseconds> idleTime;
    Sourced<milliseconds> probeInterval;
    Sourced<std::uint16_t> probeCount;
    /// TcpMaxDataRetransmissions as it counts (D2), at most 255.
    std::uint16_t dataRetransmissions = 5;
    bool operator==(const SocketDefaults&) const = default;
};

/// One simulated computer: its release, its registry as stored and as in force, its network subsystem. What concerns its sockets
/// (restart, network down) is done through World.
class Host {
public:
    Host(HostId id, HostSetup setup);

    [[nodiscard]] HostId id() const { return m_id; }
    [[nodiscard]] const std::string& name() const { return m_setup.name; }
    [[nodiscard]] const defaults::ReleaseRules& rules() const;
    [[nodiscard]] const Assumptions& assumptions() const { return m_setup.assumptions; }
    [[nodiscard]] const std::vector<TransportProvider>& providers() const
    {
        return m_setup.providers;
    }
    [[nodiscard]] bool networkUp() const { return m_networkUp; }
    /// "10.0.0.1" for the first host, as a number in host byte order.
    [[nodiscard]] std::uint32_t ipv4() const;

    [[nodiscard]] const defaults::RegistryValues& storedRegistry() const
    {
        return m_setup.registry;
    }
    [[nodiscard]] const defaults::RegistryValues& registryInForce() const { return m_inForce; }
    /// What is stored counts only after a restart (D5).
    [[nodiscard]] bool pendingRestart() const { return !(m_setup.registry == m_inForce); }
    [[nodiscard]] const SocketDefaults& socketDefaults() const { return m_defaults; }

    void storeRegistry(const defaults::RegistryValues& values);
    /// A registry that counts at once does so from here on (D5).
    void setAssumptions(const Assumptions& assumptions);
    void setNetworkUp(bool up) { m_networkUp = up; }
    /// What is stored comes into force; network up. The sockets are World's.
    void start(defaults::WindowsRelease release);
    /// Local ports 49152 to 65535 in turn; they are labels and may repeat among 16,384 connections.
    [[nodiscard]] std::uint16_t nextPort();

private:
    void readRegistry();

    HostId m_id;
    HostSetup m_setup;
    defaults::RegistryValues m_inForce;
    SocketDefaults m_defaults;
    std::uint16_t m_lastPort = 0xFFFF;
    bool m_networkUp = true;
};

} // namespace kai::simulation
