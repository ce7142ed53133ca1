#include "core/lab/pacing.h"

#include <algorithm>
#include <limits>

namespace kai::lab {
namespace {

/// A product of a duration and a factor, saturated: doubles beyond 63 bits do not convert.
nanoseconds scaled(nanoseconds value, double factor)
{
    const double product = static_cast<double>(value.count()) * factor;
    constexpr double most = static_cast<double>(std::numeric_limits<std::int64_t>::max());
    return product >= most ? nanoseconds::max() : nanoseconds{static_cast<std::int64_t>(product)};
}

nanoseconds storyTime(nanoseconds gap, nanoseconds shown)
{
    const nanoseconds least = std::max(kStoryHold - shown, nanoseconds{0});
    const nanoseconds most = std::max(kStoryQuiet - shown, nanoseconds{0});
    return std::clamp(gap, least, most);
}

} // namespace

nanoseconds realTimeUntil(Moment now, Moment next, const Pace& pace, nanoseconds shown)
{
    if (next == kNever) {
        return nanoseconds::max();
    }
    const nanoseconds gap = std::max(next - now, nanoseconds{0});
    switch (pace.kind) {
    case Pace::Kind::factor:
        return scaled(gap, 1 / pace.factor);
    case Pace::Kind::story:
        return storyTime(gap, shown);
    case Pace::Kind::unlimited:
        break;
    }
    return nanoseconds{0};
}

Moment virtualAfter(Moment from, Moment next, nanoseconds elapsed, const Pace& pace,
                    nanoseconds shown)
{
    if (pace.kind == Pace::Kind::factor) {
        return std::min(next, saturatingAdd(from, scaled(elapsed, pace.factor)));
    }
    if (next == kNever) {
        return pace.kind == Pace::Kind::story ? saturatingAdd(from, elapsed) : from;
    }
    const nanoseconds whole = realTimeUntil(from, next, pace, shown);
    if (elapsed >= whole) {
        return next;
    }
    const double share = static_cast<double>(elapsed.count()) / static_cast<double>(whole.count());
    return std::min(next, from + scaled(next - from, share));
}

} // namespace kai::lab
