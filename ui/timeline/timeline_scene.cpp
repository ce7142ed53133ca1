#include "ui/timeline/timeline_scene.h"

#include "core/keepalive/duration_text.h"
#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/timeline/activity_reader.h"
#include "ui/timeline/dense_lane.h"
#include "ui/timeline/lane_history.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace kai::ui {
namespace {

constexpr double kRulerHeight = 24;
constexpr double kOverviewHeight = 25;
constexpr double kLegendHeight = 28;

/// Paints the rows that touch the lanes area.
class LanesPainter {
public:
    LanesPainter(LanePaint& paint, const TimelineScene& scene, const QRectF& area)
        : m_paint(paint)
        , m_scene(scene)
        , m_area(area)
        , m_history(*scene.log)
        , m_from(paint.scale.toMoment(paint.left))
        , m_until(saturatingAdd(paint.scale.toMoment(paint.right), nanoseconds{1}))
    {
    }

    void paint()
    {
        const auto [first, last] = m_scene.layout->visibleRows(
            m_scene.scroll, m_scene.scroll + static_cast<int>(m_area.height()));
        for (auto row = first; row < last; ++row) {
            paintRow(m_scene.layout->rows()[row]);
        }
    }

private:
    void paintRow(const LaneRow& row)
    {
        const double top = m_area.top() + row.top - m_scene.scroll;
        auto& painter = m_paint.painter;
        const auto* entry = m_scene.store->find(row.id);
        if (row.kind == LaneRow::Kind::caption) {
            paintCaption(row, top);
        } else if (entry != nullptr) {
            LanePlace place{top, row.height, row.id == m_scene.current,
                            row.kind == LaneRow::Kind::peer};
            paintGrounds(place);
            paintContent(place, *entry);
            paintLaneName(m_paint, place, entry->row, entry->info);
        }
        painter.fillRect(QRectF(m_area.left(), top + row.height - 1, m_area.width(), 1),
                         m_paint.colors.grid);
    }

    void paintGrounds(const LanePlace& place)
    {
        const auto ground = place.current ? m_paint.colors.selection : m_paint.colors.base;
        m_paint.painter.fillRect(
            QRectF(m_area.left(), place.top, m_paint.left - m_area.left() - 1, place.height),
            ground);
    }

    void paintContent(const LanePlace& place, const ConnectionStore::Entry& entry)
    {
        const auto width = m_paint.right - m_paint.left;
        const auto events = m_history.count(entry.row.id, place.peerEnd, m_from, m_until);
        if (static_cast<double>(events) * kPixelsPerEvent > width) {
            paintDenseLane(m_paint, place, *m_scene.log, entry.row);
            return;
        }
        LaneContext context;
        context.now = m_scene.now;
        context.simulated = m_scene.simulated;
        const auto model = m_history.model(entry.row, place.peerEnd, m_from, m_until, context);
        paintLane(m_paint, place, model, entry.row, entry.info);
    }

    void paintCaption(const LaneRow& row, double top)
    {
        const auto host = hostName(row);
        m_paint.painter.fillRect(QRectF(m_area.left(), top, m_area.width(), row.height),
                                 m_paint.colors.window);
        m_paint.painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
        m_paint.painter.setPen(m_paint.colors.secondary);
        m_paint.painter.drawText(QRectF(m_area.left() + 12, top, m_area.width() - 12, row.height),
                                 Qt::AlignLeft | Qt::AlignVCenter, host);
    }

    /// Of the first lane below the caption.
    QString hostName(const LaneRow& caption) const
    {
        const auto& rows = m_scene.layout->rows();
        const auto index = static_cast<std::size_t>(&caption - rows.data()) + 1;
        const auto* entry = index < rows.size() ? m_scene.store->find(rows[index].id) : nullptr;
        return entry == nullptr ? QString() : QString::fromStdString(entry->info.hostName);
    }

    static constexpr double kPixelsPerEvent = 5;

    LanePaint& m_paint;
    const TimelineScene& m_scene;
    QRectF m_area;
    LaneHistory m_history;
    Moment m_from;
    Moment m_until;
};

void paintFolds(const LanePaint& paint, const QRectF& area, bool grounds)
{
    for (const auto& fold : paint.scale.map().folds()) {
        const double left = std::max(paint.x(fold.from), paint.left);
        const double right = std::min(paint.x(fold.until), paint.right);
        if (right <= left) {
            continue;
        }
        paint.kinds.fold = true;
        if (grounds) {
            paint.painter.fillRect(QRectF(left, area.top(), right - left, area.height()),
                                   paint.colors.window);
            continue;
        }
        for (const double x : {paint.x(fold.from), paint.x(fold.until)}) {
            if (x >= paint.left && x <= paint.right) {
                paintZigzag(paint.painter, x, area.top(), area.bottom(), paint.colors.secondary);
            }
        }
    }
}

void paintNowLine(const LanePaint& paint, const QRectF& area)
{
    const double x = std::floor(paint.x(paint.now));
    if (x >= paint.left && x <= paint.right) {
        paint.painter.fillRect(QRectF(x, area.top(), 1, area.height()), paint.colors.text);
    }
}

void paintSelection(const LanePaint& paint, const QRectF& area, const TimelineScene& scene)
{
    if (scene.selection) {
        const double from = paint.clamped(scene.selection->from);
        const double until = paint.clamped(scene.selection->until);
        paint.painter.fillRect(QRectF(from, area.top(), until - from, area.height()),
                               withAlpha(paint.colors.blue, 0.12));
        paint.painter.fillRect(QRectF(from, area.top(), 1, area.height()), paint.colors.blue);
        paint.painter.fillRect(QRectF(until, area.top(), 1, area.height()), paint.colors.blue);
    }
    QPen pen(paint.colors.link, 1);
    pen.setDashPattern({4, 3});
    paint.painter.setPen(pen);
    for (const auto cursor : scene.cursors) {
        const double x = std::floor(paint.x(cursor)) + 0.5;
        if (x >= paint.left && x <= paint.right) {
            paint.painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        }
    }
}

} // namespace

Moment fitEnd(const TimelineScene& scene, const std::vector<ConnectionId>& lanes, Moment from)
{
    const auto recorded = std::max(scene.now - from, nanoseconds{1'000'000'000});
    const auto furthest = saturatingAdd(scene.now, recorded / 4);
    auto end = saturatingAdd(scene.now, recorded / 20);
    for (const auto at : ActivityReader::upcoming(*scene.store, lanes, scene.now)) {
        if (at <= furthest) {
            end = std::max(end, at);
        }
    }
    return end;
}

double foldPixels(nanoseconds length)
{
    static const QFontMetrics metrics(typeFont(TypeSize::lane, QFont::DemiBold));
    const auto text =
        QString::fromStdString(formatDuration(std::chrono::floor<milliseconds>(length)));
    return std::max(48, metrics.horizontalAdvance(text) + 24);
}

TimelineAreas timelineAreas(const QRectF& rect, bool wholeRecording)
{
    TimelineAreas areas;
    const double below = wholeRecording ? kOverviewHeight + kLegendHeight : 0;
    areas.ruler = QRectF(rect.left(), rect.top(), rect.width(), kRulerHeight);
    areas.lanes = QRectF(rect.left(), areas.ruler.bottom(), rect.width(),
                         std::max(0.0, rect.height() - kRulerHeight - below));
    areas.overview = QRectF(rect.left(), areas.lanes.bottom(), rect.width(),
                            wholeRecording ? kOverviewHeight : 0);
    areas.legend = QRectF(rect.left(), areas.overview.bottom(), rect.width(),
                          wholeRecording ? kLegendHeight : 0);
    areas.timeLeft = rect.left() + kNameWidth;
    return areas;
}

PaintedTimeline paintTimeline(QPainter& painter, const QRectF& rect, const TimelineScene& scene,
                              const Colors& colors)
{
    PaintedTimeline painted;
    const auto areas = timelineAreas(rect, scene.wholeRecording);
    const auto scale = scene.scale.movedBy(-areas.timeLeft);
    LanePaint paint{painter,   colors,          scale,         areas.timeLeft, rect.right(),
                    scene.now, scene.simulated, painted.kinds, &painted.marks};
    painter.save();
    painter.fillRect(areas.lanes, colors.base);
    paintGrid(painter, areas, scene, scale, colors);
    const double nowX = paint.clamped(scene.now);
    painter.fillRect(QRectF(nowX, areas.lanes.top(), paint.right - nowX, areas.lanes.height()),
                     colors.future);
    painter.setClipRect(areas.lanes);
    paintFolds(paint, areas.lanes, true);
    if (scene.log != nullptr && scene.store != nullptr && scene.layout != nullptr) {
        LanesPainter(paint, scene, areas.lanes).paint();
    }
    paintFolds(paint, areas.lanes, false);
    paintSelection(paint, areas.lanes, scene);
    paintNowLine(paint, areas.lanes);
    painter.setClipping(false);
    painter.fillRect(QRectF(areas.timeLeft - 1, areas.ruler.top(), 1,
                            areas.ruler.height() + areas.lanes.height()),
                     colors.border);
    paintRuler(painter, areas, scene, scale, colors);
    if (scene.wholeRecording) {
        paintOverview(painter, areas, scene, colors);
        painter.fillRect(areas.legend, colors.window);
        painter.fillRect(QRectF(rect.left(), areas.legend.top(), rect.width(), 1), colors.border);
        paintLegend(painter, areas.legend, painted.kinds, colors);
    }
    painter.restore();
    return painted;
}

} // namespace kai::ui
