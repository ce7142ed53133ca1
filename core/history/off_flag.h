#pragma once

#include "core/keepalive/event.h"

#include <string_view>

namespace kai::history {

/// Whether the detail of such an event says what the settings are.
[[nodiscard]] constexpr bool tellsSettings(EventKind kind)
{
    return kind == EventKind::opened || kind == EventKind::settings_changed;
}

/// Sets event_flag::kKeepAliveOff on an `opened` or `settings_changed` event whose detail begins with "off" (see
/// settings_text.h), so that lanes and the fleet can be drawn without reading texts.
void markOff(Event& event, std::string_view detail);

} // namespace kai::history
