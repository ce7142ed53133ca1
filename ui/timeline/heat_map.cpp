#include "ui/timeline/heat_map.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr int kMostRows = 4096;
constexpr std::size_t kMostTiles = 200;
/// How long a tile may lag behind now before it is made again.
constexpr std::chrono::milliseconds kPatience{500};

Moment startOf(std::int64_t bucket, std::int64_t number, int buckets)
{
    return Moment{nanoseconds{bucket * buckets * number}};
}

std::int64_t floorDivided(std::int64_t value, std::int64_t by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

/// What is shown before this moment is the same; kNever when nothing has changed.
Moment changedFrom(const std::vector<HeatLane>& before, const std::vector<HeatLane>& after)
{
    if (before.size() != after.size()) {
        return Moment::min();
    }
    auto from = kNever;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const auto& a = before[i];
        const auto& b = after[i];
        if (a.id != b.id || !(a.settings == b.settings)) {
            return Moment::min();
        }
        if (a.endedAt != b.endedAt) {
            from = std::min({from, a.endedAt, b.endedAt});
        }
    }
    return from;
}

bool apart(double height, std::size_t lanes)
{
    return height >= kApartPixels * static_cast<double>(lanes);
}

} // namespace

HeatMap::HeatMap(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    if (QCoreApplication::instance() != nullptr) {
        connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this,
                [this] { setLog(nullptr); });
    }
}

HeatMap::~HeatMap()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void HeatMap::setLog(const history::EventLog* log)
{
    m_pool.clear();
    m_pool.waitForDone();
    ++m_generation;
    m_tiles.clear();
    m_log = log;
}

void HeatMap::setLanes(std::vector<HeatLane> lanes)
{
    const auto from = changedFrom(*m_lanes, lanes);
    if (from != kNever) {
        m_lanes = std::make_shared<const std::vector<HeatLane>>(std::move(lanes));
        m_changes.push_back(from);
    }
}

nanoseconds HeatMap::bucketFor(double nsPerPixel)
{
    std::int64_t bucket = 1000;
    while (static_cast<double>(bucket) < nsPerPixel) {
        bucket *= 2;
    }
    return nanoseconds{bucket};
}

int HeatMap::rowsFor(double height, std::size_t lanes)
{
    const auto most = static_cast<int>(std::min<std::size_t>(lanes, kMostRows));
    return std::clamp(static_cast<int>(height), 0, most);
}

int HeatMap::rows() const
{
    return rowsFor(kMostRows, m_lanes->size());
}

bool HeatMap::current(const Key& key, const Tile& tile, Moment now, const Part& part,
                      const Colors& colors) const
{
    const auto until = startOf(key.bucket, key.number + 1, kBuckets);
    const bool complete = tile.seen >= until || now - tile.seen < kPatience;
    return !tile.image.isNull() && tile.changes == m_changes.size() && tile.part == part &&
           complete && tile.base == colors.base.rgba();
}

void HeatMap::passOver(const Key& key, Tile& tile) const
{
    const auto until = startOf(key.bucket, key.number + 1, kBuckets);
    while (tile.changes < m_changes.size() && m_changes[tile.changes] >= until) {
        ++tile.changes;
    }
}

void HeatMap::ask(const Key& key, Tile& tile, Moment now, const Part& part, const Colors& colors)
{
    if (tile.asked || m_log == nullptr) {
        return;
    }
    tile.asked = true;
    const auto from = startOf(key.bucket, key.number, kBuckets);
    const auto until = startOf(key.bucket, key.number + 1, kBuckets);
    auto make = [log = m_log, lanes = m_lanes, part, from, until, colors] {
        const auto shown = std::span(*lanes).subspan(part.first, part.lanes());
        const auto picture = apart(part.rows, part.lanes()) ? &laneTile : &heatTile;
        return picture(*log, shown, part.rows, from, until, kBuckets, colors);
    };
    Tile made{{}, part, m_changes.size(), now, colors.base.rgba(), false, m_clock};
    if (m_synchronous) {
        made.image = make();
        take(key, std::move(made));
        return;
    }
    m_pool.start([this, key, make, made, generation = m_generation]() mutable {
        made.image = make();
        QMetaObject::invokeMethod(this, [this, key, made, generation] {
            if (generation == m_generation) {
                take(key, made);
                Q_EMIT tileReady();
            }
        });
    });
}

void HeatMap::take(const Key& key, Tile tile)
{
    tile.used = m_clock;
    m_tiles[key] = std::move(tile);
}

void HeatMap::dropOld()
{
    while (m_tiles.size() > kMostTiles) {
        const auto oldest =
            std::min_element(m_tiles.begin(), m_tiles.end(), [](const auto& a, const auto& b) {
                return a.second.used < b.second.used;
            });
        if (oldest->second.asked) {
            return;
        }
        m_tiles.erase(oldest);
    }
}

void HeatMap::paint(QPainter& painter, const QRectF& rect, const TimeScale& scale, Moment now,
                    std::size_t first, std::size_t last, const Colors& colors)
{
    last = std::min(last, m_lanes->size());
    if (first >= last || rect.height() < 1) {
        return;
    }
    const auto count = last - first;
    const int rows = apart(rect.height(), count) ? static_cast<int>(rect.height())
                                                 : rowsFor(rect.height(), count);
    const Part part{first, last, rows};
    ++m_clock;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    Seam left{rect.left(), scale.toMoment(rect.left())};
    for (const auto& fold : scale.map().folds()) {
        const Seam foldLeft{scale.toX(fold.from), fold.from};
        const Seam foldRight{scale.toX(fold.until), fold.until};
        if (foldRight.x > rect.left() && foldLeft.x < rect.right()) {
            paintStretch(painter, rect, scale, {left, foldLeft}, now, part, colors);
            left = foldRight;
        }
    }
    const Seam right{rect.right(), scale.toMoment(rect.right())};
    paintStretch(painter, rect, scale, {left, right}, now, part, colors);
    painter.restore();
    dropOld();
}

void HeatMap::paintStretch(QPainter& painter, const QRectF& rect, const TimeScale& scale,
                           const Stretch& stretch, Moment now, const Part& part,
                           const Colors& colors)
{
    const auto [left, right] = stretch;
    const double end = std::min(right.x, scale.toX(now));
    if (end <= left.x) {
        return;
    }
    const auto bucket = bucketFor(scale.nsPerPixel()).count();
    const auto tileLength = bucket * kBuckets;
    const auto until = std::min(right.at, now) - nanoseconds{1};
    const auto first = floorDivided(left.at.time_since_epoch().count(), tileLength);
    const auto last = floorDivided(until.time_since_epoch().count(), tileLength);
    const double width = static_cast<double>(tileLength) / scale.nsPerPixel();
    painter.save();
    painter.setClipRect(QRectF(left.x, rect.top(), end - left.x, rect.height()), Qt::IntersectClip);
    for (auto number = first; number <= last; ++number) {
        // from the stretch itself: a tile that begins before it may begin in the fold
        const auto after = startOf(bucket, number, kBuckets) - left.at;
        const double x = left.x + static_cast<double>(after.count()) / scale.nsPerPixel();
        paintTile(painter, QRectF(x, rect.top(), width, rect.height()),
                  {bucket, number, part.first == 0}, now, part, colors);
    }
    painter.restore();
}

void HeatMap::paintTile(QPainter& painter, const QRectF& target, const Key& key, Moment now,
                        const Part& part, const Colors& colors)
{
    auto& tile = m_tiles[key];
    tile.used = m_clock;
    passOver(key, tile);
    if (!current(key, tile, now, part, colors)) {
        ask(key, tile, now, part, colors);
    }
    const auto& shown = m_tiles[key];
    if (shown.image.isNull()) {
        painter.fillRect(target, mixed(colors.text, colors.base, 0.04));
        return;
    }
    painter.drawImage(target, shown.image);
    const bool other = shown.changes != m_changes.size() || !(shown.part == part);
    const bool stale = other || now - shown.seen > 4 * kPatience;
    if (!current(key, shown, now, part, colors) && stale) {
        painter.fillRect(target, withAlpha(colors.link, 0.08));
    }
}

} // namespace kai::ui
