#include "ui/timeline/ticks.h"

#include "ui/timeline/time_scale.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace kai::ui {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr hours days(int count)
{
    return hours{24 * count};
}

constexpr std::array kSteps{
    TickStep{microseconds{1}, nanoseconds{500}, nanoseconds{100}},
    TickStep{microseconds{10}, microseconds{5}, microseconds{1}},
    TickStep{microseconds{100}, microseconds{50}, microseconds{10}},
    TickStep{milliseconds{1}, microseconds{500}, microseconds{100}},
    TickStep{milliseconds{2}, milliseconds{1}, microseconds{500}},
    TickStep{milliseconds{5}, milliseconds{1}, microseconds{500}},
    TickStep{milliseconds{10}, milliseconds{5}, milliseconds{1}},
    TickStep{milliseconds{20}, milliseconds{10}, milliseconds{5}},
    TickStep{milliseconds{50}, milliseconds{10}, milliseconds{5}},
    TickStep{milliseconds{100}, milliseconds{50}, milliseconds{10}},
    TickStep{milliseconds{200}, milliseconds{100}, milliseconds{50}},
    TickStep{milliseconds{500}, milliseconds{100}, milliseconds{50}},
    TickStep{seconds{1}, milliseconds{500}, milliseconds{100}},
    TickStep{seconds{2}, seconds{1}, milliseconds{500}},
    TickStep{seconds{5}, seconds{5}, seconds{1}},
    TickStep{seconds{10}, seconds{5}, seconds{1}},
    TickStep{seconds{30}, seconds{10}, seconds{5}},
    TickStep{minutes{1}, seconds{30}, seconds{10}},
    TickStep{minutes{2}, minutes{1}, seconds{30}},
    TickStep{minutes{5}, minutes{1}, seconds{30}},
    TickStep{minutes{10}, minutes{5}, minutes{1}},
    TickStep{minutes{30}, minutes{10}, minutes{5}},
    TickStep{hours{1}, minutes{30}, minutes{10}},
    TickStep{hours{2}, hours{1}, minutes{30}},
    TickStep{hours{6}, hours{2}, hours{1}},
    TickStep{hours{12}, hours{6}, hours{1}},
    TickStep{days(1), hours{12}, hours{6}},
    TickStep{days(2), days(1), hours{12}},
    TickStep{days(7), days(1), hours{12}},
    TickStep{days(30), days(10), days(5)},
    TickStep{days(90), days(30), days(10)},
    TickStep{days(365), days(90), days(30)},
    TickStep{days(3650), days(1825), days(365)},
    TickStep{days(36500), days(18250), days(3650)},
};

TickRank rankOf(std::int64_t time, const TickStep& step)
{
    return time % step.label.count() == 0    ? TickRank::label
           : time % step.medium.count() == 0 ? TickRank::medium
                                             : TickRank::minor;
}

/// The first multiple of `step` at or after `time`, also for negative times.
std::int64_t multipleFrom(std::int64_t time, std::int64_t step)
{
    const auto rest = time % step;
    return rest == 0 ? time : time - rest + (rest > 0 ? step : 0);
}

} // namespace

TickStep tickStep(double nsPerPixel, double pixels)
{
    const double least = nsPerPixel * pixels;
    const auto found = std::find_if(kSteps.begin(), kSteps.end(), [least](const TickStep& step) {
        return static_cast<double>(step.label.count()) >= least;
    });
    return found == kSteps.end() ? kSteps.back() : *found;
}

std::vector<Tick> ticksBetween(const TimeScale& scale, double left, double right,
                               const TickStep& step, nanoseconds offset)
{
    constexpr std::size_t kMost = 4000;
    std::vector<Tick> ticks;
    const auto until = scale.toMoment(right);
    auto time = multipleFrom((scale.toMoment(left) + offset).time_since_epoch().count(),
                             step.minor.count());
    while (ticks.size() < kMost) {
        const Moment at{nanoseconds{time} - offset};
        if (at > until) {
            break;
        }
        if (const auto* fold = scale.map().foldAt(at)) {
            const auto after = (fold->until + offset).time_since_epoch().count();
            time = std::max(time + step.minor.count(), multipleFrom(after, step.minor.count()));
            continue;
        }
        ticks.push_back({scale.toX(at), at, rankOf(time, step)});
        time += step.minor.count();
    }
    return ticks;
}

} // namespace kai::ui
