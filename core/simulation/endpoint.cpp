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

} // namespace kai::simulation
