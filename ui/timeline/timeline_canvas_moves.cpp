// TimelineCanvas: what its actions do.
#include "core/history/event_log.h"
#include "ui/timeline/map_painting.h"
#include "ui/timeline/timeline_canvas.h"

#include <QScrollBar>

#include <algorithm>

namespace kai::ui {
void TimelineCanvas::zoom(double steps)
{
    const auto area = areas();
    const bool pointed = m_pointer.inside && m_pointer.position.x() > area.timeLeft;
    remember();
    m_viewport.zoomAt(pointed ? timeX(m_pointer.position) : m_viewport.width() / 2, steps);
    changed();
}

void TimelineCanvas::pan(double share)
{
    m_viewport.panBy(share * m_viewport.width());
    changed();
}

void TimelineCanvas::fit()
{
    if (m_scene.log == nullptr || m_scene.store == nullptr) {
        return;
    }
    remember();
    const auto from = recordedSpan(m_scene).from;
    m_viewport.fit(from, fitEnd(m_scene, m_lanes, from, m_viewport.folds()));
    changed();
}

void TimelineCanvas::setFollow(bool follow)
{
    m_viewport.setFollow(follow);
    changed();
}

void TimelineCanvas::setFold(bool fold)
{
    m_viewport.setFold(fold);
    updateFolds();
    changed();
}

void TimelineCanvas::setRuler(RulerTime ruler)
{
    m_scene.ruler = ruler;
    changed();
}

void TimelineCanvas::showRange(Moment from, Moment until)
{
    remember();
    m_viewport.show(from, until);
    changed();
}

void TimelineCanvas::remember()
{
    m_wheelAt.reset();
    m_stack.leave(stackEntry());
}

void TimelineCanvas::rememberWheel(quint64 atMs)
{
    constexpr quint64 kPauseMs = 600;
    if (!m_wheelAt || atMs > *m_wheelAt + kPauseMs) {
        remember();
    }
    m_wheelAt = atMs;
}

void TimelineCanvas::restore(const ZoomStack::Entry& entry)
{
    m_wheelAt.reset();
    m_viewport.restore(entry.view);
    const auto before = std::exchange(m_filter, entry.filter);
    if (m_filter) {
        Q_EMIT filterRequested(m_filter->from, m_filter->until);
    } else if (before) {
        Q_EMIT filterCleared();
    }
    showLanes();
}

void TimelineCanvas::goBack()
{
    if (const auto entry = m_stack.back(stackEntry())) {
        restore(*entry);
    }
}

void TimelineCanvas::goForward()
{
    if (const auto entry = m_stack.forward(stackEntry())) {
        restore(*entry);
    }
}

void TimelineCanvas::zoomToSelection()
{
    if (m_scene.selection) {
        const auto range = *m_scene.selection;
        clearSelection();
        showRange(range.from, range.until);
    }
}

void TimelineCanvas::filterToSelection()
{
    if (m_scene.selection) {
        remember();
        m_filter = m_scene.selection;
        showLanes();
        Q_EMIT filterRequested(m_filter->from, m_filter->until);
    }
}

void TimelineCanvas::clearFilter()
{
    if (m_filter) {
        remember();
        m_filter.reset();
        showLanes();
        Q_EMIT filterCleared();
    }
}

void TimelineCanvas::clearSelection()
{
    m_scene.selection.reset();
    m_selectingFrom.reset();
    changed();
    Q_EMIT selectionChanged();
}

void TimelineCanvas::walkSelecting(int direction)
{
    const auto start = m_selectingFrom.value_or(m_walkedTo.value_or(m_scene.now));
    m_walkedTo = m_walkedTo.value_or(start);
    walk(direction);
    m_selectingFrom = start;
    const auto [from, until] = std::minmax(start, *m_walkedTo);
    m_scene.selection = Span{from, until + nanoseconds{1}}; // with the event at its end
    changed();
    Q_EMIT selectionChanged();
}

void TimelineCanvas::openMapAtCurrent()
{
    const auto lanes = heatLanes(m_layout, *m_scene.store);
    const auto found = std::find_if(lanes.begin(), lanes.end(), [this](const HeatLane& lane) {
        return lane.id == m_scene.current;
    });
    if (found != lanes.end()) {
        openMap(static_cast<std::size_t>(found - lanes.begin()), 0);
    }
}

void TimelineCanvas::walk(int direction)
{
    if (m_scene.log == nullptr) {
        return;
    }
    std::optional<std::uint64_t> found;
    for (const auto lane : walkedLanes()) {
        const auto next = neighbour(lane, direction);
        const bool nearer = next && (!found || (direction > 0 ? *next < *found : *next > *found));
        found = nearer ? next : found;
    }
    if (found) {
        walkTo(*found);
        Q_EMIT eventChosen(*found);
    }
}

std::vector<ConnectionId> TimelineCanvas::walkedLanes() const
{
    return m_scene.current == ConnectionId::none ? m_lanes
                                                 : std::vector<ConnectionId>{m_scene.current};
}

/// The lane's event after or before the one walked to, in the log's order: several may have the same time.
std::optional<std::uint64_t> TimelineCanvas::neighbour(ConnectionId lane, int direction) const
{
    const history::LaneKey key{lane, false};
    const auto& index = m_scene.log->lanes();
    const bool forward = direction > 0;
    const auto at = m_walkedTo.value_or(forward ? m_viewport.from() : m_viewport.until());
    std::optional<std::uint64_t> found;
    if (m_walkedEvent) {
        index.visit(key, at, at + nanoseconds{1}, [&](std::uint64_t event, const Event&) {
            const bool beyond = forward ? event > *m_walkedEvent && !found : event < *m_walkedEvent;
            found = beyond ? event : found;
        });
    }
    return found ? found : forward ? index.next(key, at) : index.previous(key, at);
}

void TimelineCanvas::standAt(std::uint64_t index)
{
    m_walkedEvent = index;
    m_walkedTo = m_scene.log->at(index).time;
    announce(index);
}

void TimelineCanvas::walkTo(std::uint64_t index)
{
    standAt(index);
    m_viewport.reveal(*m_walkedTo);
    m_scene.cursors.resize(std::max<std::size_t>(1, m_scene.cursors.size()));
    m_scene.cursors.back() = *m_walkedTo;
    changed();
}

void TimelineCanvas::forgetWalk()
{
    m_walkedTo.reset();
    m_walkedEvent.reset();
}

void TimelineCanvas::goToEvent(std::uint64_t index)
{
    if (m_scene.log == nullptr || index < m_scene.log->firstIndex() ||
        index >= m_scene.log->endIndex()) {
        return;
    }
    if (const auto lane = m_scene.log->at(index).connection; m_layout.rowOf(lane)) {
        setCurrent(lane);
        scrollTo(lane);
    }
    if (m_scene.map != nullptr) {
        openMapAtCurrent();
    }
    walkTo(index);
}

void TimelineCanvas::choose(ConnectionId id)
{
    if (id != m_scene.current) {
        setCurrent(id);
        Q_EMIT currentChanged(id);
    }
}

void TimelineCanvas::moveCurrent(int direction)
{
    const auto& rows = m_layout.rows();
    auto index = static_cast<std::ptrdiff_t>(
        m_layout.rowOf(m_scene.current).value_or(direction > 0 ? rows.size() : 0));
    const auto count = static_cast<std::ptrdiff_t>(rows.size());
    for (std::ptrdiff_t step = 0; step < count; ++step) {
        index = (index + direction + count) % count;
        if (m_scene.current == ConnectionId::none && step == 0) {
            index = direction > 0 ? 0 : count - 1;
        }
        const auto& row = rows[static_cast<std::size_t>(index)];
        if (row.kind == LaneRow::Kind::lane) {
            choose(row.id);
            return;
        }
    }
}

void TimelineCanvas::toggleHeight(ConnectionId id)
{
    if (id != ConnectionId::none) {
        m_layout.toggleHeight(id);
        changed(true);
    }
}

void TimelineCanvas::stepHeight(int direction)
{
    const auto row = m_layout.rowOf(m_scene.current);
    if (!row) {
        return;
    }
    const auto* found =
        std::find(std::begin(kLaneHeights), std::end(kLaneHeights), m_layout.rows()[*row].height);
    const auto next = found - std::begin(kLaneHeights) + direction;
    if (next >= 0 && next < std::ssize(kLaneHeights)) {
        m_layout.setHeight(m_scene.current, kLaneHeights[next]);
        changed(true);
        scrollTo(m_scene.current);
    }
}

void TimelineCanvas::goToStart()
{
    forgetWalk();
    m_viewport.reveal(recordedSpan(m_scene).from);
    changed();
}

void TimelineCanvas::togglePeer()
{
    if (m_scene.current != ConnectionId::none) {
        m_layout.setPeerShown(m_scene.current, !m_layout.peerShown(m_scene.current));
        changed(true);
    }
}

void TimelineCanvas::putCursor()
{
    const bool pointed = m_pointer.inside && m_pointer.position.x() > areas().timeLeft;
    const auto at = pointed ? snapped(m_pointer.position) : m_walkedTo.value_or(m_scene.now);
    if (m_scene.cursors.size() >= 2) {
        m_scene.cursors.erase(m_scene.cursors.begin());
    }
    m_scene.cursors.push_back(at);
    changed();
}

void TimelineCanvas::clearAll()
{
    m_scene.opened.reset();
    clearSelection();
    clearCursors();
}

void TimelineCanvas::clearCursors()
{
    m_scene.cursors.clear();
    forgetWalk();
    changed();
}

} // namespace kai::ui
