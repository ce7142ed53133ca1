#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"
#include "ui/timeline/lane_painting.h"

#include "core/keepalive/duration_text.h"
#include "core/keepalive/fault.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr double kApart = 8;        ///< marks nearer than this share a place
constexpr std::uint64_t kCrowd = 9; ///< more marks than these have a foot that shows how many
constexpr double kCallsWidth = 14;  ///< "{ }" beside a change, to be clicked like it
constexpr double kAnswerApart = 12; ///< triangle and dot of one probe are two glyphs from here on

/// What the marks band shows at one place: the worst of the events that share it.
struct Spot {
    double x = 0;
    const LaneMark* mark = nullptr;
    std::uint64_t count = 1;
};

EventKind effectiveKind(const LaneMark& mark)
{
    if (!mark.isProbe()) {
        return mark.kind;
    }
    switch (mark.fate) {
    case ProbeFate::answered:
        return EventKind::probe_answered;
    case ProbeFate::unanswered:
        return EventKind::probe_unanswered;
    case ProbeFate::underWay:
        break;
    }
    return EventKind::probe_sent;
}

bool standsOnBaseline(EventKind kind)
{
    return kind == EventKind::data_sent || kind == EventKind::retransmitted ||
           kind == EventKind::timer_idle;
}

bool belongsToBand(EventKind kind)
{
    return !standsOnBaseline(kind) && kind != EventKind::ended;
}

/// The places of the marks of some kinds.
std::vector<Spot> spotsOf(const LanePaint& paint, const LaneModel& model, bool (*wanted)(EventKind))
{
    std::vector<Spot> spots;
    for (const auto& mark : model.marks) {
        const double x = paint.x(mark.at);
        if (!wanted(mark.kind) || x < paint.left || x > paint.right) {
            continue;
        }
        if (spots.empty() || x - spots.back().x >= kApart) {
            spots.push_back({x, &mark, 1});
            continue;
        }
        auto& spot = spots.back();
        ++spot.count;
        if (severity(effectiveKind(mark)) > severity(effectiveKind(*spot.mark))) {
            spot.mark = &mark;
        }
    }
    return spots;
}

void note(PaintedKinds& kinds, EventKind kind)
{
    switch (kind) {
    case EventKind::probe_sent:
        kinds.probe = true;
        break;
    case EventKind::probe_answered:
        kinds.answered = true;
        break;
    case EventKind::probe_unanswered:
        kinds.unanswered = true;
        break;
    case EventKind::settings_changed:
        kinds.changed = true;
        break;
    case EventKind::fault_set:
    case EventKind::fault_cleared:
        kinds.fault = true;
        break;
    case EventKind::data_sent:
    case EventKind::data_received:
        kinds.data = true;
        break;
    case EventKind::retransmitted:
        kinds.retransmitted = true;
        break;
    case EventKind::timer_idle:
        kinds.timerIdle = true;
        break;
    case EventKind::observation_gap:
        kinds.gap = true;
        break;
    case EventKind::note:
    case EventKind::opened:
        kinds.note = true;
        break;
    case EventKind::ended:
        break;
    }
}

/// "cable pulled beyond the switch" for "silent-both"; what is no fault's word stays as it is.
QString faultWords(const QString& detail)
{
    const auto fault = parseFault(detail.toStdString());
    return fault ? QString::fromStdString(faultSentence(*fault)).section(QLatin1Char(':'), 0, 0)
                 : detail;
}

QString labelOf(const LaneMark& mark, bool large)
{
    const auto detail =
        QString::fromUtf8(mark.detail.data(), static_cast<qsizetype>(mark.detail.size()));
    switch (effectiveKind(mark)) {
    case EventKind::probe_unanswered:
        return large && mark.count > 0 && mark.count <= 9
                   ? QStringLiteral("%1 / %2").arg(mark.probe).arg(mark.count)
                   : QString::number(mark.probe);
    case EventKind::probe_answered: {
        const auto after = mark.answeredAt - mark.at;
        return !large ? QString()
               : after.count() > 0
                   ? QObject::tr("answered %1").arg(QString::fromStdString(formatCountdown(after)))
                   : QObject::tr("answered");
    }
    case EventKind::data_received:
        return large ? QObject::tr("data received") : QString();
    case EventKind::fault_set:
    case EventKind::fault_cleared:
        return large ? faultWords(detail) : QString();
    case EventKind::settings_changed:
        return large ? QStringLiteral("{ }") : QString();
    case EventKind::note:
        return large ? detail : QString();
    case EventKind::opened:
        return large ? QObject::tr("opened") : QString();
    case EventKind::observation_gap:
        return large ? QObject::tr("not observed") : QString();
    default:
        return {};
    }
}

/// Where words right of x must end: before the next fold's edge and the now line.
double wordsLimit(const LanePaint& paint, double x)
{
    constexpr double kClear = 5;
    double limit = paint.right;
    const auto stopBefore = [&](double edge) {
        limit = edge > x ? std::min(limit, edge - kClear) : limit;
    };
    stopBefore(paint.x(paint.now));
    for (const auto& fold : paint.scale.map().folds()) {
        stopBefore(paint.x(fold.from));
        stopBefore(paint.x(fold.until));
    }
    return limit;
}

/// The digit or words right of a glyph, when they end before the next one. A fault's words may be cut.
void paintLabel(LanePaint& paint, const LaneMetrics& metrics, const Spot& spot, double y,
                double nextX)
{
    auto text = labelOf(*spot.mark, metrics.large);
    if (text.isEmpty()) {
        return;
    }
    const bool probe = effectiveKind(*spot.mark) == EventKind::probe_unanswered;
    auto font = typeFont(TypeSize::lane, probe ? QFont::Bold : QFont::Normal);
    font.setPixelSize(metrics.large ? 11 : 9);
    const double start = spot.x + metrics.glyph / 2 + 2;
    const double room = std::min(nextX - metrics.glyph / 2 - 1, wordsLimit(paint, spot.x)) - start;
    const auto fits = [&](const QString& words) { return wordsWidth(font, words) <= room; };
    constexpr double kRoomForCount = 40; // so that all probes of a row say it, or none
    if (probe && room < kRoomForCount) {
        text = QString::number(spot.mark->probe);
        font.setPixelSize(fits(text) ? font.pixelSize() : 9);
    }
    if (!fits(text)) {
        constexpr double kReadable = 36;
        if (spot.mark->kind != EventKind::fault_set || room < kReadable) {
            return;
        }
        text = QFontMetrics(font).elidedText(text, Qt::ElideRight, static_cast<int>(room));
    }
    const bool quiet = spot.mark->kind == EventKind::data_received;
    paint.painter.setPen(quiet ? paint.colors.secondary : paint.colors.text);
    paintWords(paint.painter, QRectF(quiet ? spot.x + 4 : start, y - 8, 400, 16), Qt::AlignLeft,
               font, text);
}

void paintDensityFoot(LanePaint& paint, const Spot& spot, double y)
{
    const double width = std::min(9.0, 2 + std::log2(static_cast<double>(spot.count)) * 2);
    paint.painter.fillRect(QRectF(std::round(spot.x - width / 2), y, width, 2),
                           paint.colors.secondary);
}

void paintSpotGlyph(LanePaint& paint, const LaneMetrics& metrics, const Spot& spot, double y)
{
    const auto& mark = *spot.mark;
    const auto kind = effectiveKind(mark);
    note(paint.kinds, kind);
    double x = spot.x;
    if (kind == EventKind::probe_answered && mark.answeredAt != kNever) {
        const double answered = paint.x(mark.answeredAt);
        if (answered - x >= kAnswerApart) {
            paintMark(paint.painter, Mark::probe, {x, y}, metrics.glyph, paint.colors);
            paint.kinds.probe = true;
        }
        x = answered;
    }
    const double size = kind == EventKind::data_received && !metrics.large ? 7 : metrics.glyph;
    paintMark(paint.painter, markOf(kind), {x, y}, size, paint.colors);
}

/// One of these; returns where it can be pointed at.
QRectF paintBaselineMark(LanePaint& paint, double x, double top, const LaneMetrics& metrics,
                         EventKind kind)
{
    constexpr double kHalf = 5;
    const double base = top + metrics.baseline;
    if (kind == EventKind::timer_idle) {
        const double y = metrics.timerLine != 0 ? top + metrics.timerLine + 0.5 : base - 0.5;
        paintMark(paint.painter, Mark::timerIdle, {x, y}, metrics.large ? kLargeGlyph : kSmallGlyph,
                  paint.colors);
        return {x - kHalf, y - kHalf, 2 * kHalf, 2 * kHalf};
    }
    const double height = kind == EventKind::retransmitted ? 9 : metrics.large ? 12 : 7;
    if (kind == EventKind::retransmitted) {
        paintMark(paint.painter, Mark::retransmitted, {x, base - height / 2}, height, paint.colors);
    } else {
        paint.painter.fillRect(QRectF(std::floor(x), base - height + 1, 1, height),
                               paint.colors.text);
    }
    return {x - kHalf, base - height, 2 * kHalf, height + 1};
}

/// Sent data, retransmissions and timers that ran out stand on the baseline.
void paintBaselineMarks(LanePaint& paint, double top, const LaneMetrics& metrics,
                        const LaneModel& model, const history::LaneKey& lane)
{
    for (const auto& spot : spotsOf(paint, model, standsOnBaseline)) {
        note(paint.kinds, spot.mark->kind);
        const QRectF rect = paintBaselineMark(paint, spot.x, top, metrics, spot.mark->kind);
        if (spot.count > kCrowd) {
            paintDensityFoot(paint, spot, rect.top() - 2);
        }
        if (paint.marks != nullptr) {
            paint.marks->push_back({rect, spot.x, lane, spot.mark->index, spot.count});
        }
    }
}

/// Beside an ending's bar is more room than beside a glyph, unless the step has the number: see paintStepNumber().
double endOfLastLabel(const LanePaint& paint, const LaneMetrics& metrics, const LaneModel& model,
                      const Spot& spot)
{
    constexpr double kStepHasNumber = 24;
    const double end = model.ending ? paint.x(model.ending->at) : paint.right;
    const bool narrow = metrics.large && end - spot.x < kStepHasNumber;
    return std::max(narrow ? end : end + metrics.glyph / 2 - 2, spot.x);
}

} // namespace

void paintMarks(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model,
                const history::LaneKey& lane)
{
    paintBaselineMarks(paint, top, metrics, model, lane);
    const double y = top + metrics.marksCentre;
    const auto spots = spotsOf(paint, model, belongsToBand);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const auto& spot = spots[i];
        const double nextX =
            i + 1 < spots.size() ? spots[i + 1].x : endOfLastLabel(paint, metrics, model, spot);
        if (spot.mark->kind == EventKind::settings_changed) {
            const double height = metrics.timerLine != 0 ? metrics.timerLine : metrics.baseline;
            paint.painter.fillRect(QRectF(std::floor(spot.x), top + 1, 1, height),
                                   paint.colors.purple);
        }
        paintSpotGlyph(paint, metrics, spot, y);
        paintLabel(paint, metrics, spot, y, nextX);
        if (spot.count > kCrowd) {
            paintDensityFoot(paint, spot, top + metrics.marksCentre + metrics.glyph / 2 - 1);
        }
        if (paint.marks != nullptr) {
            const double half = std::max(kApart, metrics.glyph) / 2 + 1;
            const bool calls = metrics.large && spot.mark->kind == EventKind::settings_changed;
            const double width = 2 * half + (calls ? kCallsWidth : 0);
            paint.marks->push_back({QRectF(spot.x - half, y - half, width, 2 * half), spot.x, lane,
                                    spot.mark->index, spot.count});
        }
    }
}

} // namespace kai::ui
