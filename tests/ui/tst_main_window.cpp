#include "core/live/live_stack.h"
#include "core/winsock/simulated_hosts.h"
#include "tests/ui/warnings.h"
#include "ui/connections/connection_table.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/events/events_panel.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/supplied_by.h"
#include "ui/inspector/why_box.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/texts.h"
#include "ui/simulation/time_bar.h"
#include "ui/theme/badge.h"
#include "ui/timeline/timeline_canvas.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/banner.h"
#include "ui/window/capabilities_dialog.h"
#include "ui/window/connections_page.h"
#include "ui/window/events_dock.h"
#include "ui/window/lab_choice.h"
#include "ui/window/main_window.h"
#include "ui/window/page_row.h"
#include "ui/window/row_hint.h"
#include "ui/window/run_window.h"
#include "ui/window/status_line.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

/// The window over this computer's own sockets (loopback), and over a simulated lab.
class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void enterStartsTheDemonstration();
    void anEditReachesTheSocket();
    void anEditGoesToAllSelectedRows();
    void whatIsAppliedReachesTheDefaultsGraph();
    void aRoundedValueIsSaid();
    void aRefusalIsShownInTheBanner();
    void theInspectorWaitsForASelection();
    void theFirstClickTogglesKeepAlive();
    void ofSeveralAnOpenOneIsEdited();
    void theFilterLineFilters();
    void aRangeFiltersRowsAndEvents();
    void aLabThatCannotBeMadeIsToldInTheBanner();
    void showsSimulatedHostsAndGoesBack();
    void namesakesOnSeveralHostsAreToldApart();
    void theCallPageIsNeverTakenForLive();
    void endedConnectionsKeepTheirDetails_data();
    void endedConnectionsKeepTheirDetails();
    void everyControlHasAName();
    void isUsableAt1024x700();
    void worksByKeyboardAlone();
    void quittingAsksForEventsThatAreInNoFile();
    void theQuestionMarkListsEveryKey();
    void anEventChosenInTheListIsGoneToInTheTimeline();
    void rowsAndLanesArePointedAtTogether();
    void exportsAreToldInBannerAndStatusLine();
};

namespace {

struct Fixture {
    WindowSettings settings{true};
    LabController lab;
    MainWindow window{lab, settings, [] { return lab::Lab::live(live::LiveOptions{}); }};

    Fixture()
    {
        window.resize(1280, 800);
        window.show();
        window.labChoice().setAsker([](const QString&) { return true; });
        QVERIFY(window.labChoice().start());
    }
    ConnectionModel& model() { return window.connections().model(); }
    ConnectionTable& table() { return window.connections().table(); }
    const ConnectionRow& row(std::uint32_t id) { return lab.store().find(ConnectionId{id})->row; }
    QModelIndex cell(std::uint32_t id, Column column)
    {
        return model().indexOf(ConnectionId{id}, column);
    }
    void open(std::uint32_t count)
    {
        OpenRequest request;
        request.count = count;
        request.settings = {true, 60s, 10s, std::uint16_t(6)};
        const std::size_t last = lab.store().size() + count;
        lab.open(request);
        QTRY_COMPARE(std::size_t(model().rowCount()), last);
        QTRY_COMPARE(row(std::uint32_t(last)).local.state, ConnectionState::open);
    }
};

QString nameOf(QWidget* widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

} // namespace

void MainWindowTest::enterStartsTheDemonstration()
{
    Fixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(fixture.model().rowCount(), 3);
    QTRY_COMPARE(fixture.row(3).local.state, ConnectionState::open);
    QCOMPARE(fixture.row(1).idleTime.value, milliseconds(5s));
    QVERIFY(!fixture.row(3).enabled.value);
}

void MainWindowTest::anEditReachesTheSocket()
{
    Fixture fixture;
    fixture.open(2);
    QVERIFY(fixture.model().setData(fixture.cell(1, Column::time), QStringLiteral("90 s"),
                                    Qt::EditRole));
    QTRY_COMPARE(fixture.row(1).idleTime.value, milliseconds(90s));
    QCOMPARE(fixture.row(1).idleTime.origin, Origin::socketOption);
    QCOMPARE(fixture.row(2).idleTime.value, milliseconds(60s));
    QVERIFY(
        fixture.model().setData(fixture.cell(1, Column::on), Qt::Unchecked, Qt::CheckStateRole));
    QTRY_VERIFY(!fixture.row(1).enabled.value);
}

void MainWindowTest::anEditGoesToAllSelectedRows()
{
    Fixture fixture;
    fixture.open(3);
    fixture.table().selectAll();
    QVERIFY(fixture.model().setData(fixture.cell(2, Column::interval), QStringLiteral("7 s"),
                                    Qt::EditRole));
    for (std::uint32_t id = 1; id <= 3; ++id) {
        QTRY_COMPARE(fixture.row(id).probeInterval.value, milliseconds(7s));
    }
}

void MainWindowTest::whatIsAppliedReachesTheDefaultsGraph()
{
    Fixture fixture;
    fixture.open(1);
    fixture.table().selectAll();
    fixture.window.findChild<PageRow*>()->choose(Page::defaults);
    const auto* graph = fixture.window.findChild<DefaultsGraph*>();
    QVERIFY(graph->csv().contains(",60000,"));
    fixture.lab.apply({ConnectionId{1}}, {true, 77s, 10s, std::uint16_t(6)});
    QTRY_VERIFY(graph->csv().contains(",77000,"));
}

void MainWindowTest::aRoundedValueIsSaid()
{
    Fixture fixture;
    fixture.open(1);
    fixture.model().setData(fixture.cell(1, Column::interval), QStringLiteral("1500 ms"),
                            Qt::EditRole);
    QTRY_COMPARE(fixture.row(1).probeInterval.value, milliseconds(2s));
    QVERIFY(!fixture.window.banner().isVisible());
}

void MainWindowTest::aRefusalIsShownInTheBanner()
{
    Fixture fixture;
    fixture.open(1);
    fixture.model().setData(fixture.cell(1, Column::time), QStringLiteral("40000 s"), Qt::EditRole);
    QTRY_VERIFY(fixture.window.banner().isVisible());
    QVERIFY2(fixture.window.banner().message().contains(QStringLiteral("OUT_OF_RANGE")),
             qPrintable(fixture.window.banner().message()));
    QCOMPARE(fixture.row(1).idleTime.value, milliseconds(60s));
    fixture.model().setData(fixture.cell(1, Column::time), QStringLiteral("40 s"), Qt::EditRole);
    QTRY_COMPARE(fixture.row(1).idleTime.value, milliseconds(40s));
    QTRY_VERIFY(!fixture.window.banner().isVisible()); // mended
}

void MainWindowTest::theInspectorWaitsForASelection()
{
    Fixture fixture;
    fixture.open(2);
    QVERIFY(!fixture.window.connections().inspector().isVisible());
    fixture.window.connections().setCurrent(ConnectionId{2});
    QVERIFY(fixture.window.connections().inspector().isVisible());
    QCOMPARE(fixture.window.connections().inspector().shown(), ConnectionId{2});
    QCOMPARE(fixture.window.connections().timeline().current(), ConnectionId{2});
}

void MainWindowTest::theFirstClickTogglesKeepAlive()
{
    Fixture fixture;
    fixture.open(2);
    ConnectionTable& table = fixture.table();
    const int width = table.columnWidth(static_cast<int>(Column::name));
    const QPoint cell = table.visualRect(fixture.cell(2, Column::on)).center();
    const QPoint at = table.viewport()->mapTo(&fixture.window, cell);
    QTest::mouseClick(fixture.window.windowHandle(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(!fixture.row(2).enabled.value);
    QTRY_VERIFY(fixture.window.connections().inspector().isVisible());
    table.clearSelection();
    QTRY_VERIFY(!fixture.window.connections().inspector().isVisible());
    QTRY_COMPARE(table.columnWidth(static_cast<int>(Column::name)), width);
}

void MainWindowTest::ofSeveralAnOpenOneIsEdited()
{
    Fixture fixture;
    fixture.open(3);
    fixture.window.connections().setCurrent(ConnectionId{2});
    fixture.lab.close({ConnectionId{2}}, CloseKind::orderly);
    QTRY_COMPARE(fixture.row(2).local.state, ConnectionState::ended);
    const Inspector& inspector = fixture.window.connections().inspector();
    QCOMPARE(inspector.shown(), ConnectionId{2});
    fixture.table().selectAll();
    QCOMPARE(inspector.shown(), ConnectionId{1});
}

void MainWindowTest::theFilterLineFilters()
{
    Fixture fixture;
    fixture.open(3);
    fixture.window.connections().focusFilter();
    QLineEdit* filter = fixture.window.connections().findChild<QLineEdit*>();
    QVERIFY(filter);
    QTest::keyClicks(filter, QStringLiteral("conn-2"));
    QCOMPARE(fixture.model().rowCount(), 1);
    filter->clear();
    QCOMPARE(fixture.model().rowCount(), 3);
}

void MainWindowTest::aRangeFiltersRowsAndEvents()
{
    Fixture fixture;
    fixture.open(1);
    fixture.lab.poll();
    const Moment between = fixture.lab.now();
    fixture.open(1);
    QTRY_VERIFY(fixture.lab.log().lanes().count({ConnectionId{2}, false}, between, kNever) > 0);
    TimelineView& timeline = fixture.window.connections().timeline();
    auto& list = *fixture.window.findChild<EventsPanel*>();
    const auto chips = [&] {
        QList<QPushButton*> shown;
        for (QPushButton* button : fixture.window.findChildren<QPushButton*>()) {
            if (button->text().startsWith(QStringLiteral("Range of")) && !button->isHidden()) {
                shown << button;
            }
        }
        return shown;
    };
    Q_EMIT timeline.filterRequested(between, kNever);
    QCOMPARE(fixture.model().rowCount(), 1);
    QCOMPARE(fixture.model().idAt(0), ConnectionId{2});
    QCOMPARE(list.filter().from, between);
    QCOMPARE(chips().size(), 2); // above the table and in the list of events
    Q_EMIT timeline.filterCleared();
    QCOMPARE(fixture.model().rowCount(), 2);
    QVERIFY(!list.filter().hasRange());
    QVERIFY(chips().isEmpty());
}

void MainWindowTest::aLabThatCannotBeMadeIsToldInTheBanner()
{
    WindowSettings settings(true);
    LabController lab;
    const Error error{1, "EPERM", "epoll_create1", "the system refused.", "Ask somebody."};
    MainWindow window(lab, settings,
                      [error]() -> Result<std::unique_ptr<lab::Lab>> { return error; });
    window.show();
    QVERIFY(!window.labChoice().start());
    QVERIFY(window.banner().isVisible());
    QVERIFY(window.banner().message().contains(QStringLiteral("EPERM (1)")));
}

void MainWindowTest::showsSimulatedHostsAndGoesBack()
{
    Fixture fixture;
    fixture.open(1);
    fixture.window.connections().setCurrent(ConnectionId{1});
    fixture.window.labChoice().simulateXpBeside11();
    QVERIFY(fixture.lab.capabilities().simulated);
    QCOMPARE(fixture.window.connections().inspector().shown(), ConnectionId::none);
    QTRY_COMPARE(fixture.model().rowCount(), 2);
    QCOMPARE(fixture.lab.store().find(ConnectionId{1})->info.name, std::string("Windows XP"));
    fixture.lab.close({ConnectionId{1}}, CloseKind::orderly);
    QTRY_COMPARE(fixture.row(1).local.state, ConnectionState::ended);
    QVERIFY(fixture.window.labChoice().start());
    QVERIFY(!fixture.lab.capabilities().simulated);
    QCOMPARE(fixture.model().rowCount(), 0);
}

void MainWindowTest::namesakesOnSeveralHostsAreToldApart()
{
    using defaults::WindowsRelease;
    Fixture fixture;
    winsock::SimulationOptions options;
    options.hosts = {{{}, WindowsRelease::windowsXp, winsock::Behaviour::documented, {}},
                     {{}, WindowsRelease::windows11, winsock::Behaviour::documented, {}}};
    fixture.lab.setLab(std::move(lab::Lab::simulated(options).value()));
    for (const HostId host : {HostId::first, HostId{1}}) {
        OpenRequest request;
        request.host = host;
        fixture.lab.open(request);
    }
    fixture.lab.lab()->run();
    QTRY_COMPARE(fixture.model().rowCount(), 2);
    QCOMPARE(fixture.cell(1, Column::name).data(), fixture.cell(2, Column::name).data());
    QVERIFY(!fixture.table().isColumnHidden(int(Column::host)));
    fixture.table().setCurrentId(ConnectionId{2});
    auto* bar = fixture.window.findChild<TimeBar*>();
    for (QMenu* menu : bar->findChildren<QMenu*>()) {
        Q_EMIT menu->aboutToShow();
    }
    const auto buttons = bar->findChildren<QPushButton*>();
    QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
        return button->text() == QStringLiteral("Until conn on Windows 11 ends");
    }));
}

void MainWindowTest::theCallPageIsNeverTakenForLive()
{
    Fixture fixture;
    const auto* badge = fixture.window.findChild<LabBadge*>();
    QTRY_VERIFY(badge->accessibleName().startsWith(QStringLiteral("LIVE This computer")));
    auto* row = fixture.window.findChild<PageRow*>();
    row->choose(Page::call);
    QCOMPARE(badge->accessibleName(), QStringLiteral("SIMULATED This page's Windows hosts"));
    row->choose(Page::defaults);
    QVERIFY(badge->accessibleName().startsWith(QStringLiteral("LIVE This computer")));
}

void MainWindowTest::endedConnectionsKeepTheirDetails_data()
{
    QTest::addColumn<bool>("simulated");
    QTest::addColumn<bool>("selectedBefore");
    QTest::newRow("live, selected after its end") << false << false;
    QTest::newRow("live, selected when it ended") << false << true;
    QTest::newRow("simulated, selected after its end") << true << false;
    QTest::newRow("simulated, selected when it ended") << true << true;
}

void MainWindowTest::endedConnectionsKeepTheirDetails()
{
    QFETCH(bool, simulated);
    QFETCH(bool, selectedBefore);
    Fixture fixture;
    if (simulated) {
        fixture.window.labChoice().simulate(defaults::WindowsRelease::windows11);
        fixture.lab.lab()->run();
    }
    fixture.open(2);
    const auto supplied = [&] {
        QStringList words;
        for (const QLabel* label :
             fixture.window.findChild<SuppliedBy*>()->findChildren<QLabel*>()) {
            words << label->text();
        }
        return words;
    };
    if (selectedBefore) {
        fixture.window.connections().setCurrent(ConnectionId{2});
        QTRY_VERIFY(supplied().contains(QStringLiteral("this socket")));
    }
    fixture.lab.close({ConnectionId{2}}, CloseKind::orderly);
    QTRY_COMPARE(fixture.row(2).local.state, ConnectionState::ended);
    fixture.window.connections().setCurrent(ConnectionId{2});
    QTRY_VERIFY(supplied().contains(QStringLiteral("this socket")));
    QVERIFY(supplied().contains(QStringLiteral("1 min")) ||
            supplied().contains(QStringLiteral("60 s")));
    QVERIFY(!supplied().contains(dash()));
    QTRY_VERIFY(fixture.window.findChild<WhyBox*>()->findChild<QLabel*>());
}

void MainWindowTest::everyControlHasAName()
{
    Fixture fixture;
    fixture.open(1);
    fixture.window.connections().setCurrent(ConnectionId{1});
    QStringList nameless;
    const auto widgets = fixture.window.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool isControl =
            widget->focusPolicy() != Qt::NoFocus && widget->focusProxy() == nullptr;
        const bool isInside = widget->objectName().startsWith(QStringLiteral("qt_")) ||
                              qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) ||
                              widget->parentWidget()->inherits("QComboBoxPrivateContainer") ||
                              qobject_cast<QLabel*>(widget);
        if (isControl && !isInside && nameOf(widget).isEmpty()) {
            nameless << QStringLiteral("%1 in %2")
                            .arg(QLatin1String(widget->metaObject()->className()),
                                 QLatin1String(widget->parentWidget()->metaObject()->className()) +
                                     widget->toolTip());
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral(", "))));
}

void MainWindowTest::isUsableAt1024x700()
{
    Fixture fixture;
    fixture.open(1);
    fixture.window.connections().setCurrent(ConnectionId{1});
    fixture.window.resize(1024, 700);
    QCoreApplication::processEvents();
    QVERIFY2(
        fixture.window.width() <= 1024 && fixture.window.height() <= 700,
        qPrintable(
            QStringLiteral("%1 x %2").arg(fixture.window.width()).arg(fixture.window.height())));
}

void MainWindowTest::worksByKeyboardAlone()
{
    Fixture fixture;
    fixture.open(2);
    fixture.table().setFocus();
    QTest::keyClick(&fixture.table(), Qt::Key_Down);
    QTest::keyClick(&fixture.table(), Qt::Key_Space);
    const std::uint32_t current = indexOf(fixture.table().currentId());
    QVERIFY(current > 0);
    QTRY_VERIFY(!fixture.row(current).enabled.value);
    QTest::keyClick(&fixture.table(), Qt::Key_Space);
    QTRY_VERIFY(fixture.row(current).enabled.value);
    QTest::keyClick(&fixture.table(), Qt::Key_F2);
    auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("75 s"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(fixture.row(current).idleTime.value, milliseconds(75s));
}

void MainWindowTest::quittingAsksForEventsThatAreInNoFile()
{
    Fixture fixture;
    QStringList asked;
    bool yes = false;
    fixture.window.labChoice().setAsker([&](const QString& question) {
        asked.push_back(question);
        return yes;
    });
    QVERIFY(fixture.window.close());
    QVERIFY(asked.isEmpty());
    fixture.window.show();
    fixture.open(1);
    QTRY_VERIFY(fixture.lab.hasUnexportedEvents());
    QVERIFY(!fixture.window.close());
    QCOMPARE(asked.size(), 1);
    QVERIFY2(asked.front().contains(QLatin1String("Quit?")), qPrintable(asked.front()));
    QVERIFY(fixture.window.isVisible());
    yes = true;
    QVERIFY(fixture.window.close());
}

void MainWindowTest::theQuestionMarkListsEveryKey()
{
    Fixture fixture;
    fixture.open(1);
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    auto* canvas = fixture.window.findChild<TimelineCanvas*>();
    canvas->setFocus();
    QStringList words;
    QTimer::singleShot(0, &fixture.window, [&] {
        auto* dialog = fixture.window.findChild<KeysDialog*>();
        QVERIFY(dialog != nullptr);
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            words << label->text();
        }
        dialog->close();
    });
    QTest::keyClick(canvas, Qt::Key_Question);
    for (const auto* each : {"Open...", "Ctrl+O", "Zoom in", "W", "Next event", "Right"}) {
        QVERIFY2(words.contains(QLatin1String(each)), each);
    }
}

void MainWindowTest::anEventChosenInTheListIsGoneToInTheTimeline()
{
    Fixture fixture;
    fixture.open(2);
    fixture.lab.poll();
    auto& panel = *fixture.window.findChild<EventsPanel*>();
    fixture.window.findChild<EventsDock*>()->show();
    auto* list = panel.findChild<QTableView*>();
    QTRY_VERIFY((panel.refresh(), list->model()->rowCount() >= 2));
    auto* canvas = fixture.window.findChild<TimelineCanvas*>();
    const auto& log = fixture.lab.log();
    const auto rows = static_cast<std::uint64_t>(list->model()->rowCount());
    QCOMPARE(rows, log.endIndex() - log.firstIndex());
    for (std::uint64_t row = 0; row < rows; ++row) {
        list->setCurrentIndex(list->model()->index(static_cast<int>(row), 0));
        Q_EMIT list->activated(list->currentIndex());
        const Event event = log.at(log.firstIndex() + row);
        QCOMPARE(canvas->scene().cursors.back(), event.time);
        QVERIFY(!canvas->spokenEvent().isEmpty());
        if (event.connection != ConnectionId::none) {
            QCOMPARE(fixture.table().currentId(), event.connection);
            QCOMPARE(canvas->current(), event.connection);
        }
    }
    list->scrollToTop();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(canvas->scene().cursors.back(), log.at(log.firstIndex()).time);
}

void MainWindowTest::rowsAndLanesArePointedAtTogether()
{
    Fixture fixture;
    fixture.open(2);
    auto* canvas = fixture.window.findChild<TimelineCanvas*>();
    const auto* hint = fixture.window.findChild<RowHint*>();
    const auto point = [](QWidget& widget, QPoint at) {
        QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         {});
        QCoreApplication::sendEvent(&widget, &move);
    };
    QTRY_COMPARE(int(canvas->lanes().size()), 2);
    canvas->grab();
    const auto& layout = *canvas->scene().layout;
    const LaneRow& lane = layout.rows()[*layout.rowOf(ConnectionId{2})];
    point(*canvas, {60, 24 + lane.top + 10});
    QCOMPARE(hint->row(), ConnectionId{2});
    QVERIFY(hint->isVisible());
    const QPoint cell = fixture.table().visualRect(fixture.cell(2, Column::name)).center();
    const QImage tinted = fixture.table().grab().toImage();
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(canvas, &leave);
    QCOMPARE(hint->row(), ConnectionId::none);
    QVERIFY(fixture.table().grab().toImage() != tinted);

    point(*fixture.table().viewport(), cell);
    QCOMPARE(canvas->hinted(), ConnectionId{2});
    QCoreApplication::sendEvent(fixture.table().viewport(), &leave);
    QCOMPARE(canvas->hinted(), ConnectionId::none);
}

void MainWindowTest::exportsAreToldInBannerAndStatusLine()
{
    Fixture fixture;
    fixture.open(1);
    TimelineView& timeline = fixture.window.connections().timeline();
    const QTemporaryDir folder;
    timeline.exportPictureTo(folder.filePath(QStringLiteral("no/such/timeline.png")));
    QVERIFY(fixture.window.banner().isVisible());
    QVERIFY(fixture.window.banner().message().contains(QStringLiteral("CANNOT_WRITE")));
    timeline.exportPictureTo(folder.filePath(QStringLiteral("timeline.gif")));
    QVERIFY(fixture.window.banner().message().contains(QStringLiteral("BAD_FORMAT")));
    timeline.exportPictureTo(folder.filePath(QStringLiteral("timeline.png")));
    const auto labels = fixture.window.findChild<StatusLine*>()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().startsWith(QStringLiteral("Picture written to "));
    }));
}

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
