#include "core/live/end_observer.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

/// A timer's softirq was measured to run at most this late after the tick that it was due in (facts 2.3).
constexpr nanoseconds kSoftirqDelay = 1200us;

std::string counted(std::uint64_t number, const char* one, const char* many)
{
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

/// The kernel counts the peer's FIN as a byte received.
std::uint64_t dataBytes(const EndSample& sample)
{
    const bool finReceived =
        sample.state == TcpState::closeWait || sample.state == TcpState::lastAck ||
        sample.state == TcpState::closing || sample.state == TcpState::timeWait;
    return sample.bytesReceived - (finReceived && sample.bytesReceived > 0 ? 1 : 0);
}

ConnectionState stateOf(TcpState state)
{
    switch (state) {
    case TcpState::established:
        return ConnectionState::open;
    case TcpState::closeWait:
    case TcpState::lastAck:
        return ConnectionState::closeWait;
    case TcpState::finWait1:
    case TcpState::finWait2:
    case TcpState::closing:
        return ConnectionState::finWait;
    case TcpState::closed:
    case TcpState::timeWait:
        return ConnectionState::ended;
    default:
        return ConnectionState::connecting;
    }
}

Waiting waitingFor(const EndSample& sample)
{
    if (sample.timer == KernelTimer::persist) {
        return Waiting::zeroWindow;
    }
    return sample.dataInFlight() ? Waiting::dataInFlight : Waiting::nothing;
}

} // namespace

void EndObserver::begin(const EndSample& sample, const EndContext& context)
{
    const std::int64_t now = context.grid.jiffyAt(sample.latest);
    m_memory.last = sample;
    m_memory.lastAck = now - context.grid.jiffiesFromMs(sample.lastAckReceivedMs);
    m_memory.received =
        std::max(m_memory.lastAck, now - context.grid.jiffiesFromMs(sample.lastDataReceivedMs));
    m_rampFrom = m_memory.received;
    m_lastPacket =
        std::max(m_memory.received, now - context.grid.jiffiesFromMs(sample.lastDataSentMs));
    m_reportedBytes = dataBytes(sample);
}

bool EndObserver::observe(const EndSample& sample, const EndContext& context, EventOrder& out)
{
    if (nothingHappened(m_memory, sample, context)) {
        m_memory.last.earliest = sample.earliest;
        m_memory.last.latest = sample.latest;
        return false;
    }
    const EndTimers before = timers(context);
    const LookStep step = compareLooks(m_memory, sample, context);
    report(step, sample, context, out);
    adopt(step, sample, context);
    return step.probes > 0 || timers(context) != before;
}

/// A jiffy as a moment between the two looks. Unknown: the middle of them, give or take half.
EndObserver::Placed EndObserver::placed(std::optional<std::int64_t> jiffy, const LookStep& step,
                                        const EndContext& context) const
{
    if (!jiffy) {
        const nanoseconds half = (step.until - step.since) / 2;
        return {step.since + half, half};
    }
    const Moment time = std::clamp(context.grid.startOf(*jiffy), step.since, step.until);
    const bool foreseen = step.fired == jiffy;
    const std::int64_t doubt = step.sure && step.spread <= 1 ? 0 : step.spread;
    return {time, (foreseen ? kSoftirqDelay : context.grid.tick()) + doubt * context.grid.tick()};
}

Event EndObserver::event(EventKind kind, const Placed& placed, const EndContext& context) const
{
    Event event;
    event.kind = kind;
    event.connection = context.id;
    event.time = placed.time;
    event.uncertaintyNs = saturated32(placed.uncertainty.count());
    event.flags = event_flag::kDerived;
    if (context.peerEnd) {
        event.flags |= event_flag::kPeerEnd;
    }
    const nanoseconds idle = placed.time - context.grid.startOf(m_memory.received);
    event.idleMs = saturated32(idle / milliseconds{1});
    return event;
}

Event EndObserver::probeEvent(EventKind kind, const Placed& placed, const EndContext& context) const
{
    Event probe = event(kind, placed, context);
    probe.probeNumber =
        static_cast<std::uint8_t>(std::min<std::uint16_t>(m_memory.outstanding, 255));
    probe.probeCount =
        static_cast<std::uint8_t>(std::min<std::uint16_t>(context.settings.probeCount, 255));
    return probe;
}

void EndObserver::report(const LookStep& step, const EndSample& sample, const EndContext& context,
                         EventOrder& out)
{
    if (step.probes > 1) {
        reportGap(step, context, out);
    }
    if (step.answerFirst) {
        reportAnswer(step, context, out);
    }
    if (step.probes > 0) {
        reportProbe(step, sample, context, out);
    }
    if (step.answers > 0) {
        reportAnswer(step, context, out);
    }
    reportData(step, sample, context, out);
    reportRetransmissions(step, sample, context, out);
    const bool ranOutIdle =
        step.fired && step.armedMoved && step.probes == 0 && !sample.dataInFlight();
    if (ranOutIdle && context.settings.enabled) {
        out.add(event(EventKind::timer_idle, placed(step.fired, step, context), context));
    }
}

void EndObserver::reportGap(const LookStep& step, const EndContext& context, EventOrder& out)
{
    const std::uint32_t missed = step.probes - 1 + (step.answers > 1 ? step.answers - 1 : 0);
    m_missed += missed;
    m_probesSent += step.probes - 1;
    m_probesAnswered += step.answers > 1 ? step.answers - 1 : 0;
    const nanoseconds half = (step.until - step.since) / 2;
    out.add(event(EventKind::observation_gap, {step.since + half, half}, context),
            counted(missed, "segment", "segments") + " went by unseen");
    m_memory.outstanding = 0;
}

void EndObserver::reportProbe(const LookStep& step, const EndSample& sample,
                              const EndContext& context, EventOrder& out)
{
    const Placed at = placed(step.probe, step, context);
    if (m_memory.outstanding > 0) {
        out.add(probeEvent(EventKind::probe_unanswered, at, context));
    }
    m_memory.outstanding = sample.probesOut > 0
                               ? sample.probesOut
                               : static_cast<std::uint16_t>(m_memory.outstanding + 1);
    ++m_probesSent;
    out.add(probeEvent(EventKind::probe_sent, at, context));
}

/// The acknowledgement's own jiffy where the last one to arrive was the answer; over loopback it shares the probe's softirq.
void EndObserver::reportAnswer(const LookStep& step, const EndContext& context, EventOrder& out)
{
    Placed at = placed(step.probe, step, context);
    const bool sameJiffy =
        step.probe && (*step.probe == step.ack || (context.loopback && step.delta.acked > 0));
    if (!sameJiffy) {
        const nanoseconds half = context.grid.tick() / 2;
        const Moment middle = context.grid.startOf(step.ack) + half;
        at = {
            std::clamp(middle, std::max(step.since, step.probe ? at.time : step.since), step.until),
            half};
    }
    if (step.probe && !sameJiffy) {
        m_lastAnswerTime = (step.ack - *step.probe) * context.grid.tick();
    }
    ++m_probesAnswered;
    out.add(probeEvent(EventKind::probe_answered, at, context));
    m_memory.outstanding = 0;
}

void EndObserver::reportData(const LookStep& step, const EndSample& sample,
                             const EndContext& context, EventOrder& out)
{
    const std::uint64_t bytes = dataBytes(sample);
    if (step.delta.dataIn > 0 && bytes > m_reportedBytes) {
        out.add(event(EventKind::data_received, placed(step.data, step, context), context),
                counted(bytes - m_reportedBytes, "byte", "bytes"));
    }
    m_reportedBytes = std::max(m_reportedBytes, bytes);
    if (step.delta.acked > 0 && step.ackMoved) {
        out.add(event(EventKind::data_received, placed(step.ack, step, context), context),
                "acknowledgement of " + counted(step.delta.acked, "byte", "bytes"));
    }
}

/// Only the last one of a look has a time (lsndtime counts retransmissions as sending).
void EndObserver::reportRetransmissions(const LookStep& step, const EndSample& sample,
                                        const EndContext& context, EventOrder& out)
{
    if (step.delta.retransmits == 0) {
        return;
    }
    const std::int64_t sent = step.jiffy - context.grid.jiffiesFromMs(sample.lastDataSentMs);
    std::string detail = "retransmission " + std::to_string(sample.totalRetransmits);
    if (step.delta.retransmits > 1) {
        detail += ", " + counted(step.delta.retransmits, "retransmission", "retransmissions") +
                  " since the last look";
    }
    out.add(event(EventKind::retransmitted, placed(sent, step, context), context), detail);
}

void EndObserver::adopt(const LookStep& step, const EndSample& sample, const EndContext& context)
{
    m_memory.lastAck = step.ack;
    m_memory.received = std::max({m_memory.received, step.ack, step.data});
    m_rampFrom = std::max(m_rampFrom, m_memory.received);
    m_lastPacket =
        std::max({m_lastPacket, m_memory.received, step.probe.value_or(m_memory.received)});
    if (step.delta.dataOut > 0) {
        m_lastPacket =
            std::max(m_lastPacket, step.jiffy - context.grid.jiffiesFromMs(sample.lastDataSentMs));
    }
    if (sample.probesOut == 0) {
        m_memory.outstanding = 0;
    }
    adoptTimer(step, sample, context);
    m_memory.wasOn = false;
    m_memory.last = sample;
}

/// The timer as the kernel reports it; while another timer hides it, or none is reported, as its rules move it on.
void EndObserver::adoptTimer(const LookStep& step, const EndSample& sample,
                             const EndContext& context)
{
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    if (step.armed) {
        if (step.armedMoved) {
            m_memory.armed = step.armed;
            m_memory.armedAt = step.probe.value_or(step.fired.value_or(step.jiffy));
        }
    } else if (sample.timer == KernelTimer::none || !context.settings.enabled) {
        m_memory.armed.reset();
    } else if (step.fired && sample.timer != KernelTimer::keepAlive) {
        m_memory.armedAt = step.probe.value_or(*step.fired);
        const bool probed = step.probes > 0;
        const std::int64_t rest = sample.dataInFlight()
                                      ? *step.fired + idle
                                      : std::max(m_memory.received + idle, *step.fired + 1);
        m_memory.armed =
            probed ? m_memory.armedAt + context.grid.jiffiesFrom(context.settings.probeInterval)
                   : rest;
    }
}

void EndObserver::settingsChanged(Moment at, bool wasOn, bool idleTimeWritten,
                                  const EndContext& context)
{
    const std::int64_t now = context.grid.jiffyAt(at);
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    m_memory.wasOn = m_memory.wasOn || wasOn;
    if (!context.settings.enabled) {
        m_memory.armed.reset();
    } else if (!wasOn) {
        m_memory.armed = now + idle;
        m_memory.armedAt = now;
        m_rampFrom = now;
    } else if (idleTimeWritten) {
        m_memory.armed = std::max(now, m_memory.received + idle);
        m_memory.armedAt = now;
    }
}

void EndObserver::finish(const EndSample& sample, const Ending& ending, const EndContext& context,
                         EventOrder& out)
{
    if (sample.state != TcpState::unknown) {
        const LookStep step = compareLooks(m_memory, sample, context);
        report(step, sample, context, out);
        m_memory.last = sample;
    }
    const Placed at{ending.at, ending.uncertainty};
    if (ending.by == EndedBy::keepAlive && m_memory.outstanding > 0) {
        out.add(probeEvent(EventKind::probe_unanswered, at, context));
    }
    Event ended = event(EventKind::ended, at, context);
    ended.flags = context.peerEnd ? event_flag::kPeerEnd : 0;
    ended.endedBy = ending.by;
    ended.errorCode = ending.errorCode;
    out.add(ended, ending.detail);
    m_memory.armed.reset();
    m_memory.last.state = TcpState::closed;
}

KeepAliveClock EndObserver::clock(const EndContext& context) const
{
    return {context.settings, m_memory.received, m_memory.armed, m_memory.armedAt,
            m_memory.outstanding};
}

EndTimers EndObserver::timers(const EndContext& context) const
{
    EndTimers timers;
    timers.state = stateOf(m_memory.last.state);
    timers.keepAliveOn = context.settings.enabled;
    timers.lastReceived = context.grid.startOf(m_memory.received);
    timers.rampFrom = context.grid.startOf(m_rampFrom);
    timers.unanswered = m_memory.outstanding;
    timers.retransmits = m_memory.last.retransmits;
    timers.waiting = waitingFor(m_memory.last);
    if (timers.waiting == Waiting::nothing && timers.state != ConnectionState::ended) {
        const NextSteps next = nextSteps(clock(context), context.grid);
        timers.armedExpiry = m_memory.armed ? context.grid.startOf(*m_memory.armed) : kNever;
        timers.deadline = next.deadline;
        timers.predictedProbe = next.predictedProbe;
        timers.predictedEnd = next.predictedEnd;
    }
    return timers;
}

std::uint32_t EndObserver::takeMissed()
{
    return std::exchange(m_missed, 0u);
}

nanoseconds EndObserver::takeAnswerTime()
{
    return std::exchange(m_lastAnswerTime, 0ns);
}

void EndObserver::rebase(const TickGrid& before, const TickGrid& after)
{
    for (std::int64_t* jiffy :
         {&m_memory.received, &m_memory.lastAck, &m_rampFrom, &m_lastPacket, &m_memory.armedAt}) {
        *jiffy = after.jiffyAt(before.startOf(*jiffy));
    }
    if (m_memory.armed) {
        m_memory.armed = after.jiffyAt(before.startOf(*m_memory.armed));
    }
}

} // namespace kai::live
