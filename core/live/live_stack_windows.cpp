#include "core/live/live_stack.h"

namespace kai::live {

Result<std::unique_ptr<TcpStack>> makeLiveStack(const LiveOptions&, EventSink&,
                                                std::chrono::steady_clock::time_point)
{
    return Error{0, "NOT_SUPPORTED", "live connections",
                 "Real connections are opened on Linux only so far.", "Use a simulated Windows."};
}

Capabilities probeCapabilities(const LiveOptions&)
{
    Capabilities can;
    can.system = "Windows";
    can.lines = {
        {"live connections", false, "opened on Linux only so far", "Use a simulated Windows."}};
    return can;
}

} // namespace kai::live
