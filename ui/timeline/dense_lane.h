#pragma once

#include "core/history/lane_summary.h"
#include "ui/lab/connection_store.h"
#include "ui/timeline/lane_history.h"
#include "ui/timeline/lane_painting.h"

#include <vector>

namespace kai::history {
class EventLog;
}

namespace kai::ui {

/// One summary for each pixel column from `left` to `right`, folds respected. Cost: the columns, never the events.
[[nodiscard]] std::vector<history::LaneSummary> summariesFor(const history::EventLog& log,
                                                             ConnectionId id, bool peerEnd,
                                                             const TimeScale& scale, double left,
                                                             double right);

/// A lane with more events than pixels. Up to the last restart of the idle time: per column the longest idle time as a grey height,
/// the probe phase in orange, the armed timer as a line where there is room, and in each 8 px the worst mark, with a foot that
/// shows how many share the place. From there on, as paintLane() does: what is idle now, what is due, how it ended. `until` is
/// where the view ends. Cost: the columns, and the events since that restart, which are few, since nothing more is sent when
/// nothing comes back.
void paintDenseLane(LanePaint& paint, const LanePlace& place, const history::EventLog& log,
                    LaneHistory& history, const ConnectionStore::Entry& entry, Moment until);

} // namespace kai::ui
