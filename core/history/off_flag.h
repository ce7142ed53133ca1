#pragma once

#include "core/keepalive/event.h"

#include <string_view>

namespace kai::history {

/// Sets event_flag::kKeepAliveOff on an `opened` or `settings_changed` event whose detail begins with "off" (see
/// settings_text.h), so that lanes and the fleet can be drawn without reading texts.
void markOff(Event& event, std::string_view detail);

} // namespace kai::history
