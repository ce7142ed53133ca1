#include "ui/timeline/heat_tile.h"

#include "ui/timeline/lane_history.h"

#include <algorithm>
#include <utility>

namespace kai::ui {
namespace {

using history::LaneSummary;
using history::maskOf;

/// What decides whether a lane waits for answers.
constexpr auto kFateKinds = static_cast<history::KindMask>(
    history::kRestartKinds | maskOf(EventKind::probe_unanswered) | maskOf(EventKind::ended));

/// Adds one lane to the cells of its row.
class LaneReader {
public:
    LaneReader(const history::EventLog& log, Moment from, Moment until, int buckets)
        : m_log(log)
        , m_from(from)
        , m_until(until)
        , m_columns(static_cast<std::size_t>(buckets))
    {
    }

    void add(const HeatLane& lane, HeatCell* cells)
    {
        std::fill(m_columns.begin(), m_columns.end(), LaneSummary{});
        m_log.lanes().columns({lane.id, false}, m_from, m_until, m_columns);
        auto restart = restartBefore(lane);
        auto idleTime = idleTimeAt(lane, m_from);
        bool waiting = waitsAt(lane, m_from);
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const auto end = history::columnStart(m_from, m_until, i + 1, m_columns.size());
            const auto& column = m_columns[i];
            const bool restarted = (column.kinds & history::kRestartKinds) != 0;
            const bool waited = column.unanswered > 0 || (waiting && !restarted);
            if ((column.kinds & kSettingsKinds) != 0) {
                idleTime = idleTimeAt(lane, end);
            }
            addTo(cells[i], lane, {column, waited, idleTime, restart, end});
            const bool both = column.unanswered > 0 && restarted;
            const bool changed = (column.kinds & kSettingsKinds) != 0;
            waiting = both || (waited && changed) ? waitsAt(lane, end) : waited;
            if (restarted) {
                restart = end;
            }
        }
    }

private:
    /// Whether the last thing before `time` that decides it was an unanswered probe, and keep-alive was on ever since.
    bool waitsAt(const HeatLane& lane, Moment time) const
    {
        const history::LaneKey key{lane.id, false};
        const auto last = m_log.lanes().previous(key, time, kFateKinds);
        if (!last || m_log.at(*last).kind != EventKind::probe_unanswered) {
            return false;
        }
        auto index = m_log.lanes().previous(key, time, kSettingsKinds);
        while (index && *index > *last && !m_log.at(*index).keepAliveOff()) {
            index = m_log.lanes().previous(key, m_log.at(*index).time, kSettingsKinds);
        }
        return !index || *index < *last;
    }

    Moment restartBefore(const HeatLane& lane) const
    {
        const auto index = m_log.lanes().previous({lane.id, false}, m_from, history::kRestartKinds);
        return index ? m_log.at(*index).time : lane.opened;
    }

    /// In force just before `time`; 0 = keep-alive off.
    nanoseconds idleTimeAt(const HeatLane& lane, Moment time) const
    {
        const auto then = settingsBefore(m_log, {lane.id, false}, time, lane.settings);
        return idleTimeOf(then ? then->settings : lane.settings);
    }

    /// One lane in one bucket.
    struct Stretch {
        const LaneSummary& column;
        bool waiting = false;
        nanoseconds idleTime{0}; ///< in force at its end
        Moment restart{};        ///< of the idle time
        Moment end{};
    };

    void addTo(HeatCell& cell, const HeatLane& lane, const Stretch& stretch) const
    {
        const auto length = (m_until - m_from) / static_cast<std::int64_t>(m_columns.size());
        const bool off = stretch.idleTime.count() <= 0;
        if (stretch.end <= lane.opened) {
            return;
        }
        if ((stretch.column.kinds & history::maskOf(EventKind::ended)) != 0) {
            ++cell.ended;
        } else if (lane.endedAt <= stretch.end - length) {
            ++cell.gone;
        } else if (stretch.column.unanswered > 0 || (stretch.waiting && !off)) {
            ++cell.waiting;
        } else if (off) {
            ++cell.off;
        } else {
            const double share = static_cast<double>((stretch.end - stretch.restart).count()) /
                                 static_cast<double>(stretch.idleTime.count());
            cell.idleShare += (std::clamp(share, 0.0, 1.0) - cell.idleShare) / (cell.idle + 1);
            ++cell.idle;
        }
    }

    const history::EventLog& m_log;
    Moment m_from;
    Moment m_until;
    std::vector<LaneSummary> m_columns;
};

QColor eventColor(history::KindMask kinds, const Colors& colors)
{
    const auto any = [kinds](EventKind kind) { return (kinds & maskOf(kind)) != 0; };
    return any(EventKind::ended)              ? colors.red
           : any(EventKind::probe_unanswered) ? colors.orange
           : any(EventKind::fault_set)        ? colors.text
           : any(EventKind::fault_cleared)    ? colors.text
           : any(EventKind::settings_changed) ? colors.purple
           : any(EventKind::probe_answered)   ? colors.green
           : any(EventKind::probe_sent)       ? colors.blue
                                              : colors.secondary;
}

void fill(QImage& image, const QRect& rect, QRgb color)
{
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::fill(line + rect.left(), line + std::min(rect.right() + 1, image.width()), color);
    }
}

/// A bucket is one or two pixels wide.
void addDots(QImage& image, int centre, std::span<const LaneSummary> columns, const Colors& colors)
{
    constexpr int kDot = 3;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].count > 0) {
            fill(image, QRect(static_cast<int>(i), centre - kDot / 2, kDot - 1, kDot),
                 eventColor(columns[i].kinds, colors).rgb());
        }
    }
}

double strength(std::uint32_t some, std::uint32_t all)
{
    constexpr double kFloor = 0.35;
    return kFloor + (1 - kFloor) * static_cast<double>(some) / static_cast<double>(all);
}

} // namespace

std::pair<std::size_t, std::size_t> lanesOfRow(std::size_t count, int rows, int row)
{
    const auto total = static_cast<std::size_t>(rows);
    const auto index = static_cast<std::size_t>(row);
    return {count * index / total, count * (index + 1) / total};
}

std::vector<HeatCell> heatCells(const history::EventLog& log, std::span<const HeatLane> lanes,
                                int rows, Moment from, Moment until, int buckets)
{
    std::vector<HeatCell> cells(static_cast<std::size_t>(rows) * static_cast<std::size_t>(buckets));
    LaneReader reader(log, from, until, buckets);
    for (int row = 0; row < rows; ++row) {
        const auto [first, last] = lanesOfRow(lanes.size(), rows, row);
        for (auto lane = first; lane < last; ++lane) {
            reader.add(lanes[lane],
                       &cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(buckets)]);
        }
    }
    return cells;
}

QColor idleGrey(const Colors& colors)
{
    return withAlpha(colors.toothEdge, 1);
}

QRgb heatColor(const HeatCell& cell, const Colors& colors)
{
    const auto lanes = cell.lanes();
    if (lanes == 0) {
        return colors.base.rgb();
    }
    if (cell.ended > 0) {
        return mixed(colors.red, colors.base, strength(cell.ended, lanes)).rgb();
    }
    if (cell.waiting > 0) {
        return mixed(colors.orange, colors.base, strength(cell.waiting, lanes)).rgb();
    }
    const double present = static_cast<double>(cell.idle) / lanes;
    const double gone = static_cast<double>(cell.gone) / lanes;
    return mixed(idleGrey(colors), colors.base,
                 present * (0.1 + 0.5 * cell.idleShare) + 0.05 * gone)
        .rgb();
}

QImage heatTile(const history::EventLog& log, std::span<const HeatLane> lanes, int rows,
                Moment from, Moment until, int buckets, const Colors& colors)
{
    const auto cells = heatCells(log, lanes, rows, from, until, buckets);
    QImage image(buckets, rows, QImage::Format_RGB32);
    auto cell = cells.begin();
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int bucket = 0; bucket < buckets; ++bucket, ++cell) {
            line[bucket] = heatColor(*cell, colors);
        }
    }
    return image;
}

QImage laneTile(const history::EventLog& log, std::span<const HeatLane> lanes, int height,
                Moment from, Moment until, int buckets, const Colors& colors)
{
    const auto count = static_cast<int>(lanes.size());
    const auto cells = heatCells(log, lanes, count, from, until, buckets);
    std::vector<LaneSummary> columns(static_cast<std::size_t>(buckets));
    QImage image(buckets, height, QImage::Format_RGB32);
    image.fill(colors.base);
    auto cell = cells.begin();
    for (int lane = 0; lane < count; ++lane) {
        const int top = height * lane / count;
        const int bottom = height * (lane + 1) / count;
        const int line = std::max(kApartPixels, bottom - top - 1);
        for (int bucket = 0; bucket < buckets; ++bucket, ++cell) {
            fill(image, QRect(bucket, top, 1, line), heatColor(*cell, colors));
        }
        std::fill(columns.begin(), columns.end(), LaneSummary{});
        log.lanes().columns({lanes[static_cast<std::size_t>(lane)].id, false}, from, until,
                            columns);
        addDots(image, top + line / 2, columns, colors);
    }
    return image;
}

} // namespace kai::ui
