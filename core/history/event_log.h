#pragma once

#include "core/history/fleet_index.h"
#include "core/history/lane_index.h"
#include "core/keepalive/event.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kai::history {

/// What is left of the oldest events when the log's bound is reached.
struct LostSummary {
    std::uint64_t events = 0;
    Moment from = kNever;                               ///< time of the first one
    Moment until{};                                     ///< time of the last one
    std::array<std::uint64_t, kEventKindCount> kinds{}; ///< how many of each kind
};

/// The truth of what happened: append-only, time-ordered, chunks of plain events that never move, published by one release store.
/// One writer (the lab's worker); any number of readers without a lock. An event's index never changes; indices below
/// firstIndex() have been summarised away (10 million events or 512 MB unless told otherwise, in chunks of 4096).
class EventLog {
public:
    struct Limits {
        std::uint64_t events = 10'000'000;
        std::uint64_t bytes = 512ull * 1024 * 1024;
    };

    EventLog();
    explicit EventLog(const Limits& limits);
    ~EventLog();
    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;

    /// Writer. `events` must be sorted by time, none earlier than the last one appended (asserted). Texts in id order.
    void append(std::span<const Event> events, std::span<const std::string> newTexts = {});

    /// Readers, any thread. One past the last published event.
    [[nodiscard]] std::uint64_t endIndex() const;
    [[nodiscard]] std::uint64_t firstIndex() const;
    /// By value: a plain 32-byte copy. `index` must be in [firstIndex, endIndex) as read before; an event that has been
    /// summarised meanwhile comes back as a `note` with ConnectionId::none. Many in a row: visitIndices() is cheaper.
    [[nodiscard]] Event at(std::uint64_t index) const;
    /// The text of an event's detail; stays valid as long as the log.
    [[nodiscard]] std::string_view text(TextId id) const;

    /// Index of the first event at or after `time`; endIndex() when none.
    [[nodiscard]] std::uint64_t lowerBound(Moment time) const;
    [[nodiscard]] LostSummary lost() const;

    using Visitor = std::function<void(std::uint64_t index, const Event&)>;
    /// Visits events with from <= time < until in order; of one connection (both ends), or of all with ConnectionId::none.
    void visit(Moment from, Moment until, ConnectionId connection, const Visitor& visitor) const;
    /// Visits the events with first <= index < until that are still here.
    void visitIndices(std::uint64_t first, std::uint64_t until, const Visitor& visitor) const;

    /// The first event after `time`, or the last one before it, of any connection, that is of one of the kinds.
    [[nodiscard]] std::optional<std::uint64_t> next(Moment time, KindMask kinds = kAllKinds) const;
    [[nodiscard]] std::optional<std::uint64_t> previous(Moment time,
                                                        KindMask kinds = kAllKinds) const;

    /// The time index for drawing, and all connections together; both as up to date as the log.
    [[nodiscard]] const LaneIndex& lanes() const;
    [[nodiscard]] const FleetIndex& fleet() const;

    /// Everything included: events, indices, texts.
    [[nodiscard]] std::uint64_t bytesUsed() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace kai::history
