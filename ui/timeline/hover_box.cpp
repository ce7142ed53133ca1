#include "ui/timeline/hover_box.h"

#include "core/history/event_log.h"
#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/event_text.h"
#include "ui/timeline/lane_history.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>

namespace kai::ui {
namespace {

QString duration(nanoseconds value)
{
    return QString::fromStdString(formatCountdown(std::max(nanoseconds{0}, value)));
}

/// The last moment at or before `at` at which something was received.
std::optional<Moment> restartBefore(const TimelineScene& scene, ConnectionId id, Moment at)
{
    const auto index = scene.log->lanes().previous({id, false}, saturatingAdd(at, nanoseconds{1}),
                                                   history::kRestartKinds);
    return index ? std::optional(scene.log->at(*index).time) : std::nullopt;
}

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The values in force at a moment and who supplied them.
struct Supplied {
    SettingsInForce settings;
    QString by;
    bool today = true; ///< nothing has changed since
};

Supplied suppliedAt(const TimelineScene& scene, const ConnectionRow& row, Moment at)
{
    const LaneHistory history(*scene.log);
    const auto next = saturatingAdd(at, nanoseconds{1});
    const auto then = history.settingsBefore(row, false, next);
    const auto newest = history.settingsBefore(row, false, kNever);
    if (!then || then->from == newest->from) {
        return {settingsOf(row), words(originName(row.idleTime.origin)), true};
    }
    const auto comma = then->text.find(", ");
    const auto by = comma == std::string::npos ? std::string() : then->text.substr(comma + 2);
    return {then->settings, QString::fromStdString(by), false};
}

QString settingsLine(const Supplied& supplied)
{
    if (!supplied.settings.enabled) {
        return QObject::tr("off: no probe, however long it is idle");
    }
    const auto time = QString::fromStdString(formatSetting(supplied.settings.idleTime));
    return supplied.by.isEmpty() ? QObject::tr("time %1").arg(time)
                                 : QObject::tr("time %1, %2").arg(time, supplied.by);
}

/// Of the first probe after `last`; those behind it have marks of their own.
Moment deadlineThen(const SettingsInForce& settings, Moment last)
{
    return settings.enabled && last != kNever
               ? saturatingAdd(last, saturatingNanoseconds(settings.idleTime))
               : kNever;
}

void paintPlate(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.base);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

QStringList hoverLines(const TimelineScene& scene, const ConnectionStore::Entry& entry, Moment at)
{
    const auto& row = entry.row;
    const auto& end = row.local;
    QStringList lines{momentText(scene, at)};
    if (row.endedAt != kNever && at >= row.endedAt) {
        lines << QObject::tr("ended %1 before").arg(duration(at - row.endedAt));
        return lines;
    }
    const auto restart = restartBefore(scene, row.id, std::min(at, scene.now));
    const auto last = restart ? *restart : end.lastReceived;
    if (last != kNever && at >= last) {
        lines << QObject::tr("idle %1").arg(duration(at - last));
    }
    const auto supplied = suppliedAt(scene, row, at);
    const bool sameDeadline = last == end.lastReceived && end.unanswered == 0;
    const bool present = supplied.today && (at >= scene.now || sameDeadline);
    const auto deadline = present ? end.deadline : deadlineThen(supplied.settings, last);
    if (deadline != kNever && deadline > at) {
        lines << QObject::tr("deadline in %1").arg(duration(deadline - at));
    }
    if (present && end.armedExpiry != kNever && end.armedExpiry > at &&
        end.armedExpiry != end.deadline) {
        lines << QObject::tr("armed timer in %1").arg(duration(end.armedExpiry - at));
    }
    lines << settingsLine(supplied);
    return lines;
}

void paintHoverBox(QPainter& painter, const QRectF& area, QPointF pointer, const QStringList& lines,
                   const Colors& colors)
{
    const auto font = typeFont(TypeSize::lane);
    const QFontMetrics metrics(font);
    double width = 0;
    for (const auto& line : lines) {
        width = std::max<double>(width, metrics.horizontalAdvance(line));
    }
    QRectF box(pointer + QPointF(12, 12),
               QSizeF(width + 16, static_cast<double>(lines.size()) * 15 + 8));
    if (box.right() > area.right()) {
        box.moveRight(pointer.x() - 12);
    }
    if (box.bottom() > area.bottom()) {
        box.moveBottom(std::max(area.top() + box.height(), pointer.y() - 12));
    }
    paintPlate(painter, box, colors);
    painter.setFont(font);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(i == 0 ? colors.secondary : colors.text);
        painter.drawText(
            QRectF(box.left() + 8, box.top() + 4 + static_cast<double>(i) * 15, width + 2, 15),
            Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
    }
}

void paintChip(QPainter& painter, QPointF centre, const QString& text, const Colors& colors)
{
    const auto font = typeFont(TypeSize::lane, QFont::DemiBold);
    const double width = QFontMetrics(font).horizontalAdvance(text) + 14;
    const QRectF plate(centre.x() - width / 2, centre.y() - 9, width, 18);
    paintPlate(painter, plate, colors);
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace kai::ui
