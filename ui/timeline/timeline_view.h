#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/moment.h"
#include "core/keepalive/result.h"

#include <QWidget>

#include <memory>
#include <span>
#include <vector>

class QAction;

namespace kai::history {
class EventLog;
}

namespace kai::ui {

class ConnectionStore;

/// The timeline: head with its buttons, ruler, lanes, overview strip, legend. It keeps no rows and no events of its own: it
/// reads the store and the log given, and only what the visible pixels need. GUI thread.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(QWidget* parent = nullptr);
    ~TimelineView() override;

    /// What to show; null shows the empty state. Both must outlive the view or the next call.
    /// `startedUtcNs` is UTC of moment zero for the ruler's wall time, 0 in a simulation.
    void setSource(const ConnectionStore* store, const history::EventLog* log, qint64 startedUtcNs,
                   bool simulated);

    /// The connections to draw, in the table's order (its filter and sorting); grouped by host where there are several.
    void setLanes(std::vector<ConnectionId> lanes);

    /// Once a frame: the lab's time, and the connections whose row changed. Repaints what is visible and nothing else.
    void refresh(Moment now, std::span<const ConnectionId> changed);

    /// The table's current row; scrolls its lane into view. None takes the mark away. Emits nothing.
    void setCurrent(ConnectionId id);
    [[nodiscard]] ConnectionId current() const;
    /// Tints the lane of the row that is pointed at elsewhere; none takes it away. Emits nothing.
    void setHinted(ConnectionId id);

    /// Every action of the timeline, in menu order, for the View menu, context menus and the window's list of keys (`?`).
    [[nodiscard]] QList<QAction*> timelineActions() const;

    /// The part of time in view.
    [[nodiscard]] Moment viewFrom() const;
    [[nodiscard]] Moment viewUntil() const;

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    /// Everything recorded, and the next deadlines of the lanes shown.
    void fit();
    /// Now stays at 80 % of the width; panning lets go.
    void setFollowNow(bool follow);
    void setFoldQuietTime(bool fold);
    /// Moves the cursor to the next or previous event of the current lane, or of all lanes without one.
    void nextEvent();
    void previousEvent();
    /// The zoom-and-filter history (Alt+Left, Alt+Right).
    void goBack();
    void goForward();
    /// Shows all lanes again after "Filter to"; can be undone by goBack().
    void clearFilter();
    /// Asks for a file (PNG, SVG, PDF) and paints the part of time in view, or the selected range, into it.
    void exportPicture();
    /// The same into a file whose suffix is .png, .svg or .pdf; what becomes of it is said by exported() or failed().
    void exportPictureTo(const QString& file);
    /// The events in view as a table: lane, event, time. For screen readers, and for everybody who wants to copy them.
    void showAsTable();
    /// Shows this stretch of time.
    void showRange(kai::Moment from, kai::Moment until);
    /// Goes to an event of the log: its lane is current, its moment in view and under a cursor, next and previous event go on
    /// from it. Emits nothing; an index that is not in the log is ignored.
    void goToEvent(quint64 index);

Q_SIGNALS:
    /// The user chose a lane here (click, arrow keys).
    void currentChanged(kai::ConnectionId id);
    /// The pointer is over a lane at a moment; ConnectionId::none when it left.
    void hovered(kai::ConnectionId id, kai::Moment at);
    /// An event was chosen (click on a mark, next or previous event); its index in the log.
    void eventChosen(quint64 index);
    /// "Filter to" on a selected range: only lanes with events in it are shown here; other views may follow.
    void filterRequested(kai::Moment from, kai::Moment until);
    /// Going back to a view without a filter.
    void filterCleared();
    void exported(const QString& file);
    /// A picture could not be written: BAD_FORMAT, CANNOT_WRITE.
    void failed(const kai::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace kai::ui
