#pragma once

#include "core/lab/lab.h"
#include "ui/window/actions.h"
#include "ui/window/window_settings.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class QDockWidget;
class QMenu;
class QStackedWidget;
class QTabBar;

namespace kai::ui {

class Banner;
class CallPage;
class ConnectionCommands;
class ConnectionsPage;
class DefaultsDesk;
class DefaultsPage;
class HostCommands;
class RegistryPanel;
class EventsPanel;
class DefaultsGraph;
class LabBadge;
class LabChoice;
class LabController;
class StatusLine;
class TimeBar;
struct Refresh;

/// The main window: builds its parts, connects them, saves and restores how it looks. It decides nothing itself.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Lab and settings must outlive the window. `makeLab` makes the lab that the program starts with.
    MainWindow(LabController& lab, WindowSettings& settings,
               std::function<Result<std::unique_ptr<lab::Lab>>()> makeLab);
    ~MainWindow() override;

    [[nodiscard]] ConnectionsPage& connections() { return *m_connections; }
    [[nodiscard]] Banner& banner() { return *m_banner; }
    [[nodiscard]] LabChoice& labChoice() { return *m_choice; }

    /// The demonstration of the first card: three connections at 5 s / 1 s / 3, healthy, silent after 2 s, keep-alive off.
    void seeItHappen();
    /// Shows the Open dialog; with `ownPeer` at "host and port".
    void openConnections(bool ownPeer = false);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    // building
    void buildPages();
    void buildDefaults();
    void buildTimeBar();
    void buildEventsDock();
    void buildCards();
    void buildMenuParts();
    QWidget* buildTabRow();
    void fillFaults();
    void fillProgram(QMenu& menu);
    void fillTheme(QMenu& menu);
    // connecting
    void connectActions();
    void connectLab();
    void connectViews();
    // following
    void onLabChanged();
    void onRefreshed(const Refresh& refresh);
    void showMessages(const Refresh& refresh);
    void updateSelection();
    void updateGraph();
    void showContextMenu(const QPoint& at);
    void showPage(int index);
    void showKeys();
    void showAbout();
    // state
    void restoreWindow();
    void saveWindow();

    LabController& m_lab;
    WindowSettings& m_settings;
    Actions m_actions;
    VariableMenus m_menus{};
    ConnectionCommands* m_commands = nullptr;
    LabChoice* m_choice = nullptr;
    QTabBar* m_tabs = nullptr;
    LabBadge* m_badge = nullptr;
    Banner* m_banner = nullptr;
    QStackedWidget* m_pages = nullptr;
    ConnectionsPage* m_connections = nullptr;
    DefaultsPage* m_defaults = nullptr;
    RegistryPanel* m_registry = nullptr;
    HostCommands* m_hosts = nullptr;
    DefaultsGraph* m_graph = nullptr;
    DefaultsDesk* m_desk = nullptr;
    TimeBar* m_timeBar = nullptr;
    CallPage* m_call = nullptr;
    EventsPanel* m_events = nullptr;
    QDockWidget* m_eventsDock = nullptr;
    StatusLine* m_status = nullptr;
};

} // namespace kai::ui
