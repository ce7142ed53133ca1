#include "core/simulation/engine.h"

#include "core/simulation/endpoint.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kai::simulation {

using namespace segment_flag;

Engine::Engine(const WorldOptions& options, EventSink& sink)
    : m_sink(sink)
    , m_options(options)
    , m_random(options.seed)
{
}

bool Engine::countInstant(Moment at)
{
    m_atInstant = at == m_now ? m_atInstant + 1 : 1;
    m_now = at;
    if (m_atInstant <= m_options.eventsAtOneInstant) {
        return true;
    }
    Event event;
    event.time = at;
    event.detail =
        m_sink.text("stopped: more than " + std::to_string(m_options.eventsAtOneInstant) +
                    " events at one instant");
    m_sink.add(event);
    m_stopped = true;
    return false;
}

bool Engine::step()
{
    const Moment at = nextEvent();
    if (at == kNever || !countInstant(at)) {
        return false;
    }
    m_busy = true;
    perform(m_queue.pop());
    m_busy = false;
    if (!m_pending.empty()) {
        tellPending();
    }
    return true;
}

void Engine::perform(const Action& action)
{
    if (action.kind == Action::Kind::due) {
        m_busy = false;
        action.due.observer->notice({NoticeKind::due, Cause::none, EndId::none, action.due.token});
        return;
    }
    m_flows.prefetch(action.end);
    if (action.epoch != m_flows.flow(action.end).epoch) {
        if (action.kind == Action::Kind::segment) {
            m_payloads.release(action.segment.payload);
        }
        return;
    }
    switch (action.kind) {
    case Action::Kind::segment:
        deliver(action);
        break;
    case Action::Kind::timer:
        Endpoint{*this, action.end}.timerExpired();
        break;
    case Action::Kind::icmpSoft:
    case Action::Kind::icmpHard:
        Endpoint{*this, action.end}.icmp(action.kind == Action::Kind::icmpHard);
        break;
    case Action::Kind::due:
        break;
    }
    collect(action.end);
}

void Engine::deliver(const Action& action)
{
    const End& end = m_flows.end(action.end);
    if (reachable(end.host)) {
        const bool opens = action.segment.has(kSyn) && !action.segment.has(kAck);
        if (opens && end.state == TcpState::closed && end.cause == Cause::none) {
            deliverSyn(action.end, action.segment);
        } else {
            Endpoint{*this, action.end}.arrive(action.segment);
        }
    }
    m_payloads.release(action.segment.payload);
}

void Engine::deliverSyn(EndId id, const Segment& segment)
{
    const End& end = m_flows.end(id);
    Listener* const listener = m_listeners.at(end.host, end.port);
    if (listener == nullptr || listener->full()) {
        Endpoint{*this, id}.arrive(segment);
        return;
    }
    ++listener->halfOpen;
    Endpoint{*this, id}.openPassively(segment, m_flows.end(listener->end));
}

ScheduleId Engine::schedule(Moment at, const Action& action)
{
    return m_queue.schedule(std::max(at, m_now), action);
}

HostId Engine::addHost(HostSetup setup)
{
    const auto id = HostId{static_cast<std::uint16_t>(m_hosts.size())};
    m_hosts.emplace_back(id, std::move(setup));
    return id;
}

Host& Engine::host(HostId id)
{
    return m_hosts[static_cast<std::size_t>(id)];
}

bool Engine::reachable(HostId id) const
{
    return static_cast<std::size_t>(id) < m_hosts.size() &&
           m_hosts[static_cast<std::size_t>(id)].networkUp();
}

void Engine::transmit(EndId from, const Segment& segment)
{
    Flow& flow = m_flows.flow(from);
    Passage passage{Passage::Fate::lost, kNever};
    if (reachable(m_flows.end(from).host)) {
        passage = flow.path.send(m_now, Flows::directionFrom(from), segment.has(kProbe),
                                 segment.has(kSyn), m_random);
    }
    if (passage.fate == Passage::Fate::arrives) {
        m_queue.schedule(passage.at, {Flows::peerOf(from), flow.epoch, segment});
        return;
    }
    m_payloads.release(segment.payload);
    if (passage.fate == Passage::Fate::icmp) {
        const bool hard = flow.path.settings().icmp->hard;
        const auto kind = hard ? Action::Kind::icmpHard : Action::Kind::icmpSoft;
        m_queue.schedule(passage.at, {from, flow.epoch, kind});
    } else if (passage.fate == Passage::Fate::boxAnswers && !segment.has(kRst)) {
        boxAnswers(from, passage.at);
    }
}

void Engine::boxAnswers(EndId from, Moment at)
{
    const Flow& flow = m_flows.flow(from);
    const auto box = flow.path.settings().box;
    const auto reset = [&](EndId to, bool wanted) {
        const End& end = m_flows.end(to);
        if (wanted && end.state != TcpState::closed) {
            // The box has followed the numbers of both ends.
            const Segment rst{end.rcvNxt, end.sndNxt, 0, PayloadId::none, kRst | kAck};
            m_queue.schedule(at, {to, flow.epoch, rst});
        }
    };
    const bool forward = Flows::directionFrom(from) == Direction::forward;
    const EndId connecting = forward ? from : Flows::peerOf(from);
    reset(connecting, box->resetsConnectingEnd);
    reset(Flows::peerOf(connecting), box->resetsAcceptingEnd);
}

void Engine::setTimer(EndId id, Moment at)
{
    End& end = m_flows.end(id);
    if (at != kNever) {
        at = std::max(at, m_now);
    }
    if (at == end.timerAt) {
        return;
    }
    end.timerAt = at;
    if (at == kNever) {
        m_queue.cancel(end.timer);
        end.timer = ScheduleId::none;
    } else if (end.timer == ScheduleId::none) {
        const auto epoch = m_flows.flow(id).epoch;
        end.timer = m_queue.schedule(at, {id, epoch, Action::Kind::timer});
    } else {
        end.timer = m_queue.reschedule(end.timer, at);
    }
}

void Engine::tell(NoticeKind kind, EndId id, Cause cause)
{
    if (m_flows.end(id).observer != nullptr) {
        m_pending.push_back({{kind, cause, id, 0}, m_flows.flow(id).epoch});
    }
}

void Engine::tellPending()
{
    if (m_busy) {
        return;
    }
    while (m_told < m_pending.size()) {
        const Pending next = m_pending[m_told++];
        Observer* const observer = m_flows.end(next.notice.end).observer;
        if (next.epoch == m_flows.flow(next.notice.end).epoch && observer != nullptr) {
            observer->notice(next.notice);
        }
    }
    m_pending.clear();
    m_told = 0;
}

std::deque<EndId> Engine::removeListener(EndId id)
{
    const End& end = m_flows.end(id);
    std::deque<EndId> waiting;
    if (end.state == TcpState::listen) {
        waiting = std::move(m_listeners.at(end.host, end.port)->waiting);
        m_listeners.remove(end.host, end.port);
    }
    return waiting;
}

void Engine::vanish(EndId id)
{
    for (const EndId each : removeListener(id)) {
        m_flows.end(each).held = false;
        vanish(each);
    }
    Endpoint{*this, id}.closed(Cause::hostRestarted);
    collect(id);
}

void Engine::stopListening(EndId id)
{
    for (const EndId each : removeListener(id)) {
        Endpoint{*this, each}.abort();
        collect(each);
    }
}

bool Engine::isOver(const End& end) const
{
    return !end.held && (end.state == TcpState::closed || end.state == TcpState::timeWait);
}

void Engine::collect(EndId id)
{
    if (isOver(m_flows.end(id)) && isOver(m_flows.end(Flows::peerOf(id)))) {
        m_flows.release(id);
    }
}

std::size_t Engine::bytesUsed() const
{
    return m_flows.bytesUsed() + m_queue.bytesUsed();
}

} // namespace kai::simulation
