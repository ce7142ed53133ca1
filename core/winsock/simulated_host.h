#pragma once

#include "core/defaults/registry.h"
#include "core/winsock/simulated_connection.h"
#include "core/winsock/simulated_hosts.h"

#include <unordered_map>

namespace kai::winsock {

class SimulatedLab;

/// Gives a name to those that have none: the release's, with the behaviour where hosts of one release differ in it, and a
/// number where that is not enough.
void nameHosts(std::vector<HostOptions>& hosts);

/// One simulated host with the process that holds its connections; passes on what that process's sockets notice.
class SimulatedHost final : public SocketWatcher {
public:
    SimulatedHost(SimulatedLab& lab, Pump& pump, HostId id, const HostOptions& options,
                  defaults::Registry registry);

    void socketNotice(SOCKET s, const simulation::Notice& notice) override;
    /// After the host started: the process begins anew.
    void startProcess();
    /// Registry text and network of now, whatever it started with.
    [[nodiscard]] HostOptions describe() const;

    HostOptions options;
    defaults::Registry registry;
    /// What it started with and what was imported since: the registry without what was stored by hand.
    defaults::Registry broughtAlong;
    Winsock process;
    std::unordered_map<SOCKET, ConnectionId> connections;

private:
    SimulatedLab& m_lab;
    HostId m_id;
};

} // namespace kai::winsock
