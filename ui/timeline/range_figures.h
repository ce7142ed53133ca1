#pragma once

#include "core/history/event_log.h"
#include "ui/timeline/lane_model.h"

#include <functional>

namespace kai::ui {

/// What happened in a selected stretch of time.
struct RangeFigures {
    nanoseconds duration{0};
    std::uint64_t events = 0;
    std::uint64_t probes = 0;
    std::uint64_t answered = 0;
    std::uint64_t unanswered = 0;
    std::uint64_t ended = 0;
    /// There were too many events to count them while the mouse moves: the counts are lower bounds.
    bool partial = false;

    [[nodiscard]] double probesPerSecond() const;
};

/// Counts at the connections' own ends, of the lanes for which `included` holds; looks at 200,000 events at most.
[[nodiscard]] RangeFigures rangeFigures(const history::EventLog& log, const Span& range,
                                        const std::function<bool(ConnectionId)>& included);

} // namespace kai::ui
