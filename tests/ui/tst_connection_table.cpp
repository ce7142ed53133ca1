#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/connections/connection_table.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

Q_DECLARE_METATYPE(TableRoom)

/// Which columns are there, and how wide.
class ConnectionTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void columnsFollowTheRoom_data();
    void columnsFollowTheRoom();
    void endedByComesWithTheFirstEndedRow();
    void endedByWaitsForRoom();
    void hostComesInALabWithSeveral();
    void theUsersChoiceStays();
    void neverScrollsSideways_data();
    void neverScrollsSideways();
    void theFirstArrowKeySelectsTheFirstRow();
    void columnsAreRestored();
    void aForeignLayoutIsRefused();
};

namespace {

struct Fixture {
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    ConnectionModel model{store};
    ConnectionTable table{model};

    explicit Fixture(int width = 1600)
    {
        store.update(manyRows(3), changed);
        model.refresh(changed);
        table.resize(width, 300);
        table.show();
    }
    [[nodiscard]] bool isShown(Column column) const
    {
        return !table.isColumnHidden(static_cast<int>(column));
    }
};

} // namespace

void ConnectionTableTest::columnsFollowTheRoom_data()
{
    QTest::addColumn<TableRoom>("room");
    QTest::addColumn<bool>("foundDeadAfter");
    QTest::addColumn<bool>("history");
    QTest::newRow("a narrow window") << TableRoom::narrow << false << false;
    QTest::newRow("1280 px beside the inspector") << TableRoom::wide << true << false;
    QTest::newRow("1280 px without the inspector") << TableRoom::alone << true << true;
}

void ConnectionTableTest::columnsFollowTheRoom()
{
    QFETCH(TableRoom, room);
    QFETCH(bool, foundDeadAfter);
    QFETCH(bool, history);
    Fixture fixture;
    fixture.table.setRoom(room);
    QVERIFY(fixture.isShown(Column::unanswered));
    QCOMPARE(fixture.isShown(Column::foundDeadAfter), foundDeadAfter);
    QCOMPARE(fixture.isShown(Column::lastEvent), foundDeadAfter);
    QCOMPARE(fixture.isShown(Column::history), history);
    QVERIFY(!fixture.isShown(Column::local));
}

void ConnectionTableTest::endedByComesWithTheFirstEndedRow()
{
    Fixture fixture;
    QVERIFY(!fixture.isShown(Column::endedBy));
    fixture.table.setSomeEnded(true);
    QVERIFY(fixture.isShown(Column::endedBy));
    fixture.table.setSomeEnded(false);
    QVERIFY(!fixture.isShown(Column::endedBy));
}

void ConnectionTableTest::endedByWaitsForRoom()
{
    Fixture fixture(900);
    fixture.table.setRoom(TableRoom::wide);
    fixture.table.setSomeEnded(true);
    QVERIFY(!fixture.isShown(Column::endedBy));
    fixture.table.resize(1600, 300);
    QVERIFY(fixture.isShown(Column::endedBy));
}

void ConnectionTableTest::hostComesInALabWithSeveral()
{
    Fixture fixture;
    QVERIFY(!fixture.isShown(Column::host));
    fixture.table.setSomeEnded(true);
    fixture.table.setSeveralHosts(true);
    QVERIFY(fixture.isShown(Column::host));
    QCOMPARE(fixture.table.horizontalHeader()->visualIndex(static_cast<int>(Column::host)), 1);
    fixture.table.resize(1180, 300);
    QVERIFY2(fixture.isShown(Column::host) || !fixture.isShown(Column::endedBy),
             "which one it is matters more than who ended it");
    fixture.table.resize(976, 300); // 1280 px beside the inspector
    fixture.table.setRoom(TableRoom::wide);
    QVERIFY(fixture.isShown(Column::host));
    QVERIFY(!fixture.isShown(Column::foundDeadAfter));
    fixture.table.setSeveralHosts(false);
    QVERIFY(!fixture.isShown(Column::host));
    QVERIFY(fixture.isShown(Column::foundDeadAfter));
}

void ConnectionTableTest::theUsersChoiceStays()
{
    Fixture fixture;
    QMenu menu;
    fixture.table.fillColumnMenu(menu);
    const auto action = [&](Column column) { return menu.actions()[static_cast<int>(column)]; };
    QVERIFY(action(Column::history)->isChecked());
    action(Column::history)->trigger();
    action(Column::endedBy)->trigger();
    action(Column::endedBy)->trigger();
    fixture.table.setSomeEnded(true);
    fixture.table.setRoom(TableRoom::narrow);
    fixture.table.setRoom(TableRoom::alone);
    QVERIFY(!fixture.isShown(Column::history));
    QVERIFY(!fixture.isShown(Column::endedBy));
    QVERIFY(!action(Column::name)->isEnabled());
}

void ConnectionTableTest::neverScrollsSideways_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<TableRoom>("room");
    QTest::newRow("1024 px") << 1024 << TableRoom::narrow;
    QTest::newRow("1280 px") << 1280 << TableRoom::alone;
    QTest::newRow("1920 px") << 1920 << TableRoom::alone;
}

void ConnectionTableTest::neverScrollsSideways()
{
    QFETCH(int, width);
    QFETCH(TableRoom, room);
    Fixture fixture(width);
    fixture.table.setRoom(room);
    fixture.table.setSomeEnded(true);
    QCOMPARE(fixture.table.horizontalHeader()->length(), fixture.table.viewport()->width());
}

void ConnectionTableTest::theFirstArrowKeySelectsTheFirstRow()
{
    Fixture fixture;
    fixture.table.setFocus();
    QTest::keyClick(&fixture.table, Qt::Key_Down);
    QCOMPARE(fixture.table.selectedIds(), std::vector{ConnectionId{1}});
    QCOMPARE(fixture.table.currentId(), ConnectionId{1});
    QTest::keyClick(&fixture.table, Qt::Key_Down);
    QCOMPARE(fixture.table.selectedIds(), std::vector{ConnectionId{2}});
}

void ConnectionTableTest::columnsAreRestored()
{
    Fixture before;
    before.table.showColumn(Column::peer, false);
    before.table.showColumn(Column::boxLimit, true);
    const QByteArray bytes = before.table.saveColumns();
    Fixture after;
    QVERIFY(after.table.restoreColumns(bytes));
    QVERIFY(!after.isShown(Column::peer));
    QVERIFY(after.isShown(Column::boxLimit));
    QVERIFY(after.isShown(Column::history));
}

void ConnectionTableTest::aForeignLayoutIsRefused()
{
    Fixture fixture;
    QVERIFY(!fixture.table.restoreColumns({}));
    QVERIFY(!fixture.table.restoreColumns("something else"));
    QVERIFY(fixture.isShown(Column::peer));
}

QTEST_MAIN(ConnectionTableTest)
#include "tst_connection_table.moc"
