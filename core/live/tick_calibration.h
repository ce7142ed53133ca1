#pragma once

#include "core/keepalive/result.h"
#include "core/live/tcp_info.h"
#include "core/live/tick_grid.h"

namespace kai::live {

/// The length of the kernel's tick: 4 ms at HZ 250; 1 ms where the coarse clock has no tick. Costs one system call.
[[nodiscard]] nanoseconds kernelTick();

/// Finds jiffies and their phase without privileges (facts 2.3): the coarse clock steps with the tick, times(2) counts jiffies in
/// hundredths of a second. Done twice, and the two must agree; spins for about 0.1 s, at most 0.3 s.
/// Error NOT_CALIBRATED where they do not: the machine is too busy, or its clock does not step with the tick.
[[nodiscard]] Result<TickGrid> calibrateTicks(const Now& now);

/// Whether times(2) still says what the grid says. One system call; false now and then on a busy machine.
[[nodiscard]] bool agrees(const TickGrid& grid, const Now& now);

} // namespace kai::live
