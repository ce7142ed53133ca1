#include "ui/timeline/event_walk.h"

#include <algorithm>

namespace kai::ui {

void EventWalk::standAt(const history::EventLog& log, std::uint64_t index)
{
    m_event = m_last = index;
    m_at = log.at(index).time;
}

void EventWalk::forget()
{
    m_at.reset();
    m_event.reset();
}

std::optional<std::uint64_t> EventWalk::next(const history::EventLog& log,
                                             std::span<const ConnectionId> lanes, int direction,
                                             Moment start) const
{
    const bool forward = direction > 0;
    std::optional<std::uint64_t> found;
    for (const auto lane : lanes) {
        const auto event = neighbour(log.lanes(), lane, forward, m_at.value_or(start));
        const bool nearer = event && (!found || (forward ? *event < *found : *event > *found));
        found = nearer ? event : found;
    }
    return found;
}

std::optional<std::uint64_t> EventWalk::neighbour(const history::LaneIndex& index,
                                                  ConnectionId lane, bool forward, Moment at) const
{
    const history::LaneKey key{lane, false};
    std::optional<std::uint64_t> found;
    if (m_event) {
        index.visit(key, at, at + nanoseconds{1}, [&](std::uint64_t event, const Event&) {
            const bool beyond = forward ? event > *m_event && !found : event < *m_event;
            found = beyond ? event : found;
        });
    }
    return found ? found : forward ? index.next(key, at) : index.previous(key, at);
}

void EventWalk::beginRange(Moment start)
{
    m_rangeFrom = m_rangeFrom.value_or(m_at.value_or(start));
    m_at = m_at.value_or(*m_rangeFrom);
}

Span EventWalk::range() const
{
    const auto from = m_rangeFrom.value_or(Moment{});
    const auto to = m_at.value_or(from);
    return {std::min(from, to), std::max(from, to) + nanoseconds{1}};
}

} // namespace kai::ui
