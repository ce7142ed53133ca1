#include "core/live/asks.h"

#include <algorithm>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

nanoseconds lookPeriod(nanoseconds waited)
{
    return waited < 20ms ? nanoseconds{1ms} : waited < 1s ? nanoseconds{5ms} : nanoseconds{100ms};
}

} // namespace

Ask::Ask(const AskReport& sent, const EndSample& before, std::uint64_t target, Moment sentAt)
    : m_report(sent)
    , m_target(target)
    , m_retransmitsBefore(before.totalRetransmits)
    , m_sentAt(sentAt)
    , m_lastLook(sentAt)
    , m_nextLook(sentAt)
{
}

std::optional<AskReport> Ask::look(const EndSample& sample, const TickGrid& grid)
{
    const std::uint32_t retransmits = sample.totalRetransmits - m_retransmitsBefore;
    const bool more = retransmits > m_report.retransmits;
    m_report.retransmits =
        static_cast<std::uint16_t>(std::min<std::uint32_t>(retransmits, UINT16_MAX));
    if (sample.bytesAcked >= m_target) {
        m_report.outcome = AskOutcome::acknowledged;
        placeAnswer(sample, grid);
        m_over = true;
        return m_report;
    }
    m_lastLook = sample.earliest;
    m_nextLook = sample.latest + lookPeriod(sample.latest - m_sentAt);
    if (!more) {
        return {};
    }
    m_report.outcome = AskOutcome::unanswered;
    m_report.after = sample.latest - m_sentAt;
    m_report.uncertainty = 0ns;
    return m_report;
}

/// The answer came between the last look and this one, and in the jiffy that the kernel names.
void Ask::placeAnswer(const EndSample& sample, const TickGrid& grid)
{
    Moment earliest = m_lastLook;
    Moment latest = sample.latest;
    if (grid.calibrated()) {
        const std::int64_t age = grid.jiffiesFromMs(sample.lastAckReceivedMs);
        const Moment from = grid.startOf(grid.jiffyAt(sample.earliest) - age);
        const Moment until = grid.startOf(grid.jiffyAt(sample.latest) - age + 1);
        earliest = std::max(earliest, std::min(from, latest));
        latest = std::max(earliest, std::min(latest, until));
    }
    m_report.uncertainty = (latest - earliest) / 2;
    m_report.after = earliest - m_sentAt + m_report.uncertainty;
}

AskReport Ask::ended(EndedBy by, std::uint16_t errorCode, Moment at) const
{
    AskReport report = m_report;
    report.outcome = by == EndedBy::reset ? AskOutcome::reset : AskOutcome::unanswered;
    report.after = at - m_sentAt;
    report.uncertainty = 0ns;
    if (errorCode != 0) {
        report.error = Error{errorCode,
                             std::string(errorSymbol(errorCode)),
                             "send",
                             "The connection ended before an answer.",
                             {}};
    }
    return report;
}

} // namespace kai::live
