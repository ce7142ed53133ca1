#pragma once

#include "core/keepalive/fault.h"
#include "core/keepalive/settings.h"

#include <string>
#include <vector>

namespace kai {

/// One line of "What this computer can do".
struct Capability {
    std::string name; ///< "sock_diag"
    bool available = false;
    std::string finding; ///< "kernel timers of both ends are readable", "EPERM"
    std::string remedy;  ///< what would give it; empty when available
};

/// What a stack can do; fixed once the stack runs, but for the lines.
struct Capabilities {
    std::string system; ///< "Linux 6.18.44", "Windows 11"
    bool simulated = false;
    SettingsLimits limits;
    std::vector<FaultKind> faults;
    bool armedTimer = false; ///< EndTimers::armedExpiry and predictedProbe are known
    bool peerEnd = false;    ///< ConnectionRow::peer is filled for built-in peers
    bool perHost = false;    ///< several hosts in one lab
    std::vector<Capability> lines;
    /// Kernel tick, 0 where timers are exact; the wheel rule (timer_wheel.h) applies when positive.
    nanoseconds timerTick{0};
};

} // namespace kai
