#pragma once

#include "core/history/event_log.h"
#include "ui/timeline/lane_model.h"

#include <QString>

#include <functional>
#include <vector>

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

/// "4.291 s: 12 probes, 10 unanswered, 2.8 a second", of these lanes; "> 12" where only a part was counted.
[[nodiscard]] QString rangeText(const history::EventLog& log, const Span& range,
                                const std::vector<ConnectionId>& lanes);

} // namespace kai::ui
