#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/settings_text.h"
#include "core/live/end_sample.h"
#include "core/live/event_order.h"
#include "core/live/next_steps.h"
#include "core/live/tick_grid.h"

#include <cstdint>
#include <optional>

namespace kai::live {

/// What an end must know besides its samples.
struct EndContext {
    ConnectionId id = ConnectionId::none;
    bool peerEnd = false;
    /// Both ends on this computer: an answer comes within the probe's own timer softirq (7 to 116 us, facts 2.3).
    bool loopback = false;
    SettingsInForce settings;
    const TickGrid& grid;
};

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
    [[nodiscard]] const EndSample& last() const { return m_last; }
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
    struct Delta;
    struct Step;
    struct Placed {
        Moment time{};
        nanoseconds uncertainty{0};
    };

    [[nodiscard]] bool quiet(const EndSample& sample, const EndContext& context) const;
    [[nodiscard]] Step compare(const EndSample& sample, const EndContext& context) const;
    void settleJiffy(Step& step, const EndSample& sample, const EndContext& context) const;
    void findSignsOfLife(Step& step, const EndSample& sample, const EndContext& context) const;
    void findProbes(Step& step, const EndSample& sample, const EndContext& context) const;
    [[nodiscard]] bool timerAllowsProbe(const Step& step, const EndContext& context) const;
    [[nodiscard]] std::optional<std::int64_t> probeJiffy(const Step& step,
                                                         const EndContext& context) const;
    [[nodiscard]] Placed placed(std::optional<std::int64_t> jiffy, const Step& step,
                                const EndContext& context) const;

    void report(const Step& step, const EndSample& sample, const EndContext& context,
                EventOrder& out);
    void reportGap(const Step& step, const EndContext& context, EventOrder& out);
    void reportProbe(const Step& step, const EndSample& sample, const EndContext& context,
                     EventOrder& out);
    void reportAnswer(const Step& step, const EndContext& context, EventOrder& out);
    void reportData(const Step& step, const EndSample& sample, const EndContext& context,
                    EventOrder& out);
    void reportRetransmissions(const Step& step, const EndSample& sample, const EndContext& context,
                               EventOrder& out);
    [[nodiscard]] Event event(EventKind kind, const Placed& placed,
                              const EndContext& context) const;
    [[nodiscard]] Event probeEvent(EventKind kind, const Placed& placed,
                                   const EndContext& context) const;

    void adopt(const Step& step, const EndSample& sample, const EndContext& context);
    void adoptTimer(const Step& step, const EndSample& sample, const EndContext& context);
    [[nodiscard]] KeepAliveClock clock(const EndContext& context) const;

    EndSample m_last;
    /// Jiffies; meaningful after begin(). m_received is the later one of the acknowledgement and the data.
    std::int64_t m_received = 0;
    std::int64_t m_lastAck = 0;
    std::int64_t m_rampFrom = 0;
    std::int64_t m_lastPacket = 0;
    std::optional<std::int64_t> m_armed;
    std::int64_t m_armedAt = 0;
    std::uint64_t m_reportedBytes = 0;
    nanoseconds m_lastAnswerTime{0};
    std::uint32_t m_probesSent = 0;
    std::uint32_t m_probesAnswered = 0;
    std::uint32_t m_missed = 0;
    /// Number of the last probe that has had no answer; 0 when none is outstanding.
    std::uint16_t m_outstanding = 0;
    /// Keep-alive was on at some moment since the last look.
    bool m_wasOn = false;
};

} // namespace kai::live
