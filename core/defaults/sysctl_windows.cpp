#include "core/defaults/sysctl.h"

namespace kai::defaults {

Result<KeepAliveSysctls> readSysctls(const std::string&)
{
    return Error{0, "NOT_SUPPORTED", "sysctl",
                 "Windows keeps its keep-alive values in the registry.",
                 "Read KeepAliveTime and KeepAliveInterval there."};
}

} // namespace kai::defaults
