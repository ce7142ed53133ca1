#include "ui/theme/marks.h"

#include "ui/theme/theme.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <compare>
#include <map>

namespace kai::ui {
namespace {

QPen outlinePen(const Colors& colors)
{
    return colors.outlined ? QPen(colors.text, 1, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin)
                           : QPen(Qt::NoPen);
}

double drawnSize(double size, const Colors& colors)
{
    return colors.outlined ? size - 1 : size + 1; // the outline adds half a pixel on each side
}

void paintTriangle(QPainter& painter, QPointF centre, double size, bool upright,
                   const Colors& colors)
{
    const double half = drawnSize(size, colors) / 2;
    const double tip = upright ? -half : half;
    const QPointF points[] = {centre + QPointF(0, tip), centre + QPointF(half, -tip),
                              centre + QPointF(-half, -tip)};
    painter.setPen(outlinePen(colors));
    painter.setBrush(upright ? colors.blue : colors.orange);
    painter.drawPolygon(points, 3);
}

void paintDiamond(QPainter& painter, QPointF centre, double size, const Colors& colors)
{
    const double half = drawnSize(size, colors) / 2;
    const QPointF points[] = {centre + QPointF(0, -half), centre + QPointF(half, 0),
                              centre + QPointF(0, half), centre + QPointF(-half, 0)};
    painter.setPen(outlinePen(colors));
    painter.setBrush(colors.purple);
    painter.drawPolygon(points, 4);
}

void paintDot(QPainter& painter, QPointF centre, double size, const Colors& colors)
{
    const double radius = drawnSize(size, colors) / 2;
    painter.setPen(outlinePen(colors));
    painter.setBrush(colors.green);
    painter.drawEllipse(centre, radius, radius);
}

void paintSquare(QPainter& painter, QPointF centre, double size, bool filled, const Colors& colors)
{
    const double half = std::floor(size * 0.46);
    const QRectF box(std::round(centre.x()) - half, std::round(centre.y()) - half, 2 * half,
                     2 * half);
    if (filled) {
        painter.fillRect(box, colors.text);
        return;
    }
    painter.setPen(QPen(colors.text, 1.4));
    painter.setBrush(colors.base);
    painter.drawRect(box.adjusted(0.7, 0.7, -0.7, -0.7));
}

void paintTick(QPainter& painter, QPointF centre, double size, const Colors& colors)
{
    const double half = std::round(size * 0.5);
    painter.fillRect(QRectF(std::floor(centre.x()), std::round(centre.y()) - half, 1, 2 * half - 1),
                     colors.text);
}

void paintHollowTick(QPainter& painter, QPointF centre, double size, const Colors& colors)
{
    const double half = size / 2;
    painter.setPen(QPen(colors.text, 1));
    painter.setBrush(colors.base);
    painter.drawRect(
        QRectF(std::floor(centre.x()) - 0.5, std::round(centre.y() - half) + 0.5, 3, size - 1));
}

void paintCircle(QPainter& painter, QPointF centre, double size, const Colors& colors)
{
    const double radius = size * 0.26;
    painter.setPen(QPen(colors.text, 1));
    painter.setBrush(colors.base);
    painter.drawEllipse(centre, radius, radius);
}

void paintFlag(QPainter& painter, QPointF centre, double size, Qt::PenStyle style,
               const Colors& colors)
{
    const double half = size / 2;
    painter.setPen(QPen(colors.text, 1, style));
    painter.setBrush(colors.base);
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(-half, -half));
    painter.drawRect(QRectF(centre + QPointF(-half, -half), QSizeF(size, size * 0.55)));
}

void paintShape(QPainter& painter, Mark mark, QPointF centre, double size, const Colors& colors)
{
    switch (mark) {
    case Mark::probe:
        paintTriangle(painter, centre, size, true, colors);
        break;
    case Mark::answered:
        paintDot(painter, centre, size, colors);
        break;
    case Mark::unanswered:
        paintTriangle(painter, centre, size, false, colors);
        break;
    case Mark::changed:
        paintDiamond(painter, centre, size, colors);
        break;
    case Mark::fault:
        paintSquare(painter, centre, size, true, colors);
        break;
    case Mark::faultCleared:
        paintSquare(painter, centre, size, false, colors);
        break;
    case Mark::dataSent:
    case Mark::dataReceived:
        paintTick(painter, centre, size, colors);
        break;
    case Mark::retransmitted:
        paintHollowTick(painter, centre, size, colors);
        break;
    case Mark::timerIdle:
        paintCircle(painter, centre, size, colors);
        break;
    case Mark::note:
        paintFlag(painter, centre, size, Qt::SolidLine, colors);
        break;
    case Mark::gap:
        paintFlag(painter, centre, size, Qt::DotLine, colors);
        break;
    }
}

/// What decides about a glyph's pixels.
struct SpriteKey {
    Mark mark;
    double size;
    double ratio;
    QRgb base;
    QRgb text;
    auto operator<=>(const SpriteKey&) const = default;
};

/// Half the side of a glyph's picture; its centre is the middle of a pixel.
double spriteExtent(double size)
{
    return std::ceil(size / 2) + 1.5;
}

/// Thousands of glyphs a frame are copied, not drawn. GUI thread and exports to pictures, one at a time.
const QImage& spriteOf(const SpriteKey& key, const Colors& colors)
{
    thread_local std::map<SpriteKey, QImage> sprites;
    auto& sprite = sprites[key];
    if (sprite.isNull()) {
        const double side = 2 * spriteExtent(key.size);
        const int pixels = static_cast<int>(std::ceil(side * key.ratio));
        sprite = QImage(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
        sprite.setDevicePixelRatio(key.ratio);
        sprite.fill(Qt::transparent);
        QPainter painter(&sprite);
        painter.setRenderHint(QPainter::Antialiasing);
        paintShape(painter, key.mark, {side / 2, side / 2}, key.size, colors);
    }
    return sprite;
}

/// Neither a vector format nor a turned or stretched picture.
bool isPlainRaster(const QPainter& painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster &&
           painter.transform().type() <= QTransform::TxTranslate;
}

} // namespace

Mark markOf(EventKind kind)
{
    switch (kind) {
    case EventKind::probe_sent:
        return Mark::probe;
    case EventKind::probe_answered:
        return Mark::answered;
    case EventKind::probe_unanswered:
        return Mark::unanswered;
    case EventKind::data_sent:
        return Mark::dataSent;
    case EventKind::data_received:
        return Mark::dataReceived;
    case EventKind::settings_changed:
        return Mark::changed;
    case EventKind::fault_set:
        return Mark::fault;
    case EventKind::fault_cleared:
        return Mark::faultCleared;
    case EventKind::retransmitted:
        return Mark::retransmitted;
    case EventKind::timer_idle:
        return Mark::timerIdle;
    case EventKind::observation_gap:
        return Mark::gap;
    case EventKind::opened:
    case EventKind::ended:
    case EventKind::note:
        break;
    }
    return Mark::note;
}

void paintMark(QPainter& painter, Mark mark, QPointF centre, double size, const Colors& colors)
{
    if (isPlainRaster(painter)) {
        const auto& sprite = spriteOf({mark, size, painter.device()->devicePixelRatioF(),
                                       colors.base.rgba(), colors.text.rgba()},
                                      colors);
        const double half = spriteExtent(size);
        painter.drawImage(
            QPointF(std::floor(centre.x()) - half + 0.5, std::floor(centre.y()) - half + 0.5),
            sprite);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintShape(painter, mark, centre, size, colors);
    painter.restore();
}

void paintMarkLabel(QPainter& painter, const QString& label, QPointF centre, double glyphSize,
                    const Colors& colors)
{
    const bool large = glyphSize >= kLargeGlyph;
    auto font = typeFont(TypeSize::lane, QFont::Bold);
    font.setPixelSize(large ? 11 : 9);
    painter.setFont(font);
    painter.setPen(colors.text);
    const QRectF rect(centre.x() + glyphSize / 2 + (large ? 2 : 3), centre.y() - 10, 200, 20);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, label);
}

void paintCross(QPainter& painter, QPointF centre, double size, const QColor& color)
{
    const double half = size / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, size >= 10 ? 2.2 : 2.4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half));
    painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half));
    painter.restore();
}

void paintHollowCross(QPainter& painter, QPointF centre, double size, const QColor& color)
{
    const double half = size / 2;
    QPainterPath lines;
    lines.moveTo(centre + QPointF(-half, -half));
    lines.lineTo(centre + QPointF(half, half));
    lines.moveTo(centre + QPointF(-half, half));
    lines.lineTo(centre + QPointF(half, -half));
    QPainterPathStroker stroker;
    stroker.setWidth(3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(stroker.createStroke(lines).simplified(), QPen(color, 1));
    painter.restore();
}

void paintEnding(QPainter& painter, const EndingPlace& place, EndedBy by, const Colors& colors)
{
    painter.fillRect(QRectF(std::round(place.x) - 1, place.top, 2, place.bottom - place.top),
                     colors.red);
    paintCross(painter, {std::round(place.x) + (place.large ? 12.5 : 8.5), place.glyphY},
               place.large ? 12 : 7, colors.red);
    const char letter = endedLetter(by);
    if (letter == 0) {
        return;
    }
    auto font = typeFont(TypeSize::header, QFont::Bold);
    font.setPixelSize(place.large ? 15 : 12);
    painter.setFont(font);
    painter.setPen(colors.text);
    const double left = std::round(place.x) + (place.large ? 22 : 15);
    painter.drawText(QRectF(left, place.glyphY - 10, 20, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     QString(QLatin1Char(letter)));
}

void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color, double step,
                double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(QPen(color, width));
    const double start = std::floor((rect.left() - rect.height()) / step) * step;
    const int lines = static_cast<int>(std::ceil((rect.right() - start) / step));
    for (int line = 0; line < lines; ++line) {
        const double x = start + line * step;
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
}

void paintZigzag(QPainter& painter, double x, double top, double bottom, const QColor& color)
{
    constexpr double kTooth = 4;
    QPolygonF wave;
    double side = -2;
    const int teeth = static_cast<int>(std::ceil((bottom - top) / kTooth));
    for (int tooth = 0; tooth < teeth; ++tooth, side = -side) {
        wave << QPointF(x + side, top + tooth * kTooth);
    }
    wave << QPointF(x + side, bottom);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(wave);
    painter.restore();
}

void paintEndingGlyph(QPainter& painter, QPointF centre, double height, const Colors& colors)
{
    painter.fillRect(QRectF(centre.x() - 7, centre.y() - height / 2, 2, height), colors.red);
    paintCross(painter, centre + QPointF(2, 0), 7, colors.red);
}

} // namespace kai::ui
