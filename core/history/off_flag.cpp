#include "core/history/off_flag.h"

#include "core/keepalive/settings_text.h"

namespace kai::history {

void markOff(Event& event, std::string_view detail)
{
    if (!tellsSettings(event.kind)) {
        return;
    }
    const auto settings = parseSettingsText(detail);
    if (settings && !settings->enabled) {
        event.flags |= event_flag::kKeepAliveOff;
    }
}

} // namespace kai::history
