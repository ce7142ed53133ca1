#include "core/defaults/calculator_systems.h"

#include <utility>

namespace kai::defaults {

CalculatorSystem calculatorSystem(WindowsRelease release, const RegistryValues& atStart)
{
    const auto& rules = rulesOf(release);
    CalculatorSystem system;
    system.name = rules.name;
    system.limits.countPerSocket = rules.keepCount;
    if (!rules.keepCount) {
        system.fixedCount = effectiveDefaults(atStart, release).probeCount;
    }
    return system;
}

CalculatorSystem linuxCalculatorSystem(std::string name, nanoseconds tick)
{
    using std::chrono::seconds;
    return {std::move(name), {seconds{1}, seconds{32'767}, seconds{1}, 1, 127, true}, tick, {}};
}

} // namespace kai::defaults
