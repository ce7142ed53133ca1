#pragma once

#include "core/history/lane_summary.h"
#include "ui/timeline/lane_history.h"
#include "ui/timeline/time_scale.h"

#include <span>
#include <vector>

namespace kai::ui {

/// What a lane with more events than pixels tells besides its marks: values in force, faults, waits. Read column by column, one a
/// pixel from `left` on; cost: the columns, never the events. The columns must outlive it.
class DenseStory {
public:
    DenseStory(const history::EventLog& log, const LaneHistory& history, const ConnectionRow& row,
               bool peerEnd, const TimeScale& scale, double left,
               std::span<const history::LaneSummary> columns);

    /// The idle time in force in each column; 0 = keep-alive off.
    [[nodiscard]] std::vector<nanoseconds> idleTimes() const;
    /// Where keep-alive was on, up to the end of the columns.
    [[nodiscard]] std::vector<Span> onSpans() const;
    /// Puts what was before it into a model that begins where the columns end.
    void addTo(LaneModel& model) const;

private:
    [[nodiscard]] Moment startOf(std::size_t column) const;
    [[nodiscard]] std::vector<SettingsSpan>
    readSettings(const LaneHistory& history, const ConnectionRow& row, bool peerEnd) const;
    void addSettings(LaneModel& model) const;
    void addOff(LaneModel& model) const;
    void addFaults(LaneModel& model) const;
    /// Since when data has been waiting that had to be sent again; kNever: it is not waiting.
    [[nodiscard]] Moment waitsSince(Moment before) const;
    void addWaiting(LaneModel& model) const;

    const history::EventLog& m_log;
    history::LaneKey m_lane;
    const TimeScale& m_scale;
    double m_left;
    std::span<const history::LaneSummary> m_columns;
    std::vector<SettingsSpan> m_settings; ///< by time; the last one goes on
};

} // namespace kai::ui
