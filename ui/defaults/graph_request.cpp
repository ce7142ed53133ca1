#include "ui/defaults/graph_request.h"

#include "core/defaults/sysctl.h"
#include "ui/connections/cell_text.h"

#include <algorithm>

namespace kai::ui {

namespace {

defaults::SelectedConnection selectedOf(const ConnectionStore::Entry& entry)
{
    const ConnectionRow& row = entry.row;
    return {entry.info.name,
            {row.enabled.value, row.idleTime.value, row.probeInterval.value, row.probeCount.value,
             row.lastIntervalWaited},
            originText(row.idleTime.origin).toStdString()};
}

/// Beside a simulated host: what the computer at hand would do. Empty where it has no sysctls.
std::optional<defaults::GraphSystem> thisComputer()
{
    constexpr std::chrono::milliseconds kUsualTick{
        4}; // HZ 250; nothing is measured in a simulation
    const auto sysctls = defaults::readSysctls();
    if (!sysctls) {
        return std::nullopt;
    }
    return defaults::GraphSystem{defaults::describeSysctls(*sysctls, "Linux"), kUsualTick};
}

} // namespace

defaults::GraphRequest graphRequestOf(const std::vector<SystemDefaults>& hosts,
                                      const Capabilities& capabilities,
                                      const ConnectionStore::Entry* selected)
{
    defaults::GraphRequest request;
    const HostId wanted = selected ? selected->info.host : HostId::first;
    const auto host = std::find_if(hosts.begin(), hosts.end(), [&](const SystemDefaults& defaults) {
        return defaults.host == wanted;
    });
    if (host != hosts.end()) {
        request.host.defaults = *host;
    }
    request.host.tick = capabilities.timerTick;
    if (capabilities.simulated) {
        request.thisComputer = thisComputer();
    }
    if (selected) {
        request.selected = selectedOf(*selected);
    }
    return request;
}

} // namespace kai::ui
