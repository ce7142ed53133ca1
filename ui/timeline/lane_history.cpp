#include "ui/timeline/lane_history.h"

#include <algorithm>

namespace kai::ui {
namespace {

using history::kRestartKinds;
using history::maskOf;

constexpr auto kFaultKinds =
    static_cast<history::KindMask>(maskOf(EventKind::fault_set) | maskOf(EventKind::fault_cleared));
constexpr auto kTellingPeer = static_cast<history::KindMask>(
    kFaultKinds | maskOf(EventKind::probe_sent) | maskOf(EventKind::probe_answered));

} // namespace

std::optional<SettingsSpan> settingsBefore(const history::EventLog& log,
                                           const history::LaneKey& lane, Moment before,
                                           const SettingsInForce& today)
{
    const auto index = log.lanes().previous(lane, before, kSettingsKinds);
    if (!index) {
        return std::nullopt;
    }
    const auto event = log.at(*index);
    const auto detail = log.text(event.detail);
    SettingsSpan span{event.time, kNever, today, std::string(detail)};
    span.settings.enabled = !event.keepAliveOff();
    if (const auto said = parseSettingsText(detail)) {
        span.settings = *said;
    } else {
        span.text = settingsText(span.settings);
    }
    return span;
}

void LaneHistory::add(std::uint64_t index, const Event& event)
{
    m_events.push_back({index, event, m_log.text(event.detail)});
}

std::uint64_t LaneHistory::count(ConnectionId id, bool peerEnd, Moment from, Moment until) const
{
    const auto own = m_log.lanes().count({id, false}, from, until);
    return peerEnd ? own + m_log.lanes().count({id, true}, from, until) : own;
}

std::optional<SettingsSpan> LaneHistory::settingsBefore(const ConnectionRow& row, bool peerEnd,
                                                        Moment before) const
{
    return ui::settingsBefore(m_log, {row.id, peerEnd}, before, settingsOf(row, peerEnd));
}

Moment LaneHistory::restartBefore(const ConnectionRow& row, bool peerEnd, Moment from) const
{
    const auto& lanes = m_log.lanes();
    std::optional<Moment> start;
    if (const auto restart = lanes.previous({row.id, peerEnd}, from, kRestartKinds)) {
        start = m_log.at(*restart).time;
    }
    if (!peerEnd) {
        return start.value_or(from);
    }
    const history::LaneKey own{row.id, false};
    if (const auto answered = lanes.previous(own, from, maskOf(EventKind::probe_answered))) {
        const auto at = m_log.at(*answered).time;
        const auto sent = lanes.previous(own, at, maskOf(EventKind::probe_sent));
        const auto arrived = sent ? m_log.at(*sent).time : at;
        start = std::max(start.value_or(arrived), arrived);
    }
    return start.value_or(std::min(from, row.opened));
}

void LaneHistory::addOwnForPeer(ConnectionId id, Moment from, Moment until)
{
    m_log.lanes().visit({id, false}, from, until, [this](std::uint64_t index, const Event& event) {
        if ((maskOf(event.kind) & kTellingPeer) != 0) {
            add(index, event);
        }
    });
    std::sort(m_events.begin(), m_events.end(),
              [](const LaneEvent& a, const LaneEvent& b) { return a.index < b.index; });
}

LaneModel LaneHistory::model(const ConnectionRow& row, bool peerEnd, Moment from, Moment until,
                             LaneContext context)
{
    const auto& lanes = m_log.lanes();
    const history::LaneKey lane{row.id, peerEnd};
    m_events.clear();
    auto start = restartBefore(row, peerEnd, from);
    if (const auto end = lanes.previous(lane, from, maskOf(EventKind::ended))) {
        start = std::min(start, m_log.at(*end).time);
    }
    if (const auto fault = lanes.previous({row.id, false}, start, kFaultKinds)) {
        add(*fault, m_log.at(*fault));
    }
    lanes.visit(lane, start, until,
                [this](std::uint64_t index, const Event& event) { add(index, event); });
    if (peerEnd) {
        addOwnForPeer(row.id, start, until);
    }
    context.from = peerEnd ? start : from;
    context.peerEnd = peerEnd;
    if (const auto before = settingsBefore(row, peerEnd, start)) {
        context.settingsBefore = before->settings;
    }
    return buildLane(m_events, row, context);
}

} // namespace kai::ui
