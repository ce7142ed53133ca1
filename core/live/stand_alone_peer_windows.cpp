#include "core/live/stand_alone_peer.h"

namespace kai::live {

Result<PeerSummary> runPeer(const PeerOptions&, const std::atomic<bool>&,
                            const std::function<void(const std::string&)>&)
{
    return Error{0, "NOT_SUPPORTED", "--peer", "The peer runs on Linux only so far.",
                 "Run it on a Linux computer."};
}

} // namespace kai::live
