#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/next_probe.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

class ConnectionModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void showsCells_data();
    void showsCells();
    void tellsTheNextProbe_data();
    void tellsTheNextProbe();
    void editsAskForOneSetting_data();
    void editsAskForOneSetting();
    void refusesWhatCannotBeRead_data();
    void refusesWhatCannotBeRead();
    void editsSelectedRowsTogether();
    void endedRowsAreNotEdited();
    void obeysTheRulesOfModels();
    void keepsItsPlaceInARowThatMoves();
    void filteringKeepsTheRestOfASelection();
};

namespace {

struct Fixture {
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    ConnectionModel model{store};

    void update(const StackChanges& changes)
    {
        store.update(changes, changed);
        model.refresh(changed);
    }
    void update(const ConnectionRow& row)
    {
        StackChanges changes;
        changes.rows = {row};
        update(changes);
    }
    QModelIndex cell(std::uint32_t id, Column column) const
    {
        return model.indexOf(ConnectionId{id}, column);
    }
};

/// On Linux at HZ 250.
ConnectionRow linuxRow(milliseconds time, milliseconds interval, std::uint16_t count)
{
    ConnectionRow row = openRow(1, time);
    row.probeInterval.value = interval;
    row.probeCount.value = count;
    row.timerTick = 4ms;
    return row;
}

ConnectionRow waitingRow()
{
    ConnectionRow row = openRow(1);
    row.local.waiting = Waiting::dataInFlight;
    row.local.retransmits = 3;
    row.lastEvent = EventKind::retransmitted;
    return row;
}

} // namespace

void ConnectionModelTest::showsCells_data()
{
    QTest::addColumn<ConnectionRow>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    const auto cell = [](const char* name, const ConnectionRow& row, Column column,
                         const char* text) {
        QTest::newRow(name) << row << static_cast<int>(column) << QString::fromUtf8(text);
    };
    cell("a healthy row is open", openRow(1), Column::state, "open");
    cell("times carry their unit", openRow(1), Column::time, "60 s");
    cell("half a second more", openRow(1, 1500ms), Column::time, "1500 ms");
    cell("idle since the last segment", openRow(1, 60s, 16s), Column::idleNow, "24.0 s");
    cell("none of six unanswered", openRow(1), Column::unanswered, "0 / 6");
    cell("found dead after time and six intervals", openRow(1), Column::foundDeadAfter, "2 min");
    cell("live: a range, as in the inspector", linuxRow(120s, 15s, 5), Column::foundDeadAfter,
         "3 min 15 s to 3 min 18.3 s");
    cell("live: an interval longer than the time counts", linuxRow(1s, 5s, 2),
         Column::foundDeadAfter, "11.0 to 15.8 s");
    cell("probing", probingRow(1, 2), Column::state, "probing");
    cell("two of six unanswered", probingRow(1, 2), Column::unanswered, "2 / 6");
    cell("ended by keep-alive", endedRow(1, EndedBy::keepAlive, 110), Column::state, "ended K");
    cell("the ending's error", endedRow(1, EndedBy::keepAlive, 110), Column::lastEvent,
         "ETIMEDOUT");
    cell("an ended row has no idle time", endedRow(1, EndedBy::reset, 104), Column::idleNow, "–");
    cell("off: never found", offRow(1), Column::foundDeadAfter, "never");
    cell("off: no time to show", offRow(1), Column::time, "–");
    cell("data in flight", waitingRow(), Column::lastEvent, "resent 3 ×");
    cell("data in flight is not idle", waitingRow(), Column::idleNow, "–");
}

void ConnectionModelTest::showsCells()
{
    QFETCH(ConnectionRow, row);
    QFETCH(int, column);
    Fixture fixture;
    fixture.update(row);
    fixture.model.setNow(at(40s));
    QTEST(fixture.model.index(0, column).data().toString(), "text");
}

void ConnectionModelTest::tellsTheNextProbe_data()
{
    QTest::addColumn<ConnectionRow>("row");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("filled");
    QTest::addColumn<QString>("text");
    using Kind = NextProbe::Kind;
    const auto probe = [](const char* name, const ConnectionRow& row, Kind kind, double filled,
                          const char* text) {
        QTest::newRow(name) << row << static_cast<int>(kind) << filled << QString::fromUtf8(text);
    };
    ConnectionRow noProbes = openRow(1);
    noProbes.probeCount.value = 0;
    noProbes.local.waiting = Waiting::noProbes;
    ConnectionRow allUnanswered = probingRow(1, 6);
    allUnanswered.local.deadline = kNever;
    allUnanswered.local.predictedEnd = at(75s);
    probe("three quarters idle", openRow(1, 80s, 10s), Kind::idle, 0.75, "20.0 s");
    probe("deadline has come", openRow(1, 60s), Kind::idle, 1, "now due");
    probe("second probe lost, third in 10 s", probingRow(1, 2), Kind::probing, 0,
          "probe 3 of 6 in 10.0 s");
    probe("all lost, the end is near", allUnanswered, Kind::probing, 0.5, "ends in 5.0 s");
    probe("off", offRow(1), Kind::off, 0, "off");
    probe("count 0", noProbes, Kind::off, 0, "never: 0 probes");
    probe("data in flight", waitingRow(), Kind::waiting, 0, "waits: data in flight");
    probe("ended", endedRow(1, EndedBy::reset, 104), Kind::words, 0, "ended 10.0 s ago");
}

void ConnectionModelTest::tellsTheNextProbe()
{
    QFETCH(ConnectionRow, row);
    const NextProbe next = nextProbeOf(row, at(70s));
    QTEST(static_cast<int>(next.kind), "kind");
    QTEST(next.filled, "filled");
    QTEST(next.text, "text");
}

void ConnectionModelTest::editsAskForOneSetting_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QVariant>("typed");
    QTest::addColumn<KeepAliveSettings>("asked");
    const auto row = [](const char* name, Column column, const QVariant& typed,
                        const KeepAliveSettings& asked) {
        QTest::newRow(name) << static_cast<int>(column) << typed << asked;
    };
    row("a time with its unit", Column::time, QStringLiteral("90 s"), {{}, 90s, {}, {}});
    row("a bare number takes the unit shown", Column::time, QStringLiteral("90"),
        {{}, 90s, {}, {}});
    row("milliseconds", Column::interval, QStringLiteral("1500 ms"), {{}, {}, 1500ms, {}});
    row("hours", Column::time, QStringLiteral("2 h"), {{}, 2h, {}, {}});
    row("a count", Column::probes, QStringLiteral(" 5 "), {{}, {}, {}, std::uint16_t(5)});
    row("switched off", Column::on, int(Qt::Unchecked), {false, {}, {}, {}});
}

void ConnectionModelTest::editsAskForOneSetting()
{
    QFETCH(int, column);
    QFETCH(QVariant, typed);
    QFETCH(KeepAliveSettings, asked);
    Fixture fixture;
    fixture.update(openRow(1));
    QSignalSpy spy(&fixture.model, &ConnectionModel::settingsAsked);
    const int role = static_cast<Column>(column) == Column::on ? Qt::CheckStateRole : Qt::EditRole;
    QVERIFY(fixture.model.setData(fixture.model.index(0, column), typed, role));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy[0][0].value<std::vector<ConnectionId>>(), std::vector{ConnectionId{1}});
    QVERIFY(spy[0][1].value<KeepAliveSettings>() == asked);
}

void ConnectionModelTest::refusesWhatCannotBeRead_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("symbol");
    QTest::newRow("no number") << static_cast<int>(Column::time) << "soon"
                               << "NO_NUMBER";
    QTest::newRow("unknown unit") << static_cast<int>(Column::time) << "5 weeks"
                                  << "BAD_UNIT";
    QTest::newRow("negative time") << static_cast<int>(Column::interval) << "-1 s"
                                   << "NEGATIVE";
    QTest::newRow("no count") << static_cast<int>(Column::probes) << "many"
                              << "NO_NUMBER";
    QTest::newRow("count too large") << static_cast<int>(Column::probes) << "70000"
                                     << "OUT_OF_RANGE";
}

void ConnectionModelTest::refusesWhatCannotBeRead()
{
    QFETCH(int, column);
    QFETCH(QString, typed);
    QFETCH(QString, symbol);
    Fixture fixture;
    fixture.update(openRow(1));
    QSignalSpy asked(&fixture.model, &ConnectionModel::settingsAsked);
    QSignalSpy refused(&fixture.model, &ConnectionModel::refused);
    QVERIFY(!fixture.model.setData(fixture.model.index(0, column), typed, Qt::EditRole));
    QCOMPARE(asked.size(), 0);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(QString::fromStdString(refused[0][1].value<Error>().symbol), symbol);
}

void ConnectionModelTest::editsSelectedRowsTogether()
{
    Fixture fixture;
    fixture.update(manyRows(5));
    const std::vector selected{ConnectionId{2}, ConnectionId{4}};
    fixture.model.setTogether([&](ConnectionId) { return selected; });
    QSignalSpy spy(&fixture.model, &ConnectionModel::settingsAsked);
    QVERIFY(
        fixture.model.setData(fixture.cell(2, Column::time), QStringLiteral("5 s"), Qt::EditRole));
    QCOMPARE(spy[0][0].value<std::vector<ConnectionId>>(), selected);
}

void ConnectionModelTest::endedRowsAreNotEdited()
{
    Fixture fixture;
    fixture.update(endedRow(1, EndedBy::reset, 104));
    QVERIFY(!(fixture.cell(1, Column::time).flags() & Qt::ItemIsEditable));
    QVERIFY(
        !fixture.model.setData(fixture.cell(1, Column::time), QStringLiteral("5 s"), Qt::EditRole));
}

void ConnectionModelTest::obeysTheRulesOfModels()
{
    Fixture fixture;
    QAbstractItemModelTester tester(&fixture.model,
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::mt19937 random(3); // NOLINT: the same run each time
    fixture.update(manyRows(20));
    for (int round = 0; round < 60; ++round) {
        const auto id = static_cast<std::uint32_t>(1 + random() % 30);
        fixture.update(round % 3 == 0   ? probingRow(id, static_cast<std::uint16_t>(round % 6))
                       : round % 3 == 1 ? endedRow(id, EndedBy::reset, 104)
                                        : openRow(id, std::chrono::seconds(random() % 90)));
        if (round % 10 == 0) {
            fixture.model.sort(static_cast<int>(random() % kColumnCount), Qt::DescendingOrder);
            fixture.model.setFilter(RowFilter(round % 20 == 0 ? "-state:ended" : ""));
        }
    }
    fixture.store.clear();
    fixture.model.reload();
    QCOMPARE(fixture.model.rowCount(), 0);
}

void ConnectionModelTest::keepsItsPlaceInARowThatMoves()
{
    Fixture fixture;
    fixture.update(manyRows(5));
    fixture.model.setTroubleFirst(true);
    const QPersistentModelIndex watched = fixture.cell(4, Column::time);
    fixture.update(probingRow(4, 2));
    QCOMPARE(watched.row(), 0);
    QCOMPARE(watched.column(), static_cast<int>(Column::time));
}

void ConnectionModelTest::filteringKeepsTheRestOfASelection()
{
    Fixture fixture;
    fixture.update(manyRows(12));
    const QPersistentModelIndex kept = fixture.cell(10, Column::name);
    const QPersistentModelIndex dropped = fixture.cell(2, Column::name);
    fixture.model.setFilter(RowFilter("conn-1"));
    QVERIFY(!dropped.isValid());
    QCOMPARE(fixture.model.idAt(kept.row()), ConnectionId{10});
    fixture.model.setFilter({});
    QCOMPARE(kept.row(), 9);
}

QTEST_GUILESS_MAIN(ConnectionModelTest)
#include "tst_connection_model.moc"
