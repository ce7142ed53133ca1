#pragma once

#include "core/keepalive/event.h"

#include <string>
#include <string_view>

namespace kai::ui {

/// How much of the log is listed.
enum class EventLevel {
    everything,
    noticeable, ///< without data, answers and timers: what changed, and what went wrong
    trouble,    ///< unanswered probes, retransmissions, faults, gaps, endings
};

/// The filter of the events list. Words must all be found in the connection's name, the event's words or its detail;
/// case (ASCII) does not matter.
struct EventFilter {
    EventLevel level = EventLevel::everything;
    /// Only of this connection; none: of all.
    ConnectionId connection = ConnectionId::none;
    std::string words;
    /// Only events with from <= time < until.
    Moment from = Moment::min();
    Moment until = kNever;

    [[nodiscard]] bool hasRange() const { return from != Moment::min() || until != kNever; }
    [[nodiscard]] bool empty() const
    {
        return level == EventLevel::everything && connection == ConnectionId::none &&
               words.empty() && !hasRange();
    }
    /// Level, connection and range; the words are the caller's to look for.
    [[nodiscard]] bool acceptsKind(const Event& event) const;
    bool operator==(const EventFilter&) const = default;
};

/// Whether every word of `words` occurs in `text`.
[[nodiscard]] bool containsWords(std::string_view text, std::string_view words);

} // namespace kai::ui
