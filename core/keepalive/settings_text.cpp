#include "core/keepalive/settings_text.h"

#include "core/keepalive/duration_text.h"

#include <charconv>

namespace kai {
namespace {

constexpr std::string_view kSeparator = " / ";

/// Cuts off and returns what stands before the next separator.
std::string_view nextPart(std::string_view& rest)
{
    const auto end = rest.find(kSeparator);
    const auto part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kSeparator.size());
    return part;
}

} // namespace

std::string settingsText(const SettingsInForce& settings)
{
    if (!settings.enabled) {
        return "off";
    }
    return formatSetting(settings.idleTime) + " / " + formatSetting(settings.probeInterval) +
           " / " + std::to_string(settings.probeCount);
}

std::optional<SettingsInForce> parseSettingsText(std::string_view text)
{
    auto rest = text.substr(0, text.find(','));
    if (rest == "off") {
        return SettingsInForce{};
    }
    const auto time = parseSettingsDuration(nextPart(rest));
    const auto interval = parseSettingsDuration(nextPart(rest));
    std::uint16_t count = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (!time || !interval || error != std::errc{} || end != rest.data() + rest.size()) {
        return std::nullopt;
    }
    return SettingsInForce{true, *time, *interval, count};
}

} // namespace kai
