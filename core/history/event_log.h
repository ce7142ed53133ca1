#pragma once

#include "core/keepalive/event.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kai::history {

/// What is left of the oldest events when the log's bound is reached.
struct LostSummary {
    std::uint64_t events = 0;
    Moment from = kNever;
    Moment until{};
};

/// The truth of what happened: append-only, time-ordered, chunks of plain events that never move, published by one release store.
/// One writer (the lab's worker); any number of readers without a lock. An event's index never changes; indices below
/// firstIndex() have been summarised away (10 million events or 512 MB unless told otherwise).
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
    /// summarised meanwhile comes back as a `note` with ConnectionId::none.
    [[nodiscard]] Event at(std::uint64_t index) const;
    /// The text of an event's detail; stays valid as long as the log.
    [[nodiscard]] std::string_view text(TextId id) const;

    /// Index of the first event at or after `time`; endIndex() when none.
    [[nodiscard]] std::uint64_t lowerBound(Moment time) const;
    [[nodiscard]] LostSummary lost() const;

    /// Visits events with from <= time < until in order; of one connection, or of all with ConnectionId::none.
    void visit(Moment from, Moment until, ConnectionId connection,
               const std::function<void(std::uint64_t, const Event&)>& visitor) const;

    [[nodiscard]] std::uint64_t bytesUsed() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace kai::history
