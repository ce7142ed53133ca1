#pragma once

#include "core/keepalive/event.h"
#include "core/keepalive/settings_text.h"
#include "core/live/end_sample.h"
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

/// What an end keeps from one look to the next; in jiffies of the grid.
struct EndMemory {
    EndSample last;
    /// The later one of the last acknowledgement and the last data received.
    std::int64_t received = 0;
    std::int64_t lastAck = 0;
    std::optional<std::int64_t> armed;
    std::int64_t armedAt = 0;
    /// Number of the last probe that has had no answer; 0 when none is outstanding.
    std::uint16_t outstanding = 0;
    /// Keep-alive was on at some moment since the last look.
    bool wasOn = false;
};

/// How far the counters moved between two looks.
struct LookDelta {
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
struct LookStep {
    LookDelta delta;
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

/// Holds a look against what is kept from the one before: what happened in between, as far as it can be told. Pure.
[[nodiscard]] LookStep compareLooks(const EndMemory& memory, const EndSample& sample,
                                    const EndContext& context);

/// Whether there is nothing to compare: the usual case, quickly told. Pure.
[[nodiscard]] bool nothingHappened(const EndMemory& memory, const EndSample& sample,
                                   const EndContext& context);

} // namespace kai::live
