#pragma once

#include "core/keepalive/settings_text.h"
#include "core/keepalive/timer_wheel.h"
#include "core/live/end_sample.h"
#include "core/live/tick_grid.h"

#include <vector>

namespace kai::live {

/// One end of a connection as Linux' tcp_keepalive_timer runs it, written down from facts 2.4 and 2.5, with virtual time: the truth
/// that an observer is held against.
class FakeKernel {
public:
    struct Truth {
        char what; ///< 'p' probe, 'a' answer, 'x' broken by keep-alive
        Moment at;
    };

    FakeKernel(const SettingsInForce& settings, nanoseconds tick, Moment grid, std::int64_t jiffies)
        : m_settings(settings)
        , m_grid(tick, grid, jiffies)
        , m_now(grid)
    {
        m_received = m_grid.jiffyAt(m_now);
        m_sample.state = TcpState::established;
        m_sample.segmentsOut = 2;
        m_sample.segmentsIn = 1;
        m_sample.bytesAcked = 1;
        if (settings.enabled) {
            arm(m_grid.jiffiesFrom(settings.idleTime));
        }
    }

    [[nodiscard]] const TickGrid& grid() const { return m_grid; }
    [[nodiscard]] Moment now() const { return m_now; }
    [[nodiscard]] const std::vector<Truth>& truth() const { return m_truth; }
    [[nodiscard]] bool dead() const { return m_dead; }
    bool peerHears = true;
    nanoseconds roundTrip{50'000};

    void advanceTo(Moment until)
    {
        while (nextEvent() <= until && !m_dead) {
            m_now = nextEvent();
            if (m_answerAt <= m_now) {
                answered();
            } else {
                fire();
            }
        }
        m_now = until;
    }

    /// The peer sends data; our kernel acknowledges it.
    void dataArrives(std::uint64_t bytes)
    {
        m_received = jiffy();
        m_lastData = jiffy();
        ++m_sample.segmentsIn;
        ++m_sample.dataSegmentsIn;
        ++m_sample.segmentsOut;
        m_sample.bytesReceived += bytes;
    }
    /// We send data, and it is acknowledged at once.
    void dataSentAndAcknowledged(std::uint64_t bytes)
    {
        ++m_sample.segmentsOut;
        ++m_sample.dataSegmentsOut;
        ++m_sample.segmentsIn;
        m_sample.bytesAcked += bytes;
        acknowledged();
    }
    /// We send data that nobody acknowledges; the retransmission timer hides the keep-alive timer.
    void dataSentInVain(std::uint32_t retransmissions)
    {
        m_sample.segmentsOut += 1 + retransmissions;
        m_sample.dataSegmentsOut += 1 + retransmissions;
        m_sample.totalRetransmits += retransmissions;
        m_sample.retransmits = static_cast<std::uint8_t>(retransmissions);
        m_sample.unackedSegments = 1;
    }
    /// The peer has keep-alive on and probes us: answered, but no sign of life by the kernel's rules (facts 1.5).
    void peerProbesUs()
    {
        ++m_sample.segmentsIn;
        ++m_sample.segmentsOut;
    }
    void apply(const SettingsInForce& settings, bool idleTimeWritten)
    {
        const bool wasOn = m_settings.enabled;
        m_settings = settings;
        const std::int64_t idle = m_grid.jiffiesFrom(settings.idleTime);
        if (!settings.enabled) {
            m_armed = false;
        } else if (!wasOn) {
            arm(idle);
        } else if (idleTimeWritten) {
            arm(std::max<std::int64_t>(0, m_received + idle - jiffy()));
        }
    }

    /// What a look now would show.
    [[nodiscard]] EndSample sample(bool timerVisible = true) const
    {
        EndSample sample = m_sample;
        sample.earliest = m_now - nanoseconds{20'000};
        sample.latest = m_now;
        sample.lastAckReceivedMs = milliseconds(jiffy() - m_ack);
        sample.lastDataReceivedMs = milliseconds(jiffy() - m_lastData);
        sample.timer = KernelTimer::unknown;
        if (timerVisible) {
            sample.timer = m_sample.unackedSegments > 0 ? KernelTimer::retransmit
                           : m_armed                    ? KernelTimer::keepAlive
                                                        : KernelTimer::none;
            sample.timerMs = milliseconds(std::max<std::int64_t>(0, m_expires - jiffy()));
        }
        return sample;
    }

private:
    [[nodiscard]] std::int64_t jiffy() const { return m_grid.jiffyAt(m_now); }
    [[nodiscard]] std::uint32_t milliseconds(std::int64_t jiffies) const
    {
        return static_cast<std::uint32_t>(jiffies * m_grid.tick() / kai::milliseconds{1});
    }
    [[nodiscard]] Moment nextEvent() const
    {
        const Moment firing = m_armed ? m_grid.startOf(m_fires) + nanoseconds{100'000} : kNever;
        return std::min(firing, m_answerAt);
    }
    void arm(std::int64_t distance)
    {
        m_armed = true;
        m_expires = jiffy() + distance;
        m_fires = fireJiffy(m_expires, jiffy(), m_grid.tick());
    }
    void acknowledged()
    {
        m_ack = m_received = jiffy();
        m_sample.probesOut = 0;
    }
    void answered()
    {
        m_answerAt = kNever;
        ++m_sample.segmentsIn;
        acknowledged();
        m_truth.push_back({'a', m_now});
    }
    void fire()
    {
        const std::int64_t idle = m_grid.jiffiesFrom(m_settings.idleTime);
        const std::int64_t elapsed = jiffy() - m_received;
        if (m_sample.unackedSegments > 0) {
            arm(idle);
        } else if (elapsed < idle) {
            arm(idle - elapsed);
        } else if (m_sample.probesOut >= m_settings.probeCount) {
            m_dead = true;
            m_sample.state = TcpState::closed;
            ++m_sample.segmentsOut; // the reset
            m_truth.push_back({'x', m_now});
        } else {
            probe();
        }
    }
    void probe()
    {
        ++m_sample.segmentsOut;
        ++m_sample.probesOut;
        m_truth.push_back({'p', m_now});
        arm(m_grid.jiffiesFrom(m_settings.probeInterval));
        if (peerHears) {
            m_answerAt = m_now + roundTrip;
        }
    }

    SettingsInForce m_settings;
    TickGrid m_grid;
    Moment m_now;
    EndSample m_sample;
    std::int64_t m_received = 0;
    std::int64_t m_ack = m_received;
    std::int64_t m_lastData = m_received;
    bool m_armed = false;
    std::int64_t m_expires = 0;
    std::int64_t m_fires = 0;
    Moment m_answerAt = kNever;
    bool m_dead = false;
    std::vector<Truth> m_truth;
};

} // namespace kai::live
