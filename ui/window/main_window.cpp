#include "ui/window/main_window.h"

#include "ui/call/call_page.h"
#include "ui/connections/connection_table.h"
#include "ui/events/events_panel.h"
#include "ui/first_run/first_run_page.h"
#include "ui/first_run/start_cards.h"
#include "ui/inspector/inspector.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/texts.h"
#include "ui/simulation/time_bar.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/labels.h"
#include "ui/window/banner.h"
#include "ui/window/capabilities_dialog.h"
#include "ui/window/connection_commands.h"
#include "ui/window/connections_page.h"
#include "ui/window/defaults_tab.h"
#include "ui/window/events_dock.h"
#include "ui/window/lab_choice.h"
#include "ui/window/lab_messages.h"
#include "ui/window/open_connections.h"
#include "ui/window/page_row.h"
#include "ui/window/planned_run.h"
#include "ui/window/status_line.h"
#include "ui/window/window_menus.h"
#include "ui/window/window_picture.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace kai::ui {

namespace {

constexpr QSize kFirstSize(1280, 800);
constexpr std::chrono::seconds kDemonstrationView{16};
constexpr const char* kPutAway = "put away";

QString fullNameOf(const ConnectionInfo& info, const ConnectionStore& store)
{
    return store.hasNamesake(info)
               ? MainWindow::tr("%1 on %2").arg(text(info.name), text(info.hostName))
               : text(info.name);
}

} // namespace

MainWindow::MainWindow(LabController& lab, WindowSettings& settings,
                       std::function<Result<std::unique_ptr<lab::Lab>>()> makeLab)
    : m_lab(lab)
    , m_settings(settings)
    , m_actions(this)
{
    setWindowTitle(tr("Keepalive Inspector"));
    m_choice = new LabChoice(lab, std::move(makeLab), *this);
    buildPages();
    buildCentre();
    buildEventsDock();
    buildMenus();
    connectActions();
    connectViews();
    connectEvents();
    connectInspector();
    connectCards();
    connectTimeBar();
    connectLab();
    restoreWindow();
    onLabChanged();
    updateSelection();
}

/// The dock is hidden as the window goes, when the actions are gone already.
MainWindow::~MainWindow()
{
    disconnect(m_events, nullptr, this, nullptr);
}

void MainWindow::buildPages()
{
    m_banner = new Banner;
    m_timeBar = new TimeBar;
    m_timeBar->hide();
    m_connections = new ConnectionsPage(m_lab.store(), m_actions);
    m_defaults = new DefaultsTab(m_lab, *m_connections);
    connect(m_defaults, &DefaultsTab::failed, m_banner,
            [this](const Error& error) { m_banner->show(error); });
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_connections);
    m_pages->addWidget(m_defaults);
    m_pages->addWidget(new QWidget); // the Call page's place
}

void MainWindow::buildCentre()
{
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_pageRow = new PageRow;
    column->addWidget(m_pageRow);
    column->addWidget(makeLine());
    column->addWidget(m_banner);
    column->addWidget(m_timeBar);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    m_status = new StatusLine;
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins({});
    statusBar()->addWidget(m_status, 1);
    m_messages =
        new LabMessages(m_lab.store(), m_connections->inspector(), *m_banner, *m_status, this);
}

void MainWindow::buildEventsDock()
{
    m_events = new EventsDock(m_lab);
    addDockWidget(Qt::BottomDockWidgetArea, m_events);
    m_events->hide();
}

void MainWindow::buildMenus()
{
    m_commands = new ConnectionCommands(
        m_lab, [this] { return m_connections->selectedIds(); }, *this);
    m_menus = new WindowMenus(*menuBar(), m_actions, *m_commands, this);
    m_menus->fillLabs(*m_choice);
    m_menus->fillTimeline(m_connections->timeline());
    m_menus->fillThemes(m_settings);
    m_menus->attachTable(m_connections->table());
    for (QAction* action : m_actions.findChildren<QAction*>()) {
        addAction(action);
    }
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    ConnectionTable& table = m_connections->table();
    m_commands->obey(m_actions);
    on(m_actions.open, [this] { openConnections(m_lab, m_settings, *this, OpenAt::lastChoices); });
    on(m_actions.exportEvents, [this] { m_events->exportEvents(); });
    on(m_actions.savePicture, [this] {
        if (const Status saved = askAndSavePicture(*this); !saved) {
            m_banner->show(saved.error());
        }
    });
    on(m_actions.quit, [this] { close(); });
    on(m_actions.selectAll, [&table] { table.selectAll(); });
    on(m_actions.find, [this] { m_connections->focusFilter(); });
    on(m_actions.editTime, [&table] { table.editColumn(Column::time); });
    on(m_actions.editInInspector, [this] { m_connections->inspector().focusEditor(); });
    on(m_actions.connectionsPage, [this] { m_pageRow->choose(Page::connections); });
    on(m_actions.defaultsPage, [this] { m_pageRow->choose(Page::defaults); });
    on(m_actions.callPage, [this] { m_pageRow->choose(Page::call); });
    on(m_actions.capabilities, [this] { CapabilitiesDialog(m_lab.capabilities(), this).exec(); });
    on(m_actions.keys, [this] { showKeys(); });
    on(m_actions.about, [this] { showAbout(); });
    m_actions.inspector->setChecked(true);
    connect(m_actions.inspector, &QAction::toggled, m_connections,
            &ConnectionsPage::setInspectorWanted);
    connect(m_actions.events, &QAction::toggled, m_events, &QDockWidget::setVisible);
    connect(m_events, &QDockWidget::visibilityChanged, this,
            [this] { m_actions.events->setChecked(!m_events->isHidden()); });
}

void MainWindow::connectViews()
{
    connect(m_pageRow, &PageRow::pageChanged, this, &MainWindow::showPage);
    connect(m_choice, &LabChoice::failed, this,
            [this](const Error& error) { m_banner->show(error); });
    ConnectionModel& model = m_connections->model();
    connect(&model, &ConnectionModel::settingsAsked, &m_lab, &LabController::apply);
    connect(&model, &ConnectionModel::refused, this,
            [this](const QString& column, const Error& error) {
                m_banner->show(error, column + QLatin1Char(':'));
            });
    connect(&model, &ConnectionModel::rowsRearranged, m_status,
            [this, &model] { m_status->setShownRows(model.rows().size()); });
    connect(m_connections, &ConnectionsPage::selectedIdsChanged, this,
            &MainWindow::updateSelection);
}

void MainWindow::connectEvents()
{
    EventsPanel& list = m_events->panel();
    TimelineView& timeline = m_connections->timeline();
    connect(m_connections, &ConnectionsPage::currentIdChanged, &list, &EventsPanel::setCurrent);
    connect(&list, &EventsPanel::chosen, this,
            [this, &timeline](ConnectionId id, quint64 logIndex) {
                m_connections->setCurrent(id);
                timeline.goToEvent(logIndex);
            });
    connect(&timeline, &TimelineView::eventChosen, &list, &EventsPanel::select);
    connect(&timeline, &TimelineView::filterRequested, &list, &EventsPanel::setRange);
    connect(&timeline, &TimelineView::filterRequested, m_connections, &ConnectionsPage::setRange);
    connect(&timeline, &TimelineView::filterCleared, &list, &EventsPanel::clearRange);
    connect(&timeline, &TimelineView::filterCleared, m_connections, &ConnectionsPage::clearRange);
    connect(&list, &EventsPanel::rangeDismissed, &timeline, &TimelineView::clearFilter);
    connect(m_connections, &ConnectionsPage::rangeDismissed, &timeline, &TimelineView::clearFilter);
    connect(&timeline, &TimelineView::failed, this,
            [this](const Error& error) { m_banner->show(error); });
    connect(&timeline, &TimelineView::exported, this,
            [this](const QString& file) { m_status->say(tr("Picture written to %1.").arg(file)); });
    connect(m_events, &EventsDock::failed, this,
            [this](const Error& error) { m_banner->show(error); });
    connect(m_events, &EventsDock::exported, this,
            [this](const QString& file) { m_status->say(tr("Events written to %1.").arg(file)); });
}

void MainWindow::connectInspector()
{
    Inspector& inspector = m_connections->inspector();
    connect(&inspector, &Inspector::applyAsked, this, [this](const KeepAliveSettings& settings) {
        m_lab.apply(m_connections->selectedIds(), settings);
    });
    connect(&inspector, &Inspector::askNowAsked, this,
            [this](ConnectionId id) { m_lab.ask(id, {}); });
    connect(&inspector, &Inspector::detailsAsked, &m_lab, &LabController::requestDetails);
    connect(&m_connections->timeline(), &TimelineView::eventChosen, this,
            [this, &inspector](quint64 index) {
                const Event event = m_lab.log().at(index);
                if (event.kind == EventKind::settings_changed && !event.atPeerEnd()) {
                    inspector.showCalls(event.connection, event.time);
                }
            });
}

void MainWindow::connectCards()
{
    FirstRunPage& page = m_connections->firstRun();
    const StartCards cards = addStartCards(page);
    page.setCompact(m_settings.hasRunBefore());
    connect(cards.demonstration, &Card::chosen, this, &MainWindow::seeItHappen);
    connect(cards.releases, &Card::chosen, m_choice, &LabChoice::simulateXpBeside11);
    connect(cards.ownServer, &Card::chosen, this,
            [this] { openConnections(m_lab, m_settings, *this, OpenAt::ownPeer); });
}

void MainWindow::connectTimeBar()
{
    const auto toLab = [this](auto verb) {
        return [this, verb](auto... arguments) {
            if (m_lab.lab()) {
                (m_lab.lab()->*verb)(arguments...);
            }
        };
    };
    connect(m_timeBar, &TimeBar::runRequested, this, toLab(&lab::Lab::run));
    connect(m_timeBar, &TimeBar::pauseRequested, this, toLab(&lab::Lab::pause));
    connect(m_timeBar, &TimeBar::stepRequested, this, toLab(&lab::Lab::stepToNextEvent));
    connect(m_timeBar, &TimeBar::paceRequested, this, toLab(&lab::Lab::setPace));
    connect(m_timeBar, &TimeBar::runForRequested, this, toLab(&lab::Lab::runFor));
    connect(m_timeBar, &TimeBar::runUntilRequested, this, toLab(&lab::Lab::runUntil));
    connect(m_timeBar, &TimeBar::runUntilEndedRequested, this, toLab(&lab::Lab::runUntilEnded));
}

void MainWindow::connectLab()
{
    connect(&m_lab, &LabController::labChanged, this, &MainWindow::onLabChanged);
    connect(&m_lab, &LabController::refreshed, this, &MainWindow::onRefreshed);
    connect(m_status, &StatusLine::cancelAsked, this, [this] {
        for (const CommandId opening : m_status->openings()) {
            m_lab.cancelOpen(opening);
        }
    });
}

void MainWindow::seeItHappen()
{
    auto* run = new PlannedRun(m_lab, seeItHappenPlan(), this);
    connect(run, &PlannedRun::ended, run, &QObject::deleteLater);
    connect(run, &PlannedRun::opened, this, [this] {
        TimelineView& timeline = m_connections->timeline();
        timeline.showRange(m_lab.now() - kDemonstrationView, m_lab.now() + kDemonstrationView / 4);
        timeline.setFollowNow(true);
    });
    run->start();
}

void MainWindow::onLabChanged()
{
    const Capabilities& capabilities = m_lab.capabilities();
    m_banner->dismiss();
    m_messages->reset();
    m_pageRow->setLab(capabilities);
    m_connections->setLab(m_lab);
    m_status->reset();
    m_status->setTimerTick(capabilities.timerTick);
    m_timeBar->setVisible(capabilities.simulated);
    m_defaults->setLab();
    m_menus->setFaults(capabilities.faults);
}

void MainWindow::onRefreshed(const Refresh& refresh)
{
    m_connections->refresh(refresh);
    if (!refresh.changed.empty()) {
        m_status->refresh(m_lab.store(), refresh.changed);
        m_connections->setPulled(m_commands->isPulled());
    }
    if (!refresh.changes.defaults.empty()) {
        m_defaults->setDefaults(refresh.changes.defaults);
        m_connections->setDefaults(refresh.changes.defaults);
    }
    if (refresh.firstEvent != refresh.endEvent) {
        m_events->panel().refresh();
    }
    if (m_timeBar->isVisible()) {
        m_timeBar->setClock(refresh.changes.clock);
    }
    m_messages->show(refresh);
}

void MainWindow::updateSelection()
{
    const ConnectionStore::Entry* entry = m_connections->currentEntry();
    m_menus->setSelected(m_connections->table().selectedCount() > 0);
    m_connections->setPulled(m_commands->isPulled());
    m_timeBar->setSelected(entry ? entry->row.id : ConnectionId::none,
                           entry ? fullNameOf(entry->info, m_lab.store()) : QString());
}

void MainWindow::showPage(Page page)
{
    const int index = static_cast<int>(page);
    if (page == Page::call && !m_call) {
        m_call = new CallPage;
        delete m_pages->widget(index);
        m_pages->insertWidget(index, m_call);
    }
    m_pages->setCurrentIndex(index);
}

void MainWindow::showKeys()
{
    const QList<QAction*> all =
        actions() + m_connections->timeline().timelineActions() + m_timeBar->timeActions();
    KeysDialog(keysOf(all), this).exec();
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("Keepalive Inspector"),
                       tr("Keepalive Inspector %1\nShows, changes and explains TCP keep-alive.")
                           .arg(QApplication::applicationVersion()));
}

void MainWindow::restoreWindow()
{
    if (!restoreGeometry(m_settings.layout(QStringLiteral("geometry")))) {
        resize(kFirstSize.boundedTo(screen()->availableSize()));
    }
    restoreState(m_settings.layout(QStringLiteral("docks")));
    m_connections->restoreLayout(m_settings.layout(QStringLiteral("connections")));
    m_actions.inspector->setChecked(m_settings.layout(QStringLiteral("inspector")) !=
                                    QByteArray(kPutAway));
}

void MainWindow::saveWindow()
{
    m_settings.setLayout(QStringLiteral("geometry"), saveGeometry());
    m_settings.setLayout(QStringLiteral("docks"), saveState());
    m_settings.setLayout(QStringLiteral("connections"), m_connections->saveLayout());
    m_settings.setLayout(QStringLiteral("inspector"),
                         m_actions.inspector->isChecked() ? QByteArray() : QByteArray(kPutAway));
    m_settings.setHasRun();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_choice->mayQuit()) {
        event->ignore();
        return;
    }
    saveWindow();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::WindowStateChange) {
        m_lab.setWatched(!isMinimized());
    }
    QMainWindow::changeEvent(event);
}

} // namespace kai::ui
