#include "core/live/live_stack.h"
#include "tests/ui/warnings.h"
#include "ui/lab/lab_controller.h"
#include "ui/window/connection_commands.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

/// What the user does to the selected connections; on loopback.
class ConnectionCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void closingOneAsksNothing();
    void closingSeveralAsks_data();
    void closingSeveralAsks();
    void pulledAndPluggedIn();
    void withoutASelectionTheCableIsEverybodys();
    void copiesRowsWithTitles();
    void asksOpenOnesOnly();
};

namespace {

struct Fixture {
    LabController lab;
    QWidget window;
    std::vector<ConnectionId> selection;
    ConnectionCommands commands{lab, [this] { return selection; }, window};

    explicit Fixture(std::uint32_t count)
    {
        auto made = lab::Lab::live(live::LiveOptions{});
        QVERIFY(made);
        lab.setLab(std::move(made).value());
        OpenRequest request;
        request.name = "app";
        request.count = count;
        request.settings = {true, 60s, 10s, std::uint16_t(6)};
        lab.open(request);
        QTRY_COMPARE(lab.store().size(), std::size_t(count));
        for (const ConnectionId id : lab.store().ids()) {
            QTRY_COMPARE(row(id).local.state, ConnectionState::open);
        }
    }
    const ConnectionRow& row(ConnectionId id) { return lab.store().find(id)->row; }
    [[nodiscard]] std::size_t ended() const
    {
        return static_cast<std::size_t>(
            std::count_if(lab.store().ids().begin(), lab.store().ids().end(), [&](ConnectionId id) {
                return lab.store().find(id)->row.local.state == ConnectionState::ended;
            }));
    }
};

constexpr ConnectionId kFirst{1};
constexpr ConnectionId kSecond{2};

/// Presses a button of the box that is about to be shown.
void answer(QMessageBox::StandardButton button)
{
    QTimer::singleShot(0, [button] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box);
        box->button(button)->click();
    });
}

} // namespace

void ConnectionCommandsTest::closingOneAsksNothing()
{
    Fixture fixture(2);
    fixture.selection = {kFirst};
    fixture.commands.close(CloseKind::orderly);
    QTRY_COMPARE(fixture.ended(), std::size_t(1));
    QCOMPARE(fixture.row(kFirst).endedBy, EndedBy::locally);
}

void ConnectionCommandsTest::closingSeveralAsks_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<std::size_t>("ended");
    QTest::newRow("Cancel leaves them open") << int(QMessageBox::Cancel) << std::size_t(0);
    QTest::newRow("Yes closes them") << int(QMessageBox::Yes) << std::size_t(3);
}

void ConnectionCommandsTest::closingSeveralAsks()
{
    QFETCH(int, button);
    QFETCH(std::size_t, ended);
    Fixture fixture(3);
    fixture.selection = fixture.lab.store().ids();
    answer(static_cast<QMessageBox::StandardButton>(button));
    fixture.commands.close(CloseKind::reset);
    QTRY_COMPARE(fixture.ended(), ended);
}

void ConnectionCommandsTest::pulledAndPluggedIn()
{
    Fixture fixture(2);
    fixture.selection = {kFirst};
    QVERIFY(!fixture.commands.isPulled());
    fixture.commands.pullCable();
    QTRY_VERIFY(fixture.commands.isPulled());
    QCOMPARE(fixture.row(kSecond).activeFault, std::uint8_t(0));
    fixture.commands.pullCable();
    QTRY_VERIFY(!fixture.commands.isPulled());
}

void ConnectionCommandsTest::withoutASelectionTheCableIsEverybodys()
{
    Fixture fixture(2);
    fixture.commands.pullCable();
    QTRY_VERIFY(fixture.row(kFirst).activeFault != 0);
    QTRY_VERIFY(fixture.row(kSecond).activeFault != 0);
}

void ConnectionCommandsTest::copiesRowsWithTitles()
{
    Fixture fixture(2);
    fixture.selection = {kSecond};
    fixture.commands.copyRows();
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    const QStringList titles = lines[0].split(QLatin1Char('\t'));
    const QStringList cells = lines[1].split(QLatin1Char('\t'));
    QCOMPARE(cells.size(), titles.size());
    const auto cell = [&](const char* title) {
        return cells.value(titles.indexOf(QLatin1String(title)));
    };
    QCOMPARE(cell("Name"), QStringLiteral("app-2"));
    QCOMPARE(cell("On"), QStringLiteral("on"));
    QCOMPARE(cell("Interval"), QStringLiteral("10 s"));
    QCOMPARE(cell("Probes"), QStringLiteral("6"));
}

void ConnectionCommandsTest::asksOpenOnesOnly()
{
    Fixture fixture(2);
    fixture.lab.close({kFirst}, CloseKind::orderly);
    QTRY_COMPARE(fixture.ended(), std::size_t(1));
    fixture.selection = {kFirst, kSecond};
    std::vector<AskReport> reports;
    QObject::connect(
        &fixture.lab, &LabController::refreshed, &fixture.window, [&](const Refresh& refresh) {
            reports.insert(reports.end(), refresh.changes.asks.begin(), refresh.changes.asks.end());
        });
    fixture.commands.askNow();
    QTRY_VERIFY(!reports.empty() && reports.back().outcome == AskOutcome::acknowledged);
    for (const AskReport& report : reports) {
        QCOMPARE(report.id, kSecond);
    }
}

QTEST_MAIN(ConnectionCommandsTest)
#include "tst_connection_commands.moc"
