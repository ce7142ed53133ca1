#include "ui/first_run/thumbnails.h"

#include "ui/first_run/lane_sketch.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <array>

namespace kai::ui {

namespace {

constexpr double kLaneHeight = 26;

struct Node {
    QRectF rect;
    QString words;
    bool assumed;
};

void paintNode(QPainter& painter, const Node& node, const Colors& colors)
{
    painter.setPen(QPen(node.assumed ? colors.text : colors.secondary, 1,
                        node.assumed ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(node.assumed ? QBrush(Qt::NoBrush) : QBrush(colors.window));
    painter.drawRoundedRect(node.rect, 4, 4);
    painter.setPen(node.assumed ? colors.secondary : colors.text);
    painter.drawText(node.rect, Qt::AlignCenter, node.words);
}

} // namespace

void LanesThumbnail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    double top = 2;
    for (const LaneSketch& sketch : seeItHappen()) {
        paintSketch(painter, QRectF(0, top, width(), kLaneHeight), sketch, {},
                    colorsFor(palette()));
        top += kLaneHeight + 1;
    }
}

void ReleasesThumbnail::paintEvent(QPaintEvent*)
{
    constexpr double nameWidth = 26;
    constexpr double lane = 36;
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    const double area = width() - nameWidth;
    const std::array<std::pair<QString, int>, 2> rows{{{tr("XP"), 5}, {tr("11"), 10}}};
    double top = 4;
    for (const auto& [name, probes] : rows) {
        painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(0, top, nameWidth, lane), Qt::AlignVCenter, name);
        paintSketch(painter, QRectF(nameWidth, top, area, lane), twoHours(probes), {}, colors);
        top += lane + 4;
    }
    const QRectF fold(nameWidth + area * 0.1, 0, area * 0.15, height());
    painter.fillRect(fold, colors.window);
    paintZigzag(painter, fold.left(), fold.top(), fold.bottom(), colors.secondary);
    paintZigzag(painter, fold.right(), fold.top(), fold.bottom(), colors.secondary);
    painter.setPen(colors.text);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.drawText(fold, Qt::AlignCenter, tr("2 h"));
}

void PathThumbnail::paintEvent(QPaintEvent*)
{
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(typeFont(TypeSize::lane));
    const double middle = height() / 2.0;
    const double node = width() * 0.31;
    const auto place = [&](double left, double share) {
        return QRectF(left + 0.5, middle - 16.5, node * share, 32);
    };
    painter.setPen(QPen(colors.text, 1));
    painter.drawLine(QPointF(0, middle), QPointF(width(), middle));
    const QRectF box = place(width() / 2.0 - node * 0.42, 0.84);
    painter.fillRect(box, colors.base);
    paintNode(painter, {place(0, 1), tr("this computer"), false}, colors);
    paintNode(painter, {box, tr("a box?"), true}, colors);
    paintNode(painter, {place(width() - node - 1, 1), tr("your server"), false}, colors);
    paintMark(painter, Mark::probe, QPointF((node + box.left()) / 2, middle), kSmallGlyph, colors);
    paintMark(painter, Mark::answered, QPointF((box.right() + width() - node) / 2, middle),
              kSmallGlyph, colors);
}

} // namespace kai::ui
