#pragma once

#include "core/lab/lab.h"
#include "ui/window/actions.h"
#include "ui/window/window_settings.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class QStackedWidget;

namespace kai::ui {

class Banner;
class CallPage;
class ConnectionCommands;
class ConnectionsPage;
class DefaultsTab;
class EventsDock;
class LabChoice;
class LabController;
class LabMessages;
class PageRow;
class StatusLine;
class TimeBar;
class WindowMenus;
enum class Page;
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

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    // building
    void buildPages();
    void buildCentre();
    void buildEventsDock();
    void buildMenus();
    // connecting
    void connectActions();
    void connectViews();
    void connectEvents();
    void connectInspector();
    void connectCards();
    void connectTimeBar();
    void connectLab();
    // following
    void onLabChanged();
    void onRefreshed(const Refresh& refresh);
    void updateSelection();
    void showPage(Page page);
    void showKeys();
    void showAbout();
    // state
    void restoreWindow();
    void saveWindow();

    LabController& m_lab;
    WindowSettings& m_settings;
    Actions m_actions;
    ConnectionCommands* m_commands = nullptr;
    LabChoice* m_choice = nullptr;
    PageRow* m_pageRow = nullptr;
    Banner* m_banner = nullptr;
    TimeBar* m_timeBar = nullptr;
    QStackedWidget* m_pages = nullptr;
    ConnectionsPage* m_connections = nullptr;
    DefaultsTab* m_defaults = nullptr;
    CallPage* m_call = nullptr; ///< made when somebody wants it
    EventsDock* m_events = nullptr;
    StatusLine* m_status = nullptr;
    LabMessages* m_messages = nullptr;
    WindowMenus* m_menus = nullptr;
};

} // namespace kai::ui
