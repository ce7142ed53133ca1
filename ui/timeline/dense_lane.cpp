#include "ui/timeline/dense_lane.h"

#include "core/history/event_log.h"
#include "ui/theme/marks.h"
#include "ui/timeline/dense_story.h"
#include "ui/timeline/teeth.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <optional>

namespace kai::ui {
namespace {

using history::LaneSummary;

double heightOf(const LaneSummary& column, nanoseconds idleTime, double before)
{
    if (idleTime.count() <= 0) {
        return 0;
    }
    if (column.count == 0) {
        return before;
    }
    const std::chrono::duration<double> longest = column.longestIdle;
    return std::min(1.0, longest / std::chrono::duration<double>(idleTime));
}

/// The peer's columns with what has reached it besides: a probe that was answered. Its sender had then been idle as long as the
/// peer; what the peer's own events say is longer, since they know no probes. `own` may go on to the right: an answer comes later
/// than the arrival.
std::vector<LaneSummary> withArrivals(std::vector<LaneSummary> peer,
                                      const std::vector<LaneSummary>& own, const LanePaint& paint)
{
    const auto startOf = [&](std::size_t column) {
        return paint.scale.toMoment(paint.left + static_cast<double>(column));
    };
    const auto shorten = [](milliseconds& longest, milliseconds limit) {
        const bool known = longest.count() > 0; // not at a lane's first event
        longest = known ? std::min(longest, limit) : limit;
    };
    std::optional<Moment> arrived;
    for (std::size_t i = 0; i < own.size() && !peer.empty(); ++i) {
        auto& column = peer[std::min(i, peer.size() - 1)];
        if (arrived && column.count > 0) {
            shorten(column.longestIdle, std::chrono::ceil<milliseconds>(startOf(i + 1) - *arrived));
        }
        if ((own[i].kinds & history::maskOf(EventKind::probe_answered)) != 0) {
            shorten(column.longestIdle, own[i].longestIdle);
            ++column.count;
            arrived = startOf(i);
        }
    }
    return peer;
}

/// Quiet columns carry the height of the next one with events: that one saw how long the quiet was.
std::vector<double> heights(const std::vector<LaneSummary>& columns,
                            const std::vector<nanoseconds>& idleTimes)
{
    std::vector<double> result(columns.size());
    double next = 0;
    for (std::size_t i = columns.size(); i-- > 0;) {
        result[i] = next = heightOf(columns[i], idleTimes[i], next);
    }
    return result;
}

void paintIdle(LanePaint& paint, double top, const LaneMetrics& metrics,
               const std::vector<double>& columnHeights)
{
    QPolygonF line;
    for (std::size_t i = 0; i < columnHeights.size(); ++i) {
        const double y = std::round(top + metrics.idleY(columnHeights[i]));
        const double x = paint.left + static_cast<double>(i);
        if (line.isEmpty() || line.back().y() != y) {
            line << QPointF(x, line.isEmpty() ? y : line.back().y()) << QPointF(x, y);
        }
    }
    if (!line.isEmpty()) {
        line << QPointF(paint.left + static_cast<double>(columnHeights.size()), line.back().y());
    }
    const auto fill = withAlpha(paint.colors.toothFill, paint.colors.dark ? 0.6 : 0.5);
    paintGround(paint.painter, line, top + metrics.baseline, fill, QColor());
}

/// Of the armed timer no more can be seen than that it ran.
void paintTimerStrip(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const std::vector<Span>& spans)
{
    if (metrics.timerLine == 0) {
        return;
    }
    const double y = std::floor(top + metrics.timerLine);
    for (const auto& span : spans) {
        const double from = paint.clamped(span.from);
        paint.painter.fillRect(QRectF(from, y, paint.clamped(span.until) - from, 1),
                               paint.colors.text);
    }
}

void paintProbePhase(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const std::vector<LaneSummary>& columns)
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.unanswered == 0) {
            continue;
        }
        const double share = static_cast<double>(column.unanswered) /
                             std::max<int>(column.unanswered, column.probeCount);
        const double y = std::min(top + metrics.deadline - 1.0, top + metrics.probeY(share));
        paint.painter.fillRect(
            QRectF(paint.left + static_cast<double>(i), y, 1, top + metrics.deadline - y),
            paint.colors.orange);
    }
}

struct Place {
    LaneSummary all;
    std::size_t column = 0; ///< of its first event
};

std::vector<Place> placesOf(const std::vector<LaneSummary>& columns)
{
    constexpr std::size_t kApart = 8;
    std::vector<Place> places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.count == 0) {
            continue;
        }
        if (places.empty() || i - places.back().column >= kApart) {
            places.push_back({column, i});
            continue;
        }
        auto& all = places.back().all;
        all.count += column.count;
        all.kinds = static_cast<history::KindMask>(all.kinds | column.kinds);
        all.lastIndex = column.lastIndex;
    }
    return places;
}

/// An ending has its own painter; a probe and its answer are one mark.
history::KindMask markedKinds(history::KindMask kinds)
{
    using history::maskOf;
    const bool answered = (kinds & maskOf(EventKind::probe_answered)) != 0;
    const auto otherwise =
        maskOf(EventKind::ended) | (answered ? maskOf(EventKind::probe_sent) : 0);
    return static_cast<history::KindMask>(kinds & ~otherwise);
}

void noteKind(PaintedKinds& kinds, EventKind kind)
{
    kinds.probe |= kind == EventKind::probe_sent;
    kinds.answered |= kind == EventKind::probe_answered;
    kinds.unanswered |= kind == EventKind::probe_unanswered;
    kinds.changed |= kind == EventKind::settings_changed;
    kinds.fault |= kind == EventKind::fault_set || kind == EventKind::fault_cleared;
    kinds.data |= kind == EventKind::data_sent || kind == EventKind::data_received;
}

void paintPlaces(LanePaint& paint, const LanePlace& place, const LaneMetrics& metrics,
                 const history::LaneKey& lane, const std::vector<LaneSummary>& columns)
{
    const double y = place.top + metrics.marksCentre + 0.5;
    for (const auto& [all, column] : placesOf(columns)) {
        const auto marked = markedKinds(all.kinds);
        if (marked == 0) {
            continue;
        }
        const auto kind = history::worstOf(marked);
        const double x = paint.left + static_cast<double>(column);
        paintMark(paint.painter, markOf(kind), {x, y}, 7, paint.colors);
        noteKind(paint.kinds, kind);
        if (all.count > 9) {
            const double width = std::min(8.0, 2 + std::log2(static_cast<double>(all.count)));
            paint.painter.fillRect(
                QRectF(std::round(x - width / 2), place.top + metrics.probeTop, width, 2),
                paint.colors.secondary);
        }
        if (paint.marks != nullptr) {
            paint.marks->push_back({QRectF(x - 4, y - 5, 8, 10), x, lane, all.firstIndex, all.count,
                                    history::maskOf(kind)});
        }
    }
}

} // namespace

std::vector<LaneSummary> summariesFor(const history::EventLog& log, ConnectionId id, bool peerEnd,
                                      const TimeScale& scale, double left, double right)
{
    std::vector<LaneSummary> columns(static_cast<std::size_t>(std::max(0.0, right - left)));
    const auto edges = seams(scale, left, left + static_cast<double>(columns.size()));
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const auto first = static_cast<std::size_t>(edges[i].x - left);
        const auto count = static_cast<std::size_t>(edges[i + 1].x - left) - first;
        log.lanes().columns({id, peerEnd}, edges[i].at, edges[i + 1].at,
                            std::span(columns).subspan(first, count));
    }
    return columns;
}

namespace {

/// Where the columns end and the usual painters begin: right of the pixel of the last restart.
double seamAfter(const LanePaint& paint, Moment restart)
{
    return std::clamp(std::floor(paint.x(restart)) + 1, paint.left, paint.right);
}

/// The model from the last restart on, without marks left of the seam.
LaneModel tailModel(const LanePaint& paint, LaneHistory& history, const ConnectionRow& row,
                    bool peerEnd, Moment restart, Moment until)
{
    LaneContext context;
    context.now = paint.now;
    context.simulated = paint.simulated;
    const auto from = std::max(restart + nanoseconds{1}, paint.scale.toMoment(paint.left));
    auto model = history.model(row, peerEnd, from, until, context);
    const double seam = seamAfter(paint, restart);
    const auto shown = [&](const LaneMark& mark) { return paint.x(mark.at) < seam; };
    model.marks.erase(std::remove_if(model.marks.begin(), model.marks.end(), shown),
                      model.marks.end());
    return model;
}

} // namespace

void paintDenseLane(LanePaint& paint, const LanePlace& place, const history::EventLog& log,
                    LaneHistory& history, const ConnectionStore::Entry& entry, Moment until)
{
    const auto& row = entry.row;
    const auto metrics = laneMetrics(place.height);
    const auto seen = std::min(until, saturatingAdd(paint.now, nanoseconds{1}));
    const auto restart = history.restartBefore(row, place.peerEnd, seen);
    const double seam = seamAfter(paint, restart);
    const auto columns = summariesFor(log, row.id, place.peerEnd, paint.scale, paint.left, seam);
    const DenseStory story(log, history, row, place.peerEnd, paint.scale, paint.left, columns);
    const auto received =
        place.peerEnd
            ? withArrivals(columns,
                           summariesFor(log, row.id, false, paint.scale, paint.left, paint.right),
                           paint)
            : columns;
    paintIdle(paint, place.top, metrics, heights(received, story.idleTimes()));
    paintTimerStrip(paint, place.top, metrics, story.onSpans());
    paintProbePhase(paint, place.top, metrics, columns);
    auto model = tailModel(paint, history, row, place.peerEnd, restart, until);
    story.addTo(model);
    paintLane(paint, place, model, row, entry.info);
    paintPlaces(paint, place, metrics, {row.id, place.peerEnd}, columns);
}

} // namespace kai::ui
