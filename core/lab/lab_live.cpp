#include "core/lab/lab.h"
#include "core/live/live_stack.h"

namespace kai::lab {

Result<std::unique_ptr<Lab>> Lab::live(const live::LiveOptions& options)
{
    return over([options](EventSink& sink,
                          std::chrono::steady_clock::time_point start) -> Result<MadeStack> {
        auto stack = live::makeLiveStack(options, sink, start);
        if (!stack) {
            return stack.error();
        }
        return MadeStack{std::move(stack).value()};
    });
}

} // namespace kai::lab
