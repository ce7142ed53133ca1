#include "core/simulation/tcp_state.h"

#include <array>

namespace kai::simulation {

std::string_view stateName(TcpState state)
{
    static constexpr std::array<std::string_view, 11> kNames{
        "CLOSED",     "LISTEN",     "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
        "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",  "LAST-ACK",     "TIME-WAIT"};
    return kNames[static_cast<std::size_t>(state)];
}

ConnectionState connectionState(TcpState state)
{
    switch (state) {
    case TcpState::synSent:
    case TcpState::synReceived:
        return ConnectionState::connecting;
    case TcpState::established:
        return ConnectionState::open;
    case TcpState::closeWait:
    case TcpState::lastAck:
        return ConnectionState::closeWait;
    case TcpState::finWait1:
    case TcpState::finWait2:
    case TcpState::closing:
        return ConnectionState::finWait;
    case TcpState::closed:
    case TcpState::listen:
    case TcpState::timeWait:
        break;
    }
    return ConnectionState::ended;
}

std::string_view causeName(Cause cause)
{
    static constexpr std::array<std::string_view, 11> kNames{
        "none",           "keep-alive",   "reset",         "retransmission",
        "closed by peer", "closed here",  "refused",       "connect timed out",
        "unreachable",    "network down", "host restarted"};
    return kNames[static_cast<std::size_t>(cause)];
}

EndedBy endedBy(Cause cause)
{
    switch (cause) {
    case Cause::none:
        return EndedBy::notEnded;
    case Cause::keepAlive:
        return EndedBy::keepAlive;
    case Cause::reset:
    case Cause::refused:
        return EndedBy::reset;
    case Cause::retransmission:
    case Cause::connectTimedOut:
    case Cause::unreachable:
        return EndedBy::retransmission;
    case Cause::peerClosed:
        return EndedBy::peerClosed;
    case Cause::locally:
    case Cause::networkDown:
    case Cause::hostRestarted:
        return EndedBy::locally;
    }
    return EndedBy::notEnded;
}

} // namespace kai::simulation
