#pragma once

#include "core/keepalive/moment.h"

#include <vector>

namespace kai::ui {

/// A quiet stretch of time drawn narrower than it lasts.
struct Fold {
    Moment from{};
    Moment until{};
    /// Pixels it takes.
    double width = 0;

    [[nodiscard]] nanoseconds length() const { return until - from; }
    bool operator==(const Fold&) const = default;
};

/// Moments to pixels and back, piecewise linear: one scale everywhere but inside folds, each of which has its own.
/// Monotone, continuous, and its own inverse within a nanosecond or a pixel's rounding. Pure.
class FoldMap {
public:
    /// `folds` in order, apart, each longer than nothing; `nsPerPixel` above 0.
    explicit FoldMap(double nsPerPixel = 1e9, std::vector<Fold> folds = {});

    /// Pixels from moment zero; any moment but kNever, which is far to the right.
    [[nodiscard]] double position(Moment at) const;
    [[nodiscard]] Moment moment(double position) const;

    [[nodiscard]] double nsPerPixel() const { return m_nsPerPixel; }
    [[nodiscard]] const std::vector<Fold>& folds() const { return m_folds; }
    /// The fold that a moment lies in, null when none.
    [[nodiscard]] const Fold* foldAt(Moment at) const;

private:
    /// Pixels that the first `count` folds save.
    [[nodiscard]] double savedBefore(std::size_t count) const
    {
        return count == 0 ? 0 : m_saved[count - 1];
    }

    double m_nsPerPixel;
    std::vector<Fold> m_folds;
    std::vector<double> m_saved;  ///< for each fold, with those before it
    std::vector<double> m_starts; ///< position of each fold's left edge
};

} // namespace kai::ui
