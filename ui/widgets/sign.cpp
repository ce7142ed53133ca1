#include "ui/widgets/sign.h"

#include "ui/theme/marks.h"

#include <QPainter>

namespace kai::ui {

namespace {

void paintTick(QPainter& painter, QPointF centre, const Colors& colors)
{
    painter.setPen(QPen(colors.green, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {centre + QPointF(-5, 0), centre + QPointF(-1.5, 3.5),
                              centre + QPointF(5, -4)};
    painter.drawPolyline(points, 3);
}

void paintInformation(QPainter& painter, QPointF centre, const Colors& colors)
{
    painter.setPen(QPen(colors.link, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, 5.5, 5.5);
    painter.drawLine(centre + QPointF(0, -0.5), centre + QPointF(0, 2.5));
    painter.drawPoint(centre + QPointF(0, -3));
}

} // namespace

Sign::Sign(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(14, 14);
}

void Sign::setKind(Kind kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        update();
    }
}

void Sign::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& colors = colorsFor(palette());
    const QPointF centre = QRectF(rect()).center();
    switch (m_kind) {
    case Kind::none:
        return;
    case Kind::accepted:
        return paintTick(painter, centre, colors);
    case Kind::rounded:
        return paintMark(painter, Mark::changed, centre, kSmallGlyph, colors);
    case Kind::refused:
        return paintCross(painter, centre, kSmallGlyph, colors.red);
    case Kind::unanswered:
        return paintMark(painter, Mark::unanswered, centre, kSmallGlyph + 1, colors);
    case Kind::information:
        return paintInformation(painter, centre, colors);
    }
}

} // namespace kai::ui
