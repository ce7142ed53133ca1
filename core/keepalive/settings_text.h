#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kai {

/// The keep-alive values in force on a connection at some moment.
struct SettingsInForce {
    bool enabled = false;
    milliseconds idleTime{0};
    milliseconds probeInterval{0};
    std::uint16_t probeCount = 0;
    bool operator==(const SettingsInForce&) const = default;
};

/// "60 s / 10 s / 6", or "off". The detail of every `opened` and `settings_changed` event begins with this, so that the
/// log alone can be drawn; who supplied the values may follow: "60 s / 10 s / 6, TCP_KEEPIDLE on this socket".
[[nodiscard]] std::string settingsText(const SettingsInForce& settings);

/// Reads what settingsText() wrote, up to the first comma; empty when the text does not begin so.
[[nodiscard]] std::optional<SettingsInForce> parseSettingsText(std::string_view text);

} // namespace kai
