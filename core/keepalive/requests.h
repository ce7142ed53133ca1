#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/settings.h"

#include <cstdint>
#include <optional>
#include <string>

namespace kai {

enum class AddressFamily : std::uint8_t { any, ipv4, ipv6 };

/// Opens `count` connections with one set of settings. A comparison set is several requests.
struct OpenRequest {
    /// With a count above one, "-1", "-2" ... are added.
    std::string name = "conn";
    std::uint32_t count = 1;
    /// Empty: the built-in (or simulated) peer. Else a host name or literal address.
    std::string peerHost;
    /// 0 with the built-in peer: chosen by the system.
    std::uint16_t peerPort = 0;
    AddressFamily family = AddressFamily::any;
    KeepAliveSettings settings;
    Program program;
    /// The simulated host that opens; this computer when live.
    HostId host = HostId::first;
    /// Idle limit of a box in between: real in a simulation, drawn as assumed when live.
    std::optional<milliseconds> boxLimit;
    /// Simulations only; means nothing without a box.
    BoxResets boxResets = BoxResets::neither;
    /// One-way delay of the path; simulations only.
    nanoseconds delay{0};
    /// Up to this much more for each segment; simulations only.
    nanoseconds jitter{0};
};

enum class CloseKind : std::uint8_t { orderly, reset };

/// Names one command until its reports have come; counts up from 1 within a lab.
enum class CommandId : std::uint64_t { none = 0 };

/// How many one opening may ask for: live, as many as have file descriptors for both ends in one process; simulated, as many as a
/// window shows fluently.
[[nodiscard]] constexpr std::uint32_t mostConnections(bool simulated)
{
    return simulated ? 100'000 : 9'500;
}

} // namespace kai
