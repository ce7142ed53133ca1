#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>

namespace kai::live {

/// Where the kernel's jiffies lie on the lab's clock: a straight line, since both run on the same oscillator.
/// An uncalibrated grid still measures differences in ticks; its jiffies are not aligned to the timer wheel's buckets.
class TickGrid {
public:
    /// Not calibrated; a tick of 1 ms or more.
    explicit TickGrid(nanoseconds tick = milliseconds{4})
        : m_tick(tick)
    {
    }
    /// Jiffy number `jiffy` began at `start`.
    TickGrid(nanoseconds tick, Moment start, std::int64_t jiffy)
        : m_start(start)
        , m_jiffy(jiffy)
        , m_tick(tick)
        , m_calibrated(true)
    {
    }

    [[nodiscard]] bool calibrated() const { return m_calibrated; }
    [[nodiscard]] nanoseconds tick() const { return m_tick; }

    /// The jiffy under way at `moment`.
    [[nodiscard]] std::int64_t jiffyAt(Moment moment) const;
    [[nodiscard]] Moment startOf(std::int64_t jiffy) const;
    /// A duration that the kernel computed from jiffies and reported in whole ms.
    [[nodiscard]] std::int64_t jiffiesFromMs(std::int64_t reported) const;
    /// A setting as the kernel keeps it, rounded up.
    [[nodiscard]] std::int64_t jiffiesFrom(milliseconds setting) const;
    /// fireJiffy() of timer_wheel.h; a grid that is not calibrated knows no buckets and answers `expires`.
    [[nodiscard]] std::int64_t firing(std::int64_t expires, std::int64_t armedAt) const;

private:
    Moment m_start{};
    std::int64_t m_jiffy = 0;
    nanoseconds m_tick;
    bool m_calibrated = false;
};

} // namespace kai::live
