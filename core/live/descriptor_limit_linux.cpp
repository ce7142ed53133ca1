#include "core/live/descriptor_limit.h"

#include <filesystem>

#include <sys/resource.h>

namespace kai::live {

std::uint64_t raiseDescriptorLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

std::uint64_t descriptorsLeft()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    std::error_code unreadable;
    std::uint64_t open = 0;
    for (std::filesystem::directory_iterator at("/proc/self/fd", unreadable), end;
         !unreadable && at != end; at.increment(unreadable)) {
        ++open;
    }
    return open < limit.rlim_cur ? limit.rlim_cur - open : 0;
}

} // namespace kai::live
