#include "core/simulation/endpoint.h"

#include <algorithm>

namespace kai::simulation {

namespace {

std::uint8_t saturated8(std::uint16_t value)
{
    return static_cast<std::uint8_t>(std::min<std::uint16_t>(value, 255));
}

} // namespace

std::size_t Endpoint::readable() const
{
    return m_end.stream ? m_end.stream->received.size() : 0;
}

std::size_t Endpoint::sendRoom() const
{
    const bool sends = m_end.state == TcpState::established || m_end.state == TcpState::closeWait;
    const std::size_t most = assumed().sendBuffer;
    return sends && unacknowledged() < most ? most - unacknowledged() : 0;
}

std::size_t Endpoint::unacknowledged() const
{
    return m_end.stream ? m_end.stream->toSend.size() : 0;
}

Waiting Endpoint::waiting() const
{
    const KeepAliveInForce& values = m_end.keepAlive.values();
    if (!values.enabled.value) {
        return Waiting::nothing;
    }
    if (isTransitional(m_end.state)) {
        return Waiting::connecting;
    }
    if (values.probeCount.value == 0) {
        return Waiting::noProbes;
    }
    if (m_end.keepAlive.dataInFlight()) {
        return bytesInFlight() == 0 ? Waiting::zeroWindow : Waiting::dataInFlight;
    }
    return Waiting::nothing;
}

EndTimers Endpoint::timers() const
{
    const KeepAliveTimer& timer = m_end.keepAlive;
    const KeepAliveInForce& values = timer.values();
    const bool lastSent = timer.unanswered() >= values.probeCount.value;
    EndTimers result;
    result.lastReceived = timer.lastReceived();
    result.rampFrom = timer.rampFrom();
    result.armedExpiry = timer.deadline(waitsLastInterval());
    result.deadline = lastSent ? kNever : result.armedExpiry;
    result.predictedProbe = result.deadline;
    result.predictedEnd = timer.breaksAt(waitsLastInterval());
    result.unanswered = timer.unanswered();
    result.retransmits = m_end.retransmission.count();
    result.state = connectionState(m_end.state);
    result.keepAliveOn = values.enabled.value;
    result.waiting = waiting();
    return result;
}

Event Endpoint::blankEvent(EventKind kind, std::string_view detail)
{
    const Moment heard = m_end.keepAlive.lastReceived();
    Event event;
    event.time = m_engine.now();
    event.connection = m_end.connection;
    event.kind = kind;
    event.idleMs = heard == kNever ? 0 : saturated32((event.time - heard).count() / 1'000'000);
    event.flags = m_end.peerEnd ? event_flag::kPeerEnd : std::uint8_t{0};
    event.detail = m_engine.sink().text(detail);
    return event;
}

void Endpoint::log(EventKind kind, std::uint8_t probeNumber, std::string_view detail)
{
    if (m_end.connection == ConnectionId::none || m_end.cause != Cause::none) {
        return;
    }
    const KeepAliveInForce& values = m_end.keepAlive.values();
    Event event = blankEvent(kind, detail);
    event.probeNumber = probeNumber;
    event.probeCount = probeNumber == 0 ? std::uint8_t{0} : saturated8(values.probeCount.value);
    if (kind == EventKind::opened && !values.enabled.value) {
        event.flags |= event_flag::kKeepAliveOff;
    }
    m_engine.sink().add(event);
}

void Endpoint::logEnded(Cause cause)
{
    if (m_end.connection == ConnectionId::none) {
        return;
    }
    Event event = blankEvent(EventKind::ended, causeName(cause));
    event.endedBy = endedBy(cause);
    event.errorCode = m_end.observer ? m_end.observer->errorNumber(m_id, cause) : std::uint16_t{0};
    m_engine.sink().add(event);
}

} // namespace kai::simulation
