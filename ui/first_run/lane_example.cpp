#include "ui/first_run/lane_example.h"

#include "ui/first_run/lane_sketch.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <array>

namespace kai::ui {

namespace {

constexpr int kHeadHeight = 36;
constexpr int kLaneHeight = 120;
constexpr int kNameWidth = 150;
constexpr int kEndingRoom = 56;

LaneSketch exampleSketch()
{
    LaneSketch sketch;
    sketch.teeth = {{0, 0.207, 0.13, 1}, {0.207, 0.449}, {0.449, 0.69}, {0.69, 1, 1, 1}};
    sketch.marks = {{Mark::answered, 0.207, {}, LaneExample::tr("answered")},
                    {Mark::dataReceived, 0.449, {}, LaneExample::tr("data received")},
                    {Mark::unanswered, 0.69, QStringLiteral("1 / 3")},
                    {Mark::unanswered, 0.793, QStringLiteral("2 / 3")},
                    {Mark::unanswered, 0.896, QStringLiteral("3 / 3")}};
    sketch.unanswered = {0.69, 0.793, 0.896};
    sketch.endsAt = 1;
    return sketch;
}

void paintNote(QPainter& painter, QPointF centre, const QString& words, const Colors& colors)
{
    const double width = painter.fontMetrics().horizontalAdvance(words) + 10;
    const QRectF plate(centre.x() - width / 2, centre.y() - 8, width, 16);
    painter.setPen(colors.border);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(plate, 3, 3);
    painter.setPen(colors.text);
    painter.drawText(plate, Qt::AlignCenter, words);
}

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

void paintName(QPainter& painter, const QRect& name, const Colors& colors)
{
    painter.setPen(colors.text);
    painter.setFont(typeFont(TypeSize::body, QFont::DemiBold));
    painter.drawText(name.adjusted(12, 6, -4, 0), LaneExample::tr("example"));
    painter.setPen(colors.secondary);
    painter.setFont(typeFont(TypeSize::lane));
    painter.drawText(name.adjusted(12, 24, -4, 0), LaneExample::tr("7 s / 3 s / 3"));
    painter.fillRect(QRect(name.right(), name.top(), 1, name.height()), colors.border);
}

/// Probe count, time, half of it and zero, at the heights of the lane.
void paintAxis(QPainter& painter, const QRectF& lane, const Colors& colors)
{
    painter.setFont(typeFont(TypeSize::minorAxis));
    painter.setPen(colors.secondary);
    const double zero = lane.bottom() - 3;
    const std::array<std::pair<double, QString>, 3> labels{{{zero - 71, LaneExample::tr("3")},
                                                            {zero - 47, LaneExample::tr("7 s")},
                                                            {zero, LaneExample::tr("0")}}};
    for (const auto& [y, words] : labels) {
        painter.drawText(QRectF(0, y - 8, lane.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                         words);
        painter.fillRect(QRectF(lane.left() - 5, y, 5, 1), colors.border);
    }
    painter.fillRect(QRectF(lane.left(), zero - 47, lane.width(), 1), colors.toothEdge);
}

/// The ribbon that says which settings are in force.
void paintRibbon(QPainter& painter, const QRectF& ribbon, const Colors& colors)
{
    painter.setPen(colors.purple);
    painter.setBrush(mixed(colors.purple, colors.base, 0.2));
    painter.drawRoundedRect(ribbon, 2, 2);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.text);
    painter.drawText(ribbon.adjusted(6, 0, 0, 0), Qt::AlignVCenter,
                     LaneExample::tr("settings in force: 7 s / 3 s / 3"));
}

void paintLegend(QPainter& painter, const QRect& line, const Colors& colors)
{
    painter.setFont(typeFont(TypeSize::lane));
    const std::array<std::pair<Mark, QString>, 3> marks{
        {{Mark::probe, LaneExample::tr("on its way")},
         {Mark::answered, LaneExample::tr("answered")},
         {Mark::unanswered, LaneExample::tr("unanswered")}}};
    const QString intro = LaneExample::tr("A probe is one mark; its shape is its fate:");
    painter.setPen(colors.secondary);
    painter.drawText(line.adjusted(kNameWidth, 0, 0, 0), Qt::AlignVCenter, intro);
    double x = kNameWidth + painter.fontMetrics().horizontalAdvance(intro) + 20;
    for (const auto& [mark, words] : marks) {
        paintMark(painter, mark, QPointF(x, line.center().y() + 0.5), kSmallGlyph, colors);
        painter.setPen(colors.text);
        painter.drawText(QRectF(x + 10, line.top(), 200, line.height()), Qt::AlignVCenter, words);
        x += painter.fontMetrics().horizontalAdvance(words) + 32;
    }
    paintEndingGlyph(painter, QPointF(x + 4, line.center().y() + 0.5), 14, colors);
    painter.setPen(colors.text);
    painter.drawText(QRectF(x + 22, line.top(), 300, line.height()), Qt::AlignVCenter,
                     LaneExample::tr("ended, K = by keep-alive"));
}

} // namespace

LaneExample::LaneExample(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(sizeHint().height());
    setAccessibleName(tr("How to read a lane of the timeline"));
    setAccessibleDescription(tr(
        "A grey ramp is the idle time; an answered probe or data drops it to zero. At the time "
        "set, probes begin; unanswered ones rise as steps until keep-alive ends the connection."));
}

void LaneExample::paintEvent(QPaintEvent*)
{
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors.base);
    paintHead(painter, {0, 0, width(), kHeadHeight}, colors);
    paintName(painter, {0, kHeadHeight, kNameWidth, kLaneHeight}, colors);

    const QRectF lane(kNameWidth, kHeadHeight + 16, width() - kNameWidth - kEndingRoom,
                      kLaneHeight - 18);
    paintRibbon(painter, QRectF(lane.left() + 0.5, kHeadHeight + 2.5, lane.width() - 1, 12),
                colors);
    paintAxis(painter, lane, colors);
    paintSketch(painter, lane, exampleSketch(),
                {.markHeight = 24, .stairHeight = 24, .idleHeight = 47, .large = true}, colors);
    painter.setFont(typeFont(TypeSize::lane));
    const auto at = [&](double share, double height) {
        return QPointF(lane.left() + lane.width() * share, lane.bottom() - 3 - 47 * height);
    };
    paintNote(painter, at(0.33, 0.72), tr("grey: idle time grows"), colors);
    paintNote(painter, at(0.54, 0.25), tr("data restarts it"), colors);
    paintNote(painter, at(0.78, 0.55), tr("7 s idle: probes begin"), colors);
    painter.fillRect(QRect(0, kHeadHeight + kLaneHeight, width(), 1), colors.border);
    paintLegend(painter, {0, kHeadHeight + kLaneHeight + 4, width(), 28}, colors);
}

} // namespace kai::ui
