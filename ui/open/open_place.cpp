#include "ui/open/open_place.h"

#include "ui/lab/texts.h"

#include <algorithm>

namespace kai::ui {

std::vector<HostChoice> hostChoices(const std::vector<SystemDefaults>& hosts)
{
    std::vector<HostChoice> choices;
    for (const SystemDefaults& host : hosts) {
        const auto isAlike = [&host](const SystemDefaults& other) {
            return other.system == host.system;
        };
        HostChoice choice{host.host, text(host.system)};
        if (std::count_if(hosts.begin(), hosts.end(), isAlike) > 1) {
            choice.name += QStringLiteral(" (%1)").arg(static_cast<int>(host.host) + 1);
        }
        choices.push_back(choice);
    }
    return choices;
}

} // namespace kai::ui
