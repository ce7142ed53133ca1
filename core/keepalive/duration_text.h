#pragma once

#include "core/keepalive/moment.h"
#include "core/keepalive/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace kai {

/// The units that people may write: ns us ms s min h d.
enum class DurationUnit : std::uint8_t {
    nanosecond,
    microsecond,
    millisecond,
    second,
    minute,
    hour,
    day
};

/// Reads "90 s", "1500ms", "1h30min", "1.5 s"; `decimalComma` also accepts "1,5 s".
/// A bare number takes `bareUnit`; without one it is refused (BAD_UNIT), since "90" says nothing.
/// Errors: NO_NUMBER, BAD_UNIT, NEGATIVE, OUT_OF_RANGE (beyond int64 nanoseconds). Leading and trailing blanks are ignored.
[[nodiscard]] Result<nanoseconds> parseDuration(std::string_view text,
                                                std::optional<DurationUnit> bareUnit = {},
                                                bool decimalComma = false);

/// The same for settings, in whole milliseconds up to int64; a fraction of a millisecond is refused (TOO_FINE).
[[nodiscard]] Result<milliseconds> parseSettingsDuration(std::string_view text,
                                                         std::optional<DurationUnit> bareUnit = {},
                                                         bool decimalComma = false);

/// Exact words with every unit between: "2 h 0 min 10 s", "1.5 s", "1500 ms" is "1.5 s", "0 s". Negative values carry "-".
/// From a minute on nothing below a millisecond is shown.
[[nodiscard]] std::string formatDuration(nanoseconds value);

/// A setting as its cell shows it: one unit where it is exact ("90 s", "1500 ms", "2 h"), else words with every unit between.
[[nodiscard]] std::string formatSetting(milliseconds value);

/// An age or a countdown that a person reads while it moves: three figures at most ("18.8 s", "71.2 s", "48 min", "1 h 12 min").
[[nodiscard]] std::string formatCountdown(nanoseconds value);

} // namespace kai
