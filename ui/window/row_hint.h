#pragma once

#include "core/keepalive/event.h"

#include <QWidget>

namespace kai::ui {

class ConnectionModel;
class ConnectionTable;

/// What another view and the table of connections share while the pointer moves: says which row it is over, and tints the row
/// of the lane that is pointed at elsewhere. Lies over the table, without taking its mouse.
class RowHint : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive it; it belongs to the table.
    RowHint(ConnectionTable& table, const ConnectionModel& model);

    /// None takes the tint away; so does a connection without a row.
    void setRow(ConnectionId id);
    [[nodiscard]] ConnectionId row() const { return m_id; }

Q_SIGNALS:
    /// The pointer is over this row; ConnectionId::none when it left.
    void pointedAt(kai::ConnectionId id);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    ConnectionTable& m_table;
    QWidget* m_viewport; ///< tells of its end when the table is only half there
    const ConnectionModel& m_model;
    ConnectionId m_id = ConnectionId::none;
};

} // namespace kai::ui
