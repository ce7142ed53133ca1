#include "core/keepalive/connection.h"

namespace kai {

std::string_view stateName(ConnectionState state)
{
    switch (state) {
    case ConnectionState::resolving:
        return "resolving";
    case ConnectionState::connecting:
        return "connecting";
    case ConnectionState::open:
        return "open";
    case ConnectionState::closeWait:
        return "peer closed";
    case ConnectionState::finWait:
        return "closing";
    case ConnectionState::ended:
        return "ended";
    }
    return {};
}

} // namespace kai
