#pragma once

#include "core/history/fleet_index.h"
#include "ui/theme/colors.h"
#include "ui/timeline/time_scale.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace kai::ui {

inline constexpr double kFleetBandHeight = 72;
/// From this many lanes on the timeline shows the fleet band and, unless asked otherwise, the heat map.
inline constexpr std::size_t kManyLanes = 200;

/// The areas of the band, from the top.
enum class FleetArea { ended, off, waiting, idle };
/// A patch of an area as the band paints it, ground and pattern, for the legend.
void paintFleetPatch(QPainter& painter, const QRectF& rect, FleetArea area, const Colors& colors);

/// One column for each pixel from `left` to `right`, folds respected.
[[nodiscard]] std::vector<history::FleetColumn>
fleetColumns(const history::FleetIndex& fleet, const TimeScale& scale, double left, double right);

/// All connections over time: idle (grey), waiting for answers (orange), off (dotted), ended (red hatch) stacked on the left axis,
/// and probes a second as a blue line on the right one, at the edge of `rect`; without probes there is none. `timeLeft` is where the
/// time area begins; the names column holds the left axis.
void paintFleetBand(QPainter& painter, const QRectF& rect, double timeLeft,
                    const history::FleetIndex& fleet, const TimeScale& scale, Moment now,
                    const Colors& colors);

} // namespace kai::ui
