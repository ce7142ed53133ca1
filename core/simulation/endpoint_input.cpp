#include "core/simulation/endpoint.h"

#include <algorithm>

namespace kai::simulation {

using namespace segment_flag;

namespace {

/// Sequence numbers wrap: how far `a` is past `b`, negative when it is before.
std::int32_t past(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::int32_t>(a - b);
}

} // namespace

void Endpoint::arrive(const Segment& segment)
{
    switch (m_end.state) {
    case TcpState::closed:
    case TcpState::listen:
        arriveClosed(segment);
        break;
    case TcpState::synSent:
        arriveSynSent(segment);
        break;
    default:
        arriveSynchronized(segment);
        break;
    }
}

/// RFC 9293 3.10.7.1: whatever comes to nobody, but for RST, is answered with RST.
void Endpoint::arriveClosed(const Segment& segment)
{
    if (segment.has(kRst)) {
        return;
    }
    Segment reset;
    reset.flags = kRst;
    if (segment.has(kAck)) {
        reset.seq = segment.ack;
    } else {
        reset.ack = segment.seq + lengthOf(segment) + 1;
        reset.flags |= kAck;
    }
    m_engine.transmit(m_id, reset);
}

void Endpoint::arriveSynSent(const Segment& segment)
{
    const bool answers = segment.has(kAck) && segment.ack == m_end.sndNxt;
    if (!answers) {
        if (segment.has(kAck) && !segment.has(kRst)) {
            transmit(kRst, segment.ack);
        }
        return;
    }
    if (segment.has(kRst)) {
        closed(Cause::refused);
        return;
    }
    if (!segment.has(kSyn)) {
        return;
    }
    m_end.rcvNxt = segment.seq + 1;
    m_end.sndUna = segment.ack;
    m_end.sndWnd = segment.window;
    m_end.retransmission.acknowledged(m_engine.now(), segment.ack, true, assumed());
    opened();
    m_engine.tell(NoticeKind::connected, m_id);
    sendAck();
    settle();
}

void Endpoint::arriveSynchronized(const Segment& segment)
{
    if (segment.has(kRst)) {
        arriveReset(segment);
        return;
    }
    if (segment.has(kSyn)) {
        // Ours was lost: SYN again for its SYN, ACK again for its SYN and ACK.
        if (m_end.state == TcpState::synReceived) {
            retransmitFirst();
        } else {
            hear(segment);
            sendAck();
        }
        settle();
        return;
    }
    hear(segment);
    if (acknowledge(segment)) {
        const bool ackNeeded = takeText(segment);
        if (m_end.state != TcpState::closed && !output() && ackNeeded) {
            answer(segment);
        }
    }
    settle();
}

void Endpoint::arriveReset(const Segment& segment)
{
    const std::int32_t offset = past(segment.seq, m_end.rcvNxt);
    const bool inWindow = offset >= 0 && static_cast<std::uint32_t>(offset) <= window();
    if (!inWindow) {
        return;
    }
    if (m_end.state == TcpState::synReceived) {
        giveUp();
    } else {
        closed(Cause::reset);
    }
}

/// Any segment of the peer restarts the idle time (P1, P2), but only the answer to a probe says that one arrived.
void Endpoint::hear(const Segment& segment)
{
    if (m_end.state == TcpState::synReceived) {
        return;
    }
    if (segment.has(kProbeAnswer)) {
        log(EventKind::probe_answered, segment.probeNumber);
        ++m_end.probesAnswered;
    } else {
        log(EventKind::data_received, 0, wordFor(segment));
    }
    m_end.windowProbes = 0;
    m_end.keepAlive.received(m_engine.now());
}

std::string_view Endpoint::wordFor(const Segment& segment) const
{
    if (segment.has(kProbe)) {
        return "the peer's keep-alive probe";
    }
    if (segment.has(kFin)) {
        return "FIN";
    }
    if (segment.has(kSyn)) {
        return "SYN and ACK again";
    }
    return lengthOf(segment) == 0 ? "acknowledgement" : "";
}

bool Endpoint::acknowledge(const Segment& segment)
{
    if (!segment.has(kAck)) {
        return false;
    }
    // A closed window is probed with a byte that counts as sent only once it is acknowledged.
    const std::uint32_t probed = bytesUnsent() > 0 ? 1 : 0;
    if (past(segment.ack, m_end.sndNxt + probed) > 0) {
        sendAck();
        return false;
    }
    if (m_end.state == TcpState::synReceived) {
        if (segment.ack != m_end.sndNxt) {
            return false;
        }
        acceptedByListener();
    }
    if (past(segment.ack, m_end.sndUna) >= 0) {
        m_end.sndWnd = segment.window;
    }
    if (m_end.state != TcpState::closed && past(segment.ack, m_end.sndUna) > 0) {
        acknowledged(segment.ack);
    }
    return m_end.state != TcpState::closed;
}

void Endpoint::acknowledged(std::uint32_t ack)
{
    if (past(ack, m_end.sndNxt) > 0) {
        m_end.sndNxt = ack;
    }
    const bool recovering = past(m_end.recoverTo, ack) > 0;
    if (!recovering) {
        m_end.recoverTo = ack;
    }
    const bool finToo = m_end.finSent && ack == m_end.sndNxt;
    const std::uint32_t bytes = ack - m_end.sndUna - (finToo ? 1 : 0);
    m_end.sndUna = ack;
    m_end.retransmission.acknowledged(m_engine.now(), ack, ack == m_end.sndNxt, assumed());
    if (bytes > 0) {
        stream().toSend.drop(bytes);
        m_engine.tell(NoticeKind::acknowledged, m_id);
    }
    if (finToo) {
        finAcknowledged();
    } else if (recovering && ack != m_end.sndNxt) {
        retransmitFirst();
    }
}

void Endpoint::finAcknowledged()
{
    if (m_end.state == TcpState::finWait1) {
        setState(TcpState::finWait2);
    } else if (m_end.state == TcpState::closing) {
        over(Cause::locally);
        setState(TcpState::timeWait);
    } else if (m_end.state == TcpState::lastAck) {
        closed(Cause::peerClosed);
    }
}

/// Takes what is new of the segment's data and its FIN; whether an acknowledgement is due.
bool Endpoint::takeText(const Segment& segment)
{
    const std::uint32_t length = lengthOf(segment);
    const std::int32_t offset = past(m_end.rcvNxt, segment.seq);
    const std::uint32_t total = length + (segment.has(kFin) ? 1 : 0);
    if (offset != 0 && (offset < 0 || static_cast<std::uint32_t>(offset) >= total)) {
        return true;
    }
    if (total == 0) {
        return false;
    }
    const auto data =
        m_engine.payloads().view(segment.payload).subspan(static_cast<std::size_t>(offset));
    if (!m_end.held && !data.empty()) {
        breakOff(Cause::locally);
        return false;
    }
    const std::size_t taken = std::min<std::size_t>(data.size(), window());
    if (taken > 0) {
        stream().received.append(data.first(taken));
        m_end.rcvNxt += static_cast<std::uint32_t>(taken);
        m_engine.tell(NoticeKind::dataArrived, m_id);
    }
    if (segment.has(kFin) && taken == data.size()) {
        takeFin();
    }
    return true;
}

void Endpoint::takeFin()
{
    ++m_end.rcvNxt;
    m_end.finReceived = true;
    m_engine.tell(NoticeKind::peerClosed, m_id);
    if (m_end.state == TcpState::established) {
        setState(TcpState::closeWait);
    } else if (m_end.state == TcpState::finWait1) {
        setState(TcpState::closing);
    } else if (m_end.state == TcpState::finWait2) {
        over(Cause::locally);
        setState(TcpState::timeWait);
    }
}

/// The last ACK of the handshake: the connection waits for accept(), or is reset when its listener has gone.
void Endpoint::acceptedByListener()
{
    m_end.sndUna = m_end.sndNxt;
    m_end.retransmission.acknowledged(m_engine.now(), m_end.sndNxt, true, assumed());
    Listener* const listener = m_engine.listeners().at(m_end.host, m_end.port);
    opened();
    if (listener == nullptr) {
        abort();
        return;
    }
    listener->leaveHalfOpen();
    listener->waiting.push_back(m_id);
    m_engine.tell(NoticeKind::incoming, listener->end);
}

std::uint32_t Endpoint::lengthOf(const Segment& segment) const
{
    const auto bytes = m_engine.payloads().view(segment.payload).size();
    return static_cast<std::uint32_t>(bytes) + (segment.has(kGarbage) ? 1 : 0);
}

} // namespace kai::simulation
