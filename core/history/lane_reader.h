#pragma once

#include "core/history/event_store.h"
#include "core/history/lane.h"

#include <optional>

namespace kai::history {

/// One lane as it stands while this object lives: positions, times and the pyramid. Its creator holds a ReaderGate::Pass.
/// Positions run from begin() to end(); an event that leaves the log meanwhile is skipped.
class LaneReader {
public:
    /// `data` null: an empty lane.
    LaneReader(const EventStore& store, const LaneData* data);

    [[nodiscard]] std::uint32_t begin() const { return m_begin; }
    [[nodiscard]] std::uint32_t end() const { return m_end; }
    [[nodiscard]] std::uint64_t index(std::uint32_t position) const;
    /// Null when it has left the log.
    [[nodiscard]] const Event* event(std::uint32_t position) const
    {
        return m_store.find(index(position));
    }

    /// The first position at or after `from` whose event is not earlier than `time`; end() when none.
    [[nodiscard]] std::uint32_t lowerBound(Moment time) const
    {
        return lowerBound(time, m_begin, m_end);
    }
    /// The same from a position that is known not to be later, when the answer is expected near it.
    [[nodiscard]] std::uint32_t gallop(Moment time, std::uint32_t from) const;

    /// The nearest position before `position`, or at or after it, whose kind is in `kinds`.
    [[nodiscard]] std::optional<std::uint32_t> previous(std::uint32_t position,
                                                        KindMask kinds) const;
    [[nodiscard]] std::optional<std::uint32_t> next(std::uint32_t position, KindMask kinds) const;

    [[nodiscard]] LaneSummary summary(std::uint32_t from, std::uint32_t until) const;

private:
    [[nodiscard]] std::uint32_t lowerBound(Moment time, std::uint32_t from,
                                           std::uint32_t until) const;
    [[nodiscard]] bool lost(std::uint32_t position) const;
    [[nodiscard]] bool matches(std::uint32_t position, KindMask kinds) const;
    /// Whether nodes of `level` start or end at `position`.
    [[nodiscard]] static bool aligned(std::uint32_t position, unsigned level)
    {
        return level <= pyramid::kTop && position % pyramid::width(level) == 0;
    }
    void addEvents(PyramidNode& sum, std::uint32_t from, std::uint32_t until) const;

    const EventStore& m_store;
    const LaneData* m_data;
    std::uint64_t m_firstIndex;
    std::uint32_t m_begin = 0;
    std::uint32_t m_end = 0;
};

} // namespace kai::history
