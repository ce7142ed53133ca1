#pragma once

#include "core/keepalive/capabilities.h"
#include "core/keepalive/result.h"

#include <optional>

namespace kai::live {

/// "Linux 6.18.44"
[[nodiscard]] std::string systemName();

/// What this computer can do, short of calibrating: that takes time, so its result is handed in where there is one.
[[nodiscard]] Capabilities describeComputer(const std::optional<Error>& sockDiagError,
                                            bool useSockDiag,
                                            const std::optional<Status>& calibration);

} // namespace kai::live
