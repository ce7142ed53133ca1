#pragma once

#include "core/history/event_log.h"
#include "ui/timeline/lane_model.h"

#include <optional>
#include <span>

namespace kai::ui {

/// Walking from event to event: where one stands, what is next, and from where a range is selected. Knows no widget.
class EventWalk {
public:
    /// `index` must be in the log.
    void standAt(const history::EventLog& log, std::uint64_t index);
    /// Nobody stands anywhere; a range begun stays.
    void forget();
    [[nodiscard]] std::optional<Moment> at() const { return m_at; }
    /// The event that was stood at last, also when nobody does any more.
    [[nodiscard]] std::optional<std::uint64_t> lastEvent() const { return m_last; }

    /// The nearest event of the lanes after (+1) or before (-1) where one stands, otherwise `start`. In the log's order, since
    /// several may have the same time.
    [[nodiscard]] std::optional<std::uint64_t> next(const history::EventLog& log,
                                                    std::span<const ConnectionId> lanes,
                                                    int direction, Moment start) const;

    /// A range begins where one stands, otherwise at `start`, unless one has begun.
    void beginRange(Moment start);
    void endRange() { m_rangeFrom.reset(); }
    /// From where the range begun to where one stands, with the event at its end.
    [[nodiscard]] Span range() const;

private:
    [[nodiscard]] std::optional<std::uint64_t>
    neighbour(const history::LaneIndex& index, ConnectionId lane, bool forward, Moment at) const;

    std::optional<Moment> m_at;
    std::optional<std::uint64_t> m_event; ///< the event at m_at, if it is one
    std::optional<std::uint64_t> m_last;
    std::optional<Moment> m_rangeFrom;
};

} // namespace kai::ui
