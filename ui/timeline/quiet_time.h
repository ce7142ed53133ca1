#pragma once

#include "ui/timeline/fold_map.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace kai::ui {

/// When anything happened on the lanes shown, as bursts: moments closer together than the grain are one. Made once from the
/// events and then appended to; memory is bounded, since the grain doubles when there are too many bursts. Pure.
class Activity {
public:
    struct Burst {
        Moment from{};
        Moment until{};
        bool operator==(const Burst&) const = default;
    };

    /// What is closer together than this is one burst, however few there are.
    static constexpr nanoseconds kFinestGrain{250'000'000};

    /// Moments in order; an earlier one than the last is counted at the last.
    void add(Moment at) { add(Burst{at, at}); }
    /// A stretch in which something happened all the time, in the same order by its beginning.
    void add(const Burst& burst);
    void clear();
    [[nodiscard]] const std::vector<Burst>& bursts() const { return m_bursts; }
    bool operator==(const Activity&) const = default;

private:
    void coarsen();

    static constexpr std::size_t kMostBursts = 4096;
    std::vector<Burst> m_bursts;
    nanoseconds m_grain = kFinestGrain;
};

/// What decides about folds besides the activity itself.
struct FoldRule {
    double nsPerPixel = 1e9;
    /// Of the view, in pixels.
    double width = 900;
    /// Pixels for a fold of this length, 48 at least: its length is written above it.
    std::function<double(nanoseconds)> foldWidth = [](nanoseconds) { return 48.0; };
    /// A stretch must be worth its fold at this scale too: a view that grows from a finer one folds nothing that it would
    /// unfold again.
    double coarsest = 0;
};

/// Pixels on each side of a fold that stay to scale, so that what happens beside it is seen in its place.
inline constexpr double kFoldMargin = 44;

/// The gaps between what happened and what is due. Making them sorts what is due, once; asking for folds then costs the gaps, of
/// which there are no more than an activity has bursts, however many lanes there are. Pure.
class QuietGaps {
public:
    struct Gap {
        Moment from{};
        Moment until{};
        bool folded = false;
        bool untilNow = false; ///< nothing has ended it yet
        [[nodiscard]] nanoseconds length() const { return until - from; }
    };

    QuietGaps() = default;
    /// `upcoming`: deadlines, in any order.
    QuietGaps(const Activity& activity, std::vector<Moment> upcoming);

    /// See quietFolds() and fittingScale().
    [[nodiscard]] std::vector<Fold> folds(Moment now, const FoldRule& rule) const;
    [[nodiscard]] double fittingScale(Moment now, Moment from, Moment until, FoldRule rule) const;

private:
    [[nodiscard]] std::vector<Gap> gapsAt(Moment now) const;

    std::vector<Activity::Burst> m_bursts;
};

/// The quiet stretches to fold: longer than 5 % of the view, than three times the nearest gap that is not folded itself, and
/// than what the fold would take. `upcoming` (deadlines, in any order) and `now` end a stretch as events do.
[[nodiscard]] std::vector<Fold> quietFolds(const Activity& activity, Moment now,
                                           std::vector<Moment> upcoming, const FoldRule& rule);

/// The scale at which [from, until] fits into `rule.width`, folds included; rule.nsPerPixel is ignored.
[[nodiscard]] double fittingScale(const Activity& activity, Moment now,
                                  const std::vector<Moment>& upcoming, Moment from, Moment until,
                                  FoldRule rule);

} // namespace kai::ui
