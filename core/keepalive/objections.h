#pragma once

#include "core/keepalive/calculator.h"

#include <string>

namespace kai {

/// What objections() is made of, one rule a function: a sentence, or nothing when the rule is kept.

/// The system takes neither this number nor this count.
[[nodiscard]] std::string rangeObjection(const KeepAliveTimes& times,
                                         const CalculatorSystem& system);
/// Wish::shortestInterval and fewestProbes.
[[nodiscard]] std::string probesObjection(const KeepAliveTimes& times, const Wish& wish);
/// A silent peer is found too late or never.
[[nodiscard]] std::string detectionObjection(const KeepAliveTimes& times, const Wish& wish,
                                             nanoseconds tick);
/// The box forgets first.
[[nodiscard]] std::string boxObjection(const KeepAliveTimes& times, const Wish& wish,
                                       nanoseconds tick);
/// More packets an hour than wanted.
[[nodiscard]] std::string packetsObjection(const KeepAliveTimes& times, const Wish& wish,
                                           nanoseconds tick);

/// The shortest healthy period that keeps to the packets an hour: 0 when any does, milliseconds::max() when none does.
[[nodiscard]] milliseconds shortestPeriod(const Wish& wish);

} // namespace kai
