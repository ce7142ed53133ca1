#pragma once

#include "core/keepalive/moment.h"
#include "core/simulation/assumptions.h"

#include <algorithm>
#include <cstdint>

namespace kai::simulation {

/// The retransmission timer of RFC 6298 for one end. Takes `now`; its deadline is readable.
class RetransmissionTimer {
public:
    /// kNever: nothing waits for an acknowledgement.
    [[nodiscard]] Moment deadline() const { return m_deadline; }
    /// Retransmissions of what is in flight so far.
    [[nodiscard]] std::uint8_t count() const { return m_count; }

    /// Something was sent: the timer runs from now unless it runs already (5.1), and the round trip up to `end` is measured.
    void sent(Moment now, std::uint32_t end, const Assumptions& assumed)
    {
        if (m_deadline == kNever) {
            m_deadline = saturatingAdd(now, timeout(assumed));
            m_timedAt = now;
            m_timedEnd = end;
        }
    }

    /// Up to `acknowledged` has arrived; with `all`, nothing is in flight any more (5.2, 5.3). What was sent twice is not measured (Karn).
    void acknowledged(Moment now, std::uint32_t acknowledged, bool all, const Assumptions& assumed)
    {
        if (m_timedAt != kNever && static_cast<std::int32_t>(acknowledged - m_timedEnd) >= 0) {
            measure(now - m_timedAt);
            m_timedAt = kNever;
        }
        m_count = 0;
        m_deadline = all ? kNever : saturatingAdd(now, timeout(assumed));
    }

    /// The deadline has come and the segment is sent again: twice the time until the next (5.5, 5.6).
    void backOff(Moment now, const Assumptions& assumed)
    {
        m_count = static_cast<std::uint8_t>(std::min(m_count + 1, 255));
        m_timedAt = kNever;
        m_deadline = saturatingAdd(now, timeout(assumed));
    }

    /// Nothing is in flight.
    void stop()
    {
        m_deadline = kNever;
        m_timedAt = kNever;
        m_count = 0;
    }

    /// From a transmission to the next, backed off by count() (2.1 to 2.5).
    [[nodiscard]] nanoseconds timeout(const Assumptions& assumed) const
    {
        const nanoseconds measured = std::chrono::microseconds{m_smoothedUs + 4LL * m_variationUs};
        const nanoseconds base = m_smoothedUs == 0
                                     ? assumed.firstRetransmission
                                     : std::max(measured, assumed.shortestRetransmission);
        const nanoseconds backedOff =
            saturatingMultiply(base, std::int64_t{1} << std::min<int>(m_count, 32));
        return std::min(backedOff, std::max(base, assumed.longestRetransmission));
    }

private:
    /// 2.2 and 2.3; microseconds are enough, and a round trip counts as one at least.
    void measure(nanoseconds roundTrip)
    {
        const std::int64_t us = std::clamp<std::int64_t>(roundTrip.count() / 1000, 1, kLongestUs);
        if (m_smoothedUs == 0) {
            m_smoothedUs = static_cast<std::uint32_t>(us);
            m_variationUs = static_cast<std::uint32_t>(us / 2);
            return;
        }
        const std::int64_t off = us > m_smoothedUs ? us - m_smoothedUs : m_smoothedUs - us;
        m_variationUs = static_cast<std::uint32_t>((3LL * m_variationUs + off) / 4);
        m_smoothedUs =
            static_cast<std::uint32_t>(std::max<std::int64_t>((7LL * m_smoothedUs + us) / 8, 1));
    }

    /// A round trip of more counts as this.
    static constexpr std::int64_t kLongestUs = 1'000'000'000;

    Moment m_deadline = kNever;
    /// When the segment being timed was sent; kNever when none is.
    Moment m_timedAt = kNever;
    /// One past the last sequence number of the segment being timed.
    std::uint32_t m_timedEnd = 0;
    std::uint32_t m_smoothedUs = 0;  ///< SRTT, 0 before the first measurement
    std::uint32_t m_variationUs = 0; ///< RTTVAR
    std::uint8_t m_count = 0;
};

} // namespace kai::simulation
