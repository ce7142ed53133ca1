#pragma once

#include "core/keepalive/moment.h"

#include <cstdint>

namespace kai::live {

/// TCP's states with Linux' numbers (include/net/tcp_states.h).
enum class TcpState : std::uint8_t {
    unknown,
    established,
    synSent,
    synReceived,
    finWait1,
    finWait2,
    timeWait,
    closed,
    closeWait,
    lastAck,
    listening,
    closing,
};

/// Which of a socket's timers the kernel reports (idiag_timer); the keep-alive timer hides behind the other two.
enum class KernelTimer : std::uint8_t { none, retransmit, keepAlive, timeWait, persist, unknown };

/// One look at one end of a connection, as the kernel counted. Platform-free.
struct EndSample {
    /// The kernel filled this in between these two moments.
    Moment earliest{};
    Moment latest{};
    TcpState state = TcpState::unknown;
    /// Unknown when only TCP_INFO can be had.
    KernelTimer timer = KernelTimer::unknown;
    /// Unanswered probes outstanding.
    std::uint8_t probesOut = 0;
    /// Retransmissions of the segment in flight.
    std::uint8_t retransmits = 0;
    /// Until the timer expires, in ms; 0 also while it is overdue in its bucket.
    std::uint32_t timerMs = 0;
    std::uint32_t unackedSegments = 0;
    std::uint32_t notSentBytes = 0;
    /// Ages at the moment of the look, in ms.
    std::uint32_t lastDataSentMs = 0;
    std::uint32_t lastDataReceivedMs = 0;
    std::uint32_t lastAckReceivedMs = 0;
    /// Counters since the connection began; 32-bit ones wrap.
    std::uint32_t segmentsOut = 0;
    std::uint32_t segmentsIn = 0;
    std::uint32_t dataSegmentsOut = 0;
    std::uint32_t dataSegmentsIn = 0;
    std::uint32_t totalRetransmits = 0;
    std::uint64_t bytesAcked = 0;
    std::uint64_t bytesReceived = 0;

    [[nodiscard]] bool dataInFlight() const { return unackedSegments > 0 || notSentBytes > 0; }
};

} // namespace kai::live
