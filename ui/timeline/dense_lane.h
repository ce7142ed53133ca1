#pragma once

#include "core/history/lane_summary.h"
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

/// A lane with more events than pixels: per column the longest idle time as a grey height, the probe phase in orange, and
/// in each 8 px the worst mark, with a foot that shows how many share the place.
void paintDenseLane(LanePaint& paint, const LanePlace& place, const history::EventLog& log,
                    const ConnectionRow& row);

} // namespace kai::ui
