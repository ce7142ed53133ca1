#include "rows.h"
#include "ui/timeline/comparison.h"
#include "ui/timeline/timeline_scene.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

namespace {

/// Ended by keep-alive: silent since `heard`, `probes` at `interval` after `time`.
ConnectionRow gaveUp(std::uint32_t id, nanoseconds heard, milliseconds time, milliseconds interval,
                     std::uint16_t probes)
{
    ConnectionRow row = endedRow(id, EndedBy::keepAlive, 10052);
    row.local.lastReceived = at(heard);
    row.idleTime.value = time;
    row.probeInterval.value = interval;
    row.probeCount.value = probes;
    row.endedAt = at(heard + time + interval * probes);
    return row;
}

std::optional<Comparison> compared(const std::vector<ConnectionRow>& rows, bool sameName = false)
{
    StackChanges changes;
    std::vector<ConnectionId> ids;
    for (const auto& row : rows) {
        const char* const host = row.id == ConnectionId{1} ? "XP" : "11";
        changes.rows.push_back(row);
        changes.infos.push_back(info(indexOf(row.id), sameName ? "conn" : host));
        changes.infos.back().hostName = host;
        ids.push_back(row.id);
    }
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(changes, changed);
    LaneLayout layout;
    layout.setLanes(lanesOf(ids, &store));
    return comparisonOf(layout, store);
}

} // namespace

/// What the strip below two ended lanes says of them.
class ComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void namesTheHostsWhereTheNamesAreTheSame();
    void saysNothing_data();
    void saysNothing();
};

using Rows = std::vector<ConnectionRow>;
Q_DECLARE_METATYPE(Rows)

void ComparisonTest::says_data()
{
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("difference");
    QTest::newRow("five and ten probes")
        << Rows{gaveUp(1, 1s, 2h, 1s, 5), gaveUp(2, 1s, 2h, 1s, 10)}
        << "Both wait 2 h before the first probe; XP gives up after 5 probes, 11 after 10."
        << "5 s and 5 probes later";
    QTest::newRow("the second one first")
        << Rows{gaveUp(1, 1s, 2h, 1s, 10), gaveUp(2, 1s, 2h, 1s, 9)}
        << "Both wait 2 h before the first probe; XP gives up after 10 probes, 11 after 9."
        << "1 s and 1 probe later";
    QTest::newRow("another time")
        << Rows{gaveUp(1, 1s, 60s, 1s, 5), gaveUp(2, 1s, 120s, 1s, 5)}
        << "XP waits 1 min before the first probe, 11 2 min; both give up after 5 probes."
        << "1 min later";
    QTest::newRow("fewer probes, longer apart")
        << Rows{gaveUp(1, 1s, 60s, 1s, 5), gaveUp(2, 1s, 60s, 10s, 1)}
        << "Both wait 1 min before the first probe; XP gives up after 5 probes 1 s apart, 11 "
           "after 1 probe 10 s apart."
        << "5 s later, 4 probes fewer";
}

void ComparisonTest::says()
{
    QFETCH(Rows, rows);
    const auto comparison = compared(rows);
    QVERIFY(comparison);
    QTEST(comparison->sentence, "sentence");
    QTEST(comparison->difference, "difference");
    QVERIFY(comparison->earlier < comparison->later);
}

void ComparisonTest::namesTheHostsWhereTheNamesAreTheSame()
{
    const auto comparison = compared({gaveUp(1, 1s, 60s, 1s, 5), gaveUp(2, 1s, 90s, 1s, 10)}, true);
    QVERIFY(comparison);
    QCOMPARE(
        comparison->sentence,
        QStringLiteral("conn on XP waits 1 min before the first probe, conn on 11 1 min 30 s; conn "
                       "on XP gives up after 5 probes, conn on 11 after 10."));
}

void ComparisonTest::saysNothing_data()
{
    const auto xp = gaveUp(1, 1s, 2h, 1s, 5);
    const auto eleven = gaveUp(2, 1s, 2h, 1s, 10);
    QTest::addColumn<Rows>("rows");
    QTest::newRow("one lane") << Rows{xp};
    QTest::newRow("three lanes") << Rows{xp, eleven, openRow(3)};
    QTest::newRow("one is alive") << Rows{xp, openRow(2)};
    QTest::newRow("one was reset") << Rows{xp, endedRow(2, EndedBy::reset, 10054)};
    QTest::newRow("ended together") << Rows{xp, gaveUp(2, 1s, 2h, 1s, 5)};
    QTest::newRow("not silent together") << Rows{xp, gaveUp(2, 4s, 2h, 1s, 10)};
}

void ComparisonTest::saysNothing()
{
    QFETCH(Rows, rows);
    QVERIFY(!compared(rows));
}

QTEST_MAIN(ComparisonTest)
#include "tst_comparison.moc"
