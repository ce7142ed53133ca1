#include "core/simulation/endpoint.h"

#include <algorithm>

namespace kai::simulation {

using namespace segment_flag;

namespace {

/// Data bytes of one segment: Ethernet's 1500 without the two headers.
constexpr std::size_t kLongestSegment = 1460;

} // namespace

void Endpoint::transmit(std::uint8_t flags, std::uint32_t seq, PayloadId payload,
                        std::uint8_t probeNumber)
{
    const bool acks = (flags & kAck) != 0;
    m_engine.transmit(m_id, {seq, acks ? m_end.rcvNxt : 0, window(), payload, flags, probeNumber});
}

void Endpoint::sendSyn(std::uint8_t flags)
{
    m_end.sndUna = static_cast<std::uint32_t>(m_engine.random().next());
    m_end.sndNxt = m_end.sndUna + 1;
    m_end.recoverTo = m_end.sndNxt;
    transmit(flags, m_end.sndUna);
    m_end.retransmission.sent(m_engine.now(), m_end.sndNxt, assumed());
    settle();
}

void Endpoint::sendAck()
{
    transmit(kAck, m_end.sndNxt);
}

void Endpoint::answer(const Segment& segment)
{
    const std::uint8_t answers = segment.has(kProbe) ? kProbeAnswer : std::uint8_t{0};
    transmit(kAck | answers, m_end.sndNxt, PayloadId::none, segment.probeNumber);
}

void Endpoint::sendReset()
{
    transmit(kRst | kAck, m_end.sndNxt);
}

/// P4. Before SND.UNA even when a FIN is in flight, so that a living peer always finds it old and answers.
void Endpoint::sendProbe()
{
    const std::uint8_t garbage = assumed().garbageByte ? kGarbage : std::uint8_t{0};
    const auto number = static_cast<std::uint8_t>(m_end.keepAlive.unanswered());
    transmit(kAck | kProbe | garbage, m_end.sndUna - 1, PayloadId::none, number);
}

void Endpoint::sendText(std::size_t offset, std::size_t length)
{
    const auto payload = m_engine.payloads().keep(stream().toSend.view(offset, length));
    transmit(kAck, m_end.sndUna + static_cast<std::uint32_t>(offset), payload);
}

/// Sends what the peer's window allows, FIN last; whether anything was sent. A closed window is probed (RFC 9293 3.8.6.1).
bool Endpoint::output()
{
    bool any = false;
    while (bytesUnsent() > 0 && bytesInFlight() < m_end.sndWnd) {
        if (bytesInFlight() == 0) {
            m_end.retransmission.stop();
        }
        const std::size_t length =
            std::min({bytesUnsent(), m_end.sndWnd - bytesInFlight(), kLongestSegment});
        sendText(bytesInFlight(), length);
        m_end.sndNxt += static_cast<std::uint32_t>(length);
        m_end.retransmission.sent(m_engine.now(), m_end.sndNxt, assumed());
        log(EventKind::data_sent);
        any = true;
    }
    if (m_end.finQueued && !m_end.finSent && bytesUnsent() == 0) {
        sendFin();
        any = true;
    }
    if (bytesUnsent() > 0 && bytesInFlight() == 0) {
        m_end.retransmission.sent(m_engine.now(), m_end.sndNxt, assumed());
    }
    return any;
}

void Endpoint::sendFin()
{
    transmit(kFin | kAck, m_end.sndNxt);
    m_end.finSent = true;
    ++m_end.sndNxt;
    m_end.retransmission.sent(m_engine.now(), m_end.sndNxt, assumed());
}

/// The oldest thing in flight, again.
void Endpoint::retransmitFirst()
{
    if (m_end.state == TcpState::synSent) {
        transmit(kSyn, m_end.sndUna);
    } else if (m_end.state == TcpState::synReceived) {
        transmit(kSyn | kAck, m_end.sndUna);
    } else if (bytesInFlight() > 0) {
        sendText(0, std::min(bytesInFlight(), kLongestSegment));
    } else if (finInFlight()) {
        transmit(kFin | kAck, m_end.sndUna);
    }
    log(EventKind::retransmitted);
}

void Endpoint::retransmissionExpired()
{
    if (!isTransitional(m_end.state) && bytesInFlight() == 0 && !finInFlight()) {
        windowProbeExpired();
        return;
    }
    if (m_end.retransmission.count() >= mostRetransmissions()) {
        giveUp();
        return;
    }
    m_end.recoverTo = m_end.sndNxt;
    m_end.retransmission.backOff(m_engine.now(), assumed());
    retransmitFirst();
}

/// As long as the peer answers, its window may stay closed for ever (RFC 9293 3.8.6.1).
void Endpoint::windowProbeExpired()
{
    if (m_end.windowProbes >= mostRetransmissions()) {
        giveUp();
        return;
    }
    ++m_end.windowProbes;
    m_end.retransmission.backOff(m_engine.now(), assumed());
    sendText(0, 1);
    log(EventKind::data_sent, 0, "probe of the closed window");
}

void Endpoint::giveUp()
{
    if (m_end.state == TcpState::synSent) {
        closed(m_end.softError ? Cause::unreachable : Cause::connectTimedOut);
    } else if (m_end.state == TcpState::synReceived) {
        closed(Cause::connectTimedOut);
    } else {
        breakOff(Cause::retransmission);
    }
}

void Endpoint::keepAliveExpired()
{
    const auto unanswered = static_cast<std::uint8_t>(m_end.keepAlive.unanswered());
    const auto step = m_end.keepAlive.expire(m_engine.now(), waitsLastInterval());
    if (step == KeepAliveTimer::Step::wait) {
        return;
    }
    if (unanswered > 0) {
        log(EventKind::probe_unanswered, unanswered);
    }
    if (step == KeepAliveTimer::Step::broken) {
        breakOff(Cause::keepAlive);
        return;
    }
    ++m_end.probesSent;
    log(EventKind::probe_sent, static_cast<std::uint8_t>(m_end.keepAlive.unanswered()));
    sendProbe();
}

std::uint32_t Endpoint::window() const
{
    const std::size_t most = assumed().receiveBuffer;
    return static_cast<std::uint32_t>(most - std::min(most, readable()));
}

bool Endpoint::finInFlight() const
{
    return m_end.finSent && m_end.sndUna != m_end.sndNxt;
}

std::size_t Endpoint::bytesInFlight() const
{
    if (isTransitional(m_end.state)) {
        return 0;
    }
    return m_end.sndNxt - m_end.sndUna - (finInFlight() ? 1 : 0);
}

std::size_t Endpoint::bytesUnsent() const
{
    return unacknowledged() - std::min(unacknowledged(), bytesInFlight());
}

std::uint16_t Endpoint::mostRetransmissions() const
{
    return isTransitional(m_end.state)
               ? assumed().synRetransmissions
               : m_engine.host(m_end.host).socketDefaults().dataRetransmissions;
}

} // namespace kai::simulation
