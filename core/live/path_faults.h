#pragma once

#include "core/live/live_context.h"

#include <vector>

namespace kai::live {

/// Makes the faults of the built-in peer and its path; see socket_faults.h for how.
class PathFaultMaker {
public:
    /// `seed`: the lab's, of what a lossy share loses.
    PathFaultMaker(LiveContext& live, std::uint64_t seed)
        : m_live(live)
        , m_seed(seed)
    {
    }

    /// Errors: NOT_OPEN, NO_PEER_CONTROL (a named peer's faults are its own), BAD_LOSS, and the kernel's own.
    [[nodiscard]] Status make(LiveConnection& connection, const Fault& fault);

    /// Once a tick: makes the peer deaf shortly before a probe that is to be lost, and hearing again after it.
    void switchLosses(nanoseconds tickPeriod);

private:
    [[nodiscard]] Status set(LiveConnection& connection, const Fault& fault);
    void restore(LiveConnection& connection);
    void beginLoss(LiveConnection& connection, const Fault& fault);
    [[nodiscard]] Status sendFrom(LiveConnection& connection, bool peerEnd,
                                  const std::string& data);
    void hear(LiveConnection& connection);

    LiveContext& m_live;
    std::uint64_t m_seed;
    std::vector<ConnectionId> m_lossy;
};

/// Sends from our end, past a deafness that is meant for probes only, and notes the event, its detail after `purpose` ("Ask now: ").
/// The bytes that the kernel took over: fewer than asked for when its buffer was nearly full. Errors: those of sendSome().
[[nodiscard]] Result<std::size_t> sendData(LiveContext& live, LiveConnection& connection,
                                           const std::string& data, const std::string& purpose);

} // namespace kai::live
