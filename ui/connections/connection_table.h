#pragma once

#include "ui/connections/column_widths.h"
#include "ui/connections/connection_model.h"

#include <QTableView>

#include <functional>
#include <vector>

class QMenu;

namespace kai::history {
class EventLog;
}

namespace kai::ui {

class CellDelegate;

/// How much room the window has for the table; see Shown.
enum class TableRoom {
    narrow,
    wide,  ///< from 1280 px
    alone, ///< from 1280 px, and nothing beside the table
};

/// The table of connections: column widths from font metrics, columns by choice, selection by rows, cells edited in place.
/// It paints only what is visible; tick() repaints the ages.
class ConnectionTable : public QTableView {
    Q_OBJECT

public:
    explicit ConnectionTable(ConnectionModel& model, QWidget* parent = nullptr);

    /// What the history column reads; null shows none. Must outlive the table or the next call.
    void setLog(const history::EventLog* log);

    /// In the table's order.
    [[nodiscard]] std::vector<ConnectionId> selectedIds() const;
    [[nodiscard]] std::size_t selectedCount() const;
    [[nodiscard]] ConnectionId currentId() const;
    void setCurrentId(ConnectionId id);

    /// Ages and countdowns have moved on.
    void tick(Moment now);

    /// No column is marked as the one sorted by; the order stays.
    void clearSortIndicator();

    /// Columns that are shown only where there is room.
    void setRoom(TableRoom room);
    /// Whether "Ended by" has something to say.
    void setSomeEnded(bool some);
    /// Whether "Host" has something to say that the names do not.
    void setSeveralHosts(bool several);
    /// The user's choice: from now on the column stays as it is.
    void showColumn(Column column, bool shown);
    /// Every column, checkable.
    void fillColumnMenu(QMenu& menu);
    /// Begins to edit this column of the current row.
    void editColumn(Column column);

    [[nodiscard]] QByteArray saveColumns() const;
    /// False when the bytes are not from this version; the columns are then as at first.
    bool restoreColumns(const QByteArray& bytes);

Q_SIGNALS:
    /// The current row; ConnectionId::none without one.
    void currentIdChanged(kai::ConnectionId id);
    void selectedIdsChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void setUpHeader();
    void arrangeColumns();
    void shareRoom();
    [[nodiscard]] std::vector<ColumnWidth> needed(const std::function<bool(Column)>& isIn) const;
    [[nodiscard]] bool makesWayForHost(Column column) const;
    [[nodiscard]] bool hasRoomFor(Column column) const;
    void toggleSelected();
    [[nodiscard]] std::vector<ConnectionId> togetherWith(ConnectionId id) const;
    [[nodiscard]] bool isWanted(Column column) const;

    ConnectionModel& m_model;
    CellDelegate* m_delegate;
    TableRoom m_room = TableRoom::alone;
    bool m_someEnded = false;
    bool m_severalHosts = false;
    bool m_userSized = false;  ///< the user has set a width
    bool m_headerHeld = false; ///< with the mouse
    QList<quint8> m_chosen;    ///< by column: left alone, switched on, switched off
};

} // namespace kai::ui
