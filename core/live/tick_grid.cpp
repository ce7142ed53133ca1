#include "core/live/tick_grid.h"

#include "core/keepalive/timer_wheel.h"

namespace kai::live {

namespace {
constexpr std::int64_t kNsPerMs = 1'000'000;
}

std::int64_t TickGrid::jiffyAt(Moment moment) const
{
    const std::int64_t distance = (moment - m_start).count();
    const std::int64_t tick = m_tick.count();
    const std::int64_t whole = distance / tick;
    return m_jiffy + (distance % tick < 0 ? whole - 1 : whole);
}

Moment TickGrid::startOf(std::int64_t jiffy) const
{
    return m_start + (jiffy - m_jiffy) * m_tick;
}

std::int64_t TickGrid::jiffiesFromMs(std::int64_t reported) const
{
    return (reported * kNsPerMs + m_tick.count() / 2) / m_tick.count();
}

std::int64_t TickGrid::jiffiesFrom(milliseconds setting) const
{
    return (setting.count() * kNsPerMs + m_tick.count() - 1) / m_tick.count();
}

std::int64_t TickGrid::firing(std::int64_t expires, std::int64_t armedAt) const
{
    return m_calibrated ? fireJiffy(expires, armedAt, m_tick) : expires;
}

} // namespace kai::live
