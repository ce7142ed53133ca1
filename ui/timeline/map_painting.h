#pragma once

#include "ui/timeline/heat_map.h"
#include "ui/timeline/timeline_scene.h"

namespace kai::ui {

/// Where the parts of the heat map are: lanes opened in full between two compressed parts. Pure.
struct MapPlan {
    QRectF upper, opened, lower;
    std::size_t firstOpened = 0, lastOpened = 0;
    std::size_t lanes = 0;

    /// The lanes that share the pixel row at `y`, as it is painted; empty when it is in the opened part or outside. No part has more
    /// than `mostRows` rows: HeatMap::rows().
    [[nodiscard]] std::pair<std::size_t, std::size_t> lanesAt(double y, int mostRows) const;
    /// The opened lane at `y`; empty above and below them.
    [[nodiscard]] std::optional<std::size_t> openedAt(double y) const;
    /// How many lanes share a pixel row at most.
    [[nodiscard]] std::size_t lanesPerPixel() const;
    /// One past the last lane of the upper part.
    [[nodiscard]] std::size_t upperEnd() const
    {
        return lastOpened == firstOpened ? lanes : firstOpened;
    }
};
[[nodiscard]] MapPlan mapPlan(const QRectF& area, std::size_t lanes,
                              std::optional<std::pair<std::size_t, std::size_t>> opened);

/// What opens around a lane: `least` lanes, 12 at least, of `lanes`; [first, last).
[[nodiscard]] std::pair<std::size_t, std::size_t>
openedAround(std::size_t middle, std::size_t least, std::size_t lanes);

/// The lanes of the layout, in its order, for the map.
[[nodiscard]] std::vector<HeatLane> heatLanes(const LaneLayout& layout,
                                              const ConnectionStore& store);

/// The map, the opened lanes in full, and the line that says what a pixel means.
void paintMap(LanePaint& paint, const TimelineScene& scene, const QRectF& area);

/// "lanes 3,401 to 3,417: 1 ended, 3 unanswered, 13 idle"
[[nodiscard]] QString mapSentence(const TimelineScene& scene, const MapPlan& plan, double y,
                                  Moment at, nanoseconds bucket);

} // namespace kai::ui
