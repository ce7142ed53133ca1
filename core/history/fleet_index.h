#pragma once

#include "core/history/reader_gate.h"
#include "core/keepalive/event.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

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

/// One pixel of the fleet band.
struct FleetColumn {
    FleetCounts counts; ///< at the column's end
    std::uint32_t mostWaiting = 0;
    double probesPerSecond = 0;
};

/// All connections together over time, for the fleet band: a bounded series of samples, made by the writer as events arrive.
/// At first one for each millisecond in which something changed; when there are too many the spacing doubles. It outlives the
/// events: what the log has summarised away is still here. Readers may be any thread and take no lock.
class FleetIndex {
public:
    explicit FleetIndex(ReaderGate& gate, std::uint32_t mostSamples = 65536);
    ~FleetIndex();
    FleetIndex(const FleetIndex&) = delete;
    FleetIndex& operator=(const FleetIndex&) = delete;

    /// The state at `time`; zeros before the first event.
    [[nodiscard]] FleetSample at(Moment time) const;
    /// [from, until) in equal columns; see columnStart() of lane_index.h. Cost: the samples in the range.
    void columns(Moment from, Moment until, std::span<FleetColumn> columns) const;
    /// What is closer together than this was merged; its last state was kept.
    [[nodiscard]] nanoseconds spacing() const
    {
        return nanoseconds{m_spacing.load(std::memory_order_relaxed)};
    }

    /// Writer.
    void append(const Event& event);
    /// Writer. Makes what was appended visible.
    void publish();
    [[nodiscard]] std::uint64_t bytes() const;

private:
    enum class State : std::uint8_t { unknown, idle, waiting, ended, off };
    struct Samples;

    [[nodiscard]] static State stateAfter(State before, const Event& event);
    [[nodiscard]] std::uint32_t* counter(State state);
    void push(const FleetSample& sample);
    void thinOut(const Samples& full);

    ReaderGate& m_gate;
    std::uint32_t m_most;
    std::atomic<Samples*> m_samples;
    std::atomic<std::int64_t> m_spacing{1'000'000};
    std::vector<State> m_states; ///< by connection id
    FleetSample m_now;
    bool m_changed = false;
};

} // namespace kai::history
