#pragma once

#include "core/history/event_log.h"
#include "core/keepalive/settings_text.h"
#include "ui/theme/colors.h"

#include <QImage>

#include <cstdint>
#include <span>
#include <vector>

namespace kai::ui {

/// What the heat map needs of one lane, copied so that tiles can be made on another thread.
struct HeatLane {
    ConnectionId id = ConnectionId::none;
    SettingsInForce settings; ///< today's, for what the log does not say
    Moment opened{};
    Moment endedAt = kNever;
};

/// One cell: several lanes in one stretch of time.
struct HeatCell {
    std::uint32_t idle = 0, waiting = 0, ended = 0, off = 0, gone = 0;
    double idleShare = 0; ///< mean idle time over the time in force, of those idle
    [[nodiscard]] std::uint32_t lanes() const { return idle + waiting + ended + off + gone; }
};

/// The cells of a tile, row by row: `rows` rows share the lanes evenly, `buckets` equal parts share [from, until).
/// Cost: the lanes times the buckets, never the events. Any thread.
[[nodiscard]] std::vector<HeatCell> heatCells(const history::EventLog& log,
                                              std::span<const HeatLane> lanes, int rows,
                                              Moment from, Moment until, int buckets);

/// The saw-tooth's grey of a theme, opaque: what idle areas are mixed from.
[[nodiscard]] QColor idleGrey(const Colors& colors);

/// Hue is the worst state, strength the share of lanes in it, 35 % at least so that one of many is seen and never all of it
/// unless all are; grey is the mean idle time.
[[nodiscard]] QRgb heatColor(const HeatCell& cell, const Colors& colors);

/// The cells as a picture, a pixel each.
[[nodiscard]] QImage heatTile(const history::EventLog& log, std::span<const HeatLane> lanes,
                              int rows, Moment from, Moment until, int buckets,
                              const Colors& colors);

/// From this many pixels a lane on each has a line of its own with its events as dots.
inline constexpr int kApartPixels = 3;

/// Lanes below each other in `height` pixels, kApartPixels or more each: one line a lane, in the colours of its cells, and on it a
/// dot of 3 px for each bucket with events, the worst of them.
[[nodiscard]] QImage laneTile(const history::EventLog& log, std::span<const HeatLane> lanes,
                              int height, Moment from, Moment until, int buckets,
                              const Colors& colors);

/// First lane of a row, and one past the last of it, when `count` lanes share `rows` rows.
[[nodiscard]] std::pair<std::size_t, std::size_t> lanesOfRow(std::size_t count, int rows, int row);

} // namespace kai::ui
