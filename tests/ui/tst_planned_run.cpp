#include "core/winsock/simulated_hosts.h"
#include "tests/ui/warnings.h"
#include "ui/lab/lab_controller.h"
#include "ui/window/planned_run.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

/// Runs with a plan, on virtual time at a thousand times the pace.
class PlannedRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void theDemonstrationEndsAsItsCardSays();
    void countsFromNowWithoutAnOpening();
    void faultsAreDoneInTheOrderOfTheirTimes();
    void aFaultAfterTheEndIsDoneToo();
    void leavesFormerConnectionsAlone();
};

namespace {

struct Fixture {
    LabController lab;

    Fixture()
    {
        auto made = lab::Lab::simulated(winsock::SimulationOptions{});
        QVERIFY(made);
        lab.setLab(std::move(made).value());
        lab.lab()->setPace({lab::Pace::Kind::factor, 1000});
        lab.lab()->run();
    }
    const ConnectionRow& row(std::uint32_t id) { return lab.store().find(ConnectionId{id})->row; }
};

OpenRequest request(const char* name)
{
    OpenRequest made;
    made.name = name;
    made.settings = {true, 5s, 1s, std::uint16_t(3)};
    return made;
}

PlannedFault faultAt(nanoseconds time, FaultKind kind, const char* connection = "")
{
    PlannedFault planned;
    planned.afterOpen = time;
    planned.fault.kind = kind;
    planned.connection = connection;
    return planned;
}

} // namespace

void PlannedRunTest::theDemonstrationEndsAsItsCardSays()
{
    Fixture fixture;
    PlannedRun run(fixture.lab, seeItHappenPlan());
    QSignalSpy opened(&run, &PlannedRun::opened);
    QSignalSpy ended(&run, &PlannedRun::ended);
    run.start();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(fixture.lab.store().size(), std::size_t(3));
    QTRY_COMPARE(fixture.row(2).endedBy, EndedBy::keepAlive);
    QCOMPARE(fixture.row(1).local.state, ConnectionState::open);
    QVERIFY(fixture.row(1).probesAnswered > 0);
    QVERIFY(!fixture.row(3).enabled.value);
    QCOMPARE(fixture.row(3).probesSent, 0U);
    QTest::qWait(50);
    QCOMPARE(ended.size(), 1); // once
}

void PlannedRunTest::countsFromNowWithoutAnOpening()
{
    Fixture fixture;
    const Moment before = fixture.lab.now();
    PlannedRun run(fixture.lab, {{}, {}, 4s});
    QSignalSpy ended(&run, &PlannedRun::ended);
    run.start();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(fixture.lab.now() - before >= 4s);
}

void PlannedRunTest::faultsAreDoneInTheOrderOfTheirTimes()
{
    Fixture fixture;
    PlannedRun run(fixture.lab,
                   {{request("one")},
                    {faultAt(40s, FaultKind::peerResets), faultAt(2s, FaultKind::peerSends)},
                    60s});
    QSignalSpy ended(&run, &PlannedRun::ended);
    run.start();
    QTRY_COMPARE(ended.size(), 1);
    QTRY_COMPARE(fixture.row(1).endedBy, EndedBy::reset);
    const auto received =
        fixture.lab.log().lanes().count({ConnectionId{1}, false}, Moment{}, kNever);
    QVERIFY(received >= 3); // opened, data, ended
}

void PlannedRunTest::aFaultAfterTheEndIsDoneToo()
{
    Fixture fixture;
    PlannedRun run(fixture.lab, {{request("one")}, {faultAt(3s, FaultKind::peerResets)}, 0s});
    QSignalSpy ended(&run, &PlannedRun::ended);
    run.start();
    QTRY_COMPARE(ended.size(), 1);
    QTRY_COMPARE(fixture.row(1).endedBy, EndedBy::reset);
    QCOMPARE(ended.size(), 1);
}

void PlannedRunTest::leavesFormerConnectionsAlone()
{
    Fixture fixture;
    fixture.lab.open(request("former"));
    QTRY_COMPARE(fixture.lab.store().size(), std::size_t(1));
    PlannedRun run(
        fixture.lab,
        {{request("one"), request("other")}, {faultAt(1s, FaultKind::peerResets, "one")}, 5s});
    QSignalSpy ended(&run, &PlannedRun::ended);
    run.start();
    QTRY_COMPARE(ended.size(), 1);
    QTRY_COMPARE(fixture.row(2).endedBy, EndedBy::reset);
    QCOMPARE(fixture.row(1).endedBy, EndedBy::notEnded);
    QCOMPARE(fixture.row(3).endedBy, EndedBy::notEnded);
}

QTEST_MAIN(PlannedRunTest)
#include "tst_planned_run.moc"
