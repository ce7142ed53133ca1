#pragma once

#include <QAction>
#include <QObject>

class QMenu;
class QMenuBar;

namespace kai::ui {

/// Every action of the window, once: menus, tool bar, context menus and the list of keys are all made from these.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QObject* parent);

    // File
    QAction* open;
    QAction* exportEvents;
    QAction* savePicture;
    QAction* quit;
    // Edit
    QAction* copy;
    QAction* selectAll;
    QAction* find;
    // Connections
    QAction* toggle;
    QAction* editTime;
    QAction* editInInspector;
    QAction* setDefaults;
    QAction* askNow;
    QAction* askWithText;
    QAction* boxLimit;
    QAction* close;
    QAction* reset;
    // Faults
    QAction* pullCable;
    // View
    QAction* troubleFirst;
    QAction* inspector;
    QAction* events;
    QAction* connectionsPage;
    QAction* defaultsPage;
    QAction* callPage;
    // Help
    QAction* capabilities;
    QAction* keys;
    QAction* about;

    /// Those that act on selected connections; enabled only with a selection.
    [[nodiscard]] QList<QAction*> forSelection() const;

private:
    QAction* make(const QString& text, const QKeySequence& key = {}, const QString& tip = {});
};

/// Menus that others fill: faults by what the lab can do, the program, columns, the timeline's actions.
struct VariableMenus {
    QMenu* faults;
    QMenu* program;
    QMenu* columns;
    QMenu* timeline;
    QMenu* theme;
    QMenu* lab; ///< which lab the window shows
};
VariableMenus buildMenus(QMenuBar& bar, const Actions& actions);

/// "Open connections   Ctrl+O", "Zoom in   W": every action with a key of whichever kind, for the list of keys.
[[nodiscard]] QList<QPair<QString, QString>> keysOf(const QList<QAction*>& actions);

} // namespace kai::ui
