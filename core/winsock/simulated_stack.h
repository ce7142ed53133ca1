#pragma once

#include "core/defaults/windows_release.h"
#include "core/keepalive/tcp_stack.h"
#include "core/winsock/simulated_hosts.h"

#include <memory>

namespace kai::winsock {

/// Simulated Windows hosts and their connections as a TcpStack: an application of the Winsock API.
class SimulatedStack : public TcpStack {
public:
    /// Registry, restart, release and behaviour: the hosts' own handle. Same thread as the stack.
    [[nodiscard]] virtual SimulatedHosts& hosts() = 0;
};

/// Without a host in the options: one, of Windows 11. Errors: a registry text that is damaged, with the line and the reason
/// (BAD_REG_FILE).
[[nodiscard]] Result<std::unique_ptr<SimulatedStack>>
makeSimulatedStack(const SimulationOptions& options, EventSink& sink);

} // namespace kai::winsock
