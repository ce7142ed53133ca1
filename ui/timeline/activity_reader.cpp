#include "ui/timeline/activity_reader.h"

namespace kai::ui {

void ActivityReader::setSource(const history::EventLog* log)
{
    m_log = log;
    setLanes({});
}

void ActivityReader::setLanes(const std::vector<ConnectionId>& lanes)
{
    m_included.clear();
    for (const auto id : lanes) {
        if (indexOf(id) >= m_included.size()) {
            m_included.resize(indexOf(id) + 1);
        }
        m_included[indexOf(id)] = true;
    }
    m_activity.clear();
    m_next = 0;
}

void ActivityReader::update()
{
    if (m_log == nullptr) {
        return;
    }
    const auto end = m_log->endIndex();
    m_log->visitIndices(m_next, end, [this](std::uint64_t, const Event& event) {
        const auto id = indexOf(event.connection);
        if (id < m_included.size() && m_included[id] && !event.atPeerEnd()) {
            m_activity.add(event.time);
        }
    });
    m_next = end;
}

std::vector<Moment> ActivityReader::upcoming(const ConnectionStore& store,
                                             const std::vector<ConnectionId>& lanes, Moment now)
{
    std::vector<Moment> moments;
    for (const auto id : lanes) {
        const auto* entry = store.find(id);
        if (entry == nullptr || entry->row.endedAt != kNever) {
            continue;
        }
        const auto& end = entry->row.local;
        for (const auto at : {end.deadline, end.unanswered > 0 ? end.predictedEnd : kNever}) {
            if (at != kNever && at > now) {
                moments.push_back(at);
            }
        }
    }
    return moments;
}

} // namespace kai::ui
