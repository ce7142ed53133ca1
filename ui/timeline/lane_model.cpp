#include "ui/timeline/lane_model.h"

#include "core/keepalive/fault.h"

#include <algorithm>

namespace kai::ui {
namespace {

/// Reads the events of one end in order and keeps what is open: a ramp, a stair, a wait, a fault.
class LaneBuilder {
public:
    LaneBuilder(const ConnectionRow& row, const LaneContext& context)
        : m_row(row)
        , m_context(context)
        , m_end(context.peerEnd ? row.peer : row.local)
    {
        m_settings.settings = context.settingsBefore.value_or(settingsOf(row, context.peerEnd));
        m_settings.text = settingsText(m_settings.settings);
        m_settings.from = m_begin = beginning();
        if (context.peerEnd && row.opened != kNever && context.from <= row.opened) {
            m_last = m_rampFrom = m_begin; // that it was opened is told at the other end
        }
    }

    void read(const LaneEvent& entry)
    {
        const auto& event = entry.event;
        switch (event.kind) {
        case EventKind::opened:
            opened(entry);
            break;
        case EventKind::probe_sent:
            probeSent(entry);
            break;
        case EventKind::probe_answered:
            probeAnswered(entry);
            break;
        case EventKind::probe_unanswered:
            probeUnanswered(entry);
            break;
        case EventKind::data_sent:
            dataSent(entry);
            break;
        case EventKind::data_received:
            received(event.time);
            break;
        case EventKind::settings_changed:
            settingsChanged(entry);
            break;
        case EventKind::fault_set:
        case EventKind::fault_cleared:
            faultChanged(entry);
            break;
        case EventKind::retransmitted:
            m_retransmitted = true;
            break;
        case EventKind::ended:
            ended(entry);
            return;
        case EventKind::observation_gap:
        case EventKind::note:
        case EventKind::timer_idle:
            break;
        }
        if (!isFate(event.kind)) {
            mark(entry);
        }
    }

    /// What the other end's events say about this one.
    void readOther(const LaneEvent& entry)
    {
        const auto& event = entry.event;
        switch (event.kind) {
        case EventKind::fault_set:
        case EventKind::fault_cleared:
            faultChanged(entry);
            break;
        case EventKind::probe_sent:
            m_otherProbe = event.time;
            break;
        case EventKind::probe_answered:
            probeArrived(event.time);
            break;
        default:
            break;
        }
    }

    LaneModel finish()
    {
        if (m_context.peerEnd) {
            receiveLast();
        }
        const auto until = m_model.ending ? m_model.ending->at : m_context.now;
        if (m_last == kNever && m_end.lastReceived != kNever) {
            m_last = m_end.lastReceived;
        }
        endStair(until);
        finishWaiting(until);
        endRamp(until);
        endSettings(m_model.ending ? until : kNever);
        if (m_fault != kNever && m_row.activeFault != 0) {
            endFault(until);
        } else if (m_fault == kNever && m_row.activeFault != 0 && m_model.faults.empty() &&
                   !m_sawFault) {
            m_model.faults.push_back({m_begin, until});
        }
        if (m_row.boxForgot && m_row.boxForgetsAt < until) {
            m_model.boxForgot = Span{m_row.boxForgetsAt, until};
        }
        return std::move(m_model);
    }

private:
    static bool isFate(EventKind kind)
    {
        return kind == EventKind::probe_answered || kind == EventKind::probe_unanswered;
    }

    Moment beginning() const { return m_row.opened == kNever ? Moment{} : m_row.opened; }

    void mark(const LaneEvent& entry)
    {
        const auto& event = entry.event;
        LaneMark mark;
        mark.kind = event.kind;
        mark.at = event.time;
        mark.index = entry.index;
        mark.probe = event.probeNumber;
        mark.count = event.probeCount;
        mark.errorCode = event.errorCode;
        mark.uncertainty = nanoseconds{event.uncertaintyNs};
        mark.detail = entry.detail;
        m_model.marks.push_back(mark);
    }

    /// Between the probe and its answer, in the middle as far as is known, the peer received it.
    void probeArrived(Moment answered)
    {
        const auto sent = m_otherProbe == kNever ? answered : m_otherProbe;
        const auto arrived = sent + (answered - sent) / 2;
        received(m_last == kNever ? arrived : std::max(m_last, arrived));
        m_otherProbe = kNever;
    }

    /// A probe whose answer was lost has reached the peer too: only its timers say so.
    void receiveLast()
    {
        const auto at = m_end.lastReceived;
        const bool known = at != kNever && at <= m_context.now;
        if (known && !m_model.ending && m_last != kNever && at > m_last) {
            received(at);
        }
    }

    void opened(const LaneEvent& entry)
    {
        m_last = m_rampFrom = entry.event.time;
        if (entry.event.keepAliveOff()) {
            m_settings.settings.enabled = false;
        }
        m_settings.from = entry.event.time;
        adopt(entry);
    }

    /// The settings that an event's detail begins with.
    void adopt(const LaneEvent& entry)
    {
        if (const auto settings = parseSettingsText(entry.detail)) {
            m_settings.settings = *settings;
            m_settings.text = std::string(entry.detail);
        }
    }

    void settingsChanged(const LaneEvent& entry)
    {
        const auto at = entry.event.time;
        endRamp(at);
        endSettings(at);
        m_settings.from = m_rampFrom = at;
        m_settings.settings = settingsOf(m_row, m_context.peerEnd);
        m_settings.settings.enabled = !entry.event.keepAliveOff();
        m_settings.text = settingsText(m_settings.settings);
        adopt(entry);
    }

    void endSettings(Moment until)
    {
        m_settings.until = until;
        m_model.settings.push_back(m_settings);
    }

    void probeSent(const LaneEvent& entry)
    {
        const auto& event = entry.event;
        if (LaneMark* before = lastProbe();
            before != nullptr && before->fate == ProbeFate::underWay) {
            before->fate = ProbeFate::unanswered;
        }
        endStair(event.time);
        m_stair =
            Stair{event.time, event.time, std::max<int>(1, event.probeNumber), event.probeCount};
    }

    /// The newest probe, if nothing has answered since.
    LaneMark* lastProbe()
    {
        const auto found = std::find_if(m_model.marks.rbegin(), m_model.marks.rend(),
                                        [](const LaneMark& mark) { return mark.isProbe(); });
        return found == m_model.marks.rend() || found->fate == ProbeFate::answered ? nullptr
                                                                                   : &*found;
    }

    void probeAnswered(const LaneEvent& entry)
    {
        if (LaneMark* probe = lastProbe()) {
            probe->fate = ProbeFate::answered;
            probe->answeredAt = entry.event.time;
            probe->index = entry.index;
            probe->uncertainty = nanoseconds{entry.event.uncertaintyNs};
            probe->detail = entry.detail;
        } else {
            loneFate(entry, ProbeFate::answered);
        }
        received(entry.event.time);
    }

    void probeUnanswered(const LaneEvent& entry)
    {
        const auto found =
            std::find_if(m_model.marks.rbegin(), m_model.marks.rend(), [&](const LaneMark& mark) {
                return mark.isProbe() && mark.fate != ProbeFate::answered &&
                       mark.probe == entry.event.probeNumber;
            });
        if (found == m_model.marks.rend()) {
            loneFate(entry, ProbeFate::unanswered);
            return;
        }
        found->fate = ProbeFate::unanswered;
        found->index = entry.index;
    }

    /// A fate whose probe is not among the events: it stands for both.
    void loneFate(const LaneEvent& entry, ProbeFate fate)
    {
        mark(entry);
        m_model.marks.back().kind = EventKind::probe_sent;
        m_model.marks.back().fate = fate;
        m_model.marks.back().answeredAt = entry.event.time;
    }

    void dataSent(const LaneEvent& entry)
    {
        if (m_sent == kNever) {
            m_sent = entry.event.time;
            m_retransmitted = false;
        }
    }

    /// Something was received: the idle time starts again.
    void received(Moment at)
    {
        endStair(at);
        if (m_sent != kNever) {
            endWaiting(at);
        }
        if (m_last != kNever) { // else it is where the view's first ramp begins
            endRamp(at);
        }
        m_last = m_rampFrom = at;
    }

    /// Unacknowledged data is sent again within 3 s at the latest (RFC 6298, 2.1 and 5.7). Where that was not seen, the
    /// acknowledgement came at once and was stamped before the data, by a clock of milliseconds.
    void endWaiting(Moment until)
    {
        constexpr std::chrono::seconds kLongestTimeout{3};
        if (m_retransmitted || until - m_sent <= kLongestTimeout) {
            m_model.waiting.push_back({m_sent, until});
        }
        m_sent = kNever;
    }

    void finishWaiting(Moment until)
    {
        if (m_sent != kNever && (m_retransmitted || m_end.waiting == Waiting::dataInFlight)) {
            m_model.waiting.push_back({m_sent, until});
        }
    }

    void endRamp(Moment until)
    {
        if (m_last == kNever) {
            const bool idleBefore =
                m_end.lastReceived != kNever && m_end.lastReceived <= m_context.from;
            m_last = idleBefore ? m_end.lastReceived : m_begin;
        }
        const auto from = m_rampFrom == kNever ? m_last : m_rampFrom;
        if (until > from) {
            m_model.ramps.push_back({m_last, from, until, idleTimeOf(m_settings.settings)});
        }
    }

    void endStair(Moment until)
    {
        if (m_stair) {
            m_stair->until = until;
            m_model.stairs.push_back(*m_stair);
            m_stair.reset();
        }
    }

    /// From the first one on until all that can be taken back is; a peer that was rebooted stays so.
    void faultChanged(const LaneEvent& entry)
    {
        const auto at = entry.event.time;
        if (entry.event.kind == EventKind::fault_cleared) {
            endFault(at);
            m_fault = m_rebooted ? at : kNever;
            return;
        }
        const auto fault = parseFault(entry.detail);
        if (fault && !lasts(fault->kind)) {
            return;
        }
        m_rebooted = m_rebooted || (fault && fault->kind == FaultKind::rebooted);
        m_fault = m_fault == kNever ? at : m_fault;
    }

    void endFault(Moment until)
    {
        m_sawFault = true;
        if (m_fault != kNever) {
            m_model.faults.push_back({m_fault, until});
            m_fault = kNever;
        }
    }

    void ended(const LaneEvent& entry)
    {
        const auto& event = entry.event;
        m_model.ending =
            LaneEnding{event.time, event.endedBy, event.errorCode, entry.detail, entry.index};
        if (LaneMark* probe = lastProbe();
            probe != nullptr && event.endedBy == EndedBy::keepAlive) {
            probe->fate = ProbeFate::unanswered;
        }
        if (m_stair && event.endedBy == EndedBy::keepAlive) {
            m_stair->assumed = m_context.simulated;
        }
    }

    const ConnectionRow& m_row;
    const LaneContext& m_context;
    const EndTimers& m_end;
    LaneModel m_model;
    SettingsSpan m_settings;
    std::optional<Stair> m_stair;
    Moment m_begin{};
    Moment m_last = kNever; ///< last segment received
    Moment m_rampFrom = kNever;
    Moment m_sent = kNever; ///< data sent and not yet acknowledged
    Moment m_fault = kNever;
    Moment m_otherProbe = kNever; ///< the other end's, not yet answered
    bool m_retransmitted = false;
    bool m_sawFault = false;
    bool m_rebooted = false; ///< the peer
};

} // namespace

double Ramp::heightAt(Moment at) const
{
    if (time.count() <= 0) {
        return 0;
    }
    return std::clamp(static_cast<double>((at - lastSegment).count()) /
                          static_cast<double>(time.count()),
                      0.0, 1.0);
}

LaneModel buildLane(std::span<const LaneEvent> events, const ConnectionRow& row,
                    const LaneContext& context)
{
    LaneBuilder builder(row, context);
    for (const auto& entry : events) {
        if (entry.event.atPeerEnd() == context.peerEnd) {
            builder.read(entry);
        } else if (context.peerEnd) {
            builder.readOther(entry);
        }
    }
    return builder.finish();
}

} // namespace kai::ui
