#include "core/keepalive/timer_wheel.h"

namespace kai {

namespace {

// kernel/time/timer.c: 64 buckets a level, each level eight times as coarse as the one below.
constexpr int kLevelShift = 3;
constexpr std::int64_t kLevelSize = 64;

int levelCount(nanoseconds tick)
{
    return tick < nanoseconds{10'000'000} ? 9 : 8; // HZ above 100 has one level more
}

/// The first distance that no longer fits into the level below.
std::int64_t levelStart(int level)
{
    return level == 0 ? 0 : (kLevelSize - 1) << ((level - 1) * kLevelShift);
}

int levelFor(std::int64_t distance, nanoseconds tick)
{
    int level = 0;
    while (level + 1 < levelCount(tick) && distance >= levelStart(level + 1)) {
        ++level;
    }
    return level;
}

/// The longest distance the wheel can hold; anything beyond is cut to it.
std::int64_t longestDistance(nanoseconds tick)
{
    const int levels = levelCount(tick);
    return levelStart(levels) - (std::int64_t{1} << ((levels - 1) * kLevelShift));
}

std::int64_t jiffiesOf(nanoseconds duration, nanoseconds tick)
{
    const std::int64_t whole = duration / tick;
    return duration % tick > nanoseconds{0} ? whole + 1 : whole;
}

nanoseconds saturatingSum(nanoseconds a, nanoseconds b)
{
    return saturatingAdd(Moment{a}, b).time_since_epoch();
}

} // namespace

std::int64_t fireJiffy(std::int64_t expires, std::int64_t armedAt, nanoseconds tick)
{
    if (tick <= nanoseconds{0}) {
        return expires;
    }
    if (expires < armedAt) {
        return armedAt;
    }
    std::int64_t distance = expires - armedAt;
    if (distance >= levelStart(levelCount(tick))) {
        distance = longestDistance(tick);
    }
    const int shift = levelFor(distance, tick) * kLevelShift;
    return (((armedAt + distance) >> shift) + 1) << shift;
}

nanoseconds worstLateness(nanoseconds duration, nanoseconds tick)
{
    if (tick <= nanoseconds{0}) {
        return nanoseconds{0};
    }
    const int level = levelFor(jiffiesOf(duration, tick), tick);
    return saturatingMultiply(tick, std::int64_t{1} << (level * kLevelShift));
}

nanoseconds latestAfter(nanoseconds duration, nanoseconds tick)
{
    return saturatingSum(duration, worstLateness(duration, tick));
}

DetectionTime deadPeerFoundAfter(milliseconds idleTime, milliseconds probeInterval,
                                 std::uint16_t count, nanoseconds tick)
{
    const nanoseconds idle = saturatingNanoseconds(idleTime);
    const nanoseconds interval = saturatingNanoseconds(probeInterval);
    return {saturatingSum(idle, saturatingMultiply(interval, count)),
            saturatingSum(latestAfter(idle, tick),
                          saturatingMultiply(latestAfter(interval, tick), count))};
}

} // namespace kai
