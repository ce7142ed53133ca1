#include "ui/timeline/dense_story.h"

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

using history::KindMask;
using history::kRestartKinds;
using history::maskOf;

constexpr auto kFaultKinds =
    static_cast<KindMask>(maskOf(EventKind::fault_set) | maskOf(EventKind::fault_cleared));
constexpr auto kSentAgain = maskOf(EventKind::retransmitted);

} // namespace

DenseStory::DenseStory(const history::EventLog& log, const LaneHistory& history,
                       const ConnectionRow& row, bool peerEnd, const TimeScale& scale, double left,
                       std::span<const history::LaneSummary> columns)
    : m_log(log)
    , m_lane{row.id, peerEnd}
    , m_scale(scale)
    , m_left(left)
    , m_columns(columns)
    , m_settings(readSettings(history, row, peerEnd))
{
}

Moment DenseStory::startOf(std::size_t column) const
{
    return m_scale.toMoment(m_left + static_cast<double>(column));
}

std::vector<SettingsSpan> DenseStory::readSettings(const LaneHistory& history,
                                                   const ConnectionRow& row, bool peerEnd) const
{
    std::vector<SettingsSpan> spans;
    const auto add = [&](Moment before) {
        const auto span = history.settingsBefore(row, peerEnd, before);
        if (span && (spans.empty() || spans.back().from < span->from)) {
            if (!spans.empty()) {
                spans.back().until = span->from;
            }
            spans.push_back(*span);
        }
    };
    add(startOf(0));
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if ((m_columns[i].kinds & kSettingsKinds) != 0) {
            add(startOf(i + 1));
        }
    }
    if (spans.empty()) {
        const auto settings = settingsOf(row, peerEnd);
        const auto from = row.opened == kNever ? Moment{} : row.opened;
        spans.push_back({from, kNever, settings, settingsText(settings)});
    }
    return spans;
}

std::vector<nanoseconds> DenseStory::idleTimes() const
{
    std::vector<nanoseconds> times(m_columns.size());
    std::size_t span = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        while (span + 1 < m_settings.size() && m_settings[span + 1].from < startOf(i + 1)) {
            ++span;
        }
        times[i] = idleTimeOf(m_settings[span].settings);
    }
    return times;
}

std::vector<Span> DenseStory::onSpans() const
{
    const auto end = startOf(m_columns.size());
    std::vector<Span> spans;
    for (const auto& span : m_settings) {
        if (idleTimeOf(span.settings).count() > 0 && span.from < end) {
            spans.push_back({span.from, std::min(span.until, end)});
        }
    }
    return spans;
}

void DenseStory::addTo(LaneModel& model) const
{
    if (m_columns.empty()) {
        return;
    }
    addSettings(model);
    addOff(model);
    addFaults(model);
    addWaiting(model);
}

/// The model's first span has the same values as the last one here, but not its beginning.
void DenseStory::addSettings(LaneModel& model) const
{
    if (!model.settings.empty()) {
        model.settings.front().from = m_settings.back().from;
        model.settings.front().text = m_settings.back().text;
    }
    model.settings.insert(model.settings.begin(), m_settings.begin(), m_settings.end() - 1);
}

void DenseStory::addOff(LaneModel& model) const
{
    const auto end = startOf(m_columns.size());
    const auto seam = model.ramps.empty() ? end : std::min(end, model.ramps.front().from);
    std::vector<Ramp> off;
    for (const auto& span : m_settings) {
        const auto until = std::min(span.until, seam);
        if (idleTimeOf(span.settings).count() == 0 && span.from < until) {
            off.push_back({until, span.from, until, nanoseconds{0}});
        }
    }
    model.ramps.insert(model.ramps.begin(), off.begin(), off.end());
}

void DenseStory::addFaults(LaneModel& model) const
{
    const auto& lanes = m_log.lanes();
    const history::LaneKey own{m_lane.connection, false}; // faults are told there
    const auto last = startOf(m_columns.size());
    Moment since = kNever;
    const auto look = [&](Moment before) {
        const auto index = lanes.previous(own, before, kFaultKinds);
        const bool on = index && m_log.at(*index).kind == EventKind::fault_set;
        if (on && since == kNever) {
            since = m_log.at(*index).time;
        } else if (!on && since != kNever) {
            model.faults.insert(model.faults.begin(), {since, m_log.at(*index).time});
            since = kNever;
        }
    };
    look(startOf(0));
    for (auto next = lanes.next(own, startOf(0), kFaultKinds); next;) {
        const auto at = m_log.at(*next).time;
        if (at >= last) {
            break;
        }
        const double column = std::floor(m_scale.toX(at)) + 1;
        const auto end = std::max(m_scale.toMoment(column), at + nanoseconds{1});
        look(end);
        next = lanes.next(own, end - nanoseconds{1}, kFaultKinds);
    }
}

Moment DenseStory::waitsSince(Moment before) const
{
    const auto& lanes = m_log.lanes();
    const auto last = lanes.previous(m_lane, before, kRestartKinds | kSentAgain);
    if (!last || m_log.at(*last).kind != EventKind::retransmitted) {
        return kNever;
    }
    const auto again = m_log.at(*last).time;
    const auto restart = lanes.previous(m_lane, again, kRestartKinds);
    const auto sent = lanes.next(m_lane, restart ? m_log.at(*restart).time : Moment{},
                                 maskOf(EventKind::data_sent));
    return sent ? std::min(m_log.at(*sent).time, again) : again;
}

void DenseStory::addWaiting(LaneModel& model) const
{
    Moment since = waitsSince(startOf(0));
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const auto kinds = m_columns[i].kinds;
        if (since != kNever && (kinds & kRestartKinds) != 0) {
            model.waiting.push_back({since, startOf(i)});
            since = kNever;
        }
        if (since == kNever && (kinds & kSentAgain) != 0) {
            since = waitsSince(startOf(i + 1));
        }
    }
}

} // namespace kai::ui
