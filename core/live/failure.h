#pragma once

#include "core/keepalive/result.h"

#include <string>

namespace kai::live {

/// An errno as a person can act on it: symbol, number, cause and remedy. `operation` is what was attempted, "connect(10.0.0.5:5432)".
[[nodiscard]] Error systemError(int number, std::string operation);

/// The connection has ended or was never there.
[[nodiscard]] Error notOpen(std::string operation);

} // namespace kai::live
