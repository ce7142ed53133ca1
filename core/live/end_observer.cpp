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

/// How far the counters moved between two looks.
struct EndObserver::Delta {
    std::uint32_t out = 0;
    std::uint32_t in = 0;
    std::uint32_t dataOut = 0;
    std::uint32_t dataIn = 0;
    std::uint32_t retransmits = 0;
    std::uint64_t acked = 0;

    /// Segments without data: acknowledgements and probes.
    [[nodiscard]] std::uint32_t bareOut() const { return out - dataOut; }
    [[nodiscard]] std::uint32_t bareIn() const { return in - dataIn; }
};

/// What one look tells when held against the one before.
struct EndObserver::Step {
    Delta delta;
    Moment since{};
    Moment until{};
    /// The jiffy that the kernel read while it filled the sample; `sure` when only one was possible.
    std::int64_t jiffy = 0;
    bool sure = true;
    /// How many jiffies the look took: more than one only where this thread had to wait for a processor.
    std::int64_t spread = 0;
    std::int64_t ack = 0;
    std::int64_t data = 0;
    bool ackMoved = false;
    /// The armed timer as reported, and whether it is another one than before.
    std::optional<std::int64_t> armed;
    bool armedMoved = false;
    /// When the timer armed before fired, if that lies between the looks.
    std::optional<std::int64_t> fired;
    std::uint32_t probes = 0;
    std::uint32_t answers = 0;
    /// An answer to a probe from before this look came, and then another probe left.
    bool answerFirst = false;
    std::optional<std::int64_t> probe;

    [[nodiscard]] bool onlyProbes() const { return delta.dataIn == 0 && delta.acked == 0; }
};

void EndObserver::begin(const EndSample& sample, const EndContext& context)
{
    const std::int64_t now = context.grid.jiffyAt(sample.latest);
    m_last = sample;
    m_lastAck = now - context.grid.jiffiesFromMs(sample.lastAckReceivedMs);
    m_received = std::max(m_lastAck, now - context.grid.jiffiesFromMs(sample.lastDataReceivedMs));
    m_rampFrom = m_received;
    m_lastPacket = std::max(m_received, now - context.grid.jiffiesFromMs(sample.lastDataSentMs));
    m_reportedBytes = dataBytes(sample);
}

bool EndObserver::quiet(const EndSample& sample, const EndContext& context) const
{
    const bool same = sample.segmentsOut == m_last.segmentsOut &&
                      sample.segmentsIn == m_last.segmentsIn && sample.state == m_last.state &&
                      sample.timer == m_last.timer && sample.probesOut == m_last.probesOut &&
                      sample.retransmits == m_last.retransmits &&
                      sample.unackedSegments == m_last.unackedSegments;
    if (!same || sample.timer == KernelTimer::unknown) {
        return same && !(m_armed && context.grid.firing(*m_armed, m_armedAt) <=
                                        context.grid.jiffyAt(sample.latest));
    }
    if (sample.timer != KernelTimer::keepAlive || sample.timerMs == 0) {
        return true;
    }
    const std::int64_t rest = context.grid.jiffiesFromMs(sample.timerMs);
    return m_armed && *m_armed >= context.grid.jiffyAt(sample.earliest) + rest &&
           *m_armed <= context.grid.jiffyAt(sample.latest) + rest;
}

bool EndObserver::observe(const EndSample& sample, const EndContext& context, EventOrder& out)
{
    if (quiet(sample, context)) {
        m_last.earliest = sample.earliest;
        m_last.latest = sample.latest;
        return false;
    }
    const EndTimers before = timers(context);
    const Step step = compare(sample, context);
    report(step, sample, context, out);
    adopt(step, sample, context);
    return step.probes > 0 || timers(context) != before;
}

EndObserver::Step EndObserver::compare(const EndSample& sample, const EndContext& context) const
{
    Step step;
    step.delta = {sample.segmentsOut - m_last.segmentsOut,
                  sample.segmentsIn - m_last.segmentsIn,
                  sample.dataSegmentsOut - m_last.dataSegmentsOut,
                  sample.dataSegmentsIn - m_last.dataSegmentsIn,
                  sample.totalRetransmits - m_last.totalRetransmits,
                  sample.bytesAcked - m_last.bytesAcked};
    step.since = m_last.earliest;
    step.until = sample.latest;
    settleJiffy(step, sample, context);
    findSignsOfLife(step, sample, context);
    if (context.settings.enabled || m_wasOn) {
        findProbes(step, sample, context);
    }
    return step;
}

/// A tick may fall into the moments of the look. Of the possible jiffies the one is taken that makes the armed timer the one
/// that was armed before, or one that was armed when that fired.
void EndObserver::settleJiffy(Step& step, const EndSample& sample, const EndContext& context) const
{
    const TickGrid& grid = context.grid;
    const std::int64_t first = grid.jiffyAt(sample.earliest);
    step.jiffy = grid.jiffyAt(sample.latest);
    step.spread = step.jiffy - first;
    step.sure = step.spread == 0;
    const std::int64_t firing = m_armed ? grid.firing(*m_armed, m_armedAt) : step.jiffy + 1;
    if (firing <= step.jiffy && firing >= grid.jiffyAt(step.since) - 1) {
        step.fired = firing;
    }
    if (sample.timer != KernelTimer::keepAlive || sample.timerMs == 0) {
        return;
    }
    const std::int64_t rest = grid.jiffiesFromMs(sample.timerMs);
    const std::int64_t interval = grid.jiffiesFrom(context.settings.probeInterval);
    for (std::int64_t jiffy = first; m_armed && !step.sure && jiffy <= grid.jiffyAt(sample.latest);
         ++jiffy) {
        if (jiffy + rest == *m_armed || jiffy + rest - interval == firing) {
            step.jiffy = jiffy;
            step.sure = true;
        }
    }
    step.armed = step.jiffy + rest;
    step.armedMoved = !m_armed || *step.armed != *m_armed;
}

void EndObserver::findSignsOfLife(Step& step, const EndSample& sample,
                                  const EndContext& context) const
{
    step.ack = m_lastAck;
    step.data = m_received;
    if (step.delta.in == 0) {
        return;
    }
    const std::int64_t ack = step.jiffy - context.grid.jiffiesFromMs(sample.lastAckReceivedMs);
    if (ack > m_lastAck + (step.sure ? 0 : 1)) {
        step.ack = ack;
        step.ackMoved = true;
    }
    if (step.delta.dataIn > 0) {
        step.data = step.jiffy - context.grid.jiffiesFromMs(sample.lastDataReceivedMs);
    }
}

/// Unanswered probes are counted by the kernel; an answered one shows as a bare segment out and one in, and as a timer that was
/// armed an interval after it. Between two looks less than the shortest period apart there is at most one.
void EndObserver::findProbes(Step& step, const EndSample& sample, const EndContext& context) const
{
    const std::uint32_t unanswered =
        sample.probesOut > (step.ackMoved ? 0 : m_last.probesOut)
            ? sample.probesOut - (step.ackMoved ? 0u : m_last.probesOut)
            : 0u;
    const std::uint32_t answersPossible =
        step.delta.bareIn() - std::min(step.delta.bareIn(), step.delta.acked > 0 ? 1u : 0u);
    const bool oneAnswered = step.ackMoved && sample.probesOut == 0 && step.delta.bareOut() > 0 &&
                             answersPossible > 0 && timerAllowsProbe(step, context);
    step.probes = std::max(unanswered, oneAnswered ? 1u : 0u);

    const std::int64_t shortest = context.grid.jiffiesFrom(
        std::min(context.settings.idleTime, context.settings.probeInterval));
    const std::int64_t apart = step.jiffy - context.grid.jiffyAt(step.since);
    if (apart > shortest && shortest > 0 && step.delta.dataIn == 0) {
        const auto most = static_cast<std::uint32_t>(apart / shortest + 1);
        step.probes = std::max(step.probes, std::min(step.delta.bareOut(), most));
    }
    step.answerFirst =
        step.ackMoved && sample.probesOut > 0 && m_outstanding > 0 && answersPossible > 0;
    const bool outstanding = m_outstanding > 0 || step.probes > 0;
    if (step.ackMoved && outstanding && sample.probesOut == 0) {
        step.answers = std::min(answersPossible, std::max(step.probes, 1u));
    }
    step.probe = probeJiffy(step, context);
}

bool EndObserver::timerAllowsProbe(const Step& step, const EndContext& context) const
{
    const std::int64_t interval = context.grid.jiffiesFrom(context.settings.probeInterval);
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    const std::int64_t since = context.grid.jiffyAt(step.since) - 1;
    if (step.armed && m_armed) {
        const bool late = step.jiffy - since > std::min(idle, interval);
        const std::int64_t armedFrom = *step.armed - interval;
        return step.armedMoved && step.fired &&
               (late || (armedFrom >= *step.fired - 1 && armedFrom <= step.jiffy + 1));
    }
    if (step.armed) {
        return *step.armed - interval >= since && *step.armed - interval <= step.jiffy + 1;
    }
    return m_armed ? step.fired && m_received + idle <= *step.fired + 1 : step.onlyProbes();
}

std::optional<std::int64_t> EndObserver::probeJiffy(const Step& step,
                                                    const EndContext& context) const
{
    if (step.probes == 0) {
        return {};
    }
    if (step.answers > 0 && context.loopback && step.delta.acked == 0) {
        return step.ack;
    }
    const std::int64_t since = context.grid.jiffyAt(step.since) - 1;
    if (step.armed) {
        const std::int64_t from =
            *step.armed - context.grid.jiffiesFrom(context.settings.probeInterval);
        if (from >= since && from <= step.jiffy) {
            return from;
        }
    }
    return step.fired;
}

/// A jiffy as a moment between the two looks. Unknown: the middle of them, give or take half.
EndObserver::Placed EndObserver::placed(std::optional<std::int64_t> jiffy, const Step& step,
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
    const nanoseconds idle = placed.time - context.grid.startOf(m_received);
    event.idleMs = saturated32(idle / milliseconds{1});
    return event;
}

Event EndObserver::probeEvent(EventKind kind, const Placed& placed, const EndContext& context) const
{
    Event probe = event(kind, placed, context);
    probe.probeNumber = static_cast<std::uint8_t>(std::min<std::uint16_t>(m_outstanding, 255));
    probe.probeCount =
        static_cast<std::uint8_t>(std::min<std::uint16_t>(context.settings.probeCount, 255));
    return probe;
}

void EndObserver::report(const Step& step, const EndSample& sample, const EndContext& context,
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

void EndObserver::reportGap(const Step& step, const EndContext& context, EventOrder& out)
{
    const std::uint32_t missed = step.probes - 1 + (step.answers > 1 ? step.answers - 1 : 0);
    m_missed += missed;
    m_probesSent += step.probes - 1;
    m_probesAnswered += step.answers > 1 ? step.answers - 1 : 0;
    const nanoseconds half = (step.until - step.since) / 2;
    out.add(event(EventKind::observation_gap, {step.since + half, half}, context),
            counted(missed, "segment", "segments") + " went by unseen");
    m_outstanding = 0;
}

void EndObserver::reportProbe(const Step& step, const EndSample& sample, const EndContext& context,
                              EventOrder& out)
{
    const Placed at = placed(step.probe, step, context);
    if (m_outstanding > 0) {
        out.add(probeEvent(EventKind::probe_unanswered, at, context));
    }
    m_outstanding =
        sample.probesOut > 0 ? sample.probesOut : static_cast<std::uint16_t>(m_outstanding + 1);
    ++m_probesSent;
    out.add(probeEvent(EventKind::probe_sent, at, context));
}

/// The acknowledgement's own jiffy where the last one to arrive was the answer; over loopback it shares the probe's softirq.
void EndObserver::reportAnswer(const Step& step, const EndContext& context, EventOrder& out)
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
    m_outstanding = 0;
}

void EndObserver::reportData(const Step& step, const EndSample& sample, const EndContext& context,
                             EventOrder& out)
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
void EndObserver::reportRetransmissions(const Step& step, const EndSample& sample,
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

void EndObserver::adopt(const Step& step, const EndSample& sample, const EndContext& context)
{
    m_lastAck = step.ack;
    m_received = std::max({m_received, step.ack, step.data});
    m_rampFrom = std::max(m_rampFrom, m_received);
    m_lastPacket = std::max({m_lastPacket, m_received, step.probe.value_or(m_received)});
    if (step.delta.dataOut > 0) {
        m_lastPacket =
            std::max(m_lastPacket, step.jiffy - context.grid.jiffiesFromMs(sample.lastDataSentMs));
    }
    if (sample.probesOut == 0) {
        m_outstanding = 0;
    }
    adoptTimer(step, sample, context);
    m_wasOn = false;
    m_last = sample;
}

/// The timer as the kernel reports it; while another timer hides it, or none is reported, as its rules move it on.
void EndObserver::adoptTimer(const Step& step, const EndSample& sample, const EndContext& context)
{
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    if (step.armed) {
        if (step.armedMoved) {
            m_armed = step.armed;
            m_armedAt = step.probe.value_or(step.fired.value_or(step.jiffy));
        }
    } else if (sample.timer == KernelTimer::none || !context.settings.enabled) {
        m_armed.reset();
    } else if (step.fired && sample.timer != KernelTimer::keepAlive) {
        m_armedAt = step.probe.value_or(*step.fired);
        const bool probed = step.probes > 0;
        const std::int64_t rest = sample.dataInFlight()
                                      ? *step.fired + idle
                                      : std::max(m_received + idle, *step.fired + 1);
        m_armed =
            probed ? m_armedAt + context.grid.jiffiesFrom(context.settings.probeInterval) : rest;
    }
}

void EndObserver::settingsChanged(Moment at, bool wasOn, bool idleTimeWritten,
                                  const EndContext& context)
{
    const std::int64_t now = context.grid.jiffyAt(at);
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    m_wasOn = m_wasOn || wasOn;
    if (!context.settings.enabled) {
        m_armed.reset();
    } else if (!wasOn) {
        m_armed = now + idle;
        m_armedAt = now;
        m_rampFrom = now;
    } else if (idleTimeWritten) {
        m_armed = std::max(now, m_received + idle);
        m_armedAt = now;
    }
}

void EndObserver::finish(const EndSample& sample, const Ending& ending, const EndContext& context,
                         EventOrder& out)
{
    if (sample.state != TcpState::unknown) {
        const Step step = compare(sample, context);
        report(step, sample, context, out);
        m_last = sample;
    }
    const Placed at{ending.at, ending.uncertainty};
    if (ending.by == EndedBy::keepAlive && m_outstanding > 0) {
        out.add(probeEvent(EventKind::probe_unanswered, at, context));
    }
    Event ended = event(EventKind::ended, at, context);
    ended.flags = context.peerEnd ? event_flag::kPeerEnd : 0;
    ended.endedBy = ending.by;
    ended.errorCode = ending.errorCode;
    out.add(ended, ending.detail);
    m_armed.reset();
    m_last.state = TcpState::closed;
}

KeepAliveClock EndObserver::clock(const EndContext& context) const
{
    return {context.settings, m_received, m_armed, m_armedAt, m_outstanding};
}

EndTimers EndObserver::timers(const EndContext& context) const
{
    EndTimers timers;
    timers.state = stateOf(m_last.state);
    timers.keepAliveOn = context.settings.enabled;
    timers.lastReceived = context.grid.startOf(m_received);
    timers.rampFrom = context.grid.startOf(m_rampFrom);
    timers.unanswered = m_outstanding;
    timers.retransmits = m_last.retransmits;
    timers.waiting = waitingFor(m_last);
    if (timers.waiting == Waiting::nothing && timers.state != ConnectionState::ended) {
        const NextSteps next = nextSteps(clock(context), context.grid);
        timers.armedExpiry = m_armed ? context.grid.startOf(*m_armed) : kNever;
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
    for (std::int64_t* jiffy : {&m_received, &m_lastAck, &m_rampFrom, &m_lastPacket, &m_armedAt}) {
        *jiffy = after.jiffyAt(before.startOf(*jiffy));
    }
    if (m_armed) {
        m_armed = after.jiffyAt(before.startOf(*m_armed));
    }
}

} // namespace kai::live
