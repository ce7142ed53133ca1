#pragma once

#include "core/history/event_log.h"
#include "ui/theme/marks.h"

#include <QRect>

#include <span>
#include <vector>

namespace kai::ui {

/// One step of a history cell.
struct SparkMark {
    EventKind kind = EventKind::note;
    EndedBy endedBy = EndedBy::notEnded;
    bool fault = false; ///< a fault is on from here, or since before
    bool operator==(const SparkMark&) const = default;
};

/// The last `most` events of a connection that a person counts, oldest first: fates of probes, data, changes, faults, the ending;
/// and a probe that is still on its way. A step each, whatever the time between them: ten probes after two hours stay ten marks.
/// Cost: those few events, found through the log's time index.
[[nodiscard]] std::vector<SparkMark> sparkOf(const history::EventLog& log, ConnectionId id,
                                             std::size_t most);

/// How many marks fit.
[[nodiscard]] std::size_t sparkLength(int width);
/// Paints them from the left into a cell 28 px high, in the timeline's marks over its line: thick while a fault is on.
void paintSpark(QPainter& painter, const QRect& cell, std::span<const SparkMark> marks,
                const Colors& colors);

} // namespace kai::ui
