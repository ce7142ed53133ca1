#pragma once

#include "core/defaults/registry_values.h"
#include "core/keepalive/calculator.h"

namespace kai::defaults {

/// A release for the calculator: whole milliseconds by SIO_KEEPALIVE_VALS (I3); the count is the registry's before Vista (D3),
/// 10 from then on (D2), a socket's own from 1703 on (D4).
[[nodiscard]] CalculatorSystem calculatorSystem(WindowsRelease release,
                                                const RegistryValues& atStart = {});

/// Linux with its timer wheel: whole seconds from 1 to 32,767, at most 127 probes (tcp(7)).
[[nodiscard]] CalculatorSystem linuxCalculatorSystem(std::string name, nanoseconds tick);

} // namespace kai::defaults
