#include "ui/timeline/lane_model.h"

namespace kai::ui {

nanoseconds idleTimeOf(const SettingsInForce& settings)
{
    return settings.enabled ? saturatingNanoseconds(settings.idleTime) : nanoseconds{0};
}

SettingsInForce settingsOf(const ConnectionRow& row)
{
    return {row.enabled.value, row.idleTime.value, row.probeInterval.value, row.probeCount.value};
}

SettingsInForce settingsOf(const ConnectionRow& row, bool peerEnd)
{
    auto settings = settingsOf(row);
    if (!peerEnd) {
        return settings;
    }
    const auto& end = row.peer;
    settings.enabled = end.keepAliveOn;
    const bool idle = end.unanswered == 0 && end.lastReceived != kNever;
    if (idle && end.deadline != kNever) {
        settings.idleTime =
            std::chrono::duration_cast<milliseconds>(end.deadline - end.lastReceived);
    }
    return settings;
}

} // namespace kai::ui
