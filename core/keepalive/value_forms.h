#pragma once

#include "core/keepalive/system_default.h"

#include <optional>
#include <string>

namespace kai {

/// One number in all the forms that people compare: "300,000 ms", "5 min", "0x493e0".
struct ValueForms {
    std::string number; ///< with its unit; a count has none
    std::string words;  ///< empty for a count
    std::string hex;
};
[[nodiscard]] ValueForms formsOf(std::uint64_t value, DefaultUnit unit);

/// A stored number that is probably not what was meant, and what was.
struct Suspicion {
    std::uint64_t meant = 0;
    /// "0x300000 = 52 min 26 s; did you mean 300000 = 5 min?"
    std::string text;
    bool operator==(const Suspicion&) const = default;
};

/// Decimal digits that were stored as hexadecimal, or the other way round: a time in ms that is no whole number of seconds
/// while its other reading is one. Empty when plausible as it stands, and for all that is not in ms.
[[nodiscard]] std::optional<Suspicion> radixSlip(std::uint64_t stored, DefaultUnit unit);

/// A factor of 1000: seconds where milliseconds belong, or the other way round. A time below 10 s (an interval below 100 ms)
/// that looks like a number of seconds, or one above a day (an hour), which is sensible when corrected.
[[nodiscard]] std::optional<Suspicion> thousandSlip(std::uint64_t stored, DefaultUnit unit,
                                                    DefaultRole role);

/// The first of the two that finds something.
[[nodiscard]] std::optional<Suspicion> suspicionOf(std::uint64_t stored, DefaultUnit unit,
                                                   DefaultRole role);

} // namespace kai
