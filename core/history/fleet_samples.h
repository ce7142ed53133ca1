#pragma once

#include "core/history/reader_gate.h"
#include "core/keepalive/moment.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

namespace kai::history {

/// How many connections are in which state. A connection counts from its `opened` on; ended ones stay counted.
struct FleetCounts {
    std::uint32_t idle = 0;    ///< keep-alive on, nothing unanswered
    std::uint32_t waiting = 0; ///< at least one probe is unanswered
    std::uint32_t ended = 0;
    std::uint32_t off = 0; ///< keep-alive off
    bool operator==(const FleetCounts&) const = default;
};

struct FleetSample {
    Moment time{};
    FleetCounts counts;       ///< in force from `time` on
    std::uint64_t probes = 0; ///< sent by local ends up to and including `time`
    bool operator==(const FleetSample&) const = default;
};

/// A bounded series of samples in time order: when it is full, those that are close together are merged, and the last state
/// of each such group is kept. One writer; readers take no lock.
class FleetSamples {
public:
    FleetSamples(ReaderGate& gate, std::uint32_t most);
    ~FleetSamples();
    FleetSamples(const FleetSamples&) = delete;
    FleetSamples& operator=(const FleetSamples&) = delete;

    /// Writer. Not earlier than the last one; visible at once.
    void push(const FleetSample& sample);

    /// What is closer together than this may have been merged; 1 ms at first.
    [[nodiscard]] nanoseconds spacing() const
    {
        return nanoseconds{m_spacing.load(std::memory_order_relaxed)};
    }
    /// Where the stretch of spacing() that `time` is in ends.
    [[nodiscard]] Moment stretchEnd(Moment time) const;

    /// The samples as they stand; readers hold a ReaderGate::Pass for as long as they look.
    [[nodiscard]] std::span<const FleetSample> all() const;
    [[nodiscard]] std::uint64_t bytes() const;

private:
    struct Block;
    void thinOut(const Block& full);

    ReaderGate& m_gate;
    std::uint32_t m_most;
    std::atomic<Block*> m_block;
    std::atomic<std::int64_t> m_spacing{1'000'000};
};

} // namespace kai::history
