#include "ui/connections/next_probe_painting.h"

#include "ui/theme/marks.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kBarHeight = 5;
constexpr int kBarTop = 19;
constexpr int kDeadlineWidth = 2;
constexpr int kDeadlineHeight = 9;
constexpr int kMostSegments = 20;

void paintIdleBar(QPainter& painter, const QRect& bar, double filled, const Colors& colors)
{
    painter.fillRect(bar, mixed(colors.text, colors.base, 0.14));
    QRect done = bar;
    done.setWidth(static_cast<int>(bar.width() * filled));
    painter.fillRect(done, colors.secondary);
    painter.fillRect(QRect(bar.right() - kDeadlineWidth + 1, bar.center().y() - kDeadlineHeight / 2,
                           kDeadlineWidth, kDeadlineHeight),
                     colors.text);
}

void paintSegment(QPainter& painter, const QRect& segment, double filled, bool unanswered,
                  const Colors& colors)
{
    if (unanswered) {
        painter.fillRect(segment, colors.text);
        painter.fillRect(segment.adjusted(0, 1, 0, -1), colors.orange);
        return;
    }
    painter.fillRect(segment, mixed(colors.text, colors.base, 0.14));
    QRect done = segment;
    done.setWidth(static_cast<int>(segment.width() * filled));
    painter.fillRect(done, colors.secondary);
}

void paintSegments(QPainter& painter, const QRect& bar, const NextProbe& next, const Colors& colors)
{
    const int shown = std::clamp(next.count, 1, kMostSegments);
    const int full = next.count <= kMostSegments
                         ? next.unanswered
                         : next.unanswered * kMostSegments / std::max(next.count, 1);
    for (int i = 0; i < shown; ++i) {
        const int left = bar.left() + bar.width() * i / shown;
        const int right = bar.left() + bar.width() * (i + 1) / shown - 2;
        paintSegment(painter, {left, bar.top(), std::max(right - left, 1), bar.height()},
                     i == full ? next.filled : 0, i < full, colors);
    }
}

void paintDots(QPainter& painter, const QRect& bar, const QColor& color)
{
    painter.setPen(QPen(color, 1, Qt::DotLine));
    painter.drawLine(bar.left(), bar.center().y(), bar.right(), bar.center().y());
}

} // namespace

void paintNextProbe(QPainter& painter, const QRect& rect, const NextProbe& next,
                    const Colors& colors, const QColor& words)
{
    const bool alone = next.kind == NextProbe::Kind::words;
    const QRect bar(rect.left(), rect.top() + kBarTop, rect.width(), kBarHeight);
    const QRect line = alone ? rect : QRect(rect.left(), rect.top() + 2, rect.width(), 16);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(words);
    const QFontMetrics metrics = painter.fontMetrics();
    const bool fits = next.brief.isEmpty() || metrics.horizontalAdvance(next.text) <= rect.width();
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(fits ? next.text : next.brief, Qt::ElideRight, rect.width()));
    switch (next.kind) {
    case NextProbe::Kind::idle:
        return paintIdleBar(painter, bar, next.filled, colors);
    case NextProbe::Kind::probing:
        return paintSegments(painter, bar, next, colors);
    case NextProbe::Kind::waiting:
        return paintHatch(painter, bar, colors.text, 4, 1);
    case NextProbe::Kind::off:
        return paintDots(painter, bar, colors.secondary);
    case NextProbe::Kind::words:
        return;
    }
}

} // namespace kai::ui
