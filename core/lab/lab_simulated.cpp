#include "core/lab/lab.h"
#include "core/winsock/simulated_stack.h"

namespace kai::lab {

Result<std::unique_ptr<Lab>> Lab::simulated(const winsock::SimulationOptions& options)
{
    return over(
        [options](EventSink& sink, std::chrono::steady_clock::time_point) -> Result<MadeStack> {
            auto stack = winsock::makeSimulatedStack(options, sink);
            if (!stack) {
                return stack.error();
            }
            winsock::SimulatedHosts* hosts = &stack.value()->hosts();
            return MadeStack{std::move(stack).value(), hosts};
        });
}

} // namespace kai::lab
