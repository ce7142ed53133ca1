#include "core/lab/time_control.h"

#include <algorithm>

namespace kai::lab {
namespace {

constexpr nanoseconds kMostDebt{250'000'000};

} // namespace

void TimeControl::setPace(const Pace& pace, nanoseconds real)
{
    m_pace = pace;
    restart(real);
}

void TimeControl::run(Moment target, Stop stop, nanoseconds real)
{
    m_running = target > m_now;
    m_atOnce = false;
    m_target = target;
    m_stop = stop;
    restart(real);
}

void TimeControl::runAtOnce(Moment target, Stop stop, nanoseconds real)
{
    run(target, stop, real);
    m_atOnce = true;
}

void TimeControl::restart(nanoseconds real)
{
    m_stretchFrom = m_now;
    m_stretchStart = real;
}

Moment TimeControl::stretchEnd(Moment nextWake) const
{
    const Pace::Kind kind = paceInForce().kind;
    const bool skipsWakes =
        m_stop == Stop::never &&
        (kind == Pace::Kind::factor || (kind == Pace::Kind::unlimited && m_target != kNever));
    return skipsWakes ? m_target : std::min(nextWake, m_target);
}

Moment TimeControl::goal(nanoseconds real, Moment nextWake) const
{
    if (!m_running) {
        return m_now;
    }
    const Moment moment = virtualAfter(m_stretchFrom, stretchEnd(nextWake), real - m_stretchStart,
                                       paceInForce(), shownAtStart());
    return std::max(m_now, moment);
}

void TimeControl::reached(Moment moment, Moment nextWake, bool logged, nanoseconds real)
{
    m_now = std::max(m_now, moment);
    m_lastEvent = logged ? real : m_lastEvent;
    const bool newStretch = paceInForce().kind == Pace::Kind::factor
                                ? hopelesslyBehind(real)
                                : logged || m_now >= stretchEnd(nextWake);
    if (newStretch) {
        restart(real);
    }
    const bool nowhereToGo = m_atOnce && std::min(nextWake, m_target) == kNever;
    if (m_now >= m_target || nowhereToGo || (logged && m_stop == Stop::atEvent)) {
        pause();
    }
}

bool TimeControl::hopelesslyBehind(nanoseconds real) const
{
    const Moment due = virtualAfter(m_stretchFrom, m_target, real - m_stretchStart, m_pace);
    return realTimeUntil(m_now, due, m_pace) > kMostDebt;
}

nanoseconds TimeControl::idleTime(nanoseconds real, Moment nextWake, nanoseconds frame) const
{
    if (!m_running) {
        return nextWake <= m_now ? nanoseconds{0} : nanoseconds::max();
    }
    const Moment next = std::min(nextWake, m_target);
    const nanoseconds whole = realTimeUntil(m_stretchFrom, next, paceInForce(), shownAtStart());
    return std::clamp(whole - (real - m_stretchStart), nanoseconds{0}, frame);
}

} // namespace kai::lab
