#include "ui/timeline/timeline_scene.h"

#include "core/history/event_log.h"
#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/activity_reader.h"
#include "ui/timeline/fleet_band.h"
#include "ui/timeline/hover_box.h"
#include "ui/timeline/lanes_painter.h"
#include "ui/timeline/map_painting.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

namespace kai::ui {
namespace {

constexpr double kRulerHeight = 24;
constexpr double kOverviewHeight = 25;
constexpr double kLegendHeight = 28;

void paintFoldGrounds(const LanePaint& paint, const QRectF& area)
{
    for (const auto& fold : paint.scale.map().folds()) {
        const double left = std::max(paint.x(fold.from), paint.left);
        const double right = std::min(paint.x(fold.until), paint.right);
        if (right > left) {
            paint.kinds.fold = true;
            paint.painter.fillRect(QRectF(left, area.top(), right - left, area.height()),
                                   paint.colors.window);
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

/// What has happened, and the pale ground of what is still to come: both opaque, which is cheapest.
void paintGrounds(const LanePaint& paint, const QRectF& area)
{
    const double nowX = paint.clamped(paint.now);
    const auto& future = paint.colors.future;
    paint.painter.fillRect(QRectF(area.topLeft(), QPointF(nowX, area.bottom())), paint.colors.base);
    paint.painter.fillRect(QRectF(QPointF(nowX, area.top()), area.bottomRight()),
                           mixed(future, paint.colors.base, future.alphaF()));
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

void paintRows(LanePaint& paint, const TimelineScene& scene, const TimelineAreas& areas)
{
    if (scene.map != nullptr) {
        paintMap(paint, scene, areas.lanes);
    } else {
        paintFoldEdges(paint, areas.lanes);
        LanesPainter(paint, scene, areas.lanes).paintVisible();
    }
}

/// Above folds and lines, which say nothing of it.
void paintComparisonStrip(const LanePaint& paint, const TimelineScene& scene,
                          const TimelineAreas& areas)
{
    if (scene.map != nullptr || !scene.comparison) {
        return;
    }
    const double top = areas.lanes.top() + scene.layout->totalHeight() - scene.scroll;
    paint.painter.setClipRect(areas.lanes);
    paintComparison(paint, {areas.lanes.left(), top, areas.lanes.width(), kComparisonHeight},
                    *scene.comparison);
    paint.painter.setClipping(false);
}

/// Figures finer than a pixel say nothing: whole ms, µs or ns, whichever a pixel has at least one of.
nanoseconds roundedTo(double nsPerPixel, nanoseconds value)
{
    return nsPerPixel >= 1e6   ? std::chrono::round<milliseconds>(value)
           : nsPerPixel >= 1e3 ? std::chrono::round<std::chrono::microseconds>(value)
                               : value;
}

nanoseconds sinceLastEvent(const TimelineScene& scene)
{
    const auto* log = scene.log;
    return log == nullptr || log->firstIndex() == log->endIndex()
               ? nanoseconds{0}
               : scene.now - log->at(log->endIndex() - 1).time;
}

} // namespace

const PaintedMark* PaintedTimeline::markAt(QPointF position) const
{
    const PaintedMark* nearest = nullptr;
    for (const auto& mark : marks) {
        const bool nearer = nearest == nullptr ||
                            std::abs(mark.x - position.x()) < std::abs(nearest->x - position.x());
        nearest = nearer && mark.rect.contains(position) ? &mark : nearest;
    }
    return nearest;
}

const PaintedMark* PaintedTimeline::markNear(double x) const
{
    constexpr double kReach = 6;
    const auto nearest =
        std::min_element(marks.begin(), marks.end(), [x](const auto& a, const auto& b) {
            return std::abs(a.x - x) < std::abs(b.x - x);
        });
    return nearest != marks.end() && std::abs(nearest->x - x) <= kReach ? &*nearest : nullptr;
}

Moment fitEnd(const TimelineScene& scene, const std::vector<ConnectionId>& lanes, Moment from,
              bool folded)
{
    const auto recorded = std::max(scene.now - from, nanoseconds{1'000'000'000});
    const auto furthest = saturatingAdd(scene.now, recorded / 4);
    auto end = saturatingAdd(scene.now, folded ? sinceLastEvent(scene) / 4 : recorded / 20);
    for (const auto at : ActivityReader::upcoming(*scene.store, lanes, scene.now)) {
        if (at <= furthest) {
            end = std::max(end, at);
        }
    }
    return end;
}

std::vector<LaneLayout::Lane> lanesOf(const std::vector<ConnectionId>& ids,
                                      const ConnectionStore* store)
{
    std::vector<LaneLayout::Lane> lanes;
    lanes.reserve(ids.size());
    for (const auto id : ids) {
        const auto* entry = store == nullptr ? nullptr : store->find(id);
        lanes.push_back(
            entry == nullptr
                ? LaneLayout::Lane{id}
                : LaneLayout::Lane{id, entry->info.host, entry->info.name == entry->info.hostName});
    }
    return lanes;
}

double foldPixels(nanoseconds length)
{
    static const QFontMetrics metrics(typeFont(TypeSize::lane, QFont::DemiBold));
    const auto text =
        QString::fromStdString(formatDuration(std::chrono::floor<milliseconds>(length)));
    return std::max(48, metrics.horizontalAdvance(text) + 24);
}

std::function<double(nanoseconds)> rememberedFoldPixels()
{
    constexpr std::size_t kMost = 1U << 16;
    using Known = std::unordered_map<std::int64_t, double>;
    return [known = std::make_shared<Known>()](nanoseconds length) {
        if (known->size() > kMost) {
            known->clear();
        }
        const auto [found, fresh] = known->try_emplace(length.count(), 0);
        if (fresh) {
            found->second = foldPixels(length);
        }
        return found->second;
    };
}

TimelineAreas timelineAreas(const QRectF& rect, bool wholeRecording, bool fleet)
{
    TimelineAreas areas;
    const double below = wholeRecording ? kOverviewHeight + kLegendHeight : 0;
    areas.ruler = QRectF(rect.left(), rect.top(), rect.width(), kRulerHeight);
    areas.fleet =
        QRectF(rect.left(), areas.ruler.bottom(), rect.width(), fleet ? kFleetBandHeight : 0);
    const double above = kRulerHeight + areas.fleet.height();
    areas.lanes = QRectF(rect.left(), areas.fleet.bottom(), rect.width(),
                         std::max(0.0, rect.height() - above - below));
    areas.overview = QRectF(rect.left(), areas.lanes.bottom(), rect.width(),
                            wholeRecording ? kOverviewHeight : 0);
    areas.legend = QRectF(rect.left(), areas.overview.bottom(), rect.width(),
                          wholeRecording ? kLegendHeight : 0);
    areas.timeLeft = rect.left() + kNameWidth;
    return areas;
}

void paintCursorDistance(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                         const Colors& colors)
{
    if (scene.cursors.size() < 2) {
        return;
    }
    const auto [first, second] = std::minmax(scene.cursors[0], scene.cursors[1]);
    const auto x = [&](Moment at) {
        return std::clamp(areas.timeLeft + scene.scale.toX(at), areas.timeLeft,
                          areas.lanes.right());
    };
    const double y = areas.lanes.bottom() - 10;
    painter.fillRect(QRectF(x(first), y, x(second) - x(first), 1), colors.link);
    const auto distance = roundedTo(scene.scale.nsPerPixel(), second - first);
    paintChip(painter, {(x(first) + x(second)) / 2, y},
              QString::fromStdString(formatDuration(distance)), colors);
}

PaintedTimeline paintTimeline(QPainter& painter, const QRectF& rect, const TimelineScene& scene,
                              const Colors& colors)
{
    PaintedTimeline painted;
    const auto areas = timelineAreas(rect, scene.wholeRecording, scene.fleet);
    const auto scale = scene.scale.movedBy(-areas.timeLeft);
    LanePaint paint{painter,   colors,          scale,         areas.timeLeft, rect.right(),
                    scene.now, scene.simulated, painted.kinds, &painted.marks};
    painter.save();
    paintGrounds(paint, areas.lanes);
    paintGrid(painter, areas, scene, scale, colors);
    painter.setClipRect(areas.lanes);
    paintFoldGrounds(paint, areas.lanes);
    if (scene.log != nullptr && scene.store != nullptr && scene.layout != nullptr) {
        paintRows(paint, scene, areas);
    }
    paintSelection(paint, areas.lanes, scene);
    paintNowLine(paint, areas.lanes);
    painter.setClipping(false);
    if (scene.fleet && scene.log != nullptr) {
        paintFleetBand(painter, areas.fleet, areas.timeLeft, scene.log->fleet(), scale, scene.now,
                       colors);
        paintNowLine(paint, areas.fleet);
        painted.kinds.fleet = true;
    }
    painter.fillRect(
        QRectF(areas.timeLeft - 1, areas.ruler.top(), 1, areas.lanes.bottom() - areas.ruler.top()),
        colors.border);
    paintComparisonStrip(paint, scene, areas);
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
