#pragma once

#include "core/defaults/registry_values.h"
#include "core/keepalive/system_default.h"

namespace kai::defaults {

/// A Windows host's registry as its page shows it: what is stored, what the stack took at its last start, and what a restart
/// would change (D5).
struct RegistryState {
    WindowsRelease release = WindowsRelease::windows11;
    RegistryValues stored;
    /// The values at the last start of the host: those in force.
    RegistryValues atStart;
};

/// The page's rows, in the order of RegistryName. A stored value without effect says why; one that a restart would bring
/// into force is pending. `inForce` of both counts is the probe count before Vista; from then on the retransmissions of data,
/// and none for PPTP (D2, D3).
[[nodiscard]] SystemDefaults systemDefaults(HostId host, const RegistryState& state);

} // namespace kai::defaults
