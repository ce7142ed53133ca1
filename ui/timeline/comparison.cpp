#include "ui/timeline/comparison.h"

#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <cmath>
#include <utility>

namespace kai::ui {

namespace {

using Entry = ConnectionStore::Entry;

QString tr(const char* words, int count = -1)
{
    return QCoreApplication::translate("Comparison", words, nullptr, count);
}

QString durationText(nanoseconds value)
{
    return QString::fromStdString(formatDuration(std::chrono::round<milliseconds>(value)));
}

/// Its name; with its host where the other one has the same.
QString nameOf(const Entry& entry, const Entry& other)
{
    const auto name = QString::fromStdString(entry.info.name);
    return entry.info.name != other.info.name
               ? name
               : tr("%1 on %2").arg(name, QString::fromStdString(entry.info.hostName));
}

std::optional<std::pair<const Entry*, const Entry*>> onlyTwo(const LaneLayout& layout,
                                                             const ConnectionStore& store)
{
    constexpr std::size_t kMostRows = 6; // two lanes, each with a caption and its peer's end
    if (layout.rows().size() > kMostRows) {
        return std::nullopt;
    }
    std::vector<const Entry*> lanes;
    for (const auto& row : layout.rows()) {
        if (row.kind == LaneRow::Kind::lane) {
            lanes.push_back(store.find(row.id));
        }
    }
    if (lanes.size() != 2 || lanes[0] == nullptr || lanes[1] == nullptr) {
        return std::nullopt;
    }
    return std::pair(lanes[0], lanes[1]);
}

bool gaveUp(const ConnectionRow& row)
{
    return row.endedBy == EndedBy::keepAlive && row.local.lastReceived != kNever;
}

nanoseconds silence(const ConnectionRow& row)
{
    return row.endedAt - row.local.lastReceived;
}

/// So nearly that the difference of their endings is the difference of what they waited.
bool silentTogether(const ConnectionRow& a, const ConnectionRow& b)
{
    constexpr int kNearly = 20;
    const auto apart = std::chrono::abs(a.local.lastReceived - b.local.lastReceived);
    return apart * kNearly <= std::chrono::abs(a.endedAt - b.endedAt);
}

QString waits(const Entry& a, const Entry& b)
{
    const auto ofA = durationText(a.row.idleTime.value);
    const auto ofB = durationText(b.row.idleTime.value);
    return ofA == ofB ? tr("Both wait %1 before the first probe").arg(ofA)
                      : tr("%1 waits %2 before the first probe, %3 %4")
                            .arg(nameOf(a, b), ofA, nameOf(b, a), ofB);
}

/// "5 probes", or "5 probes 1 s apart" where the intervals differ.
QString probes(const ConnectionRow& row, bool withInterval)
{
    const int count = row.probeCount.value;
    const auto words = count == 1 ? tr("1 probe") : tr("%1 probes").arg(count);
    return withInterval ? tr("%1 %2 apart").arg(words, durationText(row.probeInterval.value))
                        : words;
}

QString givesUp(const Entry& a, const Entry& b)
{
    const bool interval = a.row.probeInterval.value != b.row.probeInterval.value;
    if (!interval && a.row.probeCount.value == b.row.probeCount.value) {
        return tr("both give up after %1").arg(probes(a.row, false));
    }
    return tr("%1 gives up after %2, %3 after %4")
        .arg(nameOf(a, b), probes(a.row, interval), nameOf(b, a),
             interval ? probes(b.row, true) : QString::number(b.row.probeCount.value));
}

QString difference(const ConnectionRow& earlier, const ConnectionRow& later)
{
    const auto longer = durationText(silence(later) - silence(earlier));
    const int more = later.probeCount.value - earlier.probeCount.value;
    if (more == 0) {
        return tr("%1 later").arg(longer);
    }
    if (more < 0) {
        return tr("%1 later, %2 probes fewer").arg(longer).arg(-more);
    }
    return more == 1 ? tr("%1 and 1 probe later").arg(longer)
                     : tr("%1 and %2 probes later").arg(longer).arg(more);
}

void paintBracket(const LanePaint& paint, double left, double right, const QRectF& strip)
{
    constexpr double kArm = 8;
    const double y = std::floor(strip.center().y());
    paint.painter.fillRect(QRectF(left, y, right - left, 1), paint.colors.link);
    for (const double x : {left, right - 1}) {
        paint.painter.fillRect(QRectF(x, strip.top() + 2, 1, y + kArm - strip.top() - 2),
                               paint.colors.link);
    }
}

} // namespace

std::optional<Comparison> comparisonOf(const LaneLayout& layout, const ConnectionStore& store)
{
    const auto lanes = onlyTwo(layout, store);
    if (!lanes) {
        return std::nullopt;
    }
    const auto& [a, b] = *lanes;
    if (!gaveUp(a->row) || !gaveUp(b->row) || a->row.endedAt == b->row.endedAt ||
        !silentTogether(a->row, b->row)) {
        return std::nullopt;
    }
    const bool inOrder = a->row.endedAt < b->row.endedAt;
    const auto& earlier = inOrder ? a->row : b->row;
    const auto& later = inOrder ? b->row : a->row;
    return Comparison{earlier.endedAt, later.endedAt,
                      tr("%1; %2.").arg(waits(*a, *b), givesUp(*a, *b)),
                      difference(earlier, later)};
}

void paintComparison(const LanePaint& paint, const QRectF& strip, const Comparison& comparison)
{
    constexpr double kClear = 10;
    paint.painter.fillRect(strip, paint.colors.base);
    const double left = std::floor(paint.x(comparison.earlier));
    const double right = std::max(std::floor(paint.x(comparison.later)) + 1, left + 2);
    const bool seen = paint.inView(left, right);
    if (seen) {
        paintBracket(paint, std::max(left, paint.left), std::min(right, paint.right), strip);
    }
    const auto bold = typeFont(TypeSize::header, QFont::Bold);
    const double wide = wordsWidth(bold, comparison.difference);
    const bool after = right + kClear + wide <= paint.right;
    const double at = !seen   ? paint.right - wide - kClear
                      : after ? right + kClear
                              : left - kClear - wide;
    paint.painter.setPen(paint.colors.text);
    paintWords(paint.painter, QRectF(at, strip.top(), wide + 2, strip.height()), Qt::AlignLeft,
               bold, comparison.difference);
    const auto font = typeFont(TypeSize::header);
    const double from = strip.left() + 12;
    const double room = std::min(at, seen ? left : at) - kClear - from;
    paintWords(
        paint.painter, QRectF(from, strip.top(), room, strip.height()), Qt::AlignLeft, font,
        QFontMetrics(font).elidedText(comparison.sentence, Qt::ElideRight, static_cast<int>(room)));
}

} // namespace kai::ui
