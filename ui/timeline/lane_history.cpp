#include "ui/timeline/lane_history.h"

namespace kai::ui {
namespace {

using history::kRestartKinds;
using history::maskOf;

constexpr auto kSettingsKinds =
    static_cast<history::KindMask>(maskOf(EventKind::opened) | maskOf(EventKind::settings_changed));
constexpr auto kFaultKinds =
    static_cast<history::KindMask>(maskOf(EventKind::fault_set) | maskOf(EventKind::fault_cleared));

} // namespace

void LaneHistory::add(std::uint64_t index, const Event& event)
{
    m_events.push_back({index, event, m_log.text(event.detail)});
}

std::uint64_t LaneHistory::count(ConnectionId id, bool peerEnd, Moment from, Moment until) const
{
    return m_log.lanes().count({id, peerEnd}, from, until);
}

std::optional<SettingsInForce> LaneHistory::settingsAt(ConnectionId id, Moment from) const
{
    const auto index = m_log.lanes().previous({id, false}, from, kSettingsKinds);
    if (!index) {
        return std::nullopt;
    }
    return parseSettingsText(m_log.text(m_log.at(*index).detail));
}

LaneModel LaneHistory::model(const ConnectionRow& row, bool peerEnd, Moment from, Moment until,
                             LaneContext context)
{
    const auto& lanes = m_log.lanes();
    const history::LaneKey lane{row.id, peerEnd};
    m_events.clear();
    auto start = from;
    if (const auto restart = lanes.previous(lane, from, kRestartKinds)) {
        start = m_log.at(*restart).time;
    }
    if (const auto end = lanes.previous(lane, from, maskOf(EventKind::ended))) {
        start = std::min(start, m_log.at(*end).time);
    }
    if (const auto fault = lanes.previous({row.id, false}, start, kFaultKinds)) {
        add(*fault, m_log.at(*fault));
    }
    lanes.visit(lane, start, until,
                [this](std::uint64_t index, const Event& event) { add(index, event); });
    context.from = from;
    context.peerEnd = peerEnd;
    context.settingsBefore = settingsAt(row.id, start);
    return buildLane(m_events, row, context);
}

} // namespace kai::ui
