#pragma once

#include "ui/timeline/quiet_time.h"
#include "ui/timeline/time_scale.h"

#include <functional>
#include <optional>
#include <vector>

namespace kai::ui {

/// Which part of time is in view, and how it moves: zoom, pan, fit, follow, fold. x counts from the left of the time area. Pure.
class Viewport {
public:
    /// What is to be seen besides the events: the deadlines to come of the lanes shown.
    using Upcoming = std::vector<Moment>;

    /// Less than 50 pixels: not laid out yet, ignored.
    void setWidth(double width);
    [[nodiscard]] double width() const { return m_width; }
    /// The pixels that a fold of this length needs for its words.
    void setFoldWidth(std::function<double(nanoseconds)> width) { m_foldWidth = std::move(width); }

    /// A recording begins at `start`: it is followed from the left edge on, at a fine scale that gets coarser, up to the usual
    /// one, whenever now would pass 80 % of the width. Zoom, pan and range end that.
    void begin(Moment start);
    /// While following, now stays at 80 % of the width, or left of it while nothing older is recorded.
    void setNow(Moment now);
    void setFollow(bool follow);
    [[nodiscard]] bool follows() const { return m_follow; }

    void setFold(bool fold);
    [[nodiscard]] bool folds() const { return m_fold; }
    /// The same, with when something happened on the lanes shown and what is due; both end a quiet stretch.
    void setNow(Moment now, Activity activity, Upcoming upcoming);

    /// What is at `x` stays there; while following, now stays where it is.
    void zoomAt(double x, double steps);
    /// Lets go of now.
    void panBy(double pixels);
    /// Shows [from, until], with a margin of 2 % on both sides; lets go of now.
    void show(Moment from, Moment until);
    /// Shows [from, until] and goes on following when it did: then now is at 80 % and `from` at the left edge.
    void fit(Moment from, Moment until);
    /// Scrolls as little as needed so that a moment can be seen; lets go of now when it must move.
    void reveal(Moment at);

    [[nodiscard]] const TimeScale& scale() const { return m_scale; }
    [[nodiscard]] Moment from() const { return m_scale.toMoment(0); }
    [[nodiscard]] Moment until() const { return m_scale.toMoment(m_width); }

    /// A view to go back to.
    struct State {
        double nsPerPixel = 1e9;
        Moment left{};
        bool follow = true;
        bool operator==(const State&) const = default;
    };
    [[nodiscard]] State state() const { return {m_scale.nsPerPixel(), from(), m_follow}; }
    void restore(const State& state);

private:
    [[nodiscard]] FoldMap mapFor(double nsPerPixel) const;
    void setScale(double nsPerPixel, double anchorX);
    void followNow();
    [[nodiscard]] double followX() const;

    static constexpr double kUsualScale = 1e9 / 7;
    static constexpr double kFirstScale = 1e9 / 56;
    static constexpr double kNowShare = 0.8;
    TimeScale m_scale{FoldMap(kUsualScale), Moment{}, 0};
    std::function<double(nanoseconds)> m_foldWidth = [](nanoseconds) { return 48.0; };
    Activity m_activity;
    Upcoming m_upcoming;
    QuietGaps m_gaps; ///< of these two, while quiet time is folded
    Moment m_now{};
    std::optional<Moment> m_start; ///< of the recording
    bool m_grows = false;          ///< nobody has chosen a scale
    double m_width = 830;
    bool m_follow = true;
    bool m_fold = false;
};

} // namespace kai::ui
