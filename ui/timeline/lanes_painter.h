#pragma once

#include "ui/timeline/lane_history.h"
#include "ui/timeline/timeline_scene.h"

namespace kai::ui {

/// Paints rows of the layout: captions, lanes, peers' ends, each with its name. Cost: the rows painted, and of each no more than
/// its pixels.
class LanesPainter {
public:
    LanesPainter(LanePaint& paint, const TimelineScene& scene, const QRectF& area);

    /// The rows that touch the area at the scene's scroll position.
    void paintVisible();
    void paintRow(const LaneRow& row, double top);

private:
    void paintContent(const LanePlace& place, const ConnectionStore::Entry& entry);
    void paintCaption(const LaneRow& row, double top);
    /// Of the first lane below the caption.
    [[nodiscard]] QString hostName(const LaneRow& caption) const;

    LanePaint& m_paint;
    const TimelineScene& m_scene;
    QRectF m_area;
    LaneHistory m_history;
    Moment m_from;
    Moment m_until;
};

} // namespace kai::ui
