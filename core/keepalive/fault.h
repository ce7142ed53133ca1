#pragma once

#include "core/keepalive/event.h"
#include "core/keepalive/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kai {

/// What may be done to a connection's path or peer. Faults are composed on the path, never an if inside an endpoint.
enum class FaultKind : std::uint8_t {
    none,
    silentForward, ///< what this end sends is lost: the cable, pulled beyond the switch
    silentReturn,  ///< what the peer sends is lost
    silentBoth,
    lossyEveryNth, ///< every Nth probe is lost
    lossyShare,    ///< a seeded share of probes is lost
    icmpSoft, ///< a router answers what this end sends with ICMP host unreachable; simulations only
    icmpHard, ///< the same with ICMP port unreachable
    restored, ///< back again: clears silence, loss and ICMP
    rebooted, ///< the peer has forgotten the connection: RST to the next probe
    peerCloses,
    peerResets,
    peerSends,
    weSend,
    peerHangs, ///< the peer's program does nothing; its stack still answers
};

struct Fault {
    FaultKind kind = FaultKind::none;
    /// N of lossyEveryNth (2 or more).
    std::uint32_t everyNth = 0;
    /// Share lost by lossyShare, 0 to 1.
    double share = 0;
    std::uint64_t seed = 1;
    /// For peerSends and weSend.
    std::string data = "x";
};

/// "silent", "silent-forward", "silent-return", "silent-both", "lossy-3" (every 3rd), "lossy-30%", "icmp-soft", "icmp-hard", "back", "reboot",
/// "close", "reset", "peer-sends", "send", "hang". "silent" alone is the forward path. Error: UNKNOWN_FAULT with the list of what is known.
[[nodiscard]] Result<Fault> parseFault(std::string_view word);
/// The word that parseFault reads.
[[nodiscard]] std::string faultWord(const Fault& fault);
/// For people: "peer silent (what we send is lost)".
[[nodiscard]] std::string_view faultDescription(FaultKind kind);
/// The same with its numbers: "every 3rd probe is lost", "30% of the probes are lost".
[[nodiscard]] std::string faultSentence(const Fault& fault);
/// Not a fault of anything: data that one end sends. It shows as data, not as a fault.
[[nodiscard]] constexpr bool sendsData(FaultKind kind)
{
    return kind == FaultKind::peerSends || kind == FaultKind::weSend;
}
/// What no program can do to this computer's own packets: live stacks refuse it.
[[nodiscard]] constexpr bool needsSimulation(FaultKind kind)
{
    return kind == FaultKind::icmpSoft || kind == FaultKind::icmpHard;
}
/// A fault that lasts until restored (drawn along the baseline); the others happen once.
[[nodiscard]] bool lasts(FaultKind kind);

} // namespace kai
