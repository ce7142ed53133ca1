#pragma once

#include "ui/timeline/fold_map.h"

namespace kai::ui {

/// Where a moment is drawn: a fold map and the pixel column at which the view begins. A value; pure.
class TimeScale {
public:
    TimeScale() = default;
    /// `at` is drawn at `x`.
    TimeScale(FoldMap map, Moment at, double x);

    [[nodiscard]] double toX(Moment at) const { return m_map.position(at) - m_origin; }
    [[nodiscard]] Moment toMoment(double x) const { return m_map.moment(x + m_origin); }

    [[nodiscard]] double nsPerPixel() const { return m_map.nsPerPixel(); }
    [[nodiscard]] const FoldMap& map() const { return m_map; }

    /// The same moments, `pixels` further left: later times come into view.
    [[nodiscard]] TimeScale movedBy(double pixels) const;
    /// Another scale or other folds; what is drawn at `x` stays there.
    [[nodiscard]] TimeScale withMap(FoldMap map, double x) const;

private:
    FoldMap m_map;
    double m_origin = 0;
};

/// A pixel column and the moment that it begins with.
struct Seam {
    double x = 0;
    Moment at{};
};
/// `left`, `right` and the whole pixels between them at which the scale bends, in order: the edges of folds. A column that an edge
/// is rounded to begins with the edge itself: beside it a fraction of a pixel may be minutes.
[[nodiscard]] std::vector<Seam> seams(const TimeScale& scale, double left, double right);

/// Scales outside of these help nobody: 100 ns and 30 days a pixel.
inline constexpr double kFinestScale = 100;
inline constexpr double kCoarsestScale = 2.6e15;

/// `nsPerPixel` made finer by `steps` of zoom (negative: coarser), within the limits. Four steps are a factor of two.
[[nodiscard]] double zoomedScale(double nsPerPixel, double steps);

} // namespace kai::ui
