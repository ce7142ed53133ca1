#include "core/live/next_steps.h"

#include <algorithm>

namespace kai::live {

namespace {

/// The firing at which the idle time has really passed: the armed one, or the one after it was armed again for the rest.
std::int64_t dueFiring(const KeepAliveClock& clock, std::int64_t due, const TickGrid& grid)
{
    const std::int64_t first = grid.firing(*clock.armed, clock.armedAt);
    return first >= due ? first : grid.firing(due, first);
}

std::int64_t lastFiring(const KeepAliveClock& clock, std::int64_t firing, const TickGrid& grid)
{
    const std::int64_t interval = grid.jiffiesFrom(clock.settings.probeInterval);
    for (int probes = clock.probesOut; probes < clock.settings.probeCount; ++probes) {
        firing = grid.firing(firing + interval, firing);
    }
    return firing;
}

} // namespace

NextSteps nextSteps(const KeepAliveClock& clock, const TickGrid& grid)
{
    NextSteps next;
    if (!clock.settings.enabled || !clock.armed) {
        return next;
    }
    const std::int64_t due = clock.received + grid.jiffiesFrom(clock.settings.idleTime);
    const std::int64_t firing = dueFiring(clock, due, grid);
    next.predictedEnd = grid.startOf(lastFiring(clock, firing, grid));
    if (clock.probesOut < clock.settings.probeCount) {
        next.deadline = grid.startOf(std::max(due, *clock.armed));
        next.predictedProbe = grid.startOf(firing);
    }
    return next;
}

} // namespace kai::live
