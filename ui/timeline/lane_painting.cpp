#include "ui/timeline/lane_painting.h"

#include "ui/lab/texts.h"
#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"

#include "core/keepalive/duration_text.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kai::ui {
namespace {

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

/// The grounds and level lines that a large lane measures against.
void paintLevels(LanePaint& paint, double top, const LaneMetrics& metrics)
{
    if (!metrics.large) {
        return;
    }
    const double width = paint.right - paint.left;
    paint.painter.fillRect(
        QRectF(paint.left, top + metrics.deadline, width, metrics.baseline - metrics.deadline),
        withAlpha(QColor(0x80, 0x80, 0x80), 0.06));
    paint.painter.fillRect(QRectF(paint.left, top + metrics.deadline, width, 1),
                           paint.colors.secondary);
    QPen half(withAlpha(paint.colors.secondary, 0.6), 1);
    half.setDashPattern({2, 3});
    paint.painter.setPen(half);
    const double y = std::floor(top + metrics.idleY(0.5)) + 0.5;
    paint.painter.drawLine(QPointF(paint.left, y), QPointF(paint.right, y));
}

bool wasEverOn(const LaneModel& model)
{
    return std::any_of(model.ramps.begin(), model.ramps.end(),
                       [](const Ramp& ramp) { return ramp.time.count() > 0; });
}

/// What stands right-aligned in the name column: k / N, a countdown, or one word.
QString stateWords(const ConnectionRow& row, const EndTimers& end, Moment now)
{
    if (end.unanswered > 0) {
        return QStringLiteral("%1 / %2").arg(end.unanswered).arg(row.probeCount.value);
    }
    if (row.endedAt != kNever) {
        return QObject::tr("ended");
    }
    if (end.state == ConnectionState::connecting || end.state == ConnectionState::resolving) {
        return QObject::tr("connecting");
    }
    if (!end.keepAliveOn) {
        return QObject::tr("off");
    }
    if (end.waiting != Waiting::nothing) {
        return QObject::tr("waits");
    }
    const bool due = end.deadline != kNever;
    return due ? words(formatCountdown(std::max(nanoseconds{0}, end.deadline - now))) : QString();
}

/// Exactly, or with three figures where that has no room.
QString axisText(const QFont& font, nanoseconds value, const std::string& exact, double width)
{
    return wordsWidth(font, words(exact)) <= width ? words(exact) : aboutText(value);
}

/// N, the deadline, its half and zero, with ticks on the column's edge.
void paintAxis(LanePaint& paint, double top, const LaneMetrics& metrics, const ConnectionRow& row)
{
    if (!row.enabled.value || row.idleTime.value.count() <= 0) {
        return;
    }
    constexpr double kWidth = 61;
    const auto font = typeFont(TypeSize::minorAxis);
    const auto time = row.idleTime.value;
    const auto full = axisText(font, time, formatSetting(time), kWidth);
    const auto half = axisText(font, time / 2, formatDuration(time / 2), kWidth);
    const std::pair<double, QString> labels[] = {
        {metrics.probeTop, QString::number(row.probeCount.value)},
        {metrics.deadline, full},
        {metrics.idleY(0.5), half},
        {metrics.baseline, QStringLiteral("0")},
    };
    paint.painter.setFont(font);
    for (const auto& [y, label] : labels) {
        const bool strong = label == full;
        paint.painter.fillRect(QRectF(paint.left - 6, std::floor(top + y), 5, 1),
                               paint.colors.border);
        paint.painter.setPen(strong ? paint.colors.text : paint.colors.secondary);
        paint.painter.drawText(QRectF(paint.left - kWidth - 9, top + y - 8, kWidth, 16),
                               Qt::AlignRight | Qt::AlignVCenter, label);
    }
}

QString elided(const QFont& font, const QString& text, double width)
{
    return wordsWidth(font, text) <= width
               ? text
               : QFontMetrics(font).elidedText(text, Qt::ElideRight, static_cast<int>(width));
}

void paintSubtitles(LanePaint& paint, double top, const ConnectionRow& row, const EndTimers& end)
{
    paint.painter.setFont(typeFont(TypeSize::lane));
    paint.painter.setPen(paint.colors.secondary);
    const QRectF line(12, top + 22, paint.left - 54, 16);
    paint.painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                           words(settingsText(settingsOf(row))));
    if (row.endedAt == kNever && end.lastReceived != kNever) {
        const auto idle =
            words(formatCountdown(std::max(nanoseconds{0}, paint.now - end.lastReceived)));
        paint.painter.drawText(line.translated(0, 15),
                               Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                               QObject::tr("idle %1").arg(idle));
    }
}

} // namespace

std::uint64_t eventDrawn(const PaintedMark& mark, const history::EventLog& log)
{
    if (mark.drawn == 0) {
        return mark.index;
    }
    const auto before = log.at(mark.index).time - nanoseconds{1};
    return log.lanes().next(mark.lane, before, mark.drawn).value_or(mark.index);
}

void paintFoldEdges(const LanePaint& paint, const QRectF& area)
{
    for (const auto& fold : paint.scale.map().folds()) {
        for (const double x : {paint.x(fold.from), paint.x(fold.until)}) {
            if (x >= paint.left && x <= paint.right) {
                paintZigzag(paint.painter, x, area.top(), area.bottom(), paint.colors.secondary);
            }
        }
    }
}

void paintLane(LanePaint& paint, const LanePlace& place, const LaneModel& model,
               const ConnectionRow& row, const ConnectionInfo& info)
{
    const auto metrics = laneMetrics(place.height);
    const auto& end = place.peerEnd ? row.peer : row.local;
    const history::LaneKey lane{row.id, place.peerEnd};
    paint.painter.save();
    paint.painter.setClipRect(QRectF(paint.left, place.top, paint.right - paint.left, place.height),
                              Qt::IntersectClip);
    if (row.enabled.value || wasEverOn(model)) {
        paintLevels(paint, place.top, metrics);
    }
    paintRamps(paint, place.top, metrics, model);
    paintStairs(paint, place.top, metrics, model);
    paintWaiting(paint, place.top, metrics, model);
    paintSettingsRibbon(paint, place.top, metrics, model, row);
    paintTimerLine(paint, place.top, metrics, model, end);
    paintPath(paint, place.top, metrics, model);
    paintBoxLimit(paint, place.top, metrics, row, info);
    paintLaneEnding(paint, place.top, metrics, model, lane);
    paintMarks(paint, place.top, metrics, model, lane);
    paintPrediction(paint, place.top, metrics, row, end);
    paint.painter.restore();
}

void paintLaneName(LanePaint& paint, const LanePlace& place, const ConnectionRow& row,
                   const ConnectionInfo& info)
{
    const auto metrics = laneMetrics(place.height);
    const auto& end = place.peerEnd ? row.peer : row.local;
    const bool strong = place.current || metrics.large || end.unanswered > 0;
    const double indent = place.peerEnd ? 28 : 12;
    const QRectF line(indent, place.top + (metrics.large ? 3 : (place.height - 24) / 2.0),
                      paint.left - indent - 10, 20 + (metrics.large ? 0 : 4));
    const auto state = stateWords(row, end, paint.now);
    const auto stateFont =
        typeFont(TypeSize::lane, end.unanswered > 0 ? QFont::Bold : QFont::Normal);
    paint.painter.setPen(end.unanswered > 0 ? paint.colors.text : paint.colors.secondary);
    paintWords(paint.painter, line, Qt::AlignRight, stateFont, state);
    const double room = line.width() - wordsWidth(stateFont, state) - 8;
    const auto nameFont =
        typeFont(TypeSize::body, strong && metrics.large ? QFont::DemiBold : QFont::Normal);
    paint.painter.setPen(place.peerEnd ? paint.colors.secondary : paint.colors.text);
    const auto name = place.peerEnd ? QObject::tr("peer's end") : words(info.name);
    paintWords(paint.painter, line, Qt::AlignLeft, nameFont, elided(nameFont, name, room));
    if (metrics.large) {
        paintAxis(paint, place.top, metrics, row);
        paintSubtitles(paint, place.top, row, end);
    }
}

} // namespace kai::ui
