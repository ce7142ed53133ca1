#pragma once

#include "ui/connections/connection_model.h"
#include "ui/lab/lab_controller.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace kai::ui {

class Actions;
class ConnectionTable;
class FirstRunPage;
class Inspector;
class RowHint;
class TimelineView;

/// The page "Connections": tool bar, table over timeline, inspector at the right; first-run cards while there is no connection.
class ConnectionsPage : public QWidget {
    Q_OBJECT

public:
    ConnectionsPage(const ConnectionStore& store, Actions& actions, QWidget* parent = nullptr);

    /// Another lab: its log, clock and what it can do.
    void setLab(const LabController& lab);
    /// Once a frame.
    void refresh(const Refresh& refresh);
    void setDefaults(const std::vector<SystemDefaults>& defaults);

    [[nodiscard]] ConnectionTable& table() { return *m_table; }
    [[nodiscard]] ConnectionModel& model() { return m_model; }
    [[nodiscard]] TimelineView& timeline() { return *m_timeline; }
    [[nodiscard]] Inspector& inspector() { return *m_inspector; }
    [[nodiscard]] FirstRunPage& firstRun() { return *m_firstRun; }

    /// The selected rows, or none.
    [[nodiscard]] std::vector<ConnectionId> selectedIds() const;
    /// The current row, for what shows one connection; null without a selection.
    [[nodiscard]] const ConnectionStore::Entry* currentEntry() const;
    void setCurrent(ConnectionId id);
    void focusFilter();
    /// Shows only connections with events in from <= time < until, and says so; until clearRange().
    void setRange(Moment from, Moment until);
    void clearRange();
    /// "Pull the cable" or "Plug the cable in".
    void setPulled(bool pulled);
    /// The inspector is open while something is selected, unless the user has put it away.
    void setInspectorWanted(bool wanted);

    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& bytes);

Q_SIGNALS:
    void currentIdChanged(kai::ConnectionId id);
    void selectedIdsChanged();
    /// The user does not want the range any more.
    void rangeDismissed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildToolBar();
    void applyFilter();
    QWidget* buildCentre();
    void buildWidgets();
    void connectParts();
    void updateInspector();
    [[nodiscard]] const ConnectionStore::Entry* inspectedEntry() const;
    [[nodiscard]] bool waitsForClick();
    void showCurrent();
    void showRows();
    void noteEnded(std::span<const ConnectionId> changed);
    void noteHosts(std::span<const ConnectionId> changed);
    void updateRoom();

    const ConnectionStore& m_store;
    Actions& m_actions;
    ConnectionModel m_model;
    /// What the lab's connections have shown of its hosts.
    struct Hosts {
        bool several = false;
        bool inNames = true; ///< each connection is called like its host
        [[nodiscard]] bool areToBeTold() const { return several && !inNames; }
    };

    Hosts m_hosts;
    ConnectionTable* m_table;
    RowHint* m_hint;
    TimelineView* m_timeline;
    Inspector* m_inspector;
    FirstRunPage* m_firstRun;
    QLineEdit* m_filter;
    QPushButton* m_range; ///< shown while the rows are those with events in a range
    std::optional<std::vector<bool>> m_inRange;
    const history::EventLog* m_log = nullptr;
    QPushButton* m_pull;
    QStackedWidget* m_stack;
    QSplitter* m_rows;    ///< table over timeline
    QSplitter* m_columns; ///< those beside the inspector
    Moment m_now{};
    Moment m_lastTick{};
    QTimer m_afterClick;
    bool m_inspectorWanted = true;
    bool m_lanesMoved = false;
};

} // namespace kai::ui
