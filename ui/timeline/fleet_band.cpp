#include "ui/timeline/fleet_band.h"

#include "core/history/lane_index.h"
#include "ui/theme/theme.h"
#include "ui/timeline/teeth.h"

#include <QLocale>
#include <QObject>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <functional>

namespace kai::ui {
namespace {

using history::FleetColumn;

/// One band between two steps of the stack, as ground under its upper edge.
class Stack {
public:
    Stack(QPainter& painter, const QRectF& rect, const std::vector<FleetColumn>& columns,
          double most)
        : m_painter(painter)
        , m_rect(rect)
        , m_columns(columns)
        , m_most(most)
    {
    }

    void paint(const std::function<double(const FleetColumn&)>& upper, const QColor& fill) const
    {
        paintGround(m_painter, line(upper), m_rect.bottom(), fill, QColor());
    }

    QPolygonF line(const std::function<double(const FleetColumn&)>& value) const
    {
        QPolygonF points;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const double y =
                m_rect.bottom() - m_rect.height() * std::min(1.0, value(m_columns[i]) / m_most);
            const double x = m_rect.left() + static_cast<double>(i);
            points << QPointF(x, y) << QPointF(x + 1, y);
        }
        return points;
    }

private:
    QPainter& m_painter;
    QRectF m_rect;
    const std::vector<FleetColumn>& m_columns;
    double m_most;
};

double total(const FleetColumn& column)
{
    const auto& counts = column.counts;
    return static_cast<double>(counts.idle) + counts.waiting + counts.ended + counts.off;
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

void paintAxisWords(QPainter& painter, const QRectF& rect, double timeLeft, double most,
                    double mostProbes, const Colors& colors)
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
    painter.setPen(colors.link);
    const auto rate = mostProbes < 10 ? QLocale().toString(mostProbes, 'g', 2)
                                      : QLocale().toString(std::round(mostProbes), 'f', 0);
    painter.drawText(QRectF(rect.left() + 12, rect.bottom() - 18, timeLeft - rect.left() - 30, 14),
                     Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("up to %1 probes/s").arg(rate));
}

} // namespace

std::vector<FleetColumn> fleetColumns(const history::FleetIndex& fleet, const TimeScale& scale,
                                      double left, double right)
{
    std::vector<FleetColumn> columns(static_cast<std::size_t>(std::max(0.0, right - left)));
    const auto edges = seams(scale, left, left + static_cast<double>(columns.size()));
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const auto first = static_cast<std::size_t>(edges[i] - left);
        const auto count = static_cast<std::size_t>(edges[i + 1] - left) - first;
        fleet.columns(scale.toMoment(edges[i]), scale.toMoment(edges[i + 1]),
                      std::span(columns).subspan(first, count));
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
    double most = 1;
    double mostProbes = 0;
    for (const auto& column : columns) {
        most = std::max(most, total(column));
        mostProbes = std::max(mostProbes, column.probesPerSecond);
    }
    most = roundMost(most);
    const QRectF area(timeLeft, rect.top() + 6, end - timeLeft, rect.height() - 8);
    const Stack stack(painter, area, columns, most);
    const auto any = [&](auto count) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const FleetColumn& c) { return count(c) > 0; });
    };
    if (any([](const FleetColumn& c) { return c.counts.ended; })) {
        stack.paint(total, mixed(colors.red, colors.base, 0.45));
    }
    if (any([](const FleetColumn& c) { return c.counts.off; })) {
        stack.paint([](const FleetColumn& c) { return total(c) - c.counts.ended; },
                    mixed(colors.text, colors.base, 0.06));
    }
    if (any([](const FleetColumn& c) { return c.counts.waiting; })) {
        stack.paint(
            [](const FleetColumn& c) {
                return static_cast<double>(c.counts.idle) + c.counts.waiting;
            },
            colors.orange);
    }
    stack.paint([](const FleetColumn& c) { return static_cast<double>(c.counts.idle); },
                mixed(QColor(0x80, 0x80, 0x80), colors.base, 0.4));
    if (mostProbes > 0) {
        const Stack probes(painter, area, columns, roundMost(mostProbes));
        painter.setPen(QPen(colors.blue, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(probes.line([](const FleetColumn& c) { return c.probesPerSecond; }));
    }
    paintAxisWords(painter, rect, timeLeft, most, mostProbes > 0 ? roundMost(mostProbes) : 0,
                   colors);
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colors.border);
}

} // namespace kai::ui
