#include "ui/timeline/map_painting.h"

#include "ui/theme/theme.h"
#include "ui/timeline/event_text.h"
#include "ui/timeline/lanes_painter.h"

#include <QLocale>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr double kLaneHeight = 24;

void paintOpened(LanePaint& paint, const TimelineScene& scene, const MapPlan& plan)
{
    if (plan.firstOpened == plan.lastOpened) {
        return;
    }
    LanesPainter painter(paint, scene, plan.opened);
    double top = plan.opened.top();
    for (auto lane = plan.firstOpened; lane < plan.lastOpened; ++lane) {
        LaneRow row;
        row.id = scene.map->lanes()[lane].id;
        painter.paintRow(row, top);
        top += kLaneHeight;
    }
}

/// In the larger of the two parts beside the opened lanes, if there is room.
void paintNames(LanePaint& paint, const MapPlan& plan)
{
    const QLocale locale;
    auto& painter = paint.painter;
    const auto& part = plan.lower.height() > plan.upper.height() ? plan.lower : plan.upper;
    const QRectF column = QRectF(part.left(), part.top(), paint.left - part.left(), part.height())
                              .adjusted(12, 4, -12, -4);
    if (column.height() < 16) {
        return;
    }
    painter.setFont(typeFont(TypeSize::body));
    painter.setPen(paint.colors.text);
    painter.drawText(
        column, Qt::AlignLeft | Qt::AlignTop,
        QObject::tr("%1 lanes").arg(locale.toString(static_cast<qulonglong>(plan.lanes))));
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(paint.colors.secondary);
    if (plan.firstOpened == plan.lastOpened && plan.lanes > 0) {
        painter.drawText(column.adjusted(0, 20, 0, 0),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                         QObject::tr("Click opens lanes"));
    }
}

} // namespace

std::pair<std::size_t, std::size_t> MapPlan::lanesAt(double y, int mostRows) const
{
    const bool above = y >= upper.top() && y < upper.bottom();
    const bool below = y >= lower.top() && y < lower.bottom();
    if (!above && !below) {
        return {0, 0};
    }
    const auto& part = above ? upper : lower;
    const auto first = above ? 0 : lastOpened;
    const auto count = (above ? upperEnd() : lanes) - first;
    const int rows = std::min(mostRows, HeatMap::rowsFor(part.height(), count));
    if (rows <= 0) {
        return {0, 0};
    }
    const int row = std::min(rows - 1, static_cast<int>((y - part.top()) * rows / part.height()));
    const auto [from, until] = lanesOfRow(count, rows, row);
    return {first + from, first + until};
}

std::optional<std::size_t> MapPlan::openedAt(double y) const
{
    if (y < opened.top() || y >= opened.bottom()) {
        return std::nullopt;
    }
    return firstOpened + static_cast<std::size_t>((y - opened.top()) / kLaneHeight);
}

std::size_t MapPlan::lanesPerPixel() const
{
    const auto shared = [](double height, std::size_t count) {
        const auto rows = static_cast<std::size_t>(HeatMap::rowsFor(height, count));
        return rows == 0 ? 0 : (count + rows - 1) / rows;
    };
    return std::max({std::size_t{1}, shared(upper.height(), upperEnd()),
                     shared(lower.height(), lanes - lastOpened)});
}

MapPlan mapPlan(const QRectF& area, std::size_t lanes,
                std::optional<std::pair<std::size_t, std::size_t>> opened)
{
    constexpr double kMostOpened = 0.7;
    MapPlan plan;
    plan.lanes = lanes;
    plan.upper = area;
    plan.opened = plan.lower = QRectF(area.left(), area.bottom(), area.width(), 0);
    if (!opened || opened->first >= lanes) {
        return plan;
    }
    const auto fitting =
        static_cast<std::size_t>(std::max(1.0, area.height() * kMostOpened / kLaneHeight));
    plan.firstOpened = opened->first;
    plan.lastOpened = std::min({opened->second, lanes, opened->first + fitting});
    const auto count = static_cast<double>(plan.lastOpened - plan.firstOpened);
    const double rest = area.height() - count * kLaneHeight;
    const double others = std::max(1.0, static_cast<double>(lanes) - count);
    const double least = plan.firstOpened > 0 ? 1 : 0; // no lane is without a pixel
    const double most = rest - (plan.lastOpened < lanes ? 1 : 0);
    const double share = std::round(rest * static_cast<double>(plan.firstOpened) / others);
    plan.upper.setHeight(std::clamp(share, least, std::max(least, most)));
    plan.opened = QRectF(area.left(), plan.upper.bottom(), area.width(), count * kLaneHeight);
    plan.lower = QRectF(area.left(), plan.opened.bottom(), area.width(),
                        area.bottom() - plan.opened.bottom());
    return plan;
}

std::pair<std::size_t, std::size_t> openedAround(std::size_t middle, std::size_t least,
                                                 std::size_t lanes)
{
    constexpr std::size_t kLeast = 12;
    const auto half = std::max(kLeast, least) / 2;
    return {middle > half ? middle - half : 0, std::min(lanes, middle + half)};
}

std::vector<HeatLane> heatLanes(const LaneLayout& layout, const ConnectionStore& store)
{
    std::vector<HeatLane> lanes;
    for (const auto& place : layout.rows()) {
        const auto* entry = place.kind == LaneRow::Kind::lane ? store.find(place.id) : nullptr;
        if (entry != nullptr) {
            const auto& row = entry->row;
            lanes.push_back({place.id, settingsOf(row),
                             row.opened == kNever ? Moment{} : row.opened, row.endedAt});
        }
    }
    return lanes;
}

void paintMap(LanePaint& paint, const TimelineScene& scene, const QRectF& area)
{
    const auto plan = mapPlan(area, scene.map->lanes().size(), scene.opened);
    const auto part = [&](const QRectF& rect, std::size_t first, std::size_t last) {
        if (rect.height() >= 1 && plan.lanes > 0) {
            const QRectF time(paint.left, rect.top(), paint.right - paint.left, rect.height());
            scene.map->paint(paint.painter, time, paint.scale, scene.now, first, last,
                             paint.colors);
        }
    };
    paint.kinds.lanesPerPixel = plan.lanesPerPixel();
    part(plan.upper, 0, plan.upperEnd());
    part(plan.lower, plan.lastOpened, plan.lanes);
    paintFoldEdges(paint, area);
    paintNames(paint, plan);
    paintOpened(paint, scene, plan);
}

QString mapSentence(const TimelineScene& scene, const MapPlan& plan, double y, Moment at,
                    nanoseconds bucket)
{
    const auto [first, last] = plan.lanesAt(y, scene.map->rows());
    if (first >= last) {
        return {};
    }
    const auto from =
        Moment{nanoseconds{at.time_since_epoch().count() / bucket.count() * bucket.count()}};
    const auto cell =
        heatCells(*scene.log, std::span(scene.map->lanes()).subspan(first, last - first), 1, from,
                  from + bucket, 1)
            .front();
    QStringList parts;
    const auto add = [&](std::uint32_t count, const QString& word) {
        if (count > 0) {
            parts << QStringLiteral("%1 %2").arg(count).arg(word);
        }
    };
    add(cell.ended, QObject::tr("ended"));
    add(cell.waiting, QObject::tr("unanswered"));
    add(cell.idle, QObject::tr("idle"));
    add(cell.off, QObject::tr("off"));
    add(cell.gone, QObject::tr("ended before"));
    const QLocale locale;
    return QObject::tr("lanes %1 to %2, %3: %4")
        .arg(locale.toString(static_cast<qulonglong>(first) + 1),
             locale.toString(static_cast<qulonglong>(last)), momentText(scene, from),
             parts.join(QStringLiteral(", ")));
}

} // namespace kai::ui
