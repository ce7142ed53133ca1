#pragma once

#include "core/lab/lab.h"

#include <memory>

namespace kai::ui {

/// Windows XP beside Windows 11 on one clock, one connection each at system defaults: a byte is exchanged, and 3 s later the
/// cable is pulled. Runs at Story pace: quick enough to watch two hours and fifteen probes.
[[nodiscard]] Result<std::unique_ptr<lab::Lab>> makeXpBeside11();

} // namespace kai::ui
