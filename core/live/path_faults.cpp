#include "core/live/path_faults.h"

#include "core/live/ending.h"
#include "core/live/failure.h"
#include "core/live/socket_faults.h"
#include "core/live/stream.h"

#include <algorithm>

namespace kai::live {

namespace {

std::string bytesOf(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string sentText(std::size_t sent, std::size_t asked)
{
    return sent == asked ? bytesOf(sent) : std::to_string(sent) + " of " + bytesOf(asked);
}

Error noPeerControl(const Fault& fault)
{
    return {0, "NO_PEER_CONTROL", "fault " + faultWord(fault),
            "This peer is not ours: its path cannot be changed from here.",
            "Use a connection to the built-in peer."};
}

Error needsSimulatedPath(const Fault& fault)
{
    return {0, "NOT_SUPPORTED", "fault " + faultWord(fault),
            "No router of this computer can be told to answer with ICMP.",
            "Use a simulated lab, or silent, which loses the probes too."};
}

bool sane(const Fault& fault)
{
    return (fault.kind != FaultKind::lossyEveryNth || fault.everyNth >= 2) &&
           (fault.kind != FaultKind::lossyShare || (fault.share > 0 && fault.share <= 1));
}

} // namespace

Result<std::size_t> sendData(LiveContext& live, LiveConnection& connection, const std::string& data,
                             const std::string& purpose)
{
    const bool dropping = connection.faults.dropping;
    if (dropping) {
        setReachesDeaf(connection.socket.get(), connection.ipv6, true);
    }
    Result<std::size_t> sent = sendSome(connection.socket.get(), data);
    if (dropping) {
        setReachesDeaf(connection.socket.get(), connection.ipv6, false);
    }
    if (!sent) {
        return sent.error();
    }
    live.note(connection, EventKind::data_sent, purpose + sentText(*sent, data.size()));
    return sent;
}

Status PathFaultMaker::make(LiveConnection& connection, const Fault& fault)
{
    if (needsSimulation(fault.kind)) {
        return needsSimulatedPath(fault);
    }
    const bool wePlay = fault.kind == FaultKind::weSend;
    const bool peerAlone = connection.peer && !connection.socket && connection.builtInPeer;
    if (!connection.open() && !(peerAlone && !wePlay)) {
        return notOpen("fault " + faultWord(fault));
    }
    if (!wePlay && !connection.builtInPeer) {
        return noPeerControl(fault);
    }
    if (!wePlay && !connection.peer && fault.kind != FaultKind::restored) {
        return notOpen("fault " + faultWord(fault));
    }
    if (!sane(fault)) {
        return Error{0, "BAD_LOSS", "fault " + faultWord(fault),
                     "This loses nothing, or everything.",
                     "Choose every 2nd probe or rarer, or a share above 0."};
    }
    // what follows from a fault happens after it, also on paper
    if (!sendsData(fault.kind)) {
        const bool restored = fault.kind == FaultKind::restored;
        m_live.note(connection, restored ? EventKind::fault_cleared : EventKind::fault_set,
                    faultWord(fault));
    }
    return set(connection, fault);
}

Status PathFaultMaker::set(LiveConnection& connection, const Fault& fault)
{
    PathFaults& faults = connection.faults;
    switch (fault.kind) {
    case FaultKind::silentForward:
    case FaultKind::silentReturn:
    case FaultKind::silentBoth:
        faults.peerDeaf |= fault.kind != FaultKind::silentReturn;
        faults.clientDeaf |= fault.kind != FaultKind::silentForward;
        hear(connection);
        break;
    case FaultKind::lossyEveryNth:
    case FaultKind::lossyShare:
        beginLoss(connection, fault);
        break;
    case FaultKind::icmpSoft:
    case FaultKind::icmpHard:
        return needsSimulatedPath(fault);
    case FaultKind::none:
    case FaultKind::restored:
        restore(connection);
        break;
    case FaultKind::rebooted:
        forgetPeer(connection.peer, connection.socket.get(), connection.ipv6, faults.clientDeaf);
        endPeer(m_live, connection, EndedBy::locally, 0, "state lost, nothing sent");
        break;
    case FaultKind::peerCloses:
        endPeer(m_live, connection, EndedBy::locally, 0);
        break;
    case FaultKind::peerResets:
        closeWithReset(connection.peer);
        endPeer(m_live, connection, EndedBy::locally, 0, "closed with a reset");
        break;
    case FaultKind::peerSends:
        return sendFrom(connection, true, fault.data);
    case FaultKind::weSend:
        return sendFrom(connection, false, fault.data);
    case FaultKind::peerHangs:
        faults.peerHangs = true;
        m_live.poller.change(connection.peer.get(), PollKind::peer, indexOf(connection.id),
                             Poller::Interest::failureOnly);
        break;
    }
    if (lasts(fault.kind)) {
        faults.shown = fault.kind;
    }
    return success();
}

void PathFaultMaker::hear(LiveConnection& connection)
{
    const PathFaults& faults = connection.faults;
    if (connection.peer) {
        setDeaf(connection.peer.get(), connection.ipv6, faults.peerDeaf || faults.dropping);
    }
    if (connection.socket) {
        setDeaf(connection.socket.get(), connection.ipv6, faults.clientDeaf);
    }
}

void PathFaultMaker::restore(LiveConnection& connection)
{
    connection.faults = {};
    hear(connection);
    if (connection.peer) {
        m_live.poller.change(connection.peer.get(), PollKind::peer, indexOf(connection.id),
                             Poller::Interest::readable);
    }
}

void PathFaultMaker::beginLoss(LiveConnection& connection, const Fault& fault)
{
    connection.faults.loss = LossPlan(fault, indexOf(connection.id), m_seed);
    connection.faults.lossFrom.reset();
    if (std::find(m_lossy.begin(), m_lossy.end(), connection.id) == m_lossy.end()) {
        m_lossy.push_back(connection.id);
    }
}

Status PathFaultMaker::sendFrom(LiveConnection& connection, bool peerEnd, const std::string& data)
{
    if (!peerEnd) {
        const Result<std::size_t> sent = sendData(m_live, connection, data, {});
        return sent ? success() : Status(sent.error());
    }
    const Result<std::size_t> sent = sendSome(connection.peer.get(), data);
    if (!sent) {
        return sent.error();
    }
    m_live.note(connection, EventKind::data_sent, bytesOf(*sent), event_flag::kPeerEnd);
    return success();
}

void PathFaultMaker::switchLosses(nanoseconds tickPeriod)
{
    const auto over = [this](ConnectionId id) {
        const LiveConnection& connection = *m_live.connections.find(id);
        return !connection.open() || !connection.faults.loss.active();
    };
    m_lossy.erase(std::remove_if(m_lossy.begin(), m_lossy.end(), over), m_lossy.end());
    const Moment now = m_live.now();
    for (const ConnectionId id : m_lossy) {
        LiveConnection& connection = *m_live.connections.find(id);
        PathFaults& faults = connection.faults;
        const EndTimers timers = connection.local.timers(connection.localContext(m_live.grid));
        const std::uint32_t sent = connection.local.probesSent();
        const std::uint32_t next = sent - faults.lossFrom.value_or(sent) + 1;
        faults.lossFrom = faults.lossFrom.value_or(sent);
        const bool near =
            timers.predictedProbe != kNever && timers.predictedProbe - now < 5 * tickPeriod / 2;
        const bool drop = near && faults.loss.loses(next);
        if (drop != faults.dropping) {
            faults.dropping = drop;
            hear(connection);
        }
    }
}

} // namespace kai::live
