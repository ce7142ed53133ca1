#pragma once

#include "core/keepalive/detection.h"
#include "core/keepalive/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace kai {

/// Something between two hosts that forgets a connection after a time without packets: a load balancer, a NAT, a firewall.
struct Box {
    std::string id;   ///< "aws-nlb"
    std::string name; ///< "AWS NLB"
    milliseconds limit{0};
    std::string limitText; ///< as its documentation writes it: "350 s"
    std::string note;      ///< "unless your listener says otherwise"; may be empty
    std::string source;    ///< where the limit is written down
    std::string address;   ///< of that source; may be empty
    bool operator==(const Box&) const = default;

    /// "AWS NLB 350 s"
    [[nodiscard]] std::string label() const { return name + " " + limitText; }
};

/// Reads resources/boxes/boxes.json or a user's own list of the same form, in its order.
/// Errors (BAD_BOXES): no JSON, with line and column; a box without name, limit or source, or with a limit that is no time,
/// with the number and id of the box; two boxes with the same id. Nothing is read in part.
[[nodiscard]] Result<std::vector<Box>> readBoxes(std::string_view json);

/// What becomes of an idle connection behind a box.
struct BoxVerdict {
    /// The next packet comes before the box forgets.
    bool survives = false;
    /// The latest moment of that packet, counted from the last one: healthy period, then k intervals for k lost probes, every
    /// timer as late as its bucket allows. nanoseconds::max() when none comes.
    nanoseconds lastPacket{0};
    /// Limit - lastPacket; negative = too late.
    nanoseconds margin{0};
    /// Why no packet comes: "off", "0 probes", "ended by keep-alive after 1 lost probe"; empty when one does.
    std::string noPacket;
    bool operator==(const BoxVerdict&) const = default;
};

/// `lostProbes` (k) are lost in a row and the next one must still come in time, so k must be below the probe count. A packet
/// at the very limit is too late.
[[nodiscard]] BoxVerdict boxVerdict(const KeepAliveTimes& times, nanoseconds tick,
                                    milliseconds limit, std::uint16_t lostProbes = 1);

/// "survives 350 s (margin 32 s)", "too late by 1 h 54 min", "no packet: off".
[[nodiscard]] std::string verdictText(const BoxVerdict& verdict, const std::string& limitText);

} // namespace kai
