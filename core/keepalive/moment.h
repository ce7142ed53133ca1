#pragma once

#include <chrono>
#include <cstdint>

namespace kai {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// The clock of a lab: nanoseconds since the lab's start, real in a live lab, virtual in a simulated one.
/// It has no now(): logic takes the moment as an argument.
struct LabClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = nanoseconds;
    using time_point = std::chrono::time_point<LabClock>;
    static constexpr bool is_steady = true;
};

/// A point in a lab's time. Rows and events hold moments; ages are computed when they are shown.
using Moment = LabClock::time_point;

/// "Not at any time": later than every real moment.
inline constexpr Moment kNever = Moment::max();

/// Multiplies without overflow: 255 intervals of 136 years give the largest duration, not a negative one.
[[nodiscard]] constexpr nanoseconds saturatingMultiply(nanoseconds each, std::int64_t count)
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(each.count(), count, &product)) {
        return (each.count() < 0) == (count < 0) ? nanoseconds::max() : nanoseconds::min();
    }
    return nanoseconds{product};
}

/// Milliseconds as nanoseconds, at most nanoseconds::max().
[[nodiscard]] constexpr nanoseconds saturatingNanoseconds(milliseconds value)
{
    return saturatingMultiply(nanoseconds{1'000'000}, value.count());
}

/// `from` plus `by`; at most kNever. kNever plus anything is kNever.
[[nodiscard]] constexpr Moment saturatingAdd(Moment from, nanoseconds by)
{
    std::int64_t sum = 0;
    if (from == kNever) {
        return kNever;
    }
    if (__builtin_add_overflow(from.time_since_epoch().count(), by.count(), &sum)) {
        return by.count() > 0 ? kNever : Moment::min();
    }
    return Moment{nanoseconds{sum}};
}

} // namespace kai
