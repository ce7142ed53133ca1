#include "core/history/event_log.h"
#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_scene.h"

#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr double kPitch = 12; ///< one bar each 12 px
constexpr double kBar = 7;

double xOf(const Span& span, const QRectF& strip, Moment at)
{
    const double whole = static_cast<double>((span.until - span.from).count());
    const double share = whole <= 0 ? 0 : static_cast<double>((at - span.from).count()) / whole;
    return strip.left() + std::clamp(share, 0.0, 1.0) * strip.width();
}

/// How much happened in each stretch, as bars; their height grows with the logarithm.
void paintBars(QPainter& painter, const QRectF& strip, const Span& span, const TimelineScene& scene,
               const Colors& colors)
{
    const auto bars = static_cast<std::size_t>(strip.width() / kPitch);
    const auto startOf = [&](std::size_t bar) {
        return history::columnStart(span.from, span.until, bar, bars);
    };
    auto first = scene.log->lowerBound(span.from);
    for (std::size_t bar = 0; bar < bars; ++bar) {
        const auto last = scene.log->lowerBound(startOf(bar + 1));
        if (last > first) {
            const double height = std::min(
                strip.height() - 3, 2 + 1.6 * std::log2(static_cast<double>(last - first) + 1));
            painter.fillRect(
                QRectF(std::round(strip.left() + static_cast<double>(bar) * kPitch + 4),
                       strip.bottom() - 2 - height, kBar, height),
                withAlpha(colors.toothEdge, 0.45));
        }
        first = last;
    }
}

/// Where something went wrong: orange = probes unanswered, red = connections ended.
void paintTrouble(QPainter& painter, const QRectF& strip, const Span& span,
                  const TimelineScene& scene, const Colors& colors)
{
    std::vector<history::FleetColumn> columns(static_cast<std::size_t>(strip.width() / 2));
    scene.log->fleet().columns(span.from, span.until, columns);
    std::uint32_t waiting = 0;
    std::uint32_t ended = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        const double x = std::round(strip.left() + static_cast<double>(i) * 2);
        if (column.counts.ended > ended) {
            painter.fillRect(QRectF(x, strip.top() + 1, 2, strip.height() - 2), colors.red);
        } else if (column.mostWaiting > waiting) {
            painter.fillRect(QRectF(x, strip.top() + 3, 3, strip.height() - 5),
                             mixed(colors.orange, colors.text, 0.85));
        }
        waiting = column.mostWaiting;
        ended = column.counts.ended;
    }
}

} // namespace

Span recordedSpan(const TimelineScene& scene)
{
    const auto first = scene.log == nullptr || scene.log->firstIndex() == scene.log->endIndex()
                           ? Moment{}
                           : scene.log->at(scene.log->firstIndex()).time;
    return {std::min(first, Moment{}), std::max(scene.now, first + nanoseconds{1})};
}

QRectF overviewStrip(const TimelineAreas& areas)
{
    return {areas.timeLeft + 8, areas.overview.top() + 7,
            areas.overview.right() - areas.timeLeft - 19, 11};
}

void paintOverview(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                   const Colors& colors)
{
    painter.fillRect(areas.overview, colors.window);
    painter.fillRect(QRectF(areas.overview.left(), areas.overview.top(), areas.overview.width(), 1),
                     colors.border);
    if (scene.log == nullptr) {
        return;
    }
    const auto span = recordedSpan(scene);
    const auto strip = overviewStrip(areas);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    const auto length = QString::fromStdString(formatCountdown(scene.now - span.from));
    painter.drawText(areas.overview.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QObject::tr("%1 recorded").arg(length));
    painter.fillRect(strip, colors.base);
    painter.setPen(colors.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(strip.adjusted(0.5, 0.5, -0.5, -0.5));
    paintBars(painter, strip, span, scene, colors);
    paintTrouble(painter, strip, span, scene, colors);
    const double from = xOf(span, strip, scene.scale.toMoment(0));
    const double until =
        xOf(span, strip, scene.scale.toMoment(areas.overview.right() - areas.timeLeft));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.blue, 1.3));
    painter.setBrush(withAlpha(colors.blue, 0.13));
    painter.drawRoundedRect(
        QRectF(from, strip.top() - 2, std::max(6.0, until - from), strip.height() + 4)
            .adjusted(0.5, 0, -0.5, 0),
        3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace kai::ui
