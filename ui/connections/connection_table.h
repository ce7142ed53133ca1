#pragma once

#include "ui/connections/connection_model.h"

#include <QTableView>

#include <vector>

class QMenu;

namespace kai::ui {

/// The table of connections: column widths from font metrics, columns by choice, selection by rows, cells edited in place.
/// It paints only what is visible; tick() repaints the ages.
class ConnectionTable : public QTableView {
    Q_OBJECT

public:
    explicit ConnectionTable(ConnectionModel& model, QWidget* parent = nullptr);

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
    void setWide(bool wide);
    void showColumn(Column column, bool shown);
    /// The user has neither switched it on nor off.
    [[nodiscard]] bool isUntouched(Column column) const;
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

private:
    void setUpHeader();
    void applyWidths();
    void shareRoom();
    void toggleSelected();
    [[nodiscard]] std::vector<ConnectionId> togetherWith(ConnectionId id) const;
    [[nodiscard]] bool isShownAtFirst(Column column) const;

    ConnectionModel& m_model;
    bool m_wide = true;
    bool m_userSized = false; ///< the user has set a width
    QList<quint8> m_chosen;   ///< by column: left alone, switched on, switched off
};

} // namespace kai::ui
