#pragma once

#include "core/history/fleet_samples.h"
#include "core/keepalive/event.h"

#include <cstdint>
#include <span>
#include <vector>

namespace kai::history {

/// One pixel of the fleet band.
struct FleetColumn {
    FleetCounts counts; ///< at the column's end
    std::uint32_t mostWaiting = 0;
    double probesPerSecond = 0;
};

/// All connections together over time, for the fleet band: counts by state and probes sent, made by the writer as events
/// arrive. It outlives the events: what the log has summarised away is still here. Readers may be any thread, without a lock.
class FleetIndex {
public:
    explicit FleetIndex(ReaderGate& gate, std::uint32_t mostSamples = 65536);

    /// The state at `time`; zeros before the first event.
    [[nodiscard]] FleetSample at(Moment time) const;
    /// [from, until) in equal columns; see columnStart() of lane_index.h. Cost: the samples in the range.
    void columns(Moment from, Moment until, std::span<FleetColumn> columns) const;
    /// What is closer together than this may have been merged.
    [[nodiscard]] nanoseconds spacing() const { return m_samples.spacing(); }

    /// Writer.
    void append(const Event& event);
    /// Writer. Makes what was appended visible.
    void publish();
    [[nodiscard]] std::uint64_t bytes() const { return m_samples.bytes() + m_states.size(); }

private:
    enum class State : std::uint8_t { unknown, idle, waiting, ended, off };

    [[nodiscard]] static State stateAfter(State before, const Event& event);
    [[nodiscard]] State& stateOf(ConnectionId id);
    void move(State before, State after);
    [[nodiscard]] std::uint32_t* counter(State state);

    ReaderGate& m_gate;
    FleetSamples m_samples;
    std::vector<State> m_states; ///< by connection id
    FleetSample m_now;
    Moment m_stretchEnd = Moment::min(); ///< of the stretch of spacing() that m_now is in
    bool m_changed = false;
};

} // namespace kai::history
