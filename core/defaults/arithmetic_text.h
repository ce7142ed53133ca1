#pragma once

#include "core/keepalive/detection.h"

#include <string>

namespace kai::defaults {

/// How a detection time comes about: "7,200 s + 10 × 1 s = 7,210 s"; with a timer wheel it ends ", up to 149 s later".
/// Empty when a silent peer is never found. Saturated times give the sum that is shown elsewhere, not the product.
[[nodiscard]] std::string arithmeticText(const KeepAliveTimes& times, const Detection& detection);

/// "7,200", "1.5", "0.001": seconds with thousands set apart and no zero at the end.
[[nodiscard]] std::string groupedSeconds(milliseconds value);

} // namespace kai::defaults
