#include "core/keepalive/settings.h"

#include "core/keepalive/duration_text.h"

#include <algorithm>

namespace kai {

namespace {

Error outOfRange(std::string_view what, const std::string& asked, const std::string& least,
                 const std::string& most)
{
    return {0, "OUT_OF_RANGE", std::string(what), asked + " is not accepted here.",
            "Choose a value from " + least + " to " + most + "."};
}

void checkTime(SettingsField field, std::string_view what, const std::optional<milliseconds>& asked,
               const SettingsLimits& limits, std::vector<FieldError>& errors)
{
    const milliseconds least = std::min(limits.minTime, milliseconds{1});
    if (asked && (*asked < least || *asked > limits.maxTime)) {
        errors.push_back({field, outOfRange(what, formatSetting(*asked), formatSetting(least),
                                            formatSetting(limits.maxTime))});
    }
}

} // namespace

milliseconds roundedUp(milliseconds value, const SettingsLimits& limits)
{
    const std::int64_t step = limits.granularity.count();
    const std::int64_t whole = value.count() / step;
    const bool exact = value.count() % step == 0;
    const milliseconds up{(exact || value.count() < 0 ? whole : whole + 1) * step};
    return std::max(up, limits.granularity);
}

std::vector<FieldError> validate(const KeepAliveSettings& settings, const SettingsLimits& limits)
{
    std::vector<FieldError> errors;
    checkTime(SettingsField::idleTime, "keep-alive time", settings.idleTime, limits, errors);
    checkTime(SettingsField::probeInterval, "keep-alive interval", settings.probeInterval, limits,
              errors);
    const auto count = settings.probeCount;
    if (count && (*count < limits.minCount || *count > limits.maxCount)) {
        errors.push_back(
            {SettingsField::probeCount,
             outOfRange("probe count", std::to_string(*count), std::to_string(limits.minCount),
                        std::to_string(limits.maxCount))});
    }
    return errors;
}

} // namespace kai
