#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"
#include "ui/timeline/lane_painting.h"
#include "ui/timeline/ramp_line.h"
#include "ui/timeline/teeth.h"

#include <QObject>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

/// The part of a ramp that can be seen, so that no coordinate is far outside.
Ramp visiblePart(const LanePaint& paint, Ramp ramp)
{
    ramp.from = std::max(ramp.from, paint.scale.toMoment(paint.left - 2));
    ramp.until = std::min(ramp.until, paint.scale.toMoment(paint.right + 2));
    return ramp;
}

/// The upper edge of ramps that follow each other: up along each, and down to the baseline where it was restarted.
class Teeth {
public:
    Teeth(LanePaint& paint, double top, const LaneMetrics& metrics)
        : m_paint(paint)
        , m_top(top)
        , m_metrics(metrics)
    {
    }

    void add(const Ramp& whole)
    {
        const auto ramp = visiblePart(m_paint, whole);
        if (ramp.until <= ramp.from) {
            return;
        }
        m_line << rampLine(m_paint, m_top, m_metrics, ramp);
        if (whole.until == ramp.until && whole.until < m_paint.now) {
            m_line << QPointF(m_line.back().x(), base());
        }
    }

    void paint()
    {
        paintGround(m_paint.painter, m_line, base(), m_paint.colors.toothFill,
                    m_paint.colors.toothEdge);
    }

private:
    [[nodiscard]] double base() const { return m_top + m_metrics.baseline; }

    LanePaint& m_paint;
    double m_top;
    const LaneMetrics& m_metrics;
    QPolygonF m_line;
};

/// Where keep-alive was off; what reaches now goes on to the right edge.
std::vector<Span> offSpans(const LanePaint& paint, const LaneModel& model)
{
    std::vector<Span> spans;
    for (const auto& ramp : model.ramps) {
        if (ramp.time.count() > 0) {
            continue;
        }
        const bool open = ramp.until >= paint.now && !model.ending;
        const auto until = open ? kNever : ramp.until;
        if (!spans.empty() && ramp.from <= spans.back().until) {
            spans.back().until = until;
        } else {
            spans.push_back({ramp.from, until});
        }
    }
    return spans;
}

void paintOff(LanePaint& paint, double top, const LaneMetrics& metrics, const Span& span)
{
    const double from = paint.clamped(span.from);
    const double until = paint.clamped(span.until);
    if (until <= from) {
        return;
    }
    const double y = std::floor(top + metrics.baseline) + 0.5;
    QPen dots(paint.colors.text, 1);
    dots.setDashPattern({1, 3});
    paint.painter.setPen(dots);
    paint.painter.drawLine(QPointF(from, y), QPointF(until, y));
    const auto words = QObject::tr("off: no probe, however long it is idle");
    paint.painter.setFont(typeFont(TypeSize::lane));
    const double free = std::min(until, paint.clamped(paint.now)) - from;
    if (free > QFontMetrics(paint.painter.font()).horizontalAdvance(words) + 16) {
        const double at = metrics.large ? y - 22 : top + metrics.marksCentre - 3;
        paint.painter.setPen(paint.colors.secondary);
        paint.painter.drawText(QRectF(from + 8, at, free, 16), Qt::AlignVCenter | Qt::AlignLeft,
                               words);
    }
}

/// The lines of the probe phase: each of the N where they are apart, otherwise each fifth; the last one is stronger.
void paintStairGrid(LanePaint& paint, double top, const LaneMetrics& metrics, const Stair& stair,
                    double from, double until)
{
    const double each =
        (metrics.deadline - metrics.probeTop) / static_cast<double>(std::max(1, stair.count));
    const int stride = each >= 2 ? 1 : 5;
    for (int k = stride; k <= stair.count; k += stride) {
        const double y = std::round(top + metrics.probeY(static_cast<double>(k) / stair.count));
        const auto color = withAlpha(paint.colors.secondary, k == stair.count ? 0.7 : 0.35);
        paint.painter.fillRect(QRectF(from, y, until - from, 1), color);
    }
}

/// The step's number where beside its mark it has no room: above a low step, inside a high one.
void paintStepNumber(LanePaint& paint, double from, double until, double y, double foot,
                     const Stair& stair)
{
    constexpr double kNarrow = 14;
    constexpr double kRoomBesideMark = 24;
    constexpr double kLine = 10;
    if (until - from < kNarrow || until - from >= kRoomBesideMark) {
        return;
    }
    auto font = typeFont(TypeSize::minorAxis, QFont::Bold);
    font.setPixelSize(9);
    const auto number = QString::number(stair.probe);
    const bool inside = foot - y > kLine + 1;
    const double width = wordsWidth(font, number);
    const QRectF place(std::round((from + until - width) / 2), inside ? y + 1 : y - kLine, width,
                       kLine);
    if (!inside) {
        paint.painter.fillRect(place, paint.colors.base);
    }
    paint.painter.setPen(paint.colors.text);
    paintWords(paint.painter, place, Qt::AlignLeft, font, number);
}

void paintStair(LanePaint& paint, double top, const LaneMetrics& metrics, const Stair& stair)
{
    const double from = paint.clamped(stair.from);
    const double until = paint.clamped(stair.until);
    if (until - from < 1) {
        return;
    }
    const double share = std::min(1.0, static_cast<double>(stair.probe) / std::max(1, stair.count));
    const double foot = std::floor(top + metrics.deadline);
    const double y = metrics.large ? std::round(top + metrics.probeY(share))
                                   : std::min(foot - 1, top + metrics.probeY(share));
    if (metrics.large) {
        paintStairGrid(paint, top, metrics, stair, from, until);
    }
    const double opacity = stair.assumed ? 0.28 : metrics.large ? 0.65 : 0.75;
    paint.painter.fillRect(QRectF(from, y, until - from, foot - y),
                           withAlpha(paint.colors.orange, opacity));
    paint.kinds.assumed |= stair.assumed;
    if (!metrics.large) {
        return;
    }
    QPen edge(paint.colors.text, 1);
    if (stair.assumed) {
        edge.setDashPattern({3, 3});
    }
    paint.painter.setPen(edge);
    paint.painter.drawLine(QPointF(from, y + 0.5), QPointF(until, y + 0.5));
    const double before =
        std::round(top + metrics.probeY((stair.probe - 1.0) / std::max(1, stair.count)));
    paint.painter.setPen(QPen(paint.colors.text, 1));
    paint.painter.drawLine(QPointF(from + 0.5, y + 0.5), QPointF(from + 0.5, before));
    paintStepNumber(paint, from, until, y, foot, stair);
}

/// "2 h / 1 s / 5, built-in default": who supplied the values, where the event does not say it.
QString withOrigin(const std::string& values, const ConnectionRow& row)
{
    auto text = QString::fromStdString(values);
    if (text.contains(QLatin1Char(',')) || !row.enabled.value) {
        return text;
    }
    QStringList origins;
    for (const auto origin :
         {row.idleTime.origin, row.probeInterval.origin, row.probeCount.origin}) {
        const auto name = QString::fromUtf8(originName(origin).data(),
                                            static_cast<qsizetype>(originName(origin).size()));
        if (origin != Origin::unknown && !origins.contains(name)) {
            origins << name;
        }
    }
    return origins.isEmpty() ? text
                             : text + QStringLiteral(", ") + origins.join(QStringLiteral(" / "));
}

} // namespace

QPolygonF rampLine(const LanePaint& paint, double top, const LaneMetrics& metrics, const Ramp& ramp)
{
    std::vector<Moment> bends{ramp.from, ramp.until};
    const auto add = [&](Moment at) {
        if (at > ramp.from && at < ramp.until) {
            bends.push_back(at);
        }
    };
    add(ramp.deadline());
    for (const auto& fold : paint.scale.map().folds()) {
        add(fold.from);
        add(fold.until);
    }
    std::sort(bends.begin(), bends.end());
    QPolygonF line;
    for (const auto at : bends) {
        line << QPointF(paint.x(at), top + metrics.idleY(ramp.heightAt(at)));
    }
    return line;
}

double LanePaint::clamped(Moment at) const
{
    return std::clamp(x(at), left, right);
}

void paintRamps(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model)
{
    paint.painter.setRenderHint(QPainter::Antialiasing);
    Teeth teeth(paint, top, metrics);
    for (const auto& ramp : model.ramps) {
        if (ramp.time.count() > 0 && paint.inView(paint.x(ramp.from), paint.x(ramp.until))) {
            teeth.add(ramp);
        }
    }
    teeth.paint();
    for (const auto& span : offSpans(paint, model)) {
        paintOff(paint, top, metrics, span);
    }
    paint.painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintStairs(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model)
{
    for (const auto& stair : model.stairs) {
        paintStair(paint, top, metrics, stair);
    }
}

void paintWaiting(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model)
{
    for (const auto& span : model.waiting) {
        const double from = paint.clamped(span.from);
        const double until = paint.clamped(span.until);
        if (until - from < 2) {
            continue;
        }
        const QRectF rect(from, top + metrics.deadline, until - from,
                          metrics.baseline - metrics.deadline);
        paint.painter.fillRect(rect, paint.colors.base);
        paintHatch(paint.painter, rect, withAlpha(paint.colors.text, 0.4), 5, 1.3);
        paint.kinds.waiting = true;
    }
}

namespace {

/// The thin line of a path that carries, from the opening to the ending, but not where keep-alive is off: that is dotted.
void paintCarried(LanePaint& paint, double y, const LaneModel& model)
{
    double from = model.settings.empty() ? paint.left : paint.clamped(model.settings.front().from);
    const double end = model.ending ? paint.clamped(model.ending->at) : paint.right;
    const auto line = [&](double until) {
        paint.painter.fillRect(QRectF(from, y, std::max(0.0, until - from), 1),
                               paint.colors.toothEdge);
    };
    for (const auto& span : offSpans(paint, model)) {
        line(paint.clamped(span.from));
        from = std::max(from, paint.clamped(span.until));
    }
    line(end);
}

} // namespace

void paintPath(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model)
{
    const double y = std::floor(top + metrics.baseline);
    paintCarried(paint, y, model);
    for (const auto& fault : model.faults) {
        const double start = paint.clamped(fault.from);
        paint.painter.fillRect(QRectF(start, y, paint.clamped(fault.until) - start, 2),
                               paint.colors.text);
    }
    if (model.boxForgot) {
        const double start = paint.clamped(model.boxForgot->from);
        const double end = paint.clamped(model.boxForgot->until);
        paint.painter.fillRect(QRectF(start, y, end - start, 2), paint.colors.vermillion);
        paint.painter.fillRect(QRectF(start, top + 2, 1, metrics.baseline - 2),
                               paint.colors.vermillion);
        paint.kinds.boxForgot = true;
        const auto words = QObject::tr("box has forgotten");
        paint.painter.setFont(typeFont(TypeSize::minorAxis));
        if (end - start > QFontMetrics(paint.painter.font()).horizontalAdvance(words) + 8) {
            paint.painter.setPen(paint.colors.text);
            paint.painter.drawText(QRectF(start + 4, top + 1, end - start, 13),
                                   Qt::AlignVCenter | Qt::AlignLeft, words);
        }
    }
}

void paintSettingsRibbon(LanePaint& paint, double top, const LaneMetrics& metrics,
                         const LaneModel& model, const ConnectionRow& row)
{
    if (metrics.ribbonTop == 0) {
        return;
    }
    paint.painter.setFont(typeFont(TypeSize::lane));
    for (std::size_t i = 0; i < model.settings.size(); ++i) {
        const auto& span = model.settings[i];
        const double from = std::max(paint.x(span.from), paint.left - 10);
        const double until = std::min(paint.x(span.until), paint.right + 10);
        if (until - from < 1) {
            continue;
        }
        const bool newest = i + 1 == model.settings.size();
        const QRectF rect(std::round(from) + 0.5, top + metrics.ribbonTop + 0.5, until - from - 1,
                          11);
        paint.painter.setRenderHint(QPainter::Antialiasing);
        paint.painter.setPen(withAlpha(paint.colors.purple, newest ? 1 : 0.6));
        paint.painter.setBrush(withAlpha(paint.colors.purple, newest ? 0.22 : 0.08));
        paint.painter.drawRoundedRect(rect, 3, 3);
        paint.painter.setPen(paint.colors.text);
        const auto room =
            rect.intersected({paint.left, rect.top(), paint.right - paint.left, rect.height()})
                .adjusted(6, 0, -4, 0);
        const QString full =
            newest ? withOrigin(span.text, row) : QString::fromStdString(span.text);
        const QString text = QFontMetrics(paint.painter.font())
                                 .elidedText(full, Qt::ElideRight, static_cast<int>(room.width()));
        if (text == full || text.size() > 12) {
            paint.painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, text);
        }
        paint.painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

} // namespace kai::ui
