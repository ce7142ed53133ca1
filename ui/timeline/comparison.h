#pragma once

#include "ui/lab/connection_store.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/lane_painting.h"

#include <QString>

#include <optional>

namespace kai::ui {

/// Two connections that last heard of their peers together and that keep-alive gave up: how long one outlived the other, and why.
struct Comparison {
    Moment earlier{}; ///< ending
    Moment later{};   ///< ending
    QString
        sentence; ///< "Both wait 2 h before the first probe; XP gives up after 5 probes, 11 after 10."
    QString difference; ///< "5 s and 5 probes later"
};

/// What a timeline of exactly two lanes has to compare; empty otherwise, and until both have ended.
[[nodiscard]] std::optional<Comparison> comparisonOf(const LaneLayout& layout,
                                                     const ConnectionStore& store);

/// The strip below the last lane.
inline constexpr int kComparisonHeight = 35;
void paintComparison(const LanePaint& paint, const QRectF& strip, const Comparison& comparison);

} // namespace kai::ui
