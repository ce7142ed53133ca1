#include "ui/defaults/graph_request.h"

#include "ui/connections/cell_text.h"

#include <algorithm>

namespace kai::ui {

namespace {

defaults::SelectedConnection selectedOf(const ConnectionStore::Entry& entry)
{
    const ConnectionRow& row = entry.row;
    return {entry.info.name,
            {row.enabled.value, row.idleTime.value, row.probeInterval.value, row.probeCount.value},
            originText(row.idleTime.origin).toStdString()};
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
    if (selected) {
        request.selected = selectedOf(*selected);
    }
    return request;
}

} // namespace kai::ui
