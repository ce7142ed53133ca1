#include "core/lab/lab.h"
#include "core/live/live_stack.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;

namespace {

OpenRequest kept(std::uint32_t count)
{
    OpenRequest request;
    request.count = count;
    request.settings = {true, 1s, 1s, 2};
    return request;
}

std::vector<ConnectionId> ids(std::uint32_t count)
{
    std::vector<ConnectionId> all;
    for (std::uint32_t id = 1; id <= count; ++id) {
        all.push_back(ConnectionId{id});
    }
    return all;
}

std::map<ConnectionId, ConnectionRow> rowsOf(Lab& lab)
{
    std::map<ConnectionId, ConnectionRow> rows;
    LabChanges changes;
    lab.drain(changes);
    for (const ConnectionRow& row : changes.rows) {
        rows[row.id] = row;
    }
    return rows;
}

} // namespace

/// The lab over real sockets to the built-in peer on loopback; times are the kernel's, so bounds are generous.
class TestLiveLab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openedSilencedAndBroken()
    {
        auto lab = std::move(Lab::live({}).value());
        lab->open(kept(20));
        lab->runUntilOpened(lab->now() + 10s);
        lab->inject(ids(20), *parseFault("silent"));
        lab->runToEnd(lab->now() + 20s, true);
        lab->settle();
        const auto rows = rowsOf(*lab);
        QCOMPARE(rows.size(), std::size_t{20});
        for (const auto& [id, row] : rows) {
            QCOMPARE(row.local.state, ConnectionState::ended);
            QCOMPARE(row.endedBy, EndedBy::keepAlive);
        }
        // Time 1 s and two intervals of 1 s, and what the timer wheel adds; far from the 20 s.
        QVERIFY2(lab->now() > Moment{3s} && lab->now() < Moment{8s},
                 qPrintable(QString::number(lab->now().time_since_epoch().count())));
    }

    void settledMeansThatTheEventsAreInTheLog()
    {
        auto lab = std::move(Lab::live({}).value());
        lab->open(kept(5));
        lab->runUntilOpened(lab->now() + 10s);
        lab->settle();
        int opened = 0;
        for (std::uint32_t id = 1; id <= 5; ++id) {
            opened += lab->log().lanes().next({ConnectionId{id}, false}, Moment{},
                                              history::maskOf(EventKind::opened))
                          ? 1
                          : 0;
        }
        QCOMPARE(opened, 5);
    }

    /// Something is due long before the tick that publishes.
    void settledWaitsForTheTickWhileProgramsTalk()
    {
        auto lab = std::move(Lab::live({}).value());
        OpenRequest talking = kept(1);
        talking.program = {ProgramKind::sendsEvery, 20ms};
        lab->open(talking);
        lab->runUntilOpened(lab->now() + 10s);
        lab->settle();
        QVERIFY(lab->log().endIndex() > 0);
        QCOMPARE(lab->log().at(0).kind, EventKind::opened);
    }

    void closingTheLabClosesEverything()
    {
        auto lab = std::move(Lab::live({}).value());
        lab->open(kept(200));
        lab.reset();
    }
};

QTEST_APPLESS_MAIN(TestLiveLab)
#include "tst_live_lab.moc"
