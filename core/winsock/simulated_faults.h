#pragma once

#include "core/keepalive/fault.h"
#include "core/simulation/path.h"

namespace kai::winsock {

/// The path with a fault composed onto it; unchanged by faults that befall the peer. `restored` clears silence and loss.
[[nodiscard]] simulation::PathSettings withFault(simulation::PathSettings path, const Fault& fault);

/// Whether the fault is one of the path; else it is done by, or to, one of the two programs.
[[nodiscard]] bool isPathFault(FaultKind kind);

} // namespace kai::winsock
