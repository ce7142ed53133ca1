#pragma once

#include "core/lab/pacing.h"

#include <optional>

namespace kai::lab {

/// How far virtual time may go now: run, pause, pace, step, run until. Real time is an argument, so that it can be tested
/// without waiting: `real` is any clock that only goes forward. One thread.
class TimeControl {
public:
    /// Why a run stops by itself, besides its target.
    enum class Stop { never, atEvent, whenTold };

    void pause() { m_running = false; }
    void setPace(const Pace& pace, nanoseconds real);
    /// Runs at the pace set, to `target` (kNever: until paused). With a Stop other than `never` no wake is skipped, so that
    /// the run can stop at it exactly: atEvent by itself, whenTold by pause().
    void run(Moment target, Stop stop, nanoseconds real);
    /// Runs as fast as possible.
    void runAtOnce(Moment target, Stop stop, nanoseconds real);
    /// Something changed what is due: the present stretch begins anew here.
    void restart(nanoseconds real);

    /// Where time should stand at `real`; `nextWake` is the next thing due.
    [[nodiscard]] Moment goal(nanoseconds real, Moment nextWake) const;
    /// Time has got to `moment`, with `nextWake` as given to goal(). `logged`: something was seen to happen on the way.
    void reached(Moment moment, Moment nextWake, bool logged, nanoseconds real);
    /// Real time until goal() has something new to say, at most `frame` while running; nanoseconds::max() while paused.
    [[nodiscard]] nanoseconds idleTime(nanoseconds real, Moment nextWake, nanoseconds frame) const;

    [[nodiscard]] bool running() const { return m_running; }
    /// kNever: until paused.
    [[nodiscard]] Moment target() const { return m_target; }
    [[nodiscard]] Moment now() const { return m_now; }
    [[nodiscard]] const Pace& pace() const { return m_pace; }

private:
    [[nodiscard]] Pace paceInForce() const
    {
        return m_atOnce ? Pace{Pace::Kind::unlimited} : m_pace;
    }
    /// So far behind a constant pace that catching up would be a rush: the debt is written off.
    [[nodiscard]] bool hopelesslyBehind(nanoseconds real) const;
    /// Where the present stretch ends.
    [[nodiscard]] Moment stretchEnd(Moment nextWake) const;
    [[nodiscard]] nanoseconds shownAtStart() const { return m_stretchStart - m_lastEvent; }

    bool m_running = false;
    bool m_atOnce = false;
    Stop m_stop = Stop::never;
    Pace m_pace;
    Moment m_now{};
    Moment m_target = kNever;
    /// The stretch: virtual time left m_stretchFrom at real time m_stretchStart.
    Moment m_stretchFrom{};
    nanoseconds m_stretchStart{0};
    /// When, in real time, the last event was shown; long ago at first.
    nanoseconds m_lastEvent = -kStoryQuiet;
};

} // namespace kai::lab
