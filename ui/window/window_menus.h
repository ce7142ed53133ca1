#pragma once

#include "core/keepalive/capabilities.h"
#include "ui/window/actions.h"

#include <QActionGroup>
#include <QObject>

class QMenuBar;
class QPoint;

namespace kai::ui {

class ConnectionCommands;
class ConnectionTable;
class LabChoice;
class TimelineView;
class WindowSettings;

/// The menu bar and the rows' context menu, and what in them depends on lab, selection and settings. GUI thread.
class WindowMenus : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    WindowMenus(QMenuBar& bar, const Actions& actions, ConnectionCommands& commands,
                QObject* parent);

    void fillLabs(LabChoice& choice);
    void fillTimeline(const TimelineView& timeline);
    /// One at a time; the choice is applied and stored.
    void fillThemes(WindowSettings& settings);
    /// The columns are read each time the menu opens; the table's rows get the context menu.
    void attachTable(ConnectionTable& table);
    /// What this lab can do to a connection's path.
    void setFaults(const std::vector<FaultKind>& kinds);
    void setSelected(bool selected);

private:
    void fillProgram();
    void popUp(const QPoint& screen);

    const Actions& m_actions;
    ConnectionCommands& m_commands;
    VariableMenus m_menus;
    QActionGroup m_themes{this}; ///< one at a time
};

} // namespace kai::ui
