#pragma once

#include "core/keepalive/moment.h"

#include <deque>

namespace kai::lab {

/// How many virtual seconds a real second really got, over the last half second.
class AchievedPace {
public:
    /// Time stands at `moment`. Samples closer than 10 ms to the last one only replace it.
    void add(nanoseconds real, Moment moment);
    /// Forgets the past: after a pause.
    void clear() { m_samples.clear(); }
    /// 0 before there are two samples.
    [[nodiscard]] double value() const;

private:
    struct Sample {
        nanoseconds real;
        Moment moment;
    };
    std::deque<Sample> m_samples;
};

} // namespace kai::lab
