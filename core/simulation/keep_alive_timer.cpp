#include "core/simulation/keep_alive_timer.h"

#include <algorithm>

namespace kai::simulation {

namespace {

template <typename T>
void take(Sourced<T>& value, const std::optional<T>& given, Origin origin)
{
    if (given) {
        value = {*given, origin};
    }
}

} // namespace

void KeepAliveTimer::change(const KeepAliveChange& change, Moment now, bool idleFromCall)
{
    const bool turnedOn = change.enabled.value_or(false) && !m_values.enabled.value;
    if (turnedOn || change.idleTime) {
        m_changed = now;
        m_fromCall = idleFromCall;
    }
    take(m_values.enabled, change.enabled, change.origin);
    take(m_values.idleTime, change.idleTime, change.origin);
    take(m_values.probeInterval, change.probeInterval, change.origin);
    take(m_values.probeCount, change.probeCount, change.origin);
    if (!m_values.enabled.value) {
        m_unanswered = 0;
    }
}

void KeepAliveTimer::start(Moment now)
{
    m_running = true;
    m_changed = now;
    received(now);
}

void KeepAliveTimer::received(Moment now)
{
    m_lastReceived = now;
    m_unanswered = 0;
}

bool KeepAliveTimer::waits() const
{
    return !m_running || !m_values.enabled.value || m_values.probeCount.value == 0 ||
           m_dataInFlight;
}

Moment KeepAliveTimer::rampFrom() const
{
    return m_lastReceived == kNever ? kNever : std::max(m_lastReceived, m_changed);
}

Moment KeepAliveTimer::idleDeadline() const
{
    const Moment from = m_fromCall ? rampFrom() : m_lastReceived;
    const auto idleTime = saturatingNanoseconds(m_values.idleTime.value);
    return std::max(m_changed, saturatingAdd(from, idleTime));
}

bool KeepAliveTimer::breaksWithLastProbe(bool lastIntervalWaited) const
{
    return !lastIntervalWaited && m_values.probeCount.value > 1;
}

Moment KeepAliveTimer::deadline(bool lastIntervalWaited) const
{
    if (waits()) {
        return kNever;
    }
    if (m_unanswered == 0) {
        return idleDeadline();
    }
    if (m_unanswered >= m_values.probeCount.value && breaksWithLastProbe(lastIntervalWaited)) {
        return m_lastProbe;
    }
    return saturatingAdd(m_lastProbe, saturatingNanoseconds(m_values.probeInterval.value));
}

Moment KeepAliveTimer::breaksAt(bool lastIntervalWaited) const
{
    const Moment next = deadline(lastIntervalWaited);
    if (next == kNever || m_unanswered >= m_values.probeCount.value) {
        return next;
    }
    const int waited = m_values.probeCount.value - m_unanswered -
                       (breaksWithLastProbe(lastIntervalWaited) ? 1 : 0);
    const auto interval = saturatingNanoseconds(m_values.probeInterval.value);
    return saturatingAdd(next, saturatingMultiply(interval, waited));
}

KeepAliveTimer::Step KeepAliveTimer::expire(Moment now, bool lastIntervalWaited)
{
    if (now < deadline(lastIntervalWaited)) {
        return Step::wait;
    }
    if (m_unanswered >= m_values.probeCount.value) {
        stop();
        return Step::broken;
    }
    ++m_unanswered;
    m_lastProbe = now;
    return Step::probe;
}

} // namespace kai::simulation
