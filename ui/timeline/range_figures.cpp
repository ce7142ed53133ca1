#include "ui/timeline/range_figures.h"

#include "core/keepalive/duration_text.h"

#include <QObject>

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

QString rangeText(const history::EventLog& log, const Span& range,
                  const std::vector<ConnectionId>& lanes)
{
    const auto last = std::max_element(lanes.begin(), lanes.end());
    std::vector<bool> shown(last == lanes.end() ? 0 : indexOf(*last) + 1);
    for (const auto id : lanes) {
        shown[indexOf(id)] = true;
    }
    const auto figures = rangeFigures(log, range, [&shown](ConnectionId id) {
        return indexOf(id) < shown.size() && shown[indexOf(id)];
    });
    const auto more = figures.partial ? QStringLiteral("> ") : QString();
    const auto length = std::chrono::round<milliseconds>(figures.duration);
    return QObject::tr("%1: %2%3 probes, %2%4 unanswered, %2%5 a second")
        .arg(QString::fromStdString(formatDuration(length)), more)
        .arg(figures.probes)
        .arg(figures.unanswered)
        .arg(figures.probesPerSecond(), 0, 'g', 2);
}

} // namespace kai::ui
