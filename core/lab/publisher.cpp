#include "core/lab/publisher.h"

#include "core/history/off_flag.h"

#include <algorithm>

namespace kai::lab {

std::span<const Event> Publisher::publish(Moment until)
{
    takeOver();
    if (m_waiting.empty() || m_waiting.back().time <= until) {
        m_published.clear();
        m_published.swap(m_waiting);
    } else {
        const auto end =
            std::partition_point(m_waiting.begin(), m_waiting.end(),
                                 [until](const Event& event) { return event.time <= until; });
        m_published.assign(m_waiting.begin(), end);
        m_waiting.erase(m_waiting.begin(), end);
    }
    if (!m_published.empty()) {
        m_last = m_published.back().time;
    }
    m_log.append(m_published);
    return m_published;
}

void Publisher::takeOver()
{
    m_sink.take(m_taken, m_newTexts);
    m_log.append({}, m_newTexts);
    for (Event& event : m_taken) {
        putInOrder(event);
        if (history::tellsSettings(event.kind)) {
            history::markOff(event, m_log.text(event.detail));
        }
    }
    if (m_waiting.empty()) {
        m_waiting.swap(m_taken);
    } else {
        m_waiting.insert(m_waiting.end(), m_taken.begin(), m_taken.end());
    }
    const auto earlier = [](const Event& a, const Event& b) { return a.time < b.time; };
    if (!std::is_sorted(m_waiting.begin(), m_waiting.end(), earlier)) {
        std::stable_sort(m_waiting.begin(), m_waiting.end(), earlier);
    }
}

void Publisher::putInOrder(Event& event) const
{
    if (event.time < m_last) {
        const nanoseconds shift = m_last - event.time;
        event.time = m_last;
        event.uncertaintyNs = saturated32(std::int64_t{event.uncertaintyNs} + shift.count());
        event.flags |= event_flag::kDerived;
    }
}

} // namespace kai::lab
