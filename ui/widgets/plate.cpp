#include "ui/widgets/plate.h"

#include "ui/theme/colors.h"

#include <QPainter>

namespace kai::ui {

namespace {

struct Surface {
    QColor fill;
    QColor edge;
};

Surface surfaceOf(Plate::Tone tone, const Colors& colors)
{
    switch (tone) {
    case Plate::Tone::warning:
        return {mixed(colors.orange, colors.base, 0.16), mixed(colors.orange, colors.base, 0.8)};
    case Plate::Tone::failure:
        return {mixed(colors.red, colors.base, 0.1), mixed(colors.red, colors.base, 0.8)};
    case Plate::Tone::neutral:
        break;
    }
    return {colors.window, colors.border};
}

} // namespace

Plate::Plate(QWidget* parent)
    : QWidget(parent)
{
}

void Plate::setTone(Tone tone)
{
    if (m_tone != tone) {
        m_tone = tone;
        update();
    }
}

void Plate::paintEvent(QPaintEvent*)
{
    constexpr double radius = 4;
    const Surface surface = surfaceOf(m_tone, colorsFor(palette()));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(surface.edge);
    painter.setBrush(surface.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace kai::ui
