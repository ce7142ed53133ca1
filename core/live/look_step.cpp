#include "core/live/look_step.h"

#include <algorithm>

namespace kai::live {

namespace {

/// A tick may fall into the moments of the look. Of the possible jiffies the one is taken that makes the armed timer the one
/// that was armed before, or one that was armed when that fired.
void settleJiffy(LookStep& step, const EndMemory& memory, const EndSample& sample,
                 const EndContext& context)
{
    const TickGrid& grid = context.grid;
    const std::int64_t first = grid.jiffyAt(sample.earliest);
    step.jiffy = grid.jiffyAt(sample.latest);
    step.spread = step.jiffy - first;
    step.sure = step.spread == 0;
    const std::int64_t firing =
        memory.armed ? grid.firing(*memory.armed, memory.armedAt) : step.jiffy + 1;
    if (firing <= step.jiffy && firing >= grid.jiffyAt(step.since) - 1) {
        step.fired = firing;
    }
    if (sample.timer != KernelTimer::keepAlive || sample.timerMs == 0) {
        return;
    }
    const std::int64_t rest = grid.jiffiesFromMs(sample.timerMs);
    const std::int64_t interval = grid.jiffiesFrom(context.settings.probeInterval);
    for (std::int64_t jiffy = first;
         memory.armed && !step.sure && jiffy <= grid.jiffyAt(sample.latest); ++jiffy) {
        if (jiffy + rest == *memory.armed || jiffy + rest - interval == firing) {
            step.jiffy = jiffy;
            step.sure = true;
        }
    }
    step.armed = step.jiffy + rest;
    step.armedMoved = !memory.armed || *step.armed != *memory.armed;
}

void findSignsOfLife(LookStep& step, const EndMemory& memory, const EndSample& sample,
                     const EndContext& context)
{
    step.ack = memory.lastAck;
    step.data = memory.received;
    if (step.delta.in == 0) {
        return;
    }
    const std::int64_t ack = step.jiffy - context.grid.jiffiesFromMs(sample.lastAckReceivedMs);
    if (ack > memory.lastAck + (step.sure ? 0 : 1)) {
        step.ack = ack;
        step.ackMoved = true;
    }
    if (step.delta.dataIn > 0) {
        step.data = step.jiffy - context.grid.jiffiesFromMs(sample.lastDataReceivedMs);
    }
}

bool timerAllowsProbe(const LookStep& step, const EndMemory& memory, const EndContext& context)
{
    const std::int64_t interval = context.grid.jiffiesFrom(context.settings.probeInterval);
    const std::int64_t idle = context.grid.jiffiesFrom(context.settings.idleTime);
    const std::int64_t since = context.grid.jiffyAt(step.since) - 1;
    if (step.armed && memory.armed) {
        const bool late = step.jiffy - since > std::min(idle, interval);
        const std::int64_t armedFrom = *step.armed - interval;
        return step.armedMoved && step.fired &&
               (late || (armedFrom >= *step.fired - 1 && armedFrom <= step.jiffy + 1));
    }
    if (step.armed) {
        return *step.armed - interval >= since && *step.armed - interval <= step.jiffy + 1;
    }
    return memory.armed ? step.fired && memory.received + idle <= *step.fired + 1
                        : step.onlyProbes();
}

std::optional<std::int64_t> probeJiffy(const LookStep& step, const EndContext& context)
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

/// Unanswered probes are counted by the kernel; an answered one shows as a bare segment out and one in, and as a timer that was
/// armed an interval after it. Between two looks less than the shortest period apart there is at most one.
void findProbes(LookStep& step, const EndMemory& memory, const EndSample& sample,
                const EndContext& context)
{
    if (memory.last.dataInFlight() && sample.dataInFlight()) {
        return; // the kernel sends none then, and counts zero-window probes in the same place
    }
    const std::uint32_t unanswered =
        sample.probesOut > (step.ackMoved ? 0 : memory.last.probesOut)
            ? sample.probesOut - (step.ackMoved ? 0u : memory.last.probesOut)
            : 0u;
    const std::uint32_t answersPossible =
        step.delta.bareIn() - std::min(step.delta.bareIn(), step.delta.acked > 0 ? 1u : 0u);
    const bool oneAnswered = step.ackMoved && sample.probesOut == 0 && step.delta.bareOut() > 0 &&
                             answersPossible > 0 && timerAllowsProbe(step, memory, context);
    step.probes = std::max(unanswered, oneAnswered ? 1u : 0u);

    const std::int64_t shortest = context.grid.jiffiesFrom(
        std::min(context.settings.idleTime, context.settings.probeInterval));
    const std::int64_t apart = step.jiffy - context.grid.jiffyAt(step.since);
    if (apart > shortest && shortest > 0 && step.delta.dataIn == 0) {
        const auto most = static_cast<std::uint32_t>(apart / shortest + 1);
        step.probes = std::max(step.probes, std::min(step.delta.bareOut(), most));
    }
    step.answerFirst =
        step.ackMoved && sample.probesOut > 0 && memory.outstanding > 0 && answersPossible > 0;
    const bool outstanding = memory.outstanding > 0 || step.probes > 0;
    if (step.ackMoved && outstanding && sample.probesOut == 0) {
        step.answers = std::min(answersPossible, std::max(step.probes, 1u));
    }
    step.probe = probeJiffy(step, context);
}

} // namespace

bool nothingHappened(const EndMemory& memory, const EndSample& sample, const EndContext& context)
{
    const bool same = sample.segmentsOut == memory.last.segmentsOut &&
                      sample.segmentsIn == memory.last.segmentsIn &&
                      sample.state == memory.last.state && sample.timer == memory.last.timer &&
                      sample.probesOut == memory.last.probesOut &&
                      sample.retransmits == memory.last.retransmits &&
                      sample.unackedSegments == memory.last.unackedSegments;
    if (!same || sample.timer == KernelTimer::unknown) {
        return same && !(memory.armed && context.grid.firing(*memory.armed, memory.armedAt) <=
                                             context.grid.jiffyAt(sample.latest));
    }
    if (sample.timer != KernelTimer::keepAlive || sample.timerMs == 0) {
        return true;
    }
    const std::int64_t rest = context.grid.jiffiesFromMs(sample.timerMs);
    return memory.armed && *memory.armed >= context.grid.jiffyAt(sample.earliest) + rest &&
           *memory.armed <= context.grid.jiffyAt(sample.latest) + rest;
}

LookStep compareLooks(const EndMemory& memory, const EndSample& sample, const EndContext& context)
{
    LookStep step;
    step.delta = {sample.segmentsOut - memory.last.segmentsOut,
                  sample.segmentsIn - memory.last.segmentsIn,
                  sample.dataSegmentsOut - memory.last.dataSegmentsOut,
                  sample.dataSegmentsIn - memory.last.dataSegmentsIn,
                  sample.totalRetransmits - memory.last.totalRetransmits,
                  sample.bytesAcked - memory.last.bytesAcked};
    step.since = memory.last.earliest;
    step.until = sample.latest;
    settleJiffy(step, memory, sample, context);
    findSignsOfLife(step, memory, sample, context);
    if (context.settings.enabled || memory.wasOn) {
        findProbes(step, memory, sample, context);
    }
    return step;
}

} // namespace kai::live
