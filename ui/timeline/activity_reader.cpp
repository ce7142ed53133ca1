#include "ui/timeline/activity_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace kai::ui {

void ActivityReader::setSource(const history::EventLog* log)
{
    m_log = log;
    m_included.clear();
    m_activity.clear();
    m_next = 0;
}

void ActivityReader::setLanes(const std::vector<ConnectionId>& lanes)
{
    std::vector<bool> included;
    for (const auto id : lanes) {
        if (indexOf(id) >= included.size()) {
            included.resize(indexOf(id) + 1);
        }
        included[indexOf(id)] = true;
    }
    if (!onlyGrowsBy(included)) {
        m_activity.clear();
        m_next = 0;
    }
    m_included = std::move(included);
}

bool ActivityReader::onlyGrowsBy(const std::vector<bool>& lanes) const
{
    if (m_log == nullptr || lanes.size() < m_included.size()) {
        return false;
    }
    for (std::size_t id = 0; id < lanes.size(); ++id) {
        const bool before = id < m_included.size() && m_included[id];
        if (before && !lanes[id]) {
            return false;
        }
        const history::LaneKey lane{static_cast<ConnectionId>(id), false};
        const auto first =
            before || !lanes[id] ? std::nullopt : m_log->lanes().next(lane, Moment::min());
        if (first && *first < m_next) {
            return false;
        }
    }
    return true;
}

bool ActivityReader::update()
{
    constexpr std::uint64_t kMost = 400'000;
    if (m_log == nullptr) {
        return true;
    }
    m_next = std::max(m_next, m_log->firstIndex());
    const auto end = std::min(m_log->endIndex(), m_next + kMost);
    m_log->visitIndices(m_next, end, [this](std::uint64_t, const Event& event) {
        const auto id = indexOf(event.connection);
        if (id < m_included.size() && m_included[id] && !event.atPeerEnd()) {
            m_activity.add(event.time);
        }
    });
    m_next = end;
    return end == m_log->endIndex();
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
