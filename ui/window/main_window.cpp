#include "ui/window/main_window.h"

#include "ui/calculator/defaults_desk.h"
#include "ui/call/call_page.h"
#include "ui/connections/connection_table.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_page.h"
#include "ui/defaults/graph_request.h"
#include "ui/events/events_panel.h"
#include "ui/first_run/first_run_page.h"
#include "ui/first_run/thumbnails.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/state_words.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/texts.h"
#include "ui/open/open_dialog.h"
#include "ui/simulation/host_commands.h"
#include "ui/simulation/registry_panel.h"
#include "ui/simulation/time_bar.h"
#include "ui/theme/badge.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/labels.h"
#include "ui/window/banner.h"
#include "ui/window/capabilities_dialog.h"
#include "ui/window/connection_commands.h"
#include "ui/window/connections_page.h"
#include "ui/window/lab_choice.h"
#include "ui/window/planned_run.h"
#include "ui/window/reports.h"
#include "ui/window/status_line.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFile>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>

#include <array>
#include <chrono>
#include <utility>

namespace kai::ui {

namespace {

constexpr int kTabRowHeight = 42;
constexpr int kCallPage = 2;
constexpr std::chrono::seconds kDemonstrationView{16};

QString timersText(const Capabilities& capabilities)
{
    if (capabilities.timerTick.count() <= 0) {
        return {};
    }
    const double ms = static_cast<double>(capabilities.timerTick.count()) / 1e6;
    return MainWindow::tr("Kernel timer tick %1 ms (HZ %2), measured here")
        .arg(ms, 0, 'g', 3)
        .arg(1000.0 / ms, 0, 'g', 4);
}

QString askSentence(const ConnectionStore& store, const AskReport& report)
{
    const ConnectionStore::Entry* entry = store.find(report.id);
    return QStringLiteral("%1: %2").arg(entry ? text(entry->info.name) : QString(),
                                        askWords(report));
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
    buildEventsDock();
    buildMenuParts();
    m_commands = new ConnectionCommands(
        lab, [this] { return m_connections->selectedIds(); }, *this);
    connectActions();
    connectViews();
    connectLab();
    restoreWindow();
    onLabChanged();
    updateSelection();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    m_banner = new Banner;
    m_pages = new QStackedWidget;
    m_connections = new ConnectionsPage(m_lab.store(), m_actions);
    buildDefaults();
    buildTimeBar();
    m_pages->addWidget(m_connections);
    m_pages->addWidget(m_defaults);
    m_pages->addWidget(new QWidget); // the Call page is made when somebody wants it
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildTabRow());
    column->addWidget(makeLine());
    column->addWidget(m_banner);
    column->addWidget(m_timeBar);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    m_status = new StatusLine;
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins({});
    statusBar()->addWidget(m_status, 1);
    buildCards();
}

void MainWindow::buildDefaults()
{
    m_graph = new DefaultsGraph;
    m_desk = new DefaultsDesk(
        m_lab, *m_graph, [this] { return m_connections->selectedIds(); }, this);
    QFile file(QStringLiteral(":/boxes/boxes.json"));
    if (file.open(QIODevice::ReadOnly)) {
        const auto boxes = readBoxes(file.readAll().toStdString());
        if (boxes) {
            m_graph->setBoxes(*boxes);
            m_desk->setBoxes(*boxes);
        } else {
            m_banner->show(boxes.error());
        }
    }
    m_defaults = new DefaultsPage;
    m_defaults->setGraph(m_desk->page());
    m_registry = new RegistryPanel(m_defaults);
    m_hosts = new HostCommands(m_lab, *m_registry, this);
    m_registry->hide();
    connect(m_desk, &DefaultsDesk::importAsked, m_hosts, &HostCommands::importText);
    connect(m_desk, &DefaultsDesk::pastedChanged, this, &MainWindow::updateGraph);
}

void MainWindow::buildTimeBar()
{
    m_timeBar = new TimeBar;
    m_timeBar->hide();
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
    connect(m_timeBar, &TimeBar::runUntilEndedRequested, this, toLab(&lab::Lab::runUntilEnded));
}

QWidget* MainWindow::buildTabRow()
{
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Connections"));
    m_tabs->addTab(tr("System defaults"));
    m_tabs->addTab(tr("Call page"));
    m_tabs->setAccessibleName(tr("Pages"));
    m_badge = new LabBadge;
    auto* row = new QWidget;
    row->setFixedHeight(kTabRowHeight);
    auto* parts = new QHBoxLayout(row);
    parts->setContentsMargins(12, 0, 12, 0);
    parts->addWidget(m_tabs, 0, Qt::AlignBottom);
    parts->addStretch();
    parts->addWidget(m_badge, 0, Qt::AlignVCenter);
    return row;
}

void MainWindow::buildEventsDock()
{
    m_events = new EventsPanel(m_lab.store());
    m_eventsDock = new QDockWidget(tr("Events"));
    m_eventsDock->setObjectName(QStringLiteral("events"));
    m_eventsDock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    m_eventsDock->setWidget(m_events);
    addDockWidget(Qt::BottomDockWidgetArea, m_eventsDock);
    m_eventsDock->hide();
}

void MainWindow::buildMenuParts()
{
    m_menus = buildMenus(*menuBar(), m_actions);
    fillProgram(*m_menus.program);
    fillTheme(*m_menus.theme);
    m_choice->fillMenu(*m_menus.lab);
    m_menus.timeline->addActions(m_connections->timeline().timelineActions());
    connect(m_menus.columns, &QMenu::aboutToShow, this, [this] {
        m_menus.columns->clear();
        m_connections->table().fillColumnMenu(*m_menus.columns);
    });
    for (QAction* action : m_actions.findChildren<QAction*>()) {
        addAction(action);
    }
}

void MainWindow::fillProgram(QMenu& menu)
{
    connect(menu.addAction(tr("&Waits in recv")), &QAction::triggered, this, [this] {
        m_commands->setProgram({ProgramKind::waitsInRecv, {}});
    });
    connect(menu.addAction(tr("Does &nothing")), &QAction::triggered, this, [this] {
        m_commands->setProgram({ProgramKind::doesNothing, {}});
    });
    connect(menu.addAction(tr("&Sends every...")), &QAction::triggered, this,
            [this] { m_commands->askForPeriod(); });
}

void MainWindow::fillTheme(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    const std::array<std::pair<Theme, QString>, 4> themes{
        {{Theme::system, tr("As the &system")},
         {Theme::light, tr("&Light")},
         {Theme::dark, tr("&Dark")},
         {Theme::highContrast, tr("&High contrast")}}};
    for (const auto& [theme, name] : themes) {
        QAction* action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(theme == m_settings.theme());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, theme = theme] {
            m_settings.setTheme(theme);
            applyTheme(*qApp, theme);
        });
    }
}

void MainWindow::fillFaults()
{
    m_menus.faults->clear();
    m_menus.faults->addAction(m_actions.pullCable);
    m_menus.faults->addSeparator();
    for (const FaultKind kind : m_lab.capabilities().faults) {
        Fault fault;
        fault.kind = kind;
        fault.everyNth = 3;
        fault.share = 0.3;
        connect(m_menus.faults->addAction(text(faultDescription(kind))), &QAction::triggered, this,
                [this, fault] { m_commands->inject(fault); });
    }
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    ConnectionTable& table = m_connections->table();
    on(m_actions.open, [this] { openConnections(); });
    on(m_actions.quit, [this] { close(); });
    on(m_actions.copy, [this] { m_commands->copyRows(); });
    on(m_actions.selectAll, [&table] { table.selectAll(); });
    on(m_actions.find, [this] { m_connections->focusFilter(); });
    on(m_actions.toggle, [this] { m_commands->toggle(); });
    on(m_actions.editTime, [&table] { table.editColumn(Column::time); });
    on(m_actions.editInInspector, [this] { m_connections->inspector().focusEditor(); });
    on(m_actions.setDefaults, [this] { m_commands->setDefaults(); });
    on(m_actions.askNow, [this] { m_commands->askNow(); });
    on(m_actions.askWithText, [this] { m_commands->askWithText(); });
    on(m_actions.boxLimit, [this] { m_commands->askForBoxLimit(); });
    on(m_actions.close, [this] { m_commands->close(CloseKind::orderly); });
    on(m_actions.reset, [this] { m_commands->close(CloseKind::reset); });
    on(m_actions.pullCable, [this] { m_commands->pullCable(); });
    on(m_actions.connectionsPage, [this] { m_tabs->setCurrentIndex(0); });
    on(m_actions.defaultsPage, [this] { m_tabs->setCurrentIndex(1); });
    on(m_actions.callPage, [this] { m_tabs->setCurrentIndex(kCallPage); });
    on(m_actions.capabilities, [this] { CapabilitiesDialog(m_lab.capabilities(), this).exec(); });
    on(m_actions.keys, [this] { showKeys(); });
    on(m_actions.about, [this] { showAbout(); });
    m_actions.inspector->setChecked(true);
    connect(m_actions.inspector, &QAction::toggled, m_connections,
            &ConnectionsPage::setInspectorWanted);
    connect(m_actions.events, &QAction::toggled, m_eventsDock, &QDockWidget::setVisible);
    connect(m_eventsDock, &QDockWidget::visibilityChanged, this, [this] {
        m_actions.events->setChecked(!m_eventsDock->isHidden());
        m_events->refresh();
    });
}

void MainWindow::connectViews()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &MainWindow::showPage);
    connect(m_tabs, &QTabBar::currentChanged, this, &MainWindow::updateGraph);
    connect(m_choice, &LabChoice::failed, this,
            [this](const Error& error) { m_banner->show(error); });
    connect(&m_connections->model(), &ConnectionModel::settingsAsked, &m_lab,
            &LabController::apply);
    connect(&m_connections->model(), &ConnectionModel::refused, this,
            [this](const QString& column, const Error& error) {
                m_banner->show(error, column + QLatin1Char(':'));
            });
    Inspector& inspector = m_connections->inspector();
    connect(&inspector, &Inspector::applyAsked, this, [this](const KeepAliveSettings& settings) {
        m_lab.apply(m_connections->selectedIds(), settings);
    });
    connect(&inspector, &Inspector::askNowAsked, this,
            [this](ConnectionId id) { m_lab.ask(id, {}); });
    connect(&inspector, &Inspector::detailsAsked, &m_lab, &LabController::requestDetails);
    connect(m_connections, &ConnectionsPage::selectedIdsChanged, this,
            &MainWindow::updateSelection);
    connect(m_connections, &ConnectionsPage::currentIdChanged, m_events, &EventsPanel::setCurrent);
    connect(m_events, &EventsPanel::chosen, m_connections, &ConnectionsPage::setCurrent);
    connect(&m_connections->timeline(), &TimelineView::eventChosen, m_events, &EventsPanel::select);
    ConnectionTable& table = m_connections->table();
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table, &QWidget::customContextMenuRequested, this, &MainWindow::showContextMenu);
}

void MainWindow::showPage(int index)
{
    if (index == kCallPage && !m_call) {
        m_call = new CallPage;
        delete m_pages->widget(kCallPage);
        m_pages->insertWidget(kCallPage, m_call);
    }
    m_pages->setCurrentIndex(index);
}

void MainWindow::connectLab()
{
    connect(&m_lab, &LabController::labChanged, this, &MainWindow::onLabChanged);
    connect(&m_lab, &LabController::refreshed, this, &MainWindow::onRefreshed);
    connect(m_status, &StatusLine::cancelAsked, this,
            [this] { m_lab.cancelOpen(m_status->opening()); });
}

void MainWindow::buildCards()
{
    FirstRunPage& page = m_connections->firstRun();
    Card* demonstration = page.addCard(
        {tr("See it happen now"), tr("15 s, live"),
         tr("Three connections: one healthy, one whose peer goes silent, one with keep-alive off. "
            "Time 5 s, interval 1 s, 3 probes."),
         tr("Start")},
        new LanesThumbnail);
    Card* releases = page.addCard(
        {tr("XP beside Windows 11"), tr("1 min, simulated"),
         tr("The cable is pulled. Both wait two hours, then XP sends 5 probes and Windows 11 sends "
            "10, quickly enough to watch."),
         tr("Start")},
        new ReleasesThumbnail);
    connect(releases, &Card::chosen, m_choice, &LabChoice::simulateXpBeside11);
    Card* ownServer = page.addCard(
        {tr("Test my own server"), tr("live"),
         tr("Host and port, keep-alive values from a preset, and how long a box in between keeps "
            "an idle connection."),
         tr("Open a connection...")},
        new PathThumbnail);
    page.setCompact(m_settings.hasRunBefore());
    connect(demonstration, &Card::chosen, this, &MainWindow::seeItHappen);
    connect(ownServer, &Card::chosen, this, [this] { openConnections(true); });
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

void MainWindow::openConnections(bool ownPeer)
{
    DefaultTimes defaults;
    if (!m_lab.defaults().empty()) {
        const SystemDefaults& host = m_lab.defaults().front();
        defaults = {host.idleTime, host.probeInterval, host.probeCount};
    }
    OpenDialog dialog(m_settings.openChoices(), m_settings.recentPeers(), defaults,
                      m_lab.capabilities().timerTick, this);
    if (ownPeer) {
        dialog.startWithOwnPeer();
    }
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    m_settings.setOpenChoices(dialog.choices());
    if (!dialog.choices().builtInPeer) {
        m_settings.addRecentPeer(dialog.choices().peer);
    }
    for (const OpenRequest& request : dialog.requests()) {
        m_lab.open(request);
    }
}

void MainWindow::onLabChanged()
{
    const Capabilities& capabilities = m_lab.capabilities();
    m_banner->dismiss();
    m_badge->setLab(capabilities.simulated,
                    capabilities.simulated
                        ? text(capabilities.system)
                        : tr("This computer \u00b7 %1").arg(text(capabilities.system)));
    m_connections->setLab(m_lab);
    m_events->setLog(&m_lab.log(), m_lab.startedUtcNs());
    m_status->reset();
    m_status->setTimers(timersText(capabilities));
    m_timeBar->setVisible(capabilities.simulated);
    m_defaults->setEditor(capabilities.simulated ? m_registry : nullptr);
    if (capabilities.simulated) {
        m_hosts->readHosts();
    }
    fillFaults();
}

void MainWindow::onRefreshed(const Refresh& refresh)
{
    m_connections->refresh(refresh);
    if (!refresh.changed.empty()) {
        m_status->setShownRows(m_connections->model().rows().size());
        m_status->refresh(m_lab.store(), refresh.changed);
        m_connections->setPulled(m_commands->isPulled());
    }
    if (!refresh.changes.defaults.empty()) {
        m_defaults->setDefaults(refresh.changes.defaults);
        m_registry->setDefaults(refresh.changes.defaults);
        updateGraph();
        m_connections->setDefaults(refresh.changes.defaults);
    }
    if (refresh.firstEvent != refresh.endEvent) {
        m_events->refresh();
    }
    if (m_timeBar->isVisible()) {
        m_timeBar->setClock(refresh.changes.clock);
    }
    showMessages(refresh);
}

void MainWindow::showMessages(const Refresh& refresh)
{
    const auto show = [this](const Message& message) {
        if (message.severity == Notice::Severity::information) {
            m_status->say(message.words);
        } else {
            m_banner->show(message.severity, message.words);
        }
    };
    Inspector& inspector = m_connections->inspector();
    for (const lab::AppliedSettings& applied : refresh.changes.applied) {
        for (const ApplyReport& report : applied.reports) {
            inspector.report(report);
        }
        if (const auto message = messageOf(applied.reports)) {
            show(*message);
        }
    }
    for (const ConnectionDetails& details : refresh.changes.details) {
        inspector.setDetails(details);
    }
    for (const OpenProgress& progress : refresh.changes.opens) {
        m_status->setProgress(progress);
        if (const auto message = messageOf(progress)) {
            show(*message);
        }
    }
    for (const AskReport& report : refresh.changes.asks) {
        inspector.report(report);
        m_status->say(askSentence(m_lab.store(), report));
    }
    for (const Notice& notice : refresh.changes.notices) {
        show(messageOf(notice));
    }
}

void MainWindow::updateSelection()
{
    const bool selected = m_connections->table().selectedCount() > 0;
    for (QAction* action : m_actions.forSelection()) {
        action->setEnabled(selected);
    }
    m_menus.program->setEnabled(selected);
    m_connections->setPulled(m_commands->isPulled());
    const ConnectionStore::Entry* entry = m_lab.store().find(m_connections->table().currentId());
    m_timeBar->setSelected(selected && entry ? entry->row.id : ConnectionId::none,
                           entry ? text(entry->info.name) : QString());
}

void MainWindow::updateGraph()
{
    if (m_pages->currentWidget() == m_defaults) {
        const bool selected = m_connections->table().selectedCount() > 0;
        auto request = graphRequestOf(
            m_lab.defaults(), m_lab.capabilities(),
            selected ? m_lab.store().find(m_connections->table().currentId()) : nullptr);
        request.pasted = m_desk->pasted();
        m_graph->setRequest(std::move(request));
    }
}

void MainWindow::showContextMenu(const QPoint& at)
{
    QMenu menu;
    menu.addActions({m_actions.toggle, m_actions.editTime, m_actions.setDefaults});
    menu.addSeparator();
    menu.addActions({m_actions.askNow, m_actions.askWithText});
    menu.addMenu(m_menus.faults);
    menu.addMenu(m_menus.program);
    menu.addAction(m_actions.boxLimit);
    menu.addSeparator();
    menu.addActions({m_actions.copy, m_actions.close, m_actions.reset});
    menu.exec(m_connections->table().viewport()->mapToGlobal(at));
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
        resize(1280, 800);
    }
    restoreState(m_settings.layout(QStringLiteral("docks")));
    m_connections->restoreLayout(m_settings.layout(QStringLiteral("connections")));
}

void MainWindow::saveWindow()
{
    m_settings.setLayout(QStringLiteral("geometry"), saveGeometry());
    m_settings.setLayout(QStringLiteral("docks"), saveState());
    m_settings.setLayout(QStringLiteral("connections"), m_connections->saveLayout());
    m_settings.setHasRun();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
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
