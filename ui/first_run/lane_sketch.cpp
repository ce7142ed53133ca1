#include "ui/first_run/lane_sketch.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace kai::ui {

namespace {

/// Where things are, in pixels.
struct Place {
    QRectF rect;
    SketchForm form;
    [[nodiscard]] double x(double share) const { return rect.left() + rect.width() * share; }
    [[nodiscard]] double baseline() const { return rect.bottom() - 3; }
    [[nodiscard]] double deadline() const { return baseline() - form.idleHeight; }
    [[nodiscard]] double marks() const { return rect.top() + form.markHeight / 2 + 1; }
    [[nodiscard]] double idle(double share) const { return baseline() - form.idleHeight * share; }
};

void paintTeeth(QPainter& painter, const Place& place, const LaneSketch& sketch,
                const Colors& colors)
{
    for (const LaneSketch::Tooth& tooth : sketch.teeth) {
        const QPointF low(place.x(tooth.from), place.idle(tooth.low));
        const QPointF high(place.x(tooth.until), place.idle(tooth.high));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.toothFill);
        painter.drawPolygon(QPolygonF{
            {QPointF(low.x(), place.baseline()), low, high, QPointF(high.x(), place.baseline())}});
        painter.setPen(QPen(colors.toothEdge, 1.2));
        painter.drawLine(low, high);
        if (tooth.high > tooth.low) {
            painter.drawLine(high, QPointF(high.x(), place.baseline()));
        }
    }
}

void paintStairs(QPainter& painter, const Place& place, const LaneSketch& sketch,
                 const Colors& colors)
{
    const std::size_t count = sketch.unanswered.size();
    for (std::size_t i = 0; i < count; ++i) {
        const double until =
            i + 1 < count ? sketch.unanswered[i + 1] : std::min(sketch.endsAt, 1.0);
        const double height =
            place.form.stairHeight * static_cast<double>(i + 1) / static_cast<double>(count);
        const QRectF step(place.x(sketch.unanswered[i]), place.deadline() - height,
                          place.x(until) - place.x(sketch.unanswered[i]), height);
        painter.fillRect(step, withAlpha(colors.orange, 0.6));
        painter.setPen(QPen(colors.text, 1));
        painter.drawLine(step.topLeft(), step.topRight());
    }
}

void paintPath(QPainter& painter, const Place& place, const LaneSketch& sketch,
               const Colors& colors)
{
    const double end = place.x(std::min(sketch.endsAt, 1.0));
    const double y = place.baseline() + 0.5;
    if (sketch.off) {
        painter.setPen(QPen(colors.text, 1, Qt::DotLine));
        painter.drawLine(QPointF(place.x(0), y), QPointF(end, y));
        return;
    }
    painter.setPen(QPen(colors.secondary, 1));
    painter.drawLine(QPointF(place.x(0), y), QPointF(end, y));
    if (sketch.faultFrom <= 1) {
        painter.setPen(QPen(colors.text, 2));
        painter.drawLine(QPointF(place.x(sketch.faultFrom), y), QPointF(end, y));
    }
}

void paintEnd(QPainter& painter, const Place& place, const LaneSketch& sketch, const Colors& colors)
{
    if (sketch.endsAt > 1) {
        return;
    }
    const double x = place.x(sketch.endsAt);
    paintHatch(painter, QRectF(x, place.rect.top(), place.rect.right() - x, place.rect.height()),
               colors.hatch, 6, 1);
    paintEnding(painter,
                {.x = x,
                 .top = place.rect.top(),
                 .bottom = place.baseline(),
                 .glyphY = place.form.large ? place.marks() : place.rect.center().y(),
                 .large = place.form.large},
                EndedBy::keepAlive, colors);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    painter.drawText(QRectF(x + 32, place.rect.top(), 200, place.rect.height()), Qt::AlignVCenter,
                     sketch.endWords);
}

void paintSketchMarks(QPainter& painter, const Place& place, const LaneSketch& sketch,
                      const Colors& colors)
{
    const double size = place.form.large ? kLargeGlyph : kSmallGlyph;
    for (const LaneSketch::SketchMark& mark : sketch.marks) {
        const QPointF centre(place.x(mark.at), place.marks());
        paintMark(painter, mark.mark, centre, size, colors);
        if (!mark.label.isEmpty()) {
            paintMarkLabel(painter, mark.label, centre, size, colors);
        }
        painter.setFont(typeFont(TypeSize::lane));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(centre.x() + size / 2 + 4, centre.y() - 8, 200, 16),
                         Qt::AlignVCenter, mark.words);
    }
}

QString tr(const char* words)
{
    return QCoreApplication::translate("LaneSketch", words);
}

} // namespace

void paintSketch(QPainter& painter, const QRectF& rect, const LaneSketch& sketch,
                 const SketchForm& form, const Colors& colors)
{
    const Place place{rect, form};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintTeeth(painter, place, sketch, colors);
    paintStairs(painter, place, sketch, colors);
    paintPath(painter, place, sketch, colors);
    paintEnd(painter, place, sketch, colors);
    paintSketchMarks(painter, place, sketch, colors);
    if (sketch.off) {
        painter.setFont(typeFont(TypeSize::lane));
        painter.setPen(colors.secondary);
        painter.drawText(rect.adjusted(8, 0, 0, -4), Qt::AlignVCenter, sketch.endWords);
    }
    painter.restore();
}

std::vector<LaneSketch> seeItHappen()
{
    LaneSketch healthy;
    healthy.teeth = {{0, 0.33}, {0.33, 0.66}, {0.66, 1}};
    healthy.marks = {{Mark::answered, 0.33, {}}, {Mark::answered, 0.66, {}}};
    LaneSketch silent;
    silent.teeth = {{0, 0.4}, {0.4, 0.6, 1, 1}};
    silent.marks = {{Mark::unanswered, 0.4, QStringLiteral("1")},
                    {Mark::unanswered, 0.47, QStringLiteral("2")},
                    {Mark::unanswered, 0.54, QStringLiteral("3")}};
    silent.unanswered = {0.4, 0.47, 0.54};
    silent.faultFrom = 0.2;
    silent.endsAt = 0.61;
    silent.endWords = tr("found dead");
    LaneSketch off;
    off.off = true;
    off.endWords = tr("off: no probe, however long it is idle");
    return {healthy, silent, off};
}

LaneSketch twoHours(int probes)
{
    constexpr double first = 0.3;
    constexpr double step = 0.05;
    LaneSketch sketch;
    sketch.endsAt = first + step * probes;
    sketch.teeth = {{0, 0.1, 0, 0.1}, {0.25, first, 0.9, 1}, {first, sketch.endsAt, 1, 1}};
    for (int probe = 0; probe < probes; ++probe) {
        sketch.marks.push_back({Mark::unanswered, first + step * probe, {}});
        sketch.unanswered.push_back(first + step * probe);
    }
    sketch.faultFrom = 0.02;
    return sketch;
}

} // namespace kai::ui
