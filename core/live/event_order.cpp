#include "core/live/event_order.h"

#include <algorithm>

namespace kai::live {

void EventOrder::add(Event event)
{
    if (event.time < m_published) {
        const nanoseconds moved = m_published - event.time;
        event.uncertaintyNs = saturated32(moved.count() + std::int64_t{event.uncertaintyNs});
        event.time = m_published;
    }
    m_waiting.push_back(event);
}

void EventOrder::add(Event event, std::string_view detail)
{
    event.detail = m_sink.text(detail);
    add(event);
}

void EventOrder::publish(Moment until, const std::function<void(const Event&)>& seen)
{
    const auto earlier = [](const Event& a, const Event& b) { return a.time < b.time; };
    std::stable_sort(m_waiting.begin(), m_waiting.end(), earlier);
    const auto end =
        std::partition_point(m_waiting.begin(), m_waiting.end(),
                             [until](const Event& event) { return event.time <= until; });
    std::for_each(m_waiting.begin(), end, [&](const Event& event) {
        if (seen) {
            seen(event);
        }
        m_sink.add(event);
    });
    m_waiting.erase(m_waiting.begin(), end);
    m_published = std::max(m_published, until);
}

} // namespace kai::live
