#pragma once

#include "ui/events/event_model.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace kai::ui {

/// The events list with its filter. It takes in events only while it is visible and keeps to the newest one when it stands there.
class EventsPanel : public QWidget {
    Q_OBJECT

public:
    explicit EventsPanel(const ConnectionStore& store, QWidget* parent = nullptr);

    void setLog(const history::EventLog* log, std::int64_t startedUtcNs);
    /// The connection that "selected only" means.
    void setCurrent(ConnectionId id);
    /// Lists only events with from <= time < until, and says so; until clearRange().
    void setRange(Moment from, Moment until);
    void clearRange();
    [[nodiscard]] const EventFilter& filter() const { return m_model.filter(); }
    /// Takes in what is new, and goes on by itself until nothing is left to look at.
    void refresh();
    /// Selects an event of the log, if it is listed.
    void select(std::uint64_t logIndex);
    void focusFilter();
    /// At first a few rows; table and timeline need the room more.
    [[nodiscard]] QSize sizeHint() const override { return {600, 160}; }

Q_SIGNALS:
    /// The user chose an event, by click or Enter: its connection, or none, and its index in the log.
    void chosen(kai::ConnectionId id, quint64 logIndex);
    /// The user does not want the range any more.
    void rangeDismissed();
    void exportAsked();

private:
    void choose(const QModelIndex& index);
    void build();
    void applyFilter();
    void showCount(bool complete);

    EventModel m_model;
    ConnectionId m_current = ConnectionId::none;
    EventFilter m_filter; ///< as the controls say
    QTimer m_more;        ///< looks at the next part of a long log, so that the window stays fluid
    QLineEdit* m_words;
    QComboBox* m_level;
    QCheckBox* m_onlyCurrent;
    QPushButton* m_range;
    QPushButton* m_export;
    QLabel* m_count;
    QTableView* m_table;
};

} // namespace kai::ui
