#pragma once

#include "ui/timeline/activity_reader.h"
#include "ui/timeline/event_walk.h"
#include "ui/timeline/map_painting.h"
#include "ui/timeline/timeline_scene.h"
#include "ui/timeline/viewport.h"
#include "ui/timeline/wheel_steps.h"
#include "ui/timeline/zoom_stack.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <span>
#include <vector>

class QScrollBar;

namespace kai::ui {

/// Ruler, lanes, overview and legend as a widget: paints the scene, and turns mouse and keys into moves of the viewport.
class TimelineCanvas : public QWidget {
    Q_OBJECT

public:
    explicit TimelineCanvas(QWidget* parent = nullptr);

    void setSource(const ConnectionStore* store, const history::EventLog* log, qint64 startedUtcNs,
                   bool simulated);
    void setLanes(std::vector<ConnectionId> lanes);
    void refresh(Moment now, std::span<const ConnectionId> changed);
    void setCurrent(ConnectionId id);
    /// Tints the lane that is pointed at in another view; none takes it away. Emits nothing.
    void setHinted(ConnectionId id);
    [[nodiscard]] ConnectionId hinted() const { return m_hinted; }
    [[nodiscard]] ConnectionId current() const { return m_scene.current; }

    [[nodiscard]] const Viewport& viewport() const { return m_viewport; }
    [[nodiscard]] const TimelineScene& scene() const { return m_scene; }
    [[nodiscard]] const std::vector<ConnectionId>& lanes() const { return m_lanes; }
    [[nodiscard]] const ZoomStack& zoomStack() const { return m_stack; }
    /// What the last paint showed.
    [[nodiscard]] const PaintedTimeline& painted() const { return m_painted; }

    /// For screen readers: "12:03:10 to 12:05:10, 8 lanes; db-1: 2 of 6 unanswered; ..." with the event walked to.
    [[nodiscard]] QString spokenView() const;
    /// The event walked to or clicked, in words; empty before.
    [[nodiscard]] QString spokenEvent() const;

    void zoom(double steps);
    void pan(double share);
    void fit();
    void setFollow(bool follow);
    void setFold(bool fold);
    void setRuler(RulerTime ruler);
    /// All lanes as a heat map instead of one below the other; by itself from 200 lanes on, until the user chooses.
    void setMap(bool map);
    [[nodiscard]] bool showsMap() const { return m_scene.map != nullptr; }
    void showRange(Moment from, Moment until);
    void goBack();
    void goForward();
    void zoomToSelection();
    void filterToSelection();
    void clearFilter();
    void clearSelection();
    /// +1 or -1: the next or previous event of the current lane, or of all lanes shown without one. Events at one instant are
    /// walked one by one.
    void walk(int direction);
    /// Goes to an event of the log as walk() does: its lane is current, its moment in view and under a cursor. Emits nothing.
    void goToEvent(std::uint64_t index);
    /// The same, and selects the range from where the walk began.
    void walkSelecting(int direction);
    /// Opens the map around the current lane; the other lanes stay compressed.
    void openMapAtCurrent();
    /// +1 or -1: the lane below or above.
    void moveCurrent(int direction);
    void toggleHeight(ConnectionId id);
    /// +1 or -1: the current lane gets the next or previous one of kLaneHeights.
    void stepHeight(int direction);
    /// The beginning of the recording.
    void goToStart();
    void togglePeer();
    /// A cursor where the pointer is, or at the event walked to; the third one replaces the first.
    void putCursor();
    void clearCursors();
    /// Cursors, selection, and the lanes that were opened in the map.
    void clearAll();

Q_SIGNALS:
    void currentChanged(kai::ConnectionId id);
    void hovered(kai::ConnectionId id, kai::Moment at);
    void eventChosen(quint64 index);
    void viewChanged();
    void selectionChanged();
    void filterRequested(kai::Moment from, kai::Moment until);
    void filterCleared();
    /// A screen reader wants the events in view as a table.
    void tableAsked();
    /// A letter key by its place on the keyboard, without modifiers.
    void letterPressed(QChar letter);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag { none, pan, select, overview, laneHeight };

    [[nodiscard]] QRectF pictureRect() const;
    [[nodiscard]] TimelineAreas areas() const
    {
        return timelineAreas(pictureRect(), true, m_scene.fleet);
    }
    [[nodiscard]] double timeX(const QPointF& position) const;
    [[nodiscard]] Moment momentAt(const QPointF& position) const;
    /// The moment under the pointer, or of a mark within 6 px of it.
    [[nodiscard]] Moment snapped(const QPointF& position) const;
    [[nodiscard]] const LaneRow* rowAt(const QPointF& position) const;
    [[nodiscard]] ConnectionId openedLaneAt(double y) const;
    /// Of the lane or peer's end there, opened in the map or not.
    [[nodiscard]] ConnectionId laneAt(const QPointF& position) const;
    [[nodiscard]] const LaneRow* lowerEdgeAt(const QPointF& position) const;
    [[nodiscard]] ZoomStack::Entry stackEntry() const { return {m_viewport.state(), m_filter}; }

    void changed(bool layoutToo = false);
    void remember();
    void restore(const ZoomStack::Entry& entry);
    void updateFolds();
    void compare();
    void updateScrollBar();
    void showLanes();
    void chooseForm();
    void updateMapLanes();
    [[nodiscard]] MapPlan planOfMap() const;
    void openMapAt(double y);
    [[nodiscard]] QString mapText(const QPointF& position) const;
    void scrollTo(ConnectionId id);
    void choose(ConnectionId id);
    void paintHover(QPainter& painter);
    void dragTo(const QPointF& position);
    void moveOverviewTo(double x);
    [[nodiscard]] bool handleKey(const QKeyEvent& event);
    void showToolTip(const QPointF& position, const QPoint& global);
    void walkTo(std::uint64_t index);
    /// Screen readers are told of it.
    void standAt(std::uint64_t index);

    TimelineScene m_scene;
    LaneLayout m_layout;
    Viewport m_viewport;
    ZoomStack m_stack;
    ActivityReader m_activity;
    bool m_readsActivity = false; ///< a long log goes on at the next refresh; the folds wait
    HeatMap m_map;
    std::optional<bool> m_mapChosen;      ///< by the user
    std::vector<ConnectionId> m_allLanes; ///< as the table gave them
    std::vector<ConnectionId> m_lanes;    ///< of these, what the filter leaves
    std::optional<Span> m_filter;
    PaintedTimeline m_painted;
    QPixmap m_picture;
    bool m_stale = true;
    QScrollBar* m_scrollBar;
    Drag m_drag = Drag::none;
    QPointF m_pressed;
    Moment m_pressedAt{};
    ConnectionId m_resized = ConnectionId::none;
    std::optional<QPointF> m_pointer; ///< while it is inside
    ConnectionId m_hinted = ConnectionId::none;
    WheelSteps m_wheel;
    EventWalk m_walk;
    std::uint64_t m_eventsSeen = 0; ///< by the last refresh
};

} // namespace kai::ui
