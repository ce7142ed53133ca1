#pragma once

#include <cstdlib>

namespace kai::live {

/// Whether this system's own look-up knows an IPv4 localhost; a container may lack /etc/hosts.
inline bool knowsLocalhost()
{
    return std::system("getent ahostsv4 localhost >/dev/null 2>&1") == 0;
}

} // namespace kai::live
