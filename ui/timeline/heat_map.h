#pragma once

#include "ui/timeline/heat_tile.h"
#include "ui/timeline/time_scale.h"

#include <QObject>
#include <QRectF>
#include <QThreadPool>

#include <compare>
#include <map>
#include <memory>
#include <vector>

class QPainter;

namespace kai::ui {

/// Thousands of lanes in a few hundred pixels: tiles of time-aligned buckets, made on another thread and kept. A tile that is out
/// of date is shown tinted until the new one comes, never blank where there was one. GUI thread, but for the making of tiles.
class HeatMap : public QObject {
    Q_OBJECT

public:
    explicit HeatMap(QObject* parent = nullptr);
    ~HeatMap() override;

    /// Waits for a tile under way; the former log is not read any more. Null: nothing to show.
    void setLog(const history::EventLog* log);
    /// Which lanes, in order; what is kept becomes out of date when they differ.
    void setLanes(std::vector<HeatLane> lanes);
    [[nodiscard]] const std::vector<HeatLane>& lanes() const { return *m_lanes; }

    /// Makes tiles at once instead of elsewhere, for exports and tests.
    void setSynchronous(bool synchronous) { m_synchronous = synchronous; }

    /// Paints [left, right] of the scale into `rect` (whose left is the scale's x), the lanes [first, last) below each other: a row
    /// of a tile is a pixel or more, so that each lane is in some pixel. At most two parts at a time: one that begins with the first
    /// lane, one that does not. Asks for the tiles that are missing; tileReady() comes when one is there.
    void paint(QPainter& painter, const QRectF& rect, const TimeScale& scale, Moment now,
               std::size_t first, std::size_t last, const Colors& colors);

    /// The bucket for a scale: a power of two of microseconds that takes 1 to 2 pixels.
    [[nodiscard]] static nanoseconds bucketFor(double nsPerPixel);
    /// The rows that `lanes` lanes share in `height` pixels: never more than there are pixels or lanes.
    [[nodiscard]] static int rowsFor(double height, std::size_t lanes);
    /// The most rows that any part can have; 0 without lanes.
    [[nodiscard]] int rows() const;

Q_SIGNALS:
    void tileReady();

private:
    static constexpr int kBuckets = 128;
    struct Key {
        std::int64_t bucket;
        std::int64_t number;
        bool fromFirst; ///< of the part that begins with the first lane
        auto operator<=>(const Key&) const = default;
    };
    struct Part {
        std::size_t first = 0;
        std::size_t last = 0;
        int rows = 0; ///< of its picture: as many as pixels where the lanes are apart
        [[nodiscard]] std::size_t lanes() const { return last - first; }
        bool operator==(const Part&) const = default;
    };
    struct Tile {
        QImage image;
        Part part;
        std::size_t changes = 0; ///< of the lanes that it knows
        Moment seen{};           ///< now when it was asked for
        QRgb base = 0;           ///< theme
        bool asked = false;
        std::uint64_t used = 0;
    };

    /// Between two folds: one scale all along.
    struct Stretch {
        Seam left;
        Seam right;
    };
    void paintStretch(QPainter& painter, const QRectF& rect, const TimeScale& scale,
                      const Stretch& stretch, Moment now, const Part& part, const Colors& colors);
    void paintTile(QPainter& painter, const QRectF& target, const Key& key, Moment now,
                   const Part& part, const Colors& colors);
    /// Changes that show only behind it do not make it stale: in an outage lanes end all the time.
    void passOver(const Key& key, Tile& tile) const;
    void ask(const Key& key, Tile& tile, Moment now, const Part& part, const Colors& colors);
    void take(const Key& key, Tile tile);
    [[nodiscard]] bool current(const Key& key, const Tile& tile, Moment now, const Part& part,
                               const Colors& colors) const;
    void dropOld();

    const history::EventLog* m_log = nullptr;
    std::shared_ptr<const std::vector<HeatLane>> m_lanes =
        std::make_shared<std::vector<HeatLane>>();
    std::vector<Moment> m_changes; ///< of the lanes: from when on each shows
    std::map<Key, Tile> m_tiles;
    QThreadPool m_pool;
    std::uint64_t m_generation = 0;
    std::uint64_t m_clock = 0;
    bool m_synchronous = false;
};

} // namespace kai::ui
