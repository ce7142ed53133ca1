// TimelineCanvas: mouse and keys.
#include "core/history/event_log.h"
#include "ui/timeline/event_text.h"
#include "ui/timeline/physical_key.h"
#include "ui/timeline/timeline_canvas.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace kai::ui {

double TimelineCanvas::timeX(const QPointF& position) const
{
    return position.x() - areas().timeLeft;
}

Moment TimelineCanvas::momentAt(const QPointF& position) const
{
    return m_viewport.scale().toMoment(timeX(position));
}

Moment TimelineCanvas::snapped(const QPointF& position) const
{
    const auto* mark = m_painted.markNear(position.x());
    return mark == nullptr ? momentAt(position)
                           : m_scene.log->at(eventDrawn(*mark, *m_scene.log)).time;
}

const LaneRow* TimelineCanvas::rowAt(const QPointF& position) const
{
    const auto lanes = areas().lanes;
    if (!lanes.contains(position) || m_scene.map != nullptr) {
        return nullptr;
    }
    const auto index =
        m_layout.rowAt(static_cast<int>(position.y() - lanes.top()) + m_scene.scroll);
    return index ? &m_layout.rows()[*index] : nullptr;
}

QString TimelineCanvas::mapText(const QPointF& position) const
{
    const auto area = areas();
    if (m_scene.map == nullptr || !area.lanes.contains(position) || position.x() < area.timeLeft) {
        return {};
    }
    return mapSentence(m_scene, planOfMap(), position.y(), momentAt(position),
                       HeatMap::bucketFor(m_viewport.scale().nsPerPixel()));
}

MapPlan TimelineCanvas::planOfMap() const
{
    return mapPlan(areas().lanes, m_map.lanes().size(), m_scene.opened);
}

ConnectionId TimelineCanvas::openedLaneAt(double y) const
{
    const auto lane = m_scene.map == nullptr ? std::nullopt : planOfMap().openedAt(y);
    return lane ? m_map.lanes()[*lane].id : ConnectionId::none;
}

ConnectionId TimelineCanvas::laneAt(const QPointF& position) const
{
    const auto* row = rowAt(position);
    return row != nullptr ? row->id : openedLaneAt(position.y());
}

void TimelineCanvas::openMapAt(double y)
{
    if (const auto lane = openedLaneAt(y); lane != ConnectionId::none) {
        choose(lane);
        return;
    }
    const auto [first, last] = planOfMap().lanesAt(y, m_map.rows());
    if (first < last) {
        m_scene.opened = openedAround((first + last) / 2, last - first, m_map.lanes().size());
        changed();
    }
}

const LaneRow* TimelineCanvas::lowerEdgeAt(const QPointF& position) const
{
    constexpr double kReach = 4;
    if (position.x() > areas().timeLeft) {
        return nullptr;
    }
    const auto* row = rowAt(position - QPointF(0, kReach));
    if (row == nullptr || row->kind != LaneRow::Kind::lane) {
        return nullptr;
    }
    const double bottom = areas().lanes.top() + row->bottom() - m_scene.scroll;
    return std::abs(position.y() - bottom) <= kReach ? row : nullptr;
}

void TimelineCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    const auto position = event->position();
    const auto area = areas();
    m_pressed = position;
    const bool panning =
        event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier);
    if (const auto* edge = lowerEdgeAt(position)) {
        m_drag = Drag::laneHeight;
        m_resized = edge->id;
    } else if (area.overview.contains(position)) {
        m_drag = Drag::overview;
        remember();
        moveOverviewTo(position.x());
    } else if (position.x() < area.timeLeft) {
        m_drag = Drag::none;
    } else {
        m_drag = panning || area.ruler.contains(position) ? Drag::pan : Drag::select;
    }
    m_pressedAt = m_drag == Drag::select ? snapped(position) : momentAt(position);
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position();
    if (event->buttons() != Qt::NoButton) {
        dragTo(event->position());
        return;
    }
    setCursor(lowerEdgeAt(event->position()) != nullptr ? Qt::SplitVCursor : Qt::ArrowCursor);
    Q_EMIT hovered(laneAt(event->position()), momentAt(event->position()));
    update();
}

void TimelineCanvas::dragTo(const QPointF& position)
{
    constexpr double kThreshold = 4;
    if (m_drag != Drag::overview && (position - m_pressed).manhattanLength() < kThreshold) {
        return;
    }
    switch (m_drag) {
    case Drag::pan:
        m_viewport.panBy(m_viewport.scale().toX(m_pressedAt) - timeX(position));
        break;
    case Drag::select: {
        const Moment pulledTo = snapped(position); // std::minmax refers to what it is given
        const auto [from, until] = std::minmax(m_pressedAt, pulledTo);
        m_scene.selection = Span{from, until + nanoseconds{1}}; // with the event that it snapped to
        Q_EMIT selectionChanged();
        break;
    }
    case Drag::overview:
        moveOverviewTo(position.x());
        return;
    case Drag::laneHeight:
        if (const auto row = m_layout.rowOf(m_resized)) {
            const auto top = areas().lanes.top() + m_layout.rows()[*row].top - m_scene.scroll;
            m_layout.setHeight(m_resized, static_cast<int>(position.y() - top));
        }
        changed(true);
        return;
    case Drag::none:
        return;
    }
    changed();
}

void TimelineCanvas::moveOverviewTo(double x)
{
    const auto strip = overviewStrip(areas());
    const auto span = recordedSpan(m_scene);
    const double share = std::clamp((x - strip.left()) / strip.width(), 0.0, 1.0);
    const auto at =
        span.from +
        nanoseconds{std::llround(share * static_cast<double>((span.until - span.from).count()))};
    m_viewport.panBy(m_viewport.scale().toX(at) - m_viewport.width() / 2);
    changed();
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        QWidget::mouseReleaseEvent(event);
        return;
    }
    const bool clicked = (event->position() - m_pressed).manhattanLength() < 4;
    const auto drag = std::exchange(m_drag, Drag::none);
    // Not at the press: what opens beside the timeline must not shift it below a drag.
    if (const auto* row = rowAt(event->position());
        clicked && row != nullptr && row->id != ConnectionId::none && drag != Drag::laneHeight) {
        choose(row->id);
    }
    if (clicked && drag == Drag::select) {
        clearSelection();
        if (m_scene.map != nullptr) {
            openMapAt(event->position().y());
        }
        if (const auto* mark = m_painted.markAt(event->position())) {
            const auto index = eventDrawn(*mark, *m_scene.log); // what follows may paint anew
            standAt(index);
            Q_EMIT eventChosen(index);
        }
    }
    update();
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto* row = rowAt(event->position());
    if (row == nullptr || row->id == ConnectionId::none) {
        return;
    }
    if (event->position().x() < areas().timeLeft) {
        toggleHeight(row->id);
    } else {
        putCursor();
    }
}

void TimelineCanvas::leaveEvent(QEvent*)
{
    m_pointer.reset();
    Q_EMIT hovered(ConnectionId::none, Moment{});
    update();
}

void TimelineCanvas::wheelEvent(QWheelEvent* event)
{
    const auto delta = event->angleDelta();
    const auto modifiers = event->modifiers();
    m_pointer = event->position();
    if (std::abs(delta.x()) > std::abs(delta.y()) || modifiers.testFlag(Qt::ShiftModifier)) {
        const int amount = delta.x() != 0 ? delta.x() : delta.y();
        pan(-amount / 120.0 * 0.1);
    } else if (!m_scrollBar->isHidden() && !modifiers.testFlag(Qt::ControlModifier) &&
               areas().lanes.contains(event->position())) {
        m_scrollBar->setValue(m_scrollBar->value() - m_wheel.pixels(delta.y()));
    } else if (delta.y() != 0) {
        if (m_wheel.beginsBurst(event->timestamp())) {
            m_stack.leave(stackEntry());
        }
        m_viewport.zoomAt(timeX(event->position()), delta.y() / 120.0);
        changed();
    }
    event->accept();
}

void TimelineCanvas::keyPressEvent(QKeyEvent* event)
{
    const auto letter = physicalLetter(*event);
    const bool plain =
        !(event->modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::MetaModifier));
    if (plain && !letter.isNull()) {
        Q_EMIT letterPressed(letter);
    } else if (!handleKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

bool TimelineCanvas::handleKey(const QKeyEvent& event)
{
    if (event.modifiers() & (Qt::AltModifier | Qt::ControlModifier)) {
        return false;
    }
    const bool selecting = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Left:
        selecting ? walkSelecting(-1) : walk(-1);
        return true;
    case Qt::Key_Right:
        selecting ? walkSelecting(1) : walk(1);
        return true;
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_PageUp:
        pan(-0.8);
        return true;
    case Qt::Key_PageDown:
        pan(0.8);
        return true;
    case Qt::Key_Home:
        goToStart();
        return true;
    case Qt::Key_End:
        setFollow(true);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_scene.map != nullptr ? openMapAtCurrent() : toggleHeight(m_scene.current);
        return true;
    case Qt::Key_Escape:
        clearAll();
        return true;
    default:
        return false;
    }
}

bool TimelineCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    return QWidget::event(event);
}

void TimelineCanvas::showToolTip(const QPointF& position, const QPoint& global)
{
    const auto* mark = m_painted.markAt(position);
    if (mark == nullptr) {
        QToolTip::hideText();
        return;
    }
    auto text = eventSentence(m_scene, eventDrawn(*mark, *m_scene.log));
    if (mark->count > 1) {
        text += QLatin1Char('\n') + tr("%n events share this place; the worst is drawn", nullptr,
                                       static_cast<int>(mark->count));
    }
    QToolTip::showText(global, text, this);
}

} // namespace kai::ui
