#include "ui/timeline/dense_lane.h"

#include "core/history/event_log.h"
#include "ui/theme/marks.h"
#include "ui/timeline/teeth.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

using history::LaneSummary;

double heightOf(const LaneSummary& column, const ConnectionRow& row, double before)
{
    if (column.count == 0 || row.idleTime.value.count() <= 0) {
        return before;
    }
    const double share = static_cast<double>(column.longestIdle.count()) /
                         static_cast<double>(row.idleTime.value.count());
    return std::min(1.0, share);
}

/// Quiet columns carry the height of the next one with events: that one saw how long the quiet was.
std::vector<double> heights(const std::vector<LaneSummary>& columns, const ConnectionRow& row)
{
    std::vector<double> result(columns.size());
    double next = 0;
    for (std::size_t i = columns.size(); i-- > 0;) {
        result[i] = next = heightOf(columns[i], row, next);
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
                 const std::vector<LaneSummary>& columns)
{
    const double y = place.top + metrics.marksCentre + 0.5;
    for (const auto& [all, column] : placesOf(columns)) {
        const auto kind = all.worst();
        const double x = paint.left + static_cast<double>(column);
        if (kind == EventKind::ended) {
            paint.painter.fillRect(QRectF(x, place.top + 1, 2, metrics.baseline), paint.colors.red);
            paintCross(paint.painter, {x + 6, y}, 6, paint.colors.red);
        } else {
            paintMark(paint.painter, markOf(kind), {x, y}, 7, paint.colors);
            noteKind(paint.kinds, kind);
        }
        if (all.count > 9) {
            const double width = std::min(8.0, 2 + std::log2(static_cast<double>(all.count)));
            paint.painter.fillRect(
                QRectF(std::round(x - width / 2), place.top + metrics.probeTop, width, 2),
                paint.colors.secondary);
        }
        if (paint.marks != nullptr) {
            paint.marks->push_back({QRectF(x - 4, y - 5, 8, 10),
                                    {},
                                    all.firstIndex,
                                    all.count,
                                    paint.scale.toMoment(x)});
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
        const auto first = static_cast<std::size_t>(edges[i] - left);
        const auto count = static_cast<std::size_t>(edges[i + 1] - left) - first;
        log.lanes().columns({id, peerEnd}, scale.toMoment(edges[i]), scale.toMoment(edges[i + 1]),
                            std::span(columns).subspan(first, count));
    }
    return columns;
}

void paintDenseLane(LanePaint& paint, const LanePlace& place, const history::EventLog& log,
                    const ConnectionRow& row)
{
    const auto metrics = laneMetrics(place.height);
    const auto columns =
        summariesFor(log, row.id, place.peerEnd, paint.scale, paint.left, paint.right);
    paintIdle(paint, place.top, metrics, heights(columns, row));
    paintProbePhase(paint, place.top, metrics, columns);
    paint.painter.fillRect(
        QRectF(paint.left, place.top + metrics.baseline, paint.right - paint.left, 1),
        paint.colors.toothEdge);
    paintPlaces(paint, place, metrics, columns);
}

} // namespace kai::ui
