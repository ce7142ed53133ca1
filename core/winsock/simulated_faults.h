#pragma once

#include "core/keepalive/fault.h"
#include "core/simulation/path.h"

namespace kai::winsock {

/// The path with a fault composed onto it; unchanged by faults that befall the peer. `restored` clears silence, loss and ICMP.
/// `lossSeed` decides which segments a lossy share takes.
[[nodiscard]] simulation::PathSettings withFault(simulation::PathSettings path, const Fault& fault,
                                                 std::uint64_t lossSeed);

/// Every connection of a lab loses others, and the same ones in every run of the same seeds.
[[nodiscard]] std::uint64_t lossSeed(std::uint64_t labSeed, const Fault& fault,
                                     ConnectionId connection);

/// Whether the fault is one of the path; else it is done by, or to, one of the two programs.
[[nodiscard]] bool isPathFault(FaultKind kind);

/// The faults that last on one connection, of its path and of its peer.
class LastingFaults {
public:
    void note(FaultKind kind);
    /// One stands for both: the path's, which decides first.
    [[nodiscard]] FaultKind shown() const { return m_path != FaultKind::none ? m_path : m_peer; }

private:
    FaultKind m_path = FaultKind::none;
    FaultKind m_peer = FaultKind::none;
};

} // namespace kai::winsock
