#pragma once

#include "core/keepalive/settings_text.h"
#include "core/live/tick_grid.h"

#include <optional>

namespace kai::live {

/// All that decides what Linux' keep-alive timer does next, in jiffies of the grid.
struct KeepAliveClock {
    SettingsInForce settings;
    /// Last data or acknowledgement received.
    std::int64_t received = 0;
    /// When the armed timer expires, and when it was armed; empty when that is not known.
    std::optional<std::int64_t> armed;
    std::int64_t armedAt = 0;
    /// Unanswered probes outstanding.
    std::uint16_t probesOut = 0;
};

/// What happens next if nothing is received from now on. kNever: it does not, or it cannot be told.
struct NextSteps {
    /// When the next probe is due by the rules: idle time after the last sign of life, or the armed timer where that is later.
    Moment deadline = kNever;
    /// When the timer really fires that sends it: lazy re-arming and wheel bucket included.
    Moment predictedProbe = kNever;
    Moment predictedEnd = kNever;
};

/// The rules of tcp_keepalive_timer (facts 2.4, 2.5): the timer is armed once and, when it runs out before its time, armed again
/// for the rest; death is noticed only when it fires with all probes out.
[[nodiscard]] NextSteps nextSteps(const KeepAliveClock& clock, const TickGrid& grid);

} // namespace kai::live
