#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>

namespace kai::simulation {

/// What the public record leaves open, with the contract's choices as defaults. Each host has its own, so that two answers can be
/// compared side by side; the screen tags them "our assumption".
struct Assumptions {
    /// P3: after the last probe its interval is waited out, so a silent peer is found dead after time + N x interval.
    /// False: the connection breaks as the Nth probe leaves, after time + (N - 1) x interval; with N = 1 the probe's interval is
    /// waited for even then, since no probe could be answered otherwise (P6).
    bool lastIntervalWaited = true;
    /// P4: a probe carries one garbage byte instead of none.
    bool garbageByte = false;
    /// P8: turned on or given a new time, the idle time counts from the call; else from what was last received.
    bool idleFromCall = false;
    /// D5: a registry change counts at once for new sockets; else from the host's next restart.
    bool registryAtOnce = false;

    /// Time until SYN, or data without a measured round trip, is sent again; it doubles each time (RFC 6298 2.1, 5.5).
    nanoseconds firstRetransmission = std::chrono::seconds{3};
    /// RFC 6298 2.4.
    nanoseconds shortestRetransmission = std::chrono::seconds{1};
    /// RFC 6298 2.5: 60 s or more.
    nanoseconds longestRetransmission = std::chrono::seconds{60};
    /// How often SYN is sent again: with 3 s, an attempt fails after 21 s.
    std::uint16_t synRetransmissions = 2;
    /// What an end takes from its peer until its program reads, and what it holds of its own program's data, in bytes.
    std::uint32_t receiveBuffer = 65'535;
    std::uint32_t sendBuffer = 65'536;

    bool operator==(const Assumptions&) const = default;
};

} // namespace kai::simulation
