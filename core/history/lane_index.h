#pragma once

#include "core/history/lane.h"

#include <functional>
#include <optional>
#include <span>

namespace kai::history {

/// One line of the timeline: a connection's own end, or its peer's.
struct LaneKey {
    ConnectionId connection = ConnectionId::none;
    bool peerEnd = false;
    bool operator==(const LaneKey&) const = default;
};
[[nodiscard]] inline LaneKey laneOf(const Event& event)
{
    return {event.connection, event.atPeerEnd()};
}

/// The time index for drawing: for each lane its events in order and a pyramid of summaries over them, built by the writer as
/// events arrive. All reading functions may be called from any thread, take no lock, and know only events that are still in
/// the log. Times: `from` is included, `until` is not. An unknown lane is an empty one.
class LaneIndex {
public:
    using Visitor = std::function<void(std::uint64_t index, const Event&)>;

    LaneIndex(const EventStore& store, ReaderGate& gate);
    ~LaneIndex();
    LaneIndex(const LaneIndex&) = delete;
    LaneIndex& operator=(const LaneIndex&) = delete;

    /// Every event of a stretch, in order. Cost: the number of them.
    void visit(const LaneKey& lane, Moment from, Moment until, const Visitor& visitor) const;

    /// How many events there are in a stretch; O(log n). Tells visit() from columns().
    [[nodiscard]] std::uint64_t count(const LaneKey& lane, Moment from, Moment until) const;

    /// A stretch in one value; O(log n).
    [[nodiscard]] LaneSummary summary(const LaneKey& lane, Moment from, Moment until) const;

    /// The same for `columns.size()` equal parts of [from, until) at once, one a pixel: column i covers
    /// [columnStart(i), columnStart(i + 1)). Cheaper than as many calls of summary().
    void columns(const LaneKey& lane, Moment from, Moment until,
                 std::span<LaneSummary> columns) const;

    /// Log index of the lane's first event after `time`, or last event before it, that is of one of the kinds; O(log n).
    /// `previous(lane, from, kRestartKinds)` finds where the ramp at the left edge of a view began.
    [[nodiscard]] std::optional<std::uint64_t> next(const LaneKey& lane, Moment time,
                                                    KindMask kinds = kAllKinds) const;
    [[nodiscard]] std::optional<std::uint64_t> previous(const LaneKey& lane, Moment time,
                                                        KindMask kinds = kAllKinds) const;

    /// Writer.
    void append(const Event& event, std::uint64_t index);
    /// Writer. Brings what append() of this event will touch into the cache.
    void prefetch(const Event& event) const;
    /// Writer. The event is about to leave the log.
    void forget(const Event& event);
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    struct Table;
    class Reader;
    Lane& laneFor(const LaneKey& key);
    [[nodiscard]] const Lane* find(const LaneKey& key) const;

    const EventStore& m_store;
    ReaderGate& m_gate;
    std::atomic<Table*> m_table;
    std::uint64_t m_bytes = 0;
};

/// Where column i of n starts; column n starts at `until`. Exact, and safe for any range.
[[nodiscard]] Moment columnStart(Moment from, Moment until, std::size_t column,
                                 std::size_t columns);

} // namespace kai::history
