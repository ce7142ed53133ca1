#pragma once

#include "core/keepalive/connection.h"
#include "core/live/event_order.h"
#include "core/live/look_step.h"
#include "core/live/next_steps.h"

#include <cstdint>
#include <optional>

namespace kai::live {

/// How an end's connection was seen to end.
struct Ending {
    Moment at{};
    nanoseconds uncertainty{0};
    EndedBy by = EndedBy::notEnded;
    std::uint16_t errorCode = 0;
    std::string_view detail;
};

/// Finds out what happened at one end of a connection by comparing two looks at the kernel's counters and its armed timer.
/// Pure logic: no system call, no clock. Every event's time lies between the two looks; what cannot be placed there is
/// counted and reported as an observation_gap instead.
class EndObserver {
public:
    /// The first look: a base line, no events.
    void begin(const EndSample& sample, const EndContext& context);

    /// The next look. True when anything that a row shows has changed.
    bool observe(const EndSample& sample, const EndContext& context, EventOrder& out);

    /// The end's program was given bytes, and said so in an event of its own: they are not reported again.
    void programTook(std::uint64_t bytes) { m_reportedBytes += bytes; }

    /// New settings were applied at `at`; `context` has them. The kernel arms its timer anew when keep-alive is switched on
    /// (a full idle time) and when the idle time is written while it is on (the rest of it).
    void settingsChanged(Moment at, bool wasOn, bool idleTimeWritten, const EndContext& context);

    /// The last look, taken after the end: a probe that the ending overtook, the unanswered one, and `ended`.
    void finish(const EndSample& sample, const Ending& ending, const EndContext& context,
                EventOrder& out);

    [[nodiscard]] EndTimers timers(const EndContext& context) const;
    [[nodiscard]] const EndSample& last() const { return m_memory.last; }
    /// The last packet in either direction, as a box in between would count its idle limit from.
    [[nodiscard]] Moment lastPacket(const TickGrid& grid) const
    {
        return grid.startOf(m_lastPacket);
    }
    [[nodiscard]] std::uint32_t probesSent() const { return m_probesSent; }
    [[nodiscard]] std::uint32_t probesAnswered() const { return m_probesAnswered; }
    /// Segments that went by without an event of their own since the last call: a late look.
    [[nodiscard]] std::uint32_t takeMissed();
    /// From the last answered probe to its answer, where a jiffy could tell them apart; else 0, as after the first call.
    [[nodiscard]] nanoseconds takeAnswerTime();
    /// The grid has been calibrated: the jiffies kept so far were counted on `before`.
    void rebase(const TickGrid& before, const TickGrid& after);

private:
    struct Placed {
        Moment time{};
        nanoseconds uncertainty{0};
    };

    [[nodiscard]] Placed placed(std::optional<std::int64_t> jiffy, const LookStep& step,
                                const EndContext& context) const;

    void report(const LookStep& step, const EndSample& sample, const EndContext& context,
                EventOrder& out);
    void reportGap(const LookStep& step, const EndContext& context, EventOrder& out);
    void reportProbe(const LookStep& step, const EndSample& sample, const EndContext& context,
                     EventOrder& out);
    void reportAnswer(const LookStep& step, const EndContext& context, EventOrder& out);
    void reportData(const LookStep& step, const EndSample& sample, const EndContext& context,
                    EventOrder& out);
    void reportRetransmissions(const LookStep& step, const EndSample& sample,
                               const EndContext& context, EventOrder& out);
    [[nodiscard]] Event event(EventKind kind, const Placed& placed,
                              const EndContext& context) const;
    [[nodiscard]] Event probeEvent(EventKind kind, const Placed& placed,
                                   const EndContext& context) const;

    void adopt(const LookStep& step, const EndSample& sample, const EndContext& context);
    void adoptTimer(const LookStep& step, const EndSample& sample, const EndContext& context);
    [[nodiscard]] KeepAliveClock clock(const EndContext& context) const;

    EndMemory m_memory;
    /// Jiffies; meaningful after begin().
    std::int64_t m_rampFrom = 0;
    std::int64_t m_lastPacket = 0;
    std::uint64_t m_reportedBytes = 0;
    nanoseconds m_lastAnswerTime{0};
    std::uint32_t m_probesSent = 0;
    std::uint32_t m_probesAnswered = 0;
    std::uint32_t m_missed = 0;
};

} // namespace kai::live
