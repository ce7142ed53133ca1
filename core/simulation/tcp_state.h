#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/event.h"

#include <cstdint>
#include <string_view>

namespace kai::simulation {

/// The states of RFC 9293 3.3.2. There is no timer for TIME-WAIT: an end that waits there answers what still comes, and is
/// forgotten together with its peer's end.
enum class TcpState : std::uint8_t {
    closed,
    listen,
    synSent,
    synReceived,
    established,
    finWait1,
    finWait2,
    closeWait,
    closing,
    lastAck,
    timeWait,
};
/// "SYN-SENT"
[[nodiscard]] std::string_view stateName(TcpState state);

/// A connection attempt is in progress: SYN sent or received (S10, S11).
[[nodiscard]] constexpr bool isTransitional(TcpState state)
{
    return state == TcpState::synSent || state == TcpState::synReceived;
}

/// The states in which keep-alive probes are sent (P9).
[[nodiscard]] constexpr bool sendsProbes(TcpState state)
{
    return state == TcpState::established || state == TcpState::closeWait ||
           state == TcpState::finWait1 || state == TcpState::finWait2;
}

/// The state as a table shows it. closed is `ended` here; whether it never began is the caller's to know.
[[nodiscard]] ConnectionState connectionState(TcpState state);

/// Why a connection is not there, or not any more. Not a Winsock number: the layer above chooses that (P5).
enum class Cause : std::uint8_t {
    none,
    keepAlive,       ///< N probes unanswered (P3)
    reset,           ///< RST received
    retransmission,  ///< data or FIN never acknowledged
    peerClosed,      ///< both directions closed, the peer first
    locally,         ///< closed or reset by this end's program
    refused,         ///< RST in answer to SYN
    connectTimedOut, ///< SYN never answered
    unreachable,     ///< ICMP answered while connecting
    networkDown,     ///< the host's network subsystem is down (S5, I13)
    hostRestarted,   ///< this end's host was restarted
};
/// "host restarted"
[[nodiscard]] std::string_view causeName(Cause cause);
/// The letter's meaning in the event log. A restarted host counts as `locally`, a failed attempt as `reset` or `retransmission`.
[[nodiscard]] EndedBy endedBy(Cause cause);

} // namespace kai::simulation
