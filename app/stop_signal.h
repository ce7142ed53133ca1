#pragma once

#include <atomic>

namespace kai::app {

/// True once the user pressed Ctrl+C or the process was asked to end; the first call begins to listen for that.
[[nodiscard]] const std::atomic<bool>& stopRequested();

} // namespace kai::app
