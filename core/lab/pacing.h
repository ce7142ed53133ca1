#pragma once

#include "core/keepalive/moment.h"

namespace kai::lab {

/// How virtual time follows real time.
struct Pace {
    enum class Kind { factor, story, unlimited } kind = Kind::factor;
    /// Virtual seconds a real second, 1 to 100000, for Kind::factor.
    double factor = 1;
    bool operator==(const Pace&) const = default;
};

/// Story: no quiet time takes longer than this ...
inline constexpr nanoseconds kStoryQuiet{3'000'000'000};
/// ... and an event stays at least this long before the next one.
inline constexpr nanoseconds kStoryHold{700'000'000};

/// Real time from virtual `now` to the virtual moment `next` at this pace: a pure function. kNever takes nanoseconds::max().
/// Story: as long as it really takes, but between kStoryHold and kStoryQuiet counted from the last event; `shown` is the real
/// time that has passed since that event when the stretch begins.
[[nodiscard]] nanoseconds realTimeUntil(Moment now, Moment next, const Pace& pace,
                                        nanoseconds shown = {});

/// The virtual moment after `elapsed` real time in the stretch from `from` to the next event at `next`; at most `next`.
/// With `next` kNever Story goes on as fast as real time, and unlimited stays at `from`: it has nowhere to go.
[[nodiscard]] Moment virtualAfter(Moment from, Moment next, nanoseconds elapsed, const Pace& pace,
                                  nanoseconds shown = {});

} // namespace kai::lab
