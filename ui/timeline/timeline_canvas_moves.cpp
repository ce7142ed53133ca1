// TimelineCanvas: what its actions do.
#include "core/history/event_log.h"
#include "ui/timeline/timeline_canvas.h"

#include <QScrollBar>

#include <algorithm>

namespace kai::ui {
void TimelineCanvas::zoom(double steps)
{
    const auto area = areas();
    const bool pointed = m_pointer && m_pointer->x() > area.timeLeft;
    remember();
    m_viewport.zoomAt(pointed ? timeX(*m_pointer) : m_viewport.width() / 2, steps);
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
    m_wheel.endBurst();
    m_stack.leave(stackEntry());
}

void TimelineCanvas::restore(const ZoomStack::Entry& entry)
{
    m_wheel.endBurst();
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
    m_walk.endRange();
    changed();
    Q_EMIT selectionChanged();
}

void TimelineCanvas::walkSelecting(int direction)
{
    m_walk.beginRange(m_scene.now);
    walk(direction);
    m_scene.selection = m_walk.range();
    changed();
    Q_EMIT selectionChanged();
}

void TimelineCanvas::openMapAtCurrent()
{
    const auto& lanes = m_map.lanes();
    const auto found = std::find_if(lanes.begin(), lanes.end(), [this](const HeatLane& lane) {
        return lane.id == m_scene.current;
    });
    if (found != lanes.end()) {
        m_scene.opened =
            openedAround(static_cast<std::size_t>(found - lanes.begin()), 0, lanes.size());
        changed();
    }
}

void TimelineCanvas::walk(int direction)
{
    if (m_scene.log == nullptr) {
        return;
    }
    const bool all = m_scene.current == ConnectionId::none;
    const auto lanes =
        all ? std::span<const ConnectionId>(m_lanes) : std::span(&m_scene.current, 1);
    const auto start = direction > 0 ? m_viewport.from() : m_viewport.until();
    if (const auto event = m_walk.next(*m_scene.log, lanes, direction, start)) {
        walkTo(*event);
        Q_EMIT eventChosen(*event);
    }
}

void TimelineCanvas::walkTo(std::uint64_t index)
{
    standAt(index);
    const auto at = m_scene.log->at(index).time;
    m_viewport.reveal(at);
    m_scene.cursors.resize(std::max<std::size_t>(1, m_scene.cursors.size()));
    m_scene.cursors.back() = at;
    changed();
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
    m_walk.forget();
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
    const bool pointed = m_pointer && m_pointer->x() > areas().timeLeft;
    const auto at = pointed ? snapped(*m_pointer) : m_walk.at().value_or(m_scene.now);
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
    m_walk.forget();
    changed();
}

} // namespace kai::ui
