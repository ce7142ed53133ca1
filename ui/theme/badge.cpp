#include "ui/theme/badge.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace kai::ui {
namespace {

constexpr int kHeight = 24;
constexpr int kPadding = 9;
const QColor kLive(0x00, 0x69, 0x4D);
const QColor kSimulated(0x8A, 0x3A, 0x68);

QFont wordFont()
{
    return typeFont(TypeSize::lane, QFont::Bold);
}

QFont hostFont()
{
    return typeFont(TypeSize::header);
}

} // namespace

LabBadge::LabBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLab(false, {});
}

void LabBadge::setLab(bool simulated, const QString& host)
{
    m_simulated = simulated;
    m_host = host;
    setAccessibleName(word() + QLatin1Char(' ') + host);
    setToolTip(simulated ? tr("Simulated hosts in virtual time: nothing leaves this program")
                         : tr("Real connections of this computer and its kernel's real timers"));
    updateGeometry();
    update();
}

QString LabBadge::word() const
{
    return m_simulated ? tr("SIMULATED") : tr("LIVE");
}

int LabBadge::wordWidth() const
{
    return QFontMetrics(wordFont()).horizontalAdvance(word()) + 2 * kPadding;
}

QSize LabBadge::sizeHint() const
{
    return {wordWidth() + QFontMetrics(hostFont()).horizontalAdvance(m_host) + 2 * kPadding,
            kHeight};
}

void LabBadge::paintEvent(QPaintEvent*)
{
    const auto& colors = colorsFor(palette());
    const auto fill = m_simulated ? kSimulated : kLive;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.fillPath(outline, colors.base);
    const QRect wordRect(0, 0, wordWidth(), height());
    painter.save();
    painter.setClipRect(wordRect);
    painter.fillPath(outline, fill);
    painter.restore();
    painter.strokePath(outline, QPen(fill, 1));
    painter.setFont(wordFont());
    painter.setPen(Qt::white);
    painter.drawText(wordRect, Qt::AlignCenter, word());
    painter.setFont(hostFont());
    painter.setPen(colors.text);
    painter.drawText(rect().adjusted(wordRect.width(), 0, 0, 0), Qt::AlignCenter, m_host);
}

} // namespace kai::ui
