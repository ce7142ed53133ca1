#include "core/simulation/endpoint.h"

#include <algorithm>

namespace kai::simulation {

using namespace segment_flag;

namespace {

/// S13: what was set on the listener, else what the host gives.
template <typename T>
Sourced<T> inherited(const Sourced<T>& listeners, const Sourced<T>& hosts)
{
    const bool own = listeners.origin != Origin::builtIn && listeners.origin != Origin::registry;
    return own ? Sourced<T>{listeners.value, Origin::listener} : hosts;
}

KeepAliveInForce inheritedValues(const KeepAliveInForce& listener, const SocketDefaults& host)
{
    return {
        inherited(listener.enabled, {false, Origin::builtIn}),
        inherited(listener.idleTime, host.idleTime),
        inherited(listener.probeInterval, host.probeInterval),
        inherited(listener.probeCount, host.probeCount),
    };
}

std::uint8_t saturated8(std::uint16_t value)
{
    return static_cast<std::uint8_t>(std::min<std::uint16_t>(value, 255));
}

} // namespace

void Endpoint::connect()
{
    setState(TcpState::synSent);
    sendSyn(kSyn);
}

void Endpoint::openPassively(const Segment& syn, const End& listener)
{
    const auto& defaults = m_engine.host(m_end.host).socketDefaults();
    m_end.keepAlive.setValues(inheritedValues(listener.keepAlive.values(), defaults));
    m_end.held = true;
    m_end.rcvNxt = syn.seq + 1;
    m_end.sndWnd = syn.window;
    setState(TcpState::synReceived);
    sendSyn(kSyn | kAck);
}

std::size_t Endpoint::send(std::span<const std::byte> data)
{
    const std::size_t taken = std::min(data.size(), sendRoom());
    if (taken > 0) {
        stream().toSend.append(data.first(taken));
        output();
        settle();
    }
    return taken;
}

std::size_t Endpoint::receive(std::span<std::byte> buffer)
{
    const std::size_t taken = std::min(buffer.size(), readable());
    if (taken == 0) {
        return 0;
    }
    const bool wasShut = window() == 0;
    const auto data = stream().received.view(0, taken);
    std::copy(data.begin(), data.end(), buffer.begin());
    stream().received.drop(taken);
    if (wasShut && m_end.state != TcpState::closed) {
        sendAck();
    }
    return taken;
}

void Endpoint::shutdownSend()
{
    if (m_end.state == TcpState::established) {
        setState(TcpState::finWait1);
    } else if (m_end.state == TcpState::closeWait) {
        setState(TcpState::lastAck);
    } else {
        return;
    }
    m_end.finQueued = true;
    output();
    settle();
}

void Endpoint::close()
{
    if (readable() > 0) {
        abort();
        return;
    }
    m_end.observer = nullptr;
    m_end.held = false;
    const bool wasOpen = m_end.state != TcpState::closed && m_end.state != TcpState::listen;
    if (wasOpen) {
        over(m_end.finReceived ? Cause::peerClosed : Cause::locally);
    }
    m_end.connection = ConnectionId::none;
    if (!wasOpen || isTransitional(m_end.state)) {
        closed(Cause::locally);
    } else {
        shutdownSend();
    }
}

void Endpoint::abort()
{
    m_end.observer = nullptr;
    m_end.held = false;
    const bool synchronized =
        m_end.state >= TcpState::synReceived && m_end.state != TcpState::timeWait;
    if (synchronized) {
        sendReset();
    }
    if (m_end.state >= TcpState::synSent) {
        over(Cause::locally);
    }
    m_end.connection = ConnectionId::none;
    closed(Cause::locally);
}

void Endpoint::changeKeepAlive(const KeepAliveChange& change)
{
    m_end.keepAlive.change(change, m_engine.now(), assumed().idleFromCall);
    if (!m_end.keepAlive.values().enabled.value) {
        m_end.awaitedProbe = 0;
    }
    settle();
}

void Endpoint::icmp(bool hard)
{
    if (m_end.state == TcpState::closed) {
        return;
    }
    m_end.softError = true;
    if (hard && m_end.state == TcpState::synSent) {
        closed(Cause::unreachable);
    }
}

void Endpoint::timerExpired()
{
    m_end.timer = ScheduleId::none;
    m_end.timerAt = kNever;
    if (m_engine.now() >= m_end.retransmission.deadline()) {
        retransmissionExpired();
    } else {
        keepAliveExpired();
    }
    settle();
}

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

void Endpoint::setState(TcpState state)
{
    m_end.state = state;
    if (!sendsProbes(state)) {
        m_end.keepAlive.stop();
    }
}

void Endpoint::opened()
{
    setState(TcpState::established);
    m_end.keepAlive.start(m_engine.now());
    log(EventKind::opened);
}

void Endpoint::over(Cause cause)
{
    if (m_end.cause != Cause::none) {
        return;
    }
    m_end.cause = cause;
    if (m_end.state != TcpState::closed && m_end.state != TcpState::listen) {
        logEnded(cause);
    }
    const bool attempt = m_end.state == TcpState::synSent;
    m_engine.tell(attempt ? NoticeKind::connectFailed : NoticeKind::ended, m_id, cause);
}

void Endpoint::closed(Cause cause)
{
    if (m_end.state == TcpState::synReceived) {
        leaveBacklog();
    }
    over(cause);
    setState(TcpState::closed);
    m_end.retransmission.stop();
    settle();
}

/// Nobody has accepted this end and nobody will.
void Endpoint::leaveBacklog()
{
    m_end.held = false;
    if (Listener* const listener = m_engine.listeners().at(m_end.host, m_end.port)) {
        listener->leaveHalfOpen();
    }
}

void Endpoint::breakOff(Cause cause)
{
    sendReset();
    closed(cause);
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

void Endpoint::settle()
{
    m_end.keepAlive.holdForData(unacknowledged() > 0);
    const Moment probe = m_end.keepAlive.deadline(waitsLastInterval());
    m_engine.setTimer(m_id, std::min(probe, m_end.retransmission.deadline()));
}

Stream& Endpoint::stream()
{
    if (!m_end.stream) {
        m_end.stream = std::make_unique<Stream>();
    }
    return *m_end.stream;
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

} // namespace kai::simulation
