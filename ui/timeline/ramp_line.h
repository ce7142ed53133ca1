#pragma once

#include "ui/timeline/lane_painting.h"

#include <QPolygonF>

namespace kai::ui {

/// The outline of a ramp, `top` being its lane's: it bends at its deadline and at the edges of folds, since time runs faster inside
/// them. Pure.
[[nodiscard]] QPolygonF rampLine(const LanePaint& paint, double top, const LaneMetrics& metrics,
                                 const Ramp& ramp);

} // namespace kai::ui
