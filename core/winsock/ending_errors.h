#pragma once

#include "core/simulation/tcp_state.h"
#include "core/winsock/constants.h"

namespace kai::winsock {

/// What send and recv say of a connection that has ended (P5): `inProgress` for an operation that was under way when it happened. An orderly
/// end, whoever closed first, is none.
[[nodiscard]] constexpr int endedError(simulation::Cause cause, bool inProgress)
{
    switch (cause) {
    case simulation::Cause::none:
    case simulation::Cause::peerClosed:
    case simulation::Cause::locally:
        return 0;
    case simulation::Cause::keepAlive:
        return inProgress ? WSAENETRESET : WSAECONNRESET;
    case simulation::Cause::reset:
        return WSAECONNRESET;
    case simulation::Cause::networkDown:
        return WSAENETDOWN;
    default:
        return WSAECONNABORTED;
    }
}

/// What a connection attempt that failed says.
[[nodiscard]] constexpr int connectError(simulation::Cause cause)
{
    switch (cause) {
    case simulation::Cause::refused:
    case simulation::Cause::reset:
        return WSAECONNREFUSED;
    case simulation::Cause::unreachable:
        return WSAEHOSTUNREACH;
    case simulation::Cause::networkDown:
        return WSAENETDOWN;
    case simulation::Cause::hostRestarted:
    case simulation::Cause::locally:
        return WSAECONNABORTED;
    default:
        return WSAETIMEDOUT;
    }
}

} // namespace kai::winsock
