#include "core/live/tick_calibration.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include <sys/times.h>
#include <time.h>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

constexpr int kSteps = 12;
constexpr int kAttempts = 3;
constexpr nanoseconds kAgreement = 250us;
constexpr std::int64_t kUserTickNs = 10'000'000; // USER_HZ is 100 in every ABI

std::int64_t coarseClock()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

std::int64_t userTicks()
{
    tms unused{};
    return static_cast<std::int64_t>(::times(&unused));
}

/// One step of the tick: when it was seen, at the earliest then, and what times(2) said soon after.
struct Sighting {
    std::int64_t coarse = 0;
    Moment seen{};
    std::int64_t userTicks = 0;
    Moment read{};
};

std::optional<Sighting> nextStep(const Now& now, nanoseconds tick)
{
    const Moment start = now();
    const std::int64_t before = coarseClock();
    Sighting sighting;
    do {
        sighting.coarse = coarseClock();
        sighting.seen = now();
        if (sighting.seen - start > 50 * tick) {
            return {}; // no tick on this clock
        }
    } while (sighting.coarse == before);
    sighting.userTicks = userTicks();
    sighting.read = now();
    return sighting;
}

/// The jiffies that times(2) allows: the kernel shows floor(jiffies * tick / 10 ms).
struct Range {
    std::int64_t least = INT64_MIN;
    std::int64_t most = INT64_MAX;
    void narrow(std::int64_t userTicks, std::int64_t offset, nanoseconds tick)
    {
        const std::int64_t step = tick.count();
        const auto up = [step](std::int64_t ticks) {
            return (ticks * kUserTickNs + step - 1) / step;
        };
        least = std::max(least, up(userTicks) - offset);
        most = std::min(most, up(userTicks + 1) - 1 - offset);
    }
};

/// A step is seen late when the thread had to wait for a processor, never early: the earliest one counts. The coarse clock tells
/// exactly how many ticks lie between two steps.
Moment firstTick(const std::vector<Sighting>& steps, nanoseconds tick)
{
    Moment first = steps.front().seen;
    for (const Sighting& step : steps) {
        const std::int64_t apart = step.coarse - steps.front().coarse;
        const std::int64_t ticks = (apart + tick.count() / 2) / tick.count();
        first = std::min(first, step.seen - ticks * tick);
    }
    return first;
}

/// Jiffy numbers from one run of steps; empty when they contradict each other or leave a choice.
std::optional<TickGrid> calibrateOnce(const Now& now, nanoseconds tick)
{
    std::vector<Sighting> steps;
    while (steps.size() < kSteps ||
           steps.back().seen - steps.front().seen < 3 * nanoseconds{kUserTickNs}) {
        const std::optional<Sighting> step = nextStep(now, tick);
        if (!step) {
            return {};
        }
        steps.push_back(*step);
    }
    const Moment start = firstTick(steps, tick);
    Range jiffies;
    for (const Sighting& step : steps) {
        const std::int64_t offset = (step.seen - start) / tick;
        if ((step.read - start) / tick == offset) {
            jiffies.narrow(step.userTicks, offset, tick);
        }
    }
    return jiffies.least == jiffies.most ? std::optional(TickGrid(tick, start, jiffies.least))
                                         : std::nullopt;
}

bool agree(const TickGrid& a, const TickGrid& b, Moment at)
{
    const Moment there = a.startOf(a.jiffyAt(at));
    const nanoseconds apart = there - b.startOf(a.jiffyAt(at));
    return apart < kAgreement && apart > -kAgreement;
}

} // namespace

nanoseconds kernelTick()
{
    timespec resolution{};
    ::clock_getres(CLOCK_MONOTONIC_COARSE, &resolution);
    const nanoseconds tick =
        std::chrono::seconds{resolution.tv_sec} + nanoseconds{resolution.tv_nsec};
    return std::max<nanoseconds>(tick, 1ms);
}

Result<TickGrid> calibrateTicks(const Now& now)
{
    const nanoseconds tick = kernelTick();
    std::optional<TickGrid> before;
    for (int attempt = 0; attempt < 2 * kAttempts; ++attempt) {
        const std::optional<TickGrid> grid = calibrateOnce(now, tick);
        if (before && grid && agree(*before, *grid, now())) {
            // both saw the step late, never early
            const Moment at = now();
            return before->startOf(before->jiffyAt(at)) < grid->startOf(before->jiffyAt(at))
                       ? *before
                       : *grid;
        }
        before = grid;
    }
    return Error{0, "NOT_CALIBRATED", "tick calibration",
                 "Two measurements of the kernel's tick did not agree.",
                 "Times are right to two ticks; they get better when the computer is less busy."};
}

bool agrees(const TickGrid& grid, const Now& now)
{
    const Moment before = now();
    const std::int64_t ticks = userTicks();
    const Moment after = now();
    Range range;
    range.narrow(ticks, 0, grid.tick());
    return grid.jiffyAt(after) >= range.least && grid.jiffyAt(before) <= range.most;
}

} // namespace kai::live
