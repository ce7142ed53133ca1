#include "core/winsock/simulated_faults.h"

#include "core/simulation/random.h"

namespace kai::winsock {

bool isPathFault(FaultKind kind)
{
    switch (kind) {
    case FaultKind::silentForward:
    case FaultKind::silentReturn:
    case FaultKind::silentBoth:
    case FaultKind::lossyEveryNth:
    case FaultKind::lossyShare:
    case FaultKind::icmpSoft:
    case FaultKind::icmpHard:
    case FaultKind::restored:
        return true;
    default:
        return false;
    }
}

void LastingFaults::note(FaultKind kind)
{
    const bool rebooted = m_peer == FaultKind::rebooted; // nothing takes that back
    if (kind == FaultKind::restored) {
        m_path = FaultKind::none;
        m_peer = rebooted ? m_peer : FaultKind::none;
    } else if (isPathFault(kind)) {
        m_path = kind;
    } else if (lasts(kind) && !rebooted) {
        m_peer = kind;
    }
}

simulation::PathSettings withFault(simulation::PathSettings path, const Fault& fault,
                                   std::uint64_t lossSeed)
{
    if (!isPathFault(fault.kind)) {
        return path;
    }
    path.cutForward = fault.kind == FaultKind::silentForward || fault.kind == FaultKind::silentBoth;
    path.cutBack = fault.kind == FaultKind::silentReturn || fault.kind == FaultKind::silentBoth;
    path.lossForward = {};
    path.icmp.reset();
    if (fault.kind == FaultKind::lossyEveryNth) {
        path.lossForward.everyNth = fault.everyNth;
    } else if (fault.kind == FaultKind::lossyShare) {
        path.lossForward.share = fault.share;
        path.lossForward.seed = lossSeed;
    } else if (fault.kind == FaultKind::icmpSoft || fault.kind == FaultKind::icmpHard) {
        path.icmp = {simulation::Direction::forward, fault.kind == FaultKind::icmpHard};
    }
    return path;
}

std::uint64_t lossSeed(std::uint64_t labSeed, const Fault& fault, ConnectionId connection)
{
    using simulation::Random;
    const std::uint64_t ofFault = Random(Random(labSeed).next() ^ fault.seed).next();
    return ofFault ^ static_cast<std::uint64_t>(connection);
}

} // namespace kai::winsock
