#include "ui/timeline/fleet_band.h"

#include "core/history/lane_index.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"
#include "ui/timeline/band_pattern.h"
#include "ui/timeline/heat_tile.h"
#include "ui/timeline/teeth.h"

#include <QLocale>
#include <QObject>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace kai::ui {
namespace {

using history::FleetColumn;

/// Values of the columns as heights of one area.
class Stack {
public:
    Stack(const QRectF& rect, const std::vector<FleetColumn>& columns, double most)
        : m_rect(rect)
        , m_columns(columns)
        , m_most(most)
    {
    }

    /// The y of a value, for each column.
    template <typename Value>
    [[nodiscard]] std::vector<double> edge(Value value) const
    {
        std::vector<double> ys;
        for (const auto& column : m_columns) {
            const double share = static_cast<double>(value(column)) / m_most;
            ys.push_back(m_rect.bottom() - m_rect.height() * std::min(1.0, share));
        }
        return ys;
    }

    [[nodiscard]] QPolygonF line(const std::vector<double>& ys) const
    {
        QPolygonF points;
        for (std::size_t i = 0; i < ys.size(); ++i) {
            const double x = m_rect.left() + static_cast<double>(i);
            points << QPointF(x, ys[i]) << QPointF(x + 1, ys[i]);
        }
        return points;
    }

    void fill(QPainter& painter, const std::vector<double>& upper, const QColor& color) const
    {
        paintGround(painter, line(upper), m_rect.bottom(), color, QColor());
    }

private:
    QRectF m_rect;
    const std::vector<FleetColumn>& m_columns;
    double m_most;
};

double idle(const FleetColumn& column)
{
    return column.counts.idle;
}
double waiting(const FleetColumn& column)
{
    return idle(column) + column.counts.waiting;
}
double off(const FleetColumn& column)
{
    return waiting(column) + column.counts.off;
}
double total(const FleetColumn& column)
{
    return off(column) + column.counts.ended;
}

double mostOf(const std::vector<FleetColumn>& columns, double (*value)(const FleetColumn&))
{
    double most = 0;
    for (const auto& column : columns) {
        most = std::max(most, value(column));
    }
    return most;
}

/// 1, 2 or 5 times a power of ten, at least `value`.
double roundMost(double value)
{
    double step = 1;
    while (step * 10 <= value) {
        step *= 10;
    }
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (step * factor >= value) {
            return step * factor;
        }
    }
    return step * 10;
}

QColor groundOf(FleetArea area, const Colors& colors)
{
    switch (area) {
    case FleetArea::ended:
        return mixed(colors.red, colors.base, 0.15);
    case FleetArea::off:
        return colors.base;
    case FleetArea::waiting:
        return colors.orange;
    case FleetArea::idle:
        break;
    }
    return mixed(idleGrey(colors), colors.base, 0.4);
}

/// Each area has a pattern of its own, so that none is told by colour alone.
void paintPattern(QPainter& painter, const BandEdges& edges, FleetArea area, const Colors& colors)
{
    if (area == FleetArea::ended) {
        paintBandHatch(painter, edges, colors.red);
    } else if (area == FleetArea::off) {
        paintBandDots(painter, edges, colors.text);
    }
}

void paintAreas(QPainter& painter, const QRectF& rect, const Stack& stack, const Colors& colors)
{
    const std::array edges{stack.edge(total), stack.edge(off), stack.edge(waiting),
                           stack.edge(idle)};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto area = static_cast<FleetArea>(i);
        const auto& lower = edges[std::min(i + 1, edges.size() - 1)];
        stack.fill(painter, edges[i], groundOf(area, colors));
        paintPattern(painter, {rect.left(), edges[i], lower}, area, colors);
    }
}

void paintLeftAxis(QPainter& painter, const QRectF& rect, double timeLeft, double most,
                   const Colors& colors)
{
    painter.setFont(typeFont(TypeSize::body));
    painter.setPen(colors.text);
    painter.drawText(QRectF(rect.left() + 12, rect.top() + 4, timeLeft - rect.left() - 70, 20),
                     Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("All"));
    painter.setFont(typeFont(TypeSize::minorAxis));
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(timeLeft - 80, rect.top() + 2, 72, 14),
                     Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(most, 'f', 0));
    painter.drawText(QRectF(timeLeft - 80, rect.bottom() - 16, 72, 14),
                     Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(QRectF(rect.left() + 12, rect.bottom() - 34, 120, 14),
                     Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("connections"));
}

/// A figure left of the right axis, on a plate, and its tick.
void paintRate(QPainter& painter, double axis, double y, const QString& words, const Colors& colors)
{
    constexpr double kTick = 4;
    const double width = wordsWidth(painter.font(), words);
    const QRectF place(axis - kTick - 4 - width, y - 7, width, 14);
    painter.fillRect(place.adjusted(-2, 1, 2, -1), colors.base);
    painter.setPen(colors.link);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, words);
    painter.fillRect(QRectF(axis - kTick, std::floor(y), kTick, 1), colors.blue);
}

/// Probes a second: the blue line and its axis.
void paintProbes(QPainter& painter, const QRectF& area, double axis,
                 const std::vector<FleetColumn>& columns, const Colors& colors)
{
    const auto rate = [](const FleetColumn& column) { return column.probesPerSecond; };
    const double highest = mostOf(columns, rate);
    if (highest <= 0) {
        return;
    }
    const double most = roundMost(highest);
    const Stack stack(area, columns, most);
    painter.setPen(QPen(colors.blue, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(stack.line(stack.edge(rate)));
    painter.setFont(typeFont(TypeSize::minorAxis));
    painter.fillRect(QRectF(axis - 1, area.top(), 1, area.height()), colors.blue);
    const auto figure = QLocale().toString(most, 'f', 0);
    paintRate(painter, axis, area.top() + 1, QObject::tr("%1 probes/s").arg(figure), colors);
    paintRate(painter, axis, area.bottom() - 6, QStringLiteral("0"), colors);
}

} // namespace

void paintFleetPatch(QPainter& painter, const QRectF& rect, FleetArea area, const Colors& colors)
{
    const auto columns = static_cast<std::size_t>(rect.width());
    const std::vector upper(columns, rect.top());
    const std::vector lower(columns, rect.bottom());
    painter.fillRect(rect, groundOf(area, colors));
    paintPattern(painter, {rect.left(), upper, lower}, area, colors);
}

std::vector<FleetColumn> fleetColumns(const history::FleetIndex& fleet, const TimeScale& scale,
                                      double left, double right)
{
    std::vector<FleetColumn> columns(static_cast<std::size_t>(std::max(0.0, right - left)));
    const auto edges = seams(scale, left, left + static_cast<double>(columns.size()));
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const auto first = static_cast<std::size_t>(edges[i].x - left);
        const auto count = static_cast<std::size_t>(edges[i + 1].x - left) - first;
        fleet.columns(edges[i].at, edges[i + 1].at, std::span(columns).subspan(first, count));
    }
    return columns;
}

void paintFleetBand(QPainter& painter, const QRectF& rect, double timeLeft,
                    const history::FleetIndex& fleet, const TimeScale& scale, Moment now,
                    const Colors& colors)
{
    painter.fillRect(rect, colors.base);
    const double end = std::clamp(std::floor(scale.toX(now)), timeLeft, rect.right());
    const auto columns = fleetColumns(fleet, scale, timeLeft, end);
    const double most = roundMost(mostOf(columns, total));
    const QRectF area(timeLeft, rect.top() + 6, end - timeLeft, rect.height() - 8);
    paintAreas(painter, area, Stack(area, columns, most), colors);
    paintLeftAxis(painter, rect, timeLeft, most, colors);
    paintProbes(painter, area, rect.right(), columns, colors);
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colors.border);
}

} // namespace kai::ui
