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

constexpr double kFlagPitch = 15;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

void paintTitle(QPainter& painter, double x, double top, const QString& title,
                const QStringList& lines, const Colors& colors)
{
    painter.setFont(typeFont(TypeSize::header, QFont::Bold));
    painter.setPen(colors.text);
    painter.drawText(QRectF(x, top + 5, 400, 20), Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.drawText(QRectF(x, top + 25 + 15 * static_cast<double>(i), 400, 16),
                         Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
    }
}

void paintChosenFlag(QPainter& painter, const BoxFlag& flag, const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.vermillion, 1.2));
    painter.setBrush(mixed(colors.vermillion, colors.base, 0.14));
    painter.drawRoundedRect(flag.flag.adjusted(-5, 0.5, 4, -0.5), 3, 3);
    painter.restore();
}

} // namespace

std::vector<BoxFlag> boxFlags(const DefaultsScene& scene)
{
    std::vector<std::size_t> order(scene.boxes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return scene.boxes[a].limit < scene.boxes[b].limit;
    });
    std::vector<BoxFlag> flags(scene.boxes.size());
    double bottom = scene.geometry.rowsTop - 4;
    for (const auto index : order) {
        const auto& box = scene.boxes[index];
        auto& flag = flags[index];
        flag.x = std::round(scene.geometry.panel1.x(static_cast<double>(box.limit.count()) / 1000));
        flag.text = words(box.label());
        const auto font =
            typeFont(TypeSize::lane, scene.chosenBox == index ? QFont::Bold : QFont::Normal);
        const double width = QFontMetrics(font).horizontalAdvance(flag.text);
        flag.flag = QRectF(flag.x - 5 - width, bottom - kFlagPitch, width, kFlagPitch);
        bottom -= kFlagPitch;
    }
    return flags;
}

void paintGraphHeader(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    const auto& geometry = scene.geometry;
    const double top = geometry.headerTop;
    paintTitle(painter, 12, top, QObject::tr("Values"),
               {QObject::tr("Click a line to choose"), QObject::tr("the box in between.")}, colors);
    paintTitle(painter, geometry.columns.panel1, top, QObject::tr("Until the first probe"), {},
               colors);
    paintTitle(painter, geometry.columns.panel2 + 4, top,
               QObject::tr("After the first probe, own scale"),
               {QObject::tr("Zero is the first probe; a dashed last interval"),
                QObject::tr("is assumed: no source says so.")},
               colors);
    QStringList question;
    if (scene.chosenBox) {
        question << QObject::tr("and, behind %1,").arg(words(scene.boxes[*scene.chosenBox].name))
                 << QObject::tr("alive until then?");
    }
    paintTitle(painter, geometry.columns.verdict + 12, top, QObject::tr("Silent peer found after"),
               question, colors);
}

void paintBoxLines(QPainter& painter, const DefaultsScene& scene, const Colors& colors)
{
    const auto flags = boxFlags(scene);
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const auto& flag = flags[i];
        const bool chosen = scene.chosenBox == i;
        QPen pen(chosen ? colors.vermillion : colors.text, chosen ? 2 : 1);
        if (!chosen) {
            pen.setDashPattern({6, 2, 1, 2});
        }
        painter.setPen(pen);
        const double x = chosen ? flag.x : flag.x + 0.5;
        painter.drawLine(QPointF(x, flag.flag.top() + 2), QPointF(x, scene.geometry.rowsBottom));
        if (chosen) {
            paintChosenFlag(painter, flag, colors);
        }
        painter.setFont(typeFont(TypeSize::lane, chosen ? QFont::Bold : QFont::Normal));
        painter.setPen(chosen ? colors.text : colors.secondary);
        painter.drawText(flag.flag.adjusted(0, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         flag.text);
    }
}

} // namespace kai::ui
