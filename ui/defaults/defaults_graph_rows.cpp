#include "core/keepalive/duration_text.h"
#include "ui/defaults/defaults_graph_painting.h"
#include "ui/theme/marks.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

using defaults::GraphRow;

double secondsOf(nanoseconds value)
{
    return static_cast<double>(value.count()) / 1e9;
}

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

QFont pixels(int size, QFont::Weight weight)
{
    auto font = typeFont(TypeSize::body, weight);
    font.setPixelSize(size);
    return font;
}

/// Words on a Base plate, so that lines behind do not cross them. Returns the right edge.
double paintOnPlate(QPainter& painter, double left, double centreY, const QString& text,
                    const QFont& font, const QColor& ink, const QColor& ground)
{
    const double width = QFontMetrics(font).horizontalAdvance(text);
    painter.fillRect(QRectF(left - 3, centreY - 8, width + 6, 16), ground);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRectF(left, centreY - 10, width + 4, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     text);
    return left + width;
}

QColor groundOf(const DefaultsScene& scene, const GraphRow& row, const Colors& colors)
{
    return scene.current == &row ? colors.selection : colors.base;
}

/// Beyond the chosen box the bar is hatched: the box has forgotten.
void paintForgotten(QPainter& painter, const DefaultsScene& scene, const QRectF& bar,
                    const Colors& colors)
{
    if (!scene.chosenBox) {
        return;
    }
    const double limit = scene.geometry.panel1.x(secondsOf(scene.boxes[*scene.chosenBox].limit));
    if (limit < bar.right()) {
        const QRectF beyond(std::max(limit, bar.left()), bar.top(),
                            bar.right() - std::max(limit, bar.left()), bar.height());
        painter.fillRect(beyond, mixed(colors.vermillion, colors.base, 0.12));
        paintHatch(painter, beyond, colors.vermillion, 5, 1.3);
    }
}

void paintDefaultTick(QPainter& painter, const DefaultsScene& scene, const GraphRow& row, double y,
                      double free, const Colors& colors)
{
    const double x = std::floor(scene.geometry.panel1.x(secondsOf(row.builtIn.idleTime)));
    painter.fillRect(QRectF(x, y - 8, 1, 16), colors.secondary);
    const auto text = QObject::tr("default %1").arg(words(formatSetting(row.builtIn.idleTime)));
    const auto font = typeFont(TypeSize::minorAxis);
    const double width = QFontMetrics(font).horizontalAdvance(text);
    const bool rightOf = x + 4 + width < scene.geometry.columns.breakLeft - 6;
    const double left = rightOf ? x + 4 : x - 4 - width;
    if (rightOf ? x > free : left > free) {
        paintOnPlate(painter, left, y, text, font, colors.secondary, groundOf(scene, row, colors));
    }
}

void paintOffRow(QPainter& painter, const DefaultsScene& scene, const GraphLine& line,
                 const Colors& colors)
{
    const auto& columns = scene.geometry.columns;
    const QRectF rect(columns.panel1, line.top + 8, columns.breakLeft - columns.panel1 - 8,
                      line.height - 17);
    paintHatch(painter, rect, withAlpha(colors.text, 0.16), 6, 1.3);
    paintOnPlate(painter, rect.left() + 12, rect.center().y(), QObject::tr("off: no probe ever"),
                 typeFont(TypeSize::lane), colors.text, groundOf(scene, *line.row, colors));
}

/// Below this distance triangles would touch: ticks from there on.
constexpr double kTriangleGap = 12;

/// Triangles with their numbers until the first narrow gap, then ticks, the last one numbered.
void paintProbes(QPainter& painter, const DefaultsScene& scene, const GraphRow& row, double y,
                 const Colors& colors)
{
    const auto& axis = scene.geometry.panel2;
    const int count = row.times.probeCount;
    bool narrow = false;
    double before = -1e9;
    for (int k = 1; k <= count; ++k) {
        const double x = axis.x(probeSeconds(row.times, k));
        narrow = narrow || x - before < kTriangleGap;
        if (!narrow) {
            paintMark(painter, Mark::probe, {x, y}, kSmallGlyph, colors);
        } else if (k <= 200) {
            painter.fillRect(QRectF(std::floor(x), y - 3.5, 1, 7), colors.text);
        }
        if (!narrow || k == count) {
            painter.setFont(pixels(10, QFont::DemiBold));
            painter.setPen(colors.text);
            const double aside = narrow ? 4 : 0; // the ending's bar is near
            painter.drawText(QRectF(x - 20 - aside, y - 21, 40, 14), Qt::AlignCenter,
                             QString::number(k));
        }
        before = x;
    }
}

void paintDetails(QPainter& painter, const DefaultsScene& scene, const GraphRow& row, double y,
                  double barX, const Colors& colors)
{
    const auto text = QStringLiteral("%1 × %2")
                          .arg(row.times.probeCount)
                          .arg(words(formatSetting(row.times.probeInterval)));
    const auto font = typeFont(TypeSize::lane);
    const double width = QFontMetrics(font).horizontalAdvance(text);
    const auto ground = groundOf(scene, row, colors);
    const double right = barX + 35;
    if (right + width < scene.geometry.columns.verdict - 4) {
        paintOnPlate(painter, right, y, text, font, colors.secondary, ground);
        return;
    }
    const double middle =
        (scene.geometry.panel2.x(0) + scene.geometry.panel2.x(probeSeconds(row.times, 2))) / 2;
    paintOnPlate(painter, middle - width / 2, y, text, font, colors.secondary, ground);
}

/// A probe that is never sent: its triangle hollow and struck through.
void paintNoProbe(QPainter& painter, QPointF centre, const QColor& ground, const Colors& colors)
{
    constexpr double kHalf = kSmallGlyph / 2;
    const QPointF corners[] = {centre + QPointF(0, -kHalf), centre + QPointF(kHalf, kHalf),
                               centre + QPointF(-kHalf, kHalf)};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.text, 1));
    painter.setBrush(ground);
    painter.drawPolygon(corners, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(centre.x() - 8, centre.y(), 16, 1.5), colors.red);
}

} // namespace

bool lastIntervalAssumed(const GraphRow& row)
{
    return row.probeIntervalLateness.count() == 0;
}

void paintFirstPanel(QPainter& painter, const DefaultsScene& scene, const GraphLine& line,
                     const Colors& colors)
{
    const auto& row = *line.row;
    if (!row.times.enabled) {
        paintOffRow(painter, scene, line, colors);
        return;
    }
    const auto& axis = scene.geometry.panel1;
    const double y = std::floor(line.top + line.height / 2) + 0.5;
    const double end = std::round(axis.x(secondsOf(row.times.idleTime)));
    const QRectF bar(axis.left(), y - 6, end - axis.left(), 12);
    painter.fillRect(bar, withAlpha(colors.toothEdge, 0.35));
    paintForgotten(painter, scene, bar, colors);
    const double late = axis.x(secondsOf(row.times.idleTime + row.idleTimeLateness)) - end;
    if (late >= 1) {
        painter.fillRect(QRectF(end, y - 6, late, 12), withAlpha(colors.toothEdge, 0.18));
    }
    const double thick = row.idleTimeDiffers ? 2 : 1;
    painter.setPen(QPen(colors.text, thick, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2));
    const auto text = words(formatSetting(row.times.idleTime));
    const double right = paintOnPlate(painter, end + 9, y, text, pixels(12, QFont::DemiBold),
                                      colors.text, groundOf(scene, row, colors));
    if (row.idleTimeDiffers) {
        paintDefaultTick(painter, scene, row, y, right + 4, colors);
    }
    if (row.times.probeCount == 0) {
        paintNoProbe(painter, {end, y}, groundOf(scene, row, colors), colors);
    } else {
        paintMark(painter, Mark::probe, {end, y}, kSmallGlyph, colors);
    }
}

void paintSecondPanel(QPainter& painter, const DefaultsScene& scene, const GraphLine& line,
                      const Colors& colors)
{
    const auto& row = *line.row;
    if (!row.times.enabled || row.times.probeCount == 0) {
        return;
    }
    const auto& axis = scene.geometry.panel2;
    const double y = std::floor(line.top + 22) + 0.5;
    const double last = axis.x(probeSeconds(row.times, row.times.probeCount));
    const double end = std::round(axis.x(probeSeconds(row.times, row.times.probeCount + 1)));
    painter.fillRect(QRectF(axis.left(), std::floor(y), last - axis.left(), 1), colors.text);
    QPen wait(colors.text, 1);
    if (lastIntervalAssumed(row)) {
        wait.setDashPattern({3, 2});
    }
    painter.setPen(wait);
    painter.drawLine(QPointF(last, y), QPointF(end, y));
    paintDetails(painter, scene, row, y, end, colors);
    paintProbes(painter, scene, row, y, colors);
    paintEnding(painter, {end, line.top + 6, line.bottom() - 6, y, false}, EndedBy::keepAlive,
                colors);
    if (scene.current == &row && scene.currentProbe > 0) {
        const double x = axis.x(probeSeconds(row.times, scene.currentProbe));
        painter.setPen(QPen(colors.link, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(x, y), 8, 8);
    }
}

} // namespace kai::ui
