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

constexpr double kHeight = 56;
constexpr double kZero = 22; ///< of the first probe within the loupe

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

QString secondsText(double seconds)
{
    return words(formatSetting(milliseconds{std::llround(seconds * 1000)}));
}

/// The lens: from the stretch of panel 2 down to the loupe's corners.
void paintLens(QPainter& painter, const DefaultsScene& scene, const GraphRow& row,
               const QRectF& loupe, const Colors& colors)
{
    const auto& axis = scene.geometry.panel2;
    const double y = scene.geometry.rowsBottom + 19;
    const double from = axis.left() - 4;
    const double until = axis.x(probeSeconds(row.times, row.times.probeCount + 1)) + 3;
    const QPointF corners[] = {{from, y}, {until, y}, loupe.topRight(), loupe.topLeft()};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(colors.blue, 0.08));
    painter.drawPolygon(corners, 4);
    painter.setPen(QPen(withAlpha(colors.blue, 0.6), 1));
    painter.drawLine(corners[0], corners[3]);
    painter.drawLine(corners[1], corners[2]);
    painter.setPen(QPen(colors.blue, 2));
    painter.drawLine(corners[0], corners[1]);
    painter.setPen(QPen(colors.blue, 1.2));
    painter.setBrush(colors.base);
    painter.drawRoundedRect(loupe.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintScale(QPainter& painter, const QRectF& loupe, const LoupeScale& scale, double longest,
                const Colors& colors)
{
    const double y = loupe.top() + 36;
    const double zero = loupe.left() + kZero;
    painter.fillRect(QRectF(zero, y, longest * scale.pixelsPerSecond + 1, 1), colors.secondary);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    for (int i = 0; i * scale.step <= longest * 1.0001 && i < 1000; ++i) {
        const double x = zero + i * scale.step * scale.pixelsPerSecond;
        painter.fillRect(QRectF(std::floor(x), y, 1, 4), colors.secondary);
        painter.drawText(QRectF(x - 30, y + 3, 60, 16), Qt::AlignCenter,
                         i == 0 ? QStringLiteral("0") : secondsText(i * scale.step));
    }
}

void paintLoupeProbes(QPainter& painter, const GraphRow& row, const QRectF& loupe,
                      const LoupeScale& scale, const Colors& colors)
{
    constexpr double kLabelRoom = 28;
    const double y = loupe.top() + 18.5;
    const double zero = loupe.left() + kZero;
    const int count = row.times.probeCount;
    const auto xOf = [&](int k) {
        return zero + probeSeconds(row.times, k) * scale.pixelsPerSecond;
    };
    const bool labels = count < 2 || xOf(2) - xOf(1) >= kLabelRoom;
    painter.fillRect(QRectF(zero, std::floor(y), xOf(count) - zero, 1), colors.text);
    QPen wait(colors.text, 1);
    if (lastIntervalAssumed(row)) {
        wait.setDashPattern({3, 2});
    }
    painter.setPen(wait);
    painter.drawLine(QPointF(xOf(count), y), QPointF(xOf(count + 1), y));
    auto font = typeFont(TypeSize::header, QFont::Bold);
    for (int k = 1; k <= count; ++k) {
        if (labels || k == 1 || k == count) {
            const auto text = QString::number(k);
            const double width = QFontMetrics(font).horizontalAdvance(text);
            painter.fillRect(QRectF(xOf(k) + 8, y - 8, width + 6, 16), colors.base);
            painter.setFont(font);
            painter.setPen(colors.text);
            painter.drawText(QRectF(xOf(k) + 11, y - 10, width + 6, 20),
                             Qt::AlignLeft | Qt::AlignVCenter, text);
        }
        paintMark(painter, Mark::probe, {xOf(k), y}, kLargeGlyph, colors);
    }
    paintEnding(painter, {xOf(count + 1), loupe.top() + 6, loupe.top() + 37, y, true},
                EndedBy::keepAlive, colors);
}

/// "7,200 s + 10 × 1 s" and, below it, "= 7,210 s".
void paintArithmetic(QPainter& painter, const DefaultsScene& scene, const GraphRow& row, double top,
                     const Colors& colors)
{
    const auto sum = words(row.arithmetic);
    const auto equals = sum.indexOf(QLatin1Char('='));
    const double x = scene.geometry.columns.verdict + 12;
    painter.setFont(typeFont(TypeSize::header));
    painter.setPen(colors.text);
    painter.drawText(QRectF(x, top + 7, 160, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     sum.left(equals).trimmed());
    painter.setFont(typeFont(TypeSize::header, QFont::Bold));
    painter.drawText(QRectF(x, top + 25, 160, 34), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     equals < 0 ? QString() : sum.mid(equals));
}

const GraphRow* loupeRow(const DefaultsScene& scene)
{
    for (const auto* chosen : {scene.hovered, scene.current}) {
        if (chosen != nullptr) {
            return chosen;
        }
    }
    return scene.rows.empty() ? nullptr : &scene.rows.front();
}

} // namespace

void paintLoupe(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    const auto& columns = scene.geometry.columns;
    const auto* row = loupeRow(scene);
    if (row == nullptr) {
        return;
    }
    const double top = scene.geometry.loupeTop;
    const QRectF loupe(columns.panel1, top, columns.verdict - columns.panel1, kHeight);
    painter.setFont(typeFont(TypeSize::header, QFont::Bold));
    painter.setPen(colors.text);
    painter.drawText(QRectF(12, top + 7, 170, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     QObject::tr("Loupe, to scale"));
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    const auto label =
        QFontMetrics(painter.font()).elidedText(words(row->label), Qt::ElideRight, 170);
    painter.drawText(QRectF(12, top + 25, 170, 18), Qt::AlignLeft | Qt::AlignVCenter, label);
    if (!row->times.enabled || row->times.probeCount == 0) {
        painter.drawText(loupe, Qt::AlignCenter, QObject::tr("no probe is ever sent"));
        return;
    }
    const auto scale = loupeScale(row->times, loupe.width() - kZero);
    paintLens(painter, scene, *row, loupe, colors);
    paintScale(painter, loupe, scale, probeSeconds(row->times, row->times.probeCount + 1), colors);
    paintLoupeProbes(painter, *row, loupe, scale, colors);
    paintArithmetic(painter, scene, *row, top, colors);
}

void paintGraphLegend(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    const QRectF rect(0, scene.geometry.legendTop, scene.geometry.columns.right,
                      scene.geometry.height - scene.geometry.legendTop);
    const double y = std::floor(rect.center().y()) + 0.5;
    painter.fillRect(rect, colors.window);
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), colors.border);
    double x = 12;
    painter.setFont(typeFont(TypeSize::lane));
    const auto entry = [&](double glyphWidth, const QString& text,
                           const std::function<void(QPointF)>& glyph) {
        glyph({x + glyphWidth / 2, y});
        painter.setFont(typeFont(TypeSize::lane));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(x + glyphWidth + 4, y - 10, 300, 20),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += glyphWidth + 4 + QFontMetrics(painter.font()).horizontalAdvance(text) + 18;
    };
    entry(9, QObject::tr("probe"),
          [&](QPointF c) { paintMark(painter, Mark::probe, c, kSmallGlyph, colors); });
    entry(16, QObject::tr("ended by keep-alive"),
          [&](QPointF c) { paintEndingGlyph(painter, c, 13, colors); });
    entry(24, QObject::tr("our assumption"), [&](QPointF c) {
        QPen pen(colors.text, 1);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.drawLine(c - QPointF(12, 0), c + QPointF(12, 0));
    });
    entry(24, QObject::tr("the chosen box has forgotten"), [&](QPointF c) {
        const QRectF box(c.x() - 12, c.y() - 5, 24, 10);
        painter.fillRect(box, mixed(colors.vermillion, colors.base, 0.12));
        paintHatch(painter, box, colors.vermillion, 5, 1.3);
        painter.setPen(colors.text);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    });
    entry(24, QObject::tr("differs from the default"), [&](QPointF c) {
        painter.setPen(QPen(colors.text, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(colors.base);
        painter.drawRect(QRectF(c.x() - 11, c.y() - 4, 22, 8));
    });
}

} // namespace kai::ui
