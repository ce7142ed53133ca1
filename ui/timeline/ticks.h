#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>
#include <vector>

namespace kai::ui {

class TimeScale;

/// A step of the ruler in units that people count in: labels, and two finer subdivisions.
struct TickStep {
    nanoseconds label{};
    nanoseconds medium{};
    nanoseconds minor{};
};

/// The smallest step whose labels are at least `pixels` apart.
[[nodiscard]] TickStep tickStep(double nsPerPixel, double pixels);

enum class TickRank : std::uint8_t { minor, medium, label };

struct Tick {
    double x = 0;
    Moment at{};
    TickRank rank = TickRank::minor;
};

/// The ticks from x = `left` to `right`, in order, none inside a fold. Ticks are multiples of the step after adding `offset` to
/// a moment: the wall time of moment zero within its day, or 0 for time since the start. At most a few thousand.
[[nodiscard]] std::vector<Tick> ticksBetween(const TimeScale& scale, double left, double right,
                                             const TickStep& step, nanoseconds offset);

} // namespace kai::ui
