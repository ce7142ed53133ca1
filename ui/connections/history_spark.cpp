#include "ui/connections/history_spark.h"

#include <QPainter>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kStep = 11;
/// The bar, the cross and the letter of an ending.
constexpr int kEndingWidth = 26;
constexpr int kLineFromTop = 22;
constexpr double kMarkFromTop = 12.5;

constexpr history::KindMask kShown =
    history::maskOf(EventKind::probe_answered) | history::maskOf(EventKind::probe_unanswered) |
    history::maskOf(EventKind::data_sent) | history::maskOf(EventKind::data_received) |
    history::maskOf(EventKind::settings_changed) | history::maskOf(EventKind::fault_set) |
    history::maskOf(EventKind::fault_cleared) | history::maskOf(EventKind::retransmitted) |
    history::maskOf(EventKind::observation_gap) | history::maskOf(EventKind::ended);

/// When the last `most` events that are shown began; kNever when there are none.
Moment startOf(const history::LaneIndex& lanes, const history::EventLog& log,
               const history::LaneKey& lane, std::size_t most)
{
    Moment from = kNever;
    for (std::size_t i = 0; i < most; ++i) {
        const auto index = lanes.previous(lane, from, kShown);
        if (!index) {
            break;
        }
        from = log.at(*index).time;
    }
    return from;
}

/// Whether a fault that was set before `from` is still on then.
bool faultBefore(const history::EventLog& log, const history::LaneKey& lane, Moment from)
{
    const auto faults = static_cast<history::KindMask>(history::maskOf(EventKind::fault_set) |
                                                       history::maskOf(EventKind::fault_cleared));
    const auto index = log.lanes().previous(lane, from, faults);
    return index && log.at(*index).kind == EventKind::fault_set;
}

void paintLine(QPainter& painter, const QRect& cell, std::span<const SparkMark> marks,
               const Colors& colors)
{
    int left = cell.left();
    for (const SparkMark& mark : marks) {
        if (mark.kind == EventKind::ended) {
            return;
        }
        painter.fillRect(QRect(left, cell.top() + kLineFromTop, kStep, mark.fault ? 2 : 1),
                         mark.fault ? colors.text : colors.secondary);
        left += kStep;
    }
}

} // namespace

std::vector<SparkMark> sparkOf(const history::EventLog& log, ConnectionId id, std::size_t most)
{
    const history::LaneKey lane{id, false};
    std::vector<SparkMark> marks;
    bool onItsWay = false;
    const Moment from = startOf(log.lanes(), log, lane, most);
    bool fault = faultBefore(log, lane, from);
    log.lanes().visit(lane, from == kNever ? Moment{} : from, kNever,
                      [&](std::uint64_t, const Event& event) {
                          onItsWay = event.kind == EventKind::probe_sent ||
                                     (onItsWay && event.kind == EventKind::timer_idle);
                          fault = event.kind == EventKind::fault_set ||
                                  (fault && event.kind != EventKind::fault_cleared);
                          if (kShown & history::maskOf(event.kind)) {
                              marks.push_back({event.kind, event.endedBy, fault});
                          }
                      });
    if (onItsWay) {
        marks.push_back({EventKind::probe_sent, EndedBy::notEnded, fault});
    }
    marks.erase(marks.begin(),
                marks.end() - static_cast<std::ptrdiff_t>(std::min(most, marks.size())));
    return marks;
}

std::size_t sparkLength(int width)
{
    return static_cast<std::size_t>(std::max(0, width - kEndingWidth + kStep) / kStep);
}

void paintSpark(QPainter& painter, const QRect& cell, std::span<const SparkMark> marks,
                const Colors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintLine(painter, cell, marks, colors);
    double x = cell.left() + kStep / 2.0;
    const double y = cell.top() + kMarkFromTop;
    for (const SparkMark& mark : marks) {
        if (mark.kind == EventKind::ended) {
            paintEnding(painter,
                        {.x = x - 2,
                         .top = cell.top() + 4.0,
                         .bottom = cell.top() + kLineFromTop + 1.0,
                         .glyphY = y},
                        mark.endedBy, colors);
        } else {
            paintMark(painter, markOf(mark.kind), {x, y}, kSmallGlyph, colors);
        }
        x += kStep;
    }
}

} // namespace kai::ui
