#include "core/lab/change_buffer.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;

namespace {

StackChanges rows(std::initializer_list<std::pair<unsigned, unsigned>> idsAndProbes)
{
    StackChanges changes;
    for (const auto& [id, probes] : idsAndProbes) {
        ConnectionRow row;
        row.id = ConnectionId{id};
        row.probesSent = probes;
        changes.rows.push_back(row);
    }
    return changes;
}

StackChanges opening(unsigned command, unsigned opened)
{
    StackChanges changes;
    OpenProgress progress;
    progress.command = CommandId{command};
    progress.opened = opened;
    changes.opens.push_back(progress);
    return changes;
}

} // namespace

class TestChangeBuffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowComesOnceInItsNewestForm()
    {
        ChangeBuffer buffer;
        for (StackChanges changes :
             {rows({{1, 1}, {2, 1}}), rows({{2, 2}, {9500, 1}}), rows({{2, 3}})}) {
            buffer.add(changes);
            QVERIFY(changes.empty());
        }
        LabChanges drained;
        QVERIFY(buffer.drain(drained));
        QCOMPARE(drained.rows.size(), 3u);
        QCOMPARE(drained.rows[1].probesSent, 3u);
        QVERIFY(!buffer.drain(drained));
        QVERIFY(drained.rows.empty());
    }

    void whatIsFoundOutComesOnceInItsNewestForm()
    {
        ChangeBuffer buffer;
        for (const char* system : {"first", "second"}) {
            StackChanges changes;
            changes.capabilities.emplace().system = system;
            buffer.add(changes);
            QVERIFY(changes.empty());
        }
        LabChanges drained;
        QVERIFY(buffer.drain(drained));
        QCOMPARE(drained.capabilities->system, std::string("second"));
        QVERIFY(!buffer.drain(drained));
        QVERIFY(!drained.capabilities);
    }

    void rowsAreCollectedAnewAfterADrain()
    {
        ChangeBuffer buffer;
        LabChanges drained;
        for (unsigned round = 1; round < 4; ++round) {
            StackChanges changes = rows({{7, round}, {3, round}});
            buffer.add(changes);
            QVERIFY(buffer.drain(drained));
            QCOMPARE(drained.rows.size(), 2u);
            QCOMPARE(drained.rows[0].probesSent, round);
        }
    }

    void ofAnOpeningOnlyTheNewestProgressStays()
    {
        ChangeBuffer buffer;
        for (StackChanges changes : {opening(1, 5), opening(2, 1), opening(1, 9)}) {
            buffer.add(changes);
        }
        LabChanges drained;
        QVERIFY(buffer.drain(drained));
        QCOMPARE(drained.opens.size(), 2u);
        QCOMPARE(drained.opens[0].opened, 9u);
    }

    void reportsAreNeverLost()
    {
        ChangeBuffer buffer;
        for (unsigned i = 1; i <= 2; ++i) {
            StackChanges changes;
            changes.asks.resize(1);
            changes.notices.resize(2);
            buffer.add(changes);
            buffer.add(AppliedSettings{CommandId{i}, {}});
            buffer.add(ConnectionDetails{});
        }
        LabChanges drained;
        QVERIFY(buffer.drain(drained));
        QCOMPARE(drained.asks.size(), 2u);
        QCOMPARE(drained.notices.size(), 4u);
        QCOMPARE(drained.applied.size(), 2u);
        QCOMPARE(drained.details.size(), 2u);
    }

    void theClockAloneIsNothingNew()
    {
        ChangeBuffer buffer;
        ClockState clock;
        clock.now = Moment{nanoseconds{5}};
        buffer.setClock(clock);
        LabChanges drained;
        QVERIFY(!buffer.drain(drained));
        QVERIFY(drained.clock.now == clock.now);
    }
};

QTEST_APPLESS_MAIN(TestChangeBuffer)
#include "tst_change_buffer.moc"
