#pragma once

#include <cstdint>

namespace kai::simulation {

/// Something scheduled that can still be cancelled. Never used again.
enum class ScheduleId : std::uint64_t { none = 0 };

} // namespace kai::simulation
