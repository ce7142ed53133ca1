#include "core/keepalive/effective.h"

namespace kai {

std::string_view originName(Origin origin)
{
    switch (origin) {
    case Origin::unknown:
        return "unknown";
    case Origin::builtIn:
        return "built-in default";
    case Origin::registry:
        return "registry";
    case Origin::sysctl:
        return "sysctl";
    case Origin::listener:
        return "listener";
    case Origin::socketOption:
        return "this socket";
    case Origin::keepAliveVals:
        return "this socket, SIO_KEEPALIVE_VALS";
    }
    return {};
}

} // namespace kai
