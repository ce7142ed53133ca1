#pragma once

#include "core/keepalive/boxes.h"
#include "core/keepalive/detection.h"
#include "core/keepalive/result.h"
#include "core/keepalive/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace kai {

/// What a system lets a connection have.
struct CalculatorSystem {
    std::string name; ///< "Windows 11", "Linux, HZ 250"
    SettingsLimits limits;
    nanoseconds tick{0}; ///< Capabilities::timerTick
    /// The count that no socket can change (D2, D3); empty where it can.
    std::optional<std::uint16_t> fixedCount;
};

/// "Find a dead peer within X, survive a box of Y with k lost probes, at most Z packets an hour." Empty = not asked for.
struct Wish {
    std::optional<milliseconds> findWithin;
    std::optional<milliseconds> boxLimit;
    std::uint16_t lostProbes = 1;
    std::optional<std::uint32_t> packetsPerHour;

    /// What the answer must keep to. One lost answer must not break a connection (P6), and no answer comes in no time.
    std::uint16_t fewestProbes = 3;
    milliseconds shortestInterval{1'000};
    /// Times are multiples of this, for people; the system's own granularity where that is coarser.
    milliseconds step{1'000};
};

/// Why settings do not fulfil a wish, one sentence each, with its numbers: "333 s + 16.384 s timer wheel + 1 × 1.032 s for a
/// lost probe = 350.416 s; the box forgets at 350 s". Empty when they do. Also for settings that a person made.
[[nodiscard]] std::vector<std::string> objections(const KeepAliveTimes& times, const Wish& wish,
                                                  const CalculatorSystem& system);

/// An answer to a wish.
struct Plan {
    /// Among all that fulfil the wish: the largest time (so the fewest packets), then the fewest probes, then the largest
    /// interval that is not above the time.
    KeepAliveTimes times;
    Detection detection;
    std::optional<BoxVerdict> box;
    double packetsPerHour = 0;
    /// Why the time one step longer is not safe.
    std::string whyNotLonger;
};

/// Errors: NOTHING_ASKED without findWithin and boxLimit (no time would be too long); CANNOT when this system has no such
/// settings, with the reasons. Costs microseconds: bisection, no search through all times.
[[nodiscard]] Result<Plan> calculate(const Wish& wish, const CalculatorSystem& system);

} // namespace kai
