#include "ui/timeline/time_scale.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kai::ui {

TimeScale::TimeScale(FoldMap map, Moment at, double x)
    : m_map(std::move(map))
    , m_origin(m_map.position(at) - x)
{
}

TimeScale TimeScale::movedBy(double pixels) const
{
    auto moved = *this;
    moved.m_origin += pixels;
    return moved;
}

TimeScale TimeScale::withMap(FoldMap map, double x) const
{
    return {std::move(map), toMoment(x), x};
}

std::vector<Seam> seams(const TimeScale& scale, double left, double right)
{
    std::vector<Seam> found{{left, scale.toMoment(left)}};
    for (const auto& fold : scale.map().folds()) {
        for (const auto edge : {fold.from, fold.until}) {
            const double x = std::round(scale.toX(edge));
            if (x == found.back().x) {
                found.back().at = edge;
            } else if (x > left && x <= right) {
                found.push_back({x, edge});
            }
        }
    }
    if (found.back().x < right) {
        found.push_back({right, scale.toMoment(right)});
    }
    return found;
}

double zoomedScale(double nsPerPixel, double steps)
{
    return std::clamp(nsPerPixel * std::exp2(-steps / 4), kFinestScale, kCoarsestScale);
}

} // namespace kai::ui
