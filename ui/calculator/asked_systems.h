#pragma once

#include "core/keepalive/calculator.h"
#include "core/keepalive/capabilities.h"
#include "core/keepalive/system_default.h"

#include <string>
#include <vector>

namespace kai::ui {

/// A line of the calculator's answers: a system of the lab, or one to compare with.
struct AskedSystem {
    CalculatorSystem system;
    std::string note; ///< "and Server 2008 to 2016", "in this lab"
    /// The lab's hosts that this is; empty for a system to compare with.
    std::vector<HostId> hosts;

    [[nodiscard]] bool isInLab() const { return !hosts.empty(); }
};

/// The lab's own systems first, equal hosts as one, then the Windows releases by what they let a socket have, then Linux at HZ
/// 250 and 1000. `hosts` are the lab's defaults: before Vista they decide the probe count (D3). Pure.
[[nodiscard]] std::vector<AskedSystem> askedSystems(const Capabilities& lab,
                                                    const std::vector<SystemDefaults>& hosts);

} // namespace kai::ui
