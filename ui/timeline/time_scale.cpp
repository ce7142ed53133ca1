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

std::vector<double> seams(const TimeScale& scale, double left, double right)
{
    std::vector<double> xs{left};
    for (const auto& fold : scale.map().folds()) {
        for (const double x :
             {std::round(scale.toX(fold.from)), std::round(scale.toX(fold.until))}) {
            if (x > xs.back() && x < right) {
                xs.push_back(x);
            }
        }
    }
    xs.push_back(right);
    return xs;
}

double zoomedScale(double nsPerPixel, double steps)
{
    return std::clamp(nsPerPixel * std::exp2(-steps / 4), kFinestScale, kCoarsestScale);
}

} // namespace kai::ui
