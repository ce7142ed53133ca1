#pragma once

#include "core/keepalive/reports.h"
#include "core/live/end_sample.h"
#include "core/live/tick_grid.h"

#include <optional>
#include <string_view>
#include <vector>

namespace kai::live {

/// One "Ask now" under way: what became of the bytes is read from the kernel's counters. Pure.
class Ask {
public:
    /// `sent`: what was told when the bytes went out. `target`: the bytes that will have been acknowledged when these are.
    Ask(const AskReport& sent, const EndSample& before, std::uint64_t target, Moment sentAt);

    /// A report when there is news: acknowledged (over), or unanswered after each retransmission.
    [[nodiscard]] std::optional<AskReport> look(const EndSample& sample, const TickGrid& grid);
    /// The connection ended before an answer: a reset, or the last word that nobody answered.
    [[nodiscard]] AskReport ended(EndedBy by, std::uint16_t errorCode, Moment at) const;

    [[nodiscard]] ConnectionId id() const { return m_report.id; }
    void finish() { m_over = true; }
    [[nodiscard]] bool over() const { return m_over; }
    /// When to look again: often at first, for the time to an answer is what is asked for.
    [[nodiscard]] Moment nextLook() const { return m_nextLook; }

private:
    void placeAnswer(const EndSample& sample, const TickGrid& grid);

    AskReport m_report;
    std::uint64_t m_target = 0;
    std::uint32_t m_retransmitsBefore = 0;
    Moment m_sentAt{};
    Moment m_lastLook{};
    Moment m_nextLook{};
    bool m_over = false;
};

} // namespace kai::live
