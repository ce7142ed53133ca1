#include "ui/timeline/fold_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kai::ui {
namespace {

double countOf(nanoseconds value)
{
    return static_cast<double>(value.count());
}

Moment momentAt(double ns)
{
    constexpr double kMost = 9.2e18; // representable in int64
    return Moment{nanoseconds{std::llround(std::clamp(ns, -kMost, kMost))}};
}

} // namespace

FoldMap::FoldMap(double nsPerPixel, std::vector<Fold> folds)
    : m_nsPerPixel(nsPerPixel)
    , m_folds(std::move(folds))
{
    double saved = 0;
    for (const auto& fold : m_folds) {
        m_starts.push_back(countOf(fold.from.time_since_epoch()) / m_nsPerPixel - saved);
        saved += countOf(fold.length()) / m_nsPerPixel - fold.width;
        m_saved.push_back(saved);
    }
}

double FoldMap::position(Moment at) const
{
    const double straight = countOf(at.time_since_epoch()) / m_nsPerPixel;
    const auto after = std::upper_bound(m_folds.begin(), m_folds.end(), at,
                                        [](Moment m, const Fold& fold) { return m < fold.from; });
    const auto begun = static_cast<std::size_t>(after - m_folds.begin());
    if (begun == 0 || at >= m_folds[begun - 1].until) {
        return straight - savedBefore(begun);
    }
    const auto& fold = m_folds[begun - 1];
    return m_starts[begun - 1] + fold.width * countOf(at - fold.from) / countOf(fold.length());
}

Moment FoldMap::moment(double position) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), position);
    const auto begun = static_cast<std::size_t>(after - m_starts.begin());
    if (begun == 0 || position >= m_starts[begun - 1] + m_folds[begun - 1].width) {
        return momentAt((position + savedBefore(begun)) * m_nsPerPixel);
    }
    const auto& fold = m_folds[begun - 1];
    const double share = (position - m_starts[begun - 1]) / fold.width;
    return fold.from + nanoseconds{std::llround(countOf(fold.length()) * share)};
}

const Fold* FoldMap::foldAt(Moment at) const
{
    const auto after = std::upper_bound(m_folds.begin(), m_folds.end(), at,
                                        [](Moment m, const Fold& fold) { return m < fold.from; });
    if (after == m_folds.begin() || at >= std::prev(after)->until) {
        return nullptr;
    }
    return &*std::prev(after);
}

} // namespace kai::ui
