#include "ui/timeline/heat_map.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr int kMostRows = 1024;
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
    const bool same =
        lanes.size() == m_lanes->size() &&
        std::equal(lanes.begin(), lanes.end(), m_lanes->begin(),
                   [](const HeatLane& a, const HeatLane& b) {
                       return a.id == b.id && a.idleTime == b.idleTime && a.endedAt == b.endedAt;
                   });
    if (!same) {
        m_lanes = std::make_shared<const std::vector<HeatLane>>(std::move(lanes));
        ++m_lanesVersion;
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

bool HeatMap::current(const Key& key, const Tile& tile, Moment now, const Colors& colors) const
{
    const auto until = startOf(key.bucket, key.number + 1, kBuckets);
    const bool complete = tile.seen >= until || now - tile.seen < kPatience;
    return !tile.image.isNull() && tile.lanes == m_lanesVersion && complete &&
           tile.base == colors.base.rgba();
}

void HeatMap::ask(const Key& key, Tile& tile, Moment now, const Colors& colors)
{
    if (tile.asked || m_log == nullptr || m_rows <= 0) {
        return;
    }
    tile.asked = true;
    const auto from = startOf(key.bucket, key.number, kBuckets);
    const auto until = startOf(key.bucket, key.number + 1, kBuckets);
    auto make = [log = m_log, lanes = m_lanes, rows = m_rows, from, until, colors] {
        return heatTile(*log, *lanes, rows, from, until, kBuckets, colors);
    };
    const auto base = colors.base.rgba();
    if (m_synchronous) {
        take(key, make(), m_lanesVersion, now, base);
        return;
    }
    m_pool.start([this, key, make, version = m_lanesVersion, generation = m_generation, now, base] {
        const auto image = make();
        QMetaObject::invokeMethod(this, [this, key, image, version, generation, now, base] {
            if (generation == m_generation) {
                take(key, image, version, now, base);
                Q_EMIT tileReady();
            }
        });
    });
}

void HeatMap::take(const Key& key, const QImage& image, std::uint64_t lanes, Moment seen, QRgb base)
{
    m_tiles[key] = {image, lanes, seen, base, false, m_clock};
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
                    double firstShare, double lastShare, const Colors& colors)
{
    const int rows = std::min<int>(kMostRows, static_cast<int>(m_lanes->size()));
    if (rows != m_rows) {
        m_rows = rows;
        ++m_lanesVersion;
    }
    if (m_rows == 0) {
        return;
    }
    ++m_clock;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    const QRectF source(0, firstShare * m_rows, kBuckets, (lastShare - firstShare) * m_rows);
    double left = rect.left();
    for (const auto& fold : scale.map().folds()) {
        const double foldLeft = scale.toX(fold.from);
        const double foldRight = scale.toX(fold.until);
        if (foldRight > rect.left() && foldLeft < rect.right()) {
            paintStretch(painter, rect, scale, left, foldLeft, now, source, colors);
            left = foldRight;
        }
    }
    paintStretch(painter, rect, scale, left, rect.right(), now, source, colors);
    painter.restore();
    dropOld();
}

void HeatMap::paintStretch(QPainter& painter, const QRectF& rect, const TimeScale& scale,
                           double left, double right, Moment now, QRectF rows, const Colors& colors)
{
    const double end = std::min(right, scale.toX(now));
    if (end <= left) {
        return;
    }
    const auto bucket = bucketFor(scale.nsPerPixel()).count();
    const auto tileLength = bucket * kBuckets;
    const auto first = floorDivided(scale.toMoment(left).time_since_epoch().count(), tileLength);
    const auto last = floorDivided(scale.toMoment(end).time_since_epoch().count(), tileLength);
    painter.save();
    painter.setClipRect(QRectF(left, rect.top(), end - left, rect.height()), Qt::IntersectClip);
    for (auto number = first; number <= last; ++number) {
        const Key key{bucket, number};
        auto& tile = m_tiles[key];
        tile.used = m_clock;
        const bool fresh = current(key, tile, now, colors);
        if (!fresh) {
            ask(key, tile, now, colors);
        }
        const auto& shown = m_tiles[key];
        const double x = scale.toX(startOf(bucket, number, kBuckets));
        const double width = static_cast<double>(tileLength) / scale.nsPerPixel();
        const QRectF target(x, rect.top(), width, rect.height());
        if (shown.image.isNull()) {
            painter.fillRect(target, mixed(colors.text, colors.base, 0.04));
            continue;
        }
        painter.drawImage(target, shown.image, rows);
        const bool stale = shown.lanes != m_lanesVersion || now - shown.seen > 4 * kPatience;
        if (!current(key, shown, now, colors) && stale) {
            painter.fillRect(target, withAlpha(colors.link, 0.08));
        }
    }
    painter.restore();
}

} // namespace kai::ui
