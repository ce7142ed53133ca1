#include "ui/first_run/lane_example.h"

#include "ui/theme/theme.h"
#include "ui/timeline/lane_thumbnail.h"

#include <QPainter>

namespace kai::ui {

namespace {

constexpr int kHeadHeight = 36;
constexpr int kNameWidth = 150;

void paintHead(QPainter& painter, const QRect& head, const Colors& colors)
{
    painter.fillRect(head, colors.window);
    painter.fillRect(QRect(0, head.top(), head.width(), 1), colors.border);
    painter.fillRect(QRect(0, head.bottom(), head.width(), 1), colors.border);
    painter.setPen(colors.text);
    painter.setFont(typeFont(TypeSize::body, QFont::DemiBold));
    painter.drawText(head.adjusted(12, 0, 0, 0), Qt::AlignVCenter, LaneExample::tr("Timeline"));
    painter.setPen(colors.secondary);
    painter.setFont(typeFont(TypeSize::header));
    painter.drawText(head.adjusted(kNameWidth, 0, 0, 0), Qt::AlignVCenter,
                     LaneExample::tr("Empty until a connection is open. How to read a lane:"));
}

} // namespace

LaneExample::LaneExample(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(kHeadHeight + kExampleLaneHeight);
    setMinimumWidth(600);
    setAccessibleName(tr("How to read a lane of the timeline"));
    setAccessibleDescription(tr(
        "A grey ramp is the idle time; an answered probe or data drops it to zero. At the time "
        "set, probes begin; unanswered ones rise as steps until keep-alive ends the connection."));
}

void LaneExample::paintEvent(QPaintEvent*)
{
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    paintHead(painter, {0, 0, width(), kHeadHeight}, colors);
    paintExampleLane(painter, QRectF(0, kHeadHeight, width(), kExampleLaneHeight), colors);
}

} // namespace kai::ui
