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

/// Real time from virtual `now` to the virtual moment `next` at this pace: a pure function.
/// Story: quiet time takes at most 3 s, any event stays at least 0.7 s, and never slower than real time beyond that.
[[nodiscard]] nanoseconds realTimeUntil(Moment now, Moment next, const Pace& pace);

/// The virtual moment after `elapsed` real time in the stretch from `from` to the next event at `next`; at most `next`.
[[nodiscard]] Moment virtualAfter(Moment from, Moment next, nanoseconds elapsed, const Pace& pace);

} // namespace kai::lab
