#include "app/stop_signal.h"

#include <csignal>

namespace kai::app {

namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

void onSignal(int)
{
    stop = true;
}

} // namespace

const std::atomic<bool>& stopRequested()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    return stop;
}

} // namespace kai::app
