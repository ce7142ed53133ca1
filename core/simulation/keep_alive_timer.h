#pragma once

#include "core/simulation/keep_alive.h"

namespace kai::simulation {

/// Section 4 of the contract for one end: when the next probe is due and when the connection breaks. Takes `now`, knows no clock, no
/// queue and no segment. It waits until start() and after stop(), while off, with a count of 0 (D3) and while data is in flight (P7).
class KeepAliveTimer {
public:
    /// The values in force, with who supplied them.
    [[nodiscard]] const KeepAliveInForce& values() const { return m_values; }
    void setValues(const KeepAliveInForce& values) { m_values = values; }

    /// P8: a new time counts from what was last received, but is never due in the past; with `idleFromCall` it counts from now.
    /// Unanswered probes stay counted and the next follows the last one after the new interval; off clears them.
    void change(const KeepAliveChange& change, Moment now, bool idleFromCall);

    /// The connection is open (P9): idle time counts from now.
    void start(Moment now);
    /// No more probes; what was counted can still be read.
    void stop() { m_running = false; }
    /// Something came from the peer (P1, P2): idle time starts again, the count is cleared.
    void received(Moment now);
    /// Sent data is unacknowledged: retransmission rules, not keep-alive (P7, MUST-26).
    void holdForData(bool inFlight) { m_dataInFlight = inFlight; }

    /// When expire() has something to do: a probe, or the end; kNever when it waits for nothing. It may have passed: then at once.
    [[nodiscard]] Moment deadline(bool lastIntervalWaited) const;
    /// When the connection breaks if nothing is received from now on; kNever when it does not.
    [[nodiscard]] Moment breaksAt(bool lastIntervalWaited) const;

    enum class Step : std::uint8_t {
        wait,   ///< nothing is due yet
        probe,  ///< send a probe: number unanswered() of N
        broken, ///< N probes were not answered (P3); the timer has stopped
    };
    Step expire(Moment now, bool lastIntervalWaited);

    /// Probes sent since something was received: the k of "k / N".
    [[nodiscard]] std::uint16_t unanswered() const { return m_unanswered; }
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] bool dataInFlight() const { return m_dataInFlight; }
    /// Idle time counts from here; kNever before start().
    [[nodiscard]] Moment lastReceived() const { return m_lastReceived; }
    /// Start of the current ramp: last received, or the change that began a new deadline.
    [[nodiscard]] Moment rampFrom() const;
    /// When the last probe left; meaningful after a probe.
    [[nodiscard]] Moment lastProbe() const { return m_lastProbe; }

private:
    [[nodiscard]] bool waits() const;
    [[nodiscard]] Moment idleDeadline() const;
    [[nodiscard]] bool breaksWithLastProbe(bool lastIntervalWaited) const;

    KeepAliveInForce m_values;
    Moment m_lastReceived = kNever;
    Moment m_lastProbe = kNever;
    /// No deadline is before the change that began it; start() counts as one.
    Moment m_changed{};
    /// 0 to N; up to 255, whatever N becomes meanwhile.
    std::uint16_t m_unanswered = 0;
    bool m_running = false;
    bool m_dataInFlight = false;
    bool m_fromCall = false;
};

} // namespace kai::simulation
