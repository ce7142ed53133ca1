#include "ui/defaults/defaults_graph_painting.h"

#include "core/keepalive/duration_text.h"
#include "ui/theme/marks.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <cmath>

namespace kai::ui {
namespace {

using defaults::GraphRow;

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::vector<std::pair<double, QString>> humanTicks()
{
    std::vector<std::pair<double, QString>> ticks{{0, QStringLiteral("0")}};
    for (const int seconds :
         {1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 43'200, 86'400, 604'800}) {
        ticks.emplace_back(seconds, words(formatDuration(std::chrono::seconds{seconds})));
    }
    return ticks;
}

/// The first panel has labels where people look for them.
std::vector<std::pair<double, QString>> firstTicks()
{
    std::vector<std::pair<double, QString>> ticks{{0, QStringLiteral("0")}};
    for (const int seconds : {1, 10, 60, 600, 7200}) {
        ticks.emplace_back(seconds, words(formatDuration(std::chrono::seconds{seconds})));
    }
    ticks.emplace_back(86'400, QObject::tr("24 h"));
    for (const int days : {10, 100, 1000, 10'000, 100'000}) {
        ticks.emplace_back(86'400.0 * days, QObject::tr("%1 d").arg(days));
    }
    return ticks;
}

void paintAxis(QPainter& painter, const DefaultsScene& scene, const FootedAxis& axis,
               const std::vector<std::pair<double, QString>>& ticks, const Colors& colors)
{
    const double y = scene.geometry.rowsBottom;
    const auto font = typeFont(TypeSize::lane);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    for (const auto& label : axisLabels(
             axis, ticks, [&](const QString& text) { return metrics.horizontalAdvance(text); })) {
        painter.fillRect(
            QRectF(std::floor(label.x), scene.geometry.rowsTop, 1, y - scene.geometry.rowsTop),
            colors.grid);
        painter.fillRect(QRectF(std::floor(label.x), y, 1, 4), colors.secondary);
        const double width = metrics.horizontalAdvance(label.text) + 4;
        const double left = std::min(label.x - width / 2, scene.geometry.columns.verdict - width);
        const double kept = &axis == &scene.geometry.panel1
                                ? std::min(left, scene.geometry.columns.breakLeft - width)
                                : left;
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(kept, y + 3, width, 16), Qt::AlignCenter, label.text);
    }
}

void paintCaption(QPainter& painter, const GraphLine& line, const DefaultsScene& scene,
                  const Colors& colors)
{
    painter.fillRect(QRectF(0, line.top, scene.geometry.columns.right, line.height), colors.window);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(12, line.top, 200, line.height), Qt::AlignLeft | Qt::AlignVCenter,
                     words(defaults::groupName(line.group)));
}

/// The small triangle that opens merged rows.
void paintDisclosure(QPainter& painter, double x, double y, const Colors& colors)
{
    const QPointF points[] = {{x, y - 4}, {x + 4, y}, {x, y + 4}};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.secondary, 1.4));
    painter.drawPolyline(points, 3);
    painter.restore();
}

QString elided(const QFont& font, const QString& text, double width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, static_cast<int>(width));
}

void paintLabels(QPainter& painter, const GraphLine& line, const Colors& colors)
{
    const auto& row = *line.row;
    const bool strong = row.kind == defaults::RowKind::selected || row.pendingRestart;
    double left = line.member ? 44 : 12;
    if (row.pendingRestart) {
        paintMark(painter, Mark::changed, {left + 5, line.top + 13}, kSmallGlyph, colors);
        left += 16;
    } else if (!row.members.empty()) {
        paintDisclosure(painter, left + 2, line.top + 12, colors);
        left += 16;
    }
    const double room = 186 - left;
    const auto titleFont = typeFont(TypeSize::body, strong ? QFont::DemiBold : QFont::Normal);
    painter.setFont(titleFont);
    painter.setPen(colors.text);
    painter.drawText(QRectF(left, line.top + 3, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(titleFont, words(row.label), room));
    auto secondFont = typeFont(TypeSize::lane);
    secondFont.setItalic(!row.ignored.empty());
    const auto second = words(row.ignored.empty() ? row.secondLine : row.ignored);
    painter.setFont(secondFont);
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(left, line.top + 18, room, 15), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(secondFont, second, room));
}

/// The header says behind which box: a row that survives it says by how much.
QString verdictWords(const defaults::GraphRow& row)
{
    return row.box && row.box->survives
               ? QObject::tr("survives, margin %1").arg(words(formatCountdown(row.box->margin)))
               : words(row.verdict);
}

void paintVerdict(QPainter& painter, const GraphLine& line, const DefaultsScene& scene,
                  const Colors& colors)
{
    const auto& row = *line.row;
    double left = scene.geometry.columns.verdict + 12;
    const double room = scene.geometry.columns.right - left - 4;
    const auto bold = typeFont(TypeSize::body, QFont::Bold);
    auto found = words(row.foundAfter);
    if (QFontMetrics(bold).horizontalAdvance(found) > room) { // the label says how late it may be
        found = QObject::tr("from %1").arg(words(formatDuration(row.detection.earliest)));
    }
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(QRectF(left, line.top + 3, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(bold, found, room));
    if (row.box) {
        paintMark(painter, row.box->survives ? Mark::answered : Mark::unanswered,
                  {left + 4.5, line.top + 26}, kSmallGlyph, colors);
        left += 14;
    }
    const double rest = scene.geometry.columns.right - left - 2;
    const auto verdict = verdictWords(row);
    auto font = typeFont(TypeSize::lane);
    if (QFontMetrics(font).horizontalAdvance(verdict) > rest) {
        font = typeFont(TypeSize::minorAxis);
    }
    painter.setFont(font);
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(left, line.top + 18, rest, 15), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(font, verdict, rest));
}

void paintBreak(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    const auto& g = scene.geometry;
    painter.fillRect(QRectF(g.columns.breakLeft, g.rowsTop, g.columns.panel2 - g.columns.breakLeft,
                            g.rowsBottom - g.rowsTop),
                     colors.window);
    paintZigzag(painter, g.columns.breakLeft, g.rowsTop, g.rowsBottom, colors.secondary);
    paintZigzag(painter, g.columns.panel2, g.rowsTop, g.rowsBottom, colors.secondary);
    painter.save();
    painter.translate((g.columns.breakLeft + g.columns.panel2) / 2, (g.rowsTop + g.rowsBottom) / 2);
    painter.rotate(-90);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(-80, -10, 160, 20), Qt::AlignCenter, QObject::tr("first probe sent"));
    painter.restore();
}

void paintGrounds(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    for (const auto& line : scene.geometry.lines) {
        if (line.row == nullptr) {
            paintCaption(painter, line, scene, colors);
        } else if (line.row == scene.current) {
            painter.fillRect(QRectF(0, line.top, scene.geometry.columns.right, line.height),
                             colors.selection);
        }
        painter.fillRect(QRectF(0, line.bottom() - 1, scene.geometry.columns.right, 1),
                         colors.grid);
    }
    painter.fillRect(QRectF(scene.geometry.columns.verdict, scene.geometry.rowsTop, 1,
                            scene.geometry.rowsBottom - scene.geometry.rowsTop),
                     colors.border);
    painter.fillRect(QRectF(0, scene.geometry.rowsBottom, scene.geometry.columns.right, 1),
                     colors.border);
}

} // namespace

void paintDefaultsGraph(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    painter.fillRect(QRectF(0, 0, scene.geometry.columns.right, scene.geometry.height),
                     colors.base);
    paintGrounds(painter, scene, colors);
    paintAxis(painter, scene, scene.geometry.panel1, firstTicks(), colors);
    paintAxis(painter, scene, scene.geometry.panel2, humanTicks(), colors);
    paintBreak(painter, scene, colors);
    paintGraphHeader(painter, scene, colors);
    paintBoxLines(painter, scene, colors);
    for (const auto& line : scene.geometry.lines) {
        if (line.row != nullptr) {
            paintLabels(painter, line, colors);
            paintFirstPanel(painter, scene, line, colors);
            paintSecondPanel(painter, scene, line, colors);
            paintVerdict(painter, line, scene, colors);
        }
    }
    paintLoupe(painter, scene, colors);
    paintGraphLegend(painter, scene, colors);
}

} // namespace kai::ui
