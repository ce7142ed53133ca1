#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lane_painting.h"
#include "ui/timeline/ramp_line.h"

#include "core/keepalive/duration_text.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

QPen dashes(const Colors& colors)
{
    QPen pen(colors.text, 1);
    pen.setDashPattern({2, 2});
    return pen;
}

/// "in 48 min >" or "ends in 44.2 s >" at the right edge, on a plate. Returns its left edge.
double paintBeyond(LanePaint& paint, double centreY, const QString& words, bool bordered)
{
    paint.painter.setFont(typeFont(TypeSize::lane));
    const double width = QFontMetrics(paint.painter.font()).horizontalAdvance(words) + 22;
    const QRectF plate(paint.right - width - 4, centreY - 8, width, 16);
    paint.painter.save();
    paint.painter.setRenderHint(QPainter::Antialiasing);
    paint.painter.setPen(bordered ? QPen(paint.colors.border, 1) : QPen(Qt::NoPen));
    paint.painter.setBrush(paint.colors.base);
    paint.painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    paint.painter.setPen(paint.colors.text);
    paint.painter.drawText(plate.adjusted(5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
    paint.painter.setPen(QPen(paint.colors.text, 1.6));
    const double tip = plate.right() - 5;
    const QPointF chevron[] = {{tip - 4, centreY - 4}, {tip, centreY}, {tip - 4, centreY + 4}};
    paint.painter.drawPolyline(chevron, 3);
    paint.painter.restore();
    return plate.left();
}

QString countdown(Moment at, Moment now)
{
    return QString::fromStdString(formatCountdown(at - now));
}

/// From now on the ramp goes on dashed to the deadline.
void paintDashedRamp(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const ConnectionRow& row, const EndTimers& end, double until)
{
    constexpr double kRightOfNow = 2;
    const auto time = settingsOf(row, &end == &row.peer).idleTime;
    Ramp ramp{end.lastReceived, paint.now, end.deadline, saturatingNanoseconds(time)};
    const double from = paint.clamped(paint.now) + kRightOfNow;
    if (ramp.lastSegment == kNever || ramp.time.count() <= 0 || until <= from) {
        return;
    }
    ramp.from = paint.scale.toMoment(from);
    ramp.until = paint.scale.toMoment(until);
    paint.painter.save();
    paint.painter.setRenderHint(QPainter::Antialiasing);
    paint.painter.setPen(dashes(paint.colors));
    paint.painter.drawPolyline(rampLine(paint, top, metrics, ramp));
    paint.painter.restore();
}

/// The steps that are still to come if nobody answers.
void paintDashedStairs(LanePaint& paint, double top, const LaneMetrics& metrics,
                       const ConnectionRow& row, const EndTimers& end)
{
    const int count = std::max<int>(1, row.probeCount.value);
    const auto interval = saturatingNanoseconds(row.probeInterval.value);
    Moment from = paint.now;
    Moment until = end.deadline;
    paint.painter.setPen(dashes(paint.colors));
    for (int k = end.unanswered; k <= count && from < end.predictedEnd; ++k) {
        const double start = paint.clamped(from);
        const double stop = paint.clamped(std::min(until, end.predictedEnd));
        const double y = std::round(top + metrics.probeY(static_cast<double>(k) / count)) + 0.5;
        paint.painter.drawLine(QPointF(start, y), QPointF(stop, y));
        if (stop >= paint.right || interval.count() <= 0) {
            break;
        }
        from = until;
        until = saturatingAdd(until, interval);
    }
}

void paintDeadline(LanePaint& paint, double top, const LaneMetrics& metrics, const EndTimers& end)
{
    const double x = paint.x(end.deadline);
    paint.painter.fillRect(QRectF(std::round(x) - 1, top + metrics.probeTop, 3,
                                  metrics.baseline - metrics.probeTop + 1),
                           paint.colors.text);
    paint.kinds.deadline = true;
    if (end.predictedProbe != kNever && end.predictedProbe > end.deadline &&
        metrics.timerLine == 0) {
        const double width = std::max(1.0, std::min(paint.x(end.predictedProbe), paint.right) - x);
        paint.painter.fillRect(
            QRectF(x + 2, top + metrics.deadline, width, metrics.baseline - metrics.deadline),
            paint.colors.bucket);
    }
}

/// The thin line of the system's own timer, with a flag, unless it is the deadline.
void paintArmed(LanePaint& paint, double top, const LaneMetrics& metrics, const EndTimers& end)
{
    const double x = paint.x(end.armedExpiry);
    const bool apart = end.deadline == kNever || std::abs(x - paint.x(end.deadline)) > 2;
    if (!apart || x > paint.right || x < paint.left || metrics.timerLine != 0) {
        return;
    }
    paint.painter.fillRect(
        QRectF(std::floor(x), top + metrics.deadline, 1, metrics.baseline - metrics.deadline + 1),
        paint.colors.text);
    paint.painter.fillRect(QRectF(std::floor(x), top + metrics.deadline, 4, 3), paint.colors.text);
    paint.kinds.armedTimer = true;
}

void paintPredictedEnd(LanePaint& paint, double top, const LaneMetrics& metrics,
                       const EndTimers& end)
{
    const double x = paint.x(end.predictedEnd);
    if (x > paint.right) {
        if (metrics.large && end.unanswered > 0) {
            paintBeyond(paint, top + metrics.marksCentre,
                        QObject::tr("ends in %1").arg(countdown(end.predictedEnd, paint.now)),
                        true);
        }
        return;
    }
    paint.painter.setPen(QPen(withAlpha(paint.colors.red, 0.9), 1, Qt::DashLine));
    paint.painter.drawLine(QPointF(std::floor(x) + 0.5, top + 1),
                           QPointF(std::floor(x) + 0.5, top + metrics.baseline));
    paintHollowCross(paint.painter, {x, top + metrics.marksCentre}, metrics.large ? 10 : 7,
                     paint.colors.red);
}

} // namespace

void paintPrediction(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const ConnectionRow& row, const EndTimers& end)
{
    const bool alive = row.endedAt == kNever && end.keepAliveOn && end.waiting == Waiting::nothing;
    const bool due = end.deadline != kNever; // after the last probe only the end is
    if (!alive || (!due && end.predictedEnd == kNever) || paint.x(paint.now) > paint.right) {
        return;
    }
    const double deadline = paint.x(end.deadline);
    double until = std::min(deadline, paint.right);
    if (due && deadline > paint.right) {
        const double centre = metrics.large ? (metrics.deadline + metrics.baseline) / 2.0 : 12;
        until = paintBeyond(paint, top + centre,
                            QObject::tr("in %1").arg(countdown(end.deadline, paint.now)),
                            metrics.large) -
                4;
    }
    if (end.unanswered == 0) {
        paintDashedRamp(paint, top, metrics, row, end, until);
    } else if (metrics.large && end.predictedEnd != kNever) {
        paintDashedStairs(paint, top, metrics, row, end);
    }
    paintArmed(paint, top, metrics, end);
    if (deadline <= paint.right) {
        paintDeadline(paint, top, metrics, end);
    }
    if (end.predictedEnd != kNever) {
        paintPredictedEnd(paint, top, metrics, end);
    }
}

namespace {

/// A timer that will run out before the deadline only arms itself again: dashed up to the deadline. From there, or from its
/// own expiry when that is later, the wheel's bucket is pale: in it the probe leaves.
void paintRearmed(LanePaint& paint, double y, const EndTimers& end)
{
    const auto due =
        end.deadline == kNever ? end.armedExpiry : std::max(end.armedExpiry, end.deadline);
    const double from = paint.clamped(due);
    if (due > end.armedExpiry) {
        paint.painter.setPen(dashes(paint.colors));
        paint.painter.drawLine(QPointF(paint.clamped(end.armedExpiry) + 3, y + 0.5),
                               QPointF(from, y + 0.5));
    }
    if (end.predictedProbe != kNever && end.predictedProbe >= due && from < paint.right) {
        const double width =
            std::max(5.0, std::min(paint.x(end.predictedProbe), paint.right) - from);
        paint.painter.fillRect(QRectF(from + 1, y - 3, width, 7), paint.colors.bucket);
    }
}

/// Whether keep-alive was on at a moment, or just before a restart there.
bool wasOn(const LaneModel& model, Moment at)
{
    const auto ramp = std::partition_point(model.ramps.begin(), model.ramps.end(),
                                           [at](const Ramp& before) { return before.until < at; });
    return ramp != model.ramps.end() && ramp->time.count() > 0 && at >= ramp->from;
}

} // namespace

void paintTimerLine(LanePaint& paint, double top, const LaneMetrics& metrics,
                    const LaneModel& model, const EndTimers& end)
{
    if (metrics.timerLine == 0 || model.ramps.empty()) {
        return;
    }
    const double y = std::floor(top + metrics.timerLine);
    const bool running = end.armedExpiry != kNever && end.keepAliveOn && !model.ending;
    const auto line = [&](Moment from, Moment until) {
        const double start = paint.clamped(from);
        paint.painter.fillRect(QRectF(start, y, paint.clamped(until) - start, 1),
                               paint.colors.text);
    };
    const auto tick = [&](Moment at) {
        const double x = paint.x(at);
        if (x >= paint.left && x <= paint.right) {
            paint.painter.fillRect(QRectF(std::floor(x), y - 2, 1, 5), paint.colors.text);
        }
    };
    for (const auto& ramp : model.ramps) {
        if (ramp.time.count() > 0) {
            line(ramp.from, ramp.until);
        }
    }
    for (const auto& mark : model.marks) {
        if ((mark.isProbe() || mark.kind == EventKind::data_received) && wasOn(model, mark.at)) {
            tick(mark.at);
        }
    }
    if (running) {
        line(model.ramps.back().until, end.armedExpiry);
        tick(end.armedExpiry);
        paintRearmed(paint, y, end);
    }
}

void paintBoxLimit(LanePaint& paint, double top, const LaneMetrics& metrics,
                   const ConnectionRow& row, const ConnectionInfo& info)
{
    if (!info.boxLimit || row.boxForgetsAt == kNever || row.boxForgot) {
        return;
    }
    const double x = paint.x(row.boxForgetsAt);
    if (x >= paint.left && x <= paint.right) {
        QPen pen(paint.colors.vermillion, metrics.large ? 2 : 1);
        if (info.boxAssumed) {
            pen.setDashPattern({3, 2});
        }
        paint.painter.setPen(pen);
        paint.painter.drawLine(QPointF(std::floor(x) + 0.5, top + 2),
                               QPointF(std::floor(x) + 0.5, top + metrics.baseline));
    }
    if (!metrics.large || row.idleTime.value.count() <= 0) {
        return;
    }
    const double share = static_cast<double>(info.boxLimit->count()) /
                         static_cast<double>(row.idleTime.value.count());
    const double y = std::round(top + metrics.idleY(std::min(1.0, share))) + 0.5;
    const auto limit = QString::fromStdString(formatSetting(*info.boxLimit));
    const auto words =
        share <= 1 ? QObject::tr("box %1").arg(limit) : QObject::tr("box %1 above").arg(limit);
    if (share <= 1) {
        paint.painter.setPen(QPen(paint.colors.vermillion, 1, Qt::DashDotLine));
        paint.painter.drawLine(QPointF(paint.left, y), QPointF(paint.right, y));
    }
    paint.painter.setFont(typeFont(TypeSize::minorAxis));
    paint.painter.setPen(paint.colors.text);
    paint.painter.drawText(QRectF(paint.left + 6, y - 13, 160, 12),
                           Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace kai::ui
