#pragma once

#include "ui/window/actions.h"
#include "ui/window/window_settings.h"

#include <QMainWindow>

class QDockWidget;
class QMenu;
class QStackedWidget;
class QTabBar;

namespace kai::ui {

class Banner;
class ConnectionCommands;
class ConnectionsPage;
class DefaultsPage;
class EventsPanel;
class LabBadge;
class LabController;
class StatusLine;
struct Refresh;

/// The main window: builds its parts, connects them, saves and restores how it looks. It decides nothing itself.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(LabController& lab, WindowSettings& settings);
    ~MainWindow() override;

    [[nodiscard]] ConnectionsPage& connections() { return *m_connections; }
    [[nodiscard]] Banner& banner() { return *m_banner; }

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
    void showContextMenu(const QPoint& at);
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
    QTabBar* m_tabs = nullptr;
    LabBadge* m_badge = nullptr;
    Banner* m_banner = nullptr;
    QStackedWidget* m_pages = nullptr;
    ConnectionsPage* m_connections = nullptr;
    DefaultsPage* m_defaults = nullptr;
    EventsPanel* m_events = nullptr;
    QDockWidget* m_eventsDock = nullptr;
    StatusLine* m_status = nullptr;
};

} // namespace kai::ui
