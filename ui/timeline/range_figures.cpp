#include "ui/timeline/range_figures.h"

#include <algorithm>

namespace kai::ui {

double RangeFigures::probesPerSecond() const
{
    return duration.count() <= 0
               ? 0
               : static_cast<double>(probes) * 1e9 / static_cast<double>(duration.count());
}

RangeFigures rangeFigures(const history::EventLog& log, const Span& range,
                          const std::function<bool(ConnectionId)>& included)
{
    constexpr std::uint64_t kMost = 200'000;
    RangeFigures figures;
    figures.duration = range.until - range.from;
    const auto first = log.lowerBound(range.from);
    const auto last = log.lowerBound(range.until);
    figures.partial = last - first > kMost;
    log.visitIndices(first, std::min(last, first + kMost), [&](std::uint64_t, const Event& event) {
        if (event.atPeerEnd() || !included(event.connection)) {
            return;
        }
        ++figures.events;
        figures.probes += event.kind == EventKind::probe_sent;
        figures.answered += event.kind == EventKind::probe_answered;
        figures.unanswered += event.kind == EventKind::probe_unanswered;
        figures.ended += event.kind == EventKind::ended;
    });
    return figures;
}

} // namespace kai::ui
