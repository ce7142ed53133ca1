#pragma once

namespace kai::ui {

/// Where the parts of a lane are, in pixels from its top. Heights in between take the next smaller form.
struct LaneMetrics {
    int ribbonTop = 0; ///< settings ribbon; its height is 12, 0 = none
    int marksCentre = 5;
    int probeTop = 9;  ///< all N probes unanswered
    int deadline = 13; ///< full idle time; the foot of the probe phase
    int baseline = 22; ///< idle time 0; the path is drawn here, 2 px
    int timerLine = 0; ///< the armed timer's line, 0 = none
    int bottom = 23;
    double glyph = 9;
    bool large = false; ///< labels beside the marks, axis in the name column

    [[nodiscard]] double idleY(double height) const
    {
        return baseline - height * (baseline - deadline);
    }
    [[nodiscard]] double probeY(double share) const
    {
        return deadline - share * (deadline - probeTop);
    }
};

[[nodiscard]] constexpr LaneMetrics laneMetrics(int height)
{
    if (height >= 240) {
        return {3, 30, 40, 96, 228, 234, 239, 13, true};
    }
    if (height >= 120) {
        return {3, 30, 39, 63, 110, 115, 119, 13, true};
    }
    if (height >= 60) {
        return {0, 10, 19, 30, 53, 57, 59, 11, false};
    }
    return {};
}

} // namespace kai::ui
