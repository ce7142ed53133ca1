#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/ticks.h"
#include "ui/timeline/timeline_scene.h"

#include <QDateTime>
#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <cmath>

namespace kai::ui {
namespace {

constexpr double kLabelDistance = 112;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

bool wallTime(const TimelineScene& scene)
{
    return scene.ruler == RulerTime::wall && !scene.simulated && scene.startedUtcNs != 0;
}

QDateTime wallAt(const TimelineScene& scene, Moment at)
{
    const qint64 utcNs = scene.startedUtcNs + at.time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(utcNs / 1'000'000);
}

/// What to add to a moment so that ticks fall on round wall times.
nanoseconds tickOffset(const TimelineScene& scene)
{
    if (!wallTime(scene)) {
        return nanoseconds{0};
    }
    const qint64 zone = wallAt(scene, scene.now).offsetFromUtc();
    return nanoseconds{(scene.startedUtcNs + zone * 1'000'000'000) % (86'400LL * 1'000'000'000)};
}

/// Labels of one ruler; after a fold they count from the first one that follows it.
class Labels {
public:
    Labels(const TimelineScene& scene, const TimeScale& scale, const TickStep& step)
        : m_scene(scene)
        , m_scale(scale)
        , m_step(step)
    {
    }

    struct Label {
        QString text;
        bool first = false; ///< after a fold: in full, and bold
    };

    Label next(Moment at)
    {
        const auto* fold = foldBefore(at);
        if (wallTime(m_scene)) {
            return {wallAt(m_scene, at).toString(wallFormat()), false};
        }
        if (fold == nullptr) {
            return {words(formatDuration(at.time_since_epoch())), false};
        }
        if (fold != m_fold) {
            m_fold = fold;
            m_base = at;
            return {words(formatDuration(at.time_since_epoch())), true};
        }
        return {QLatin1Char('+') + words(formatDuration(at - m_base)), false};
    }

private:
    const Fold* foldBefore(Moment at) const
    {
        const Fold* found = nullptr;
        for (const auto& fold : m_scale.map().folds()) {
            found = fold.until <= at ? &fold : found;
        }
        return found;
    }

    QString wallFormat() const
    {
        using std::chrono::hours;
        using std::chrono::seconds;
        return m_step.label >= hours{24}    ? QStringLiteral("d MMM")
               : m_step.label >= seconds{1} ? QStringLiteral("HH:mm:ss")
                                            : QStringLiteral("HH:mm:ss.zzz");
    }

    const TimelineScene& m_scene;
    const TimeScale& m_scale;
    TickStep m_step;
    const Fold* m_fold = nullptr;
    Moment m_base{};
};

void paintTick(QPainter& painter, double x, double bottom, TickRank rank, const Colors& colors)
{
    const double height = rank == TickRank::label ? 8 : rank == TickRank::medium ? 4 : 2;
    const auto color = rank == TickRank::minor ? colors.border : colors.secondary;
    painter.fillRect(QRectF(std::floor(x), bottom - height, 1, height), color);
}

void paintNowChip(QPainter& painter, double x, const QRectF& ruler, const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF chip(std::floor(x) - 15, ruler.top() + 4, 31, 15);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    painter.drawRoundedRect(chip, 3, 3);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(colors.base);
    painter.drawText(chip, Qt::AlignCenter, QObject::tr("now"));
    painter.restore();
    painter.fillRect(QRectF(std::floor(x), chip.bottom(), 1, ruler.bottom() - chip.bottom()),
                     colors.text);
}

void paintFoldLabel(QPainter& painter, const Fold& fold, const TimeScale& scale,
                    const QRectF& ruler, const Colors& colors)
{
    const double left = scale.toX(fold.from);
    const QRectF upper(left - 40, ruler.top() - 1, fold.width + 80, 13);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(colors.text);
    painter.drawText(upper, Qt::AlignCenter,
                     words(formatDuration(std::chrono::floor<milliseconds>(fold.length()))));
    painter.setFont(typeFont(TypeSize::minorAxis));
    painter.setPen(colors.secondary);
    painter.drawText(upper.translated(0, 11), Qt::AlignCenter, QObject::tr("quiet, folded"));
}

/// A label must not run into a fold's words.
bool meetsFold(const TimeScale& scale, double from, double until)
{
    for (const auto& fold : scale.map().folds()) {
        const double left = scale.toX(fold.from);
        if (until > left - 2 && from < left + fold.width + 2) {
            return true;
        }
    }
    return false;
}

void paintLabels(QPainter& painter, const QRectF& area, const TimelineScene& scene,
                 const TimeScale& scale, const std::vector<Tick>& ticks, const TickStep& step,
                 const Colors& colors)
{
    constexpr double kNowClearance = 40;
    Labels labels(scene, scale, step);
    const double nowX = scale.toX(scene.now);
    double free = area.left();
    for (const auto& tick : ticks) {
        if (tick.rank != TickRank::label) {
            continue;
        }
        const auto [text, first] = labels.next(tick.at);
        const auto font = typeFont(first ? TypeSize::lane : TypeSize::header,
                                   first ? QFont::DemiBold : QFont::Normal);
        const double width = QFontMetrics(font).horizontalAdvance(text);
        const double left = tick.x + 5;
        const bool nearNow = left < nowX + kNowClearance && left + width > nowX - 18;
        if (left < free || left + width > area.right() || nearNow ||
            meetsFold(scale, left, left + width)) {
            continue;
        }
        painter.setFont(font);
        painter.setPen(first ? colors.text : colors.secondary);
        painter.drawText(QRectF(left, area.top() + 3, width + 4, 18),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        free = left + width + 8;
    }
}

void paintFoldLabels(QPainter& painter, const TimelineAreas& areas, const TimeScale& scale,
                     const Colors& colors)
{
    for (const auto& fold : scale.map().folds()) {
        if (scale.toX(fold.until) > areas.timeLeft && scale.toX(fold.from) < areas.ruler.right()) {
            paintFoldLabel(painter, fold, scale, areas.ruler, colors);
        }
    }
}

} // namespace

void paintRuler(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                const TimeScale& scale, const Colors& colors)
{
    const auto& ruler = areas.ruler;
    painter.fillRect(ruler, colors.window);
    painter.fillRect(QRectF(ruler.left(), ruler.bottom() - 1, ruler.width(), 1), colors.border);
    painter.fillRect(QRectF(areas.timeLeft - 1, ruler.top(), 1, ruler.height()), colors.border);
    const auto step = tickStep(scale.nsPerPixel(), kLabelDistance);
    const auto ticks = ticksBetween(scale, areas.timeLeft, ruler.right(), step, tickOffset(scene));
    painter.save();
    painter.setClipRect(
        QRectF(areas.timeLeft, ruler.top(), ruler.right() - areas.timeLeft, ruler.height()));
    for (const auto& tick : ticks) {
        paintTick(painter, tick.x, ruler.bottom() - 1, tick.rank, colors);
    }
    const QRectF labelArea(areas.timeLeft, ruler.top(), ruler.right() - areas.timeLeft,
                           ruler.height());
    paintLabels(painter, labelArea, scene, scale, ticks, step, colors);
    paintFoldLabels(painter, areas, scale, colors);
    const double now = scale.toX(scene.now);
    if (now >= areas.timeLeft && now <= ruler.right()) {
        paintNowChip(painter, now, ruler, colors);
    }
    painter.restore();
}

void paintGrid(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
               const TimeScale& scale, const Colors& colors)
{
    const auto step = tickStep(scale.nsPerPixel(), kLabelDistance);
    for (const auto& tick :
         ticksBetween(scale, areas.timeLeft, areas.lanes.right(), step, tickOffset(scene))) {
        if (tick.rank == TickRank::label) {
            painter.fillRect(QRectF(std::floor(tick.x), areas.lanes.top(), 1, areas.lanes.height()),
                             colors.grid);
        }
    }
}

} // namespace kai::ui
