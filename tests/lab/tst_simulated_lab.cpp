#include "core/lab/lab.h"
#include "core/winsock/simulated_hosts.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Lab> windows11()
{
    return std::move(Lab::simulated({}).value());
}

OpenRequest keptAlive(milliseconds idleTime)
{
    OpenRequest request;
    request.settings.enabled = true;
    request.settings.idleTime = idleTime;
    request.settings.probeInterval = 1s;
    return request;
}

Fault silent()
{
    Fault fault;
    fault.kind = FaultKind::silentForward;
    return fault;
}

/// Drains until `enough` says so; fails after five seconds of real time.
template <typename Enough>
bool drainUntil(Lab& lab, LabChanges& changes, Enough enough)
{
    for (int i = 0; i < 5000; ++i) {
        lab.drain(changes);
        if (enough()) {
            return true;
        }
        QTest::qSleep(1);
    }
    return false;
}

} // namespace

/// The lab over the real simulated hosts: what the window does with its time control.
class TestSimulatedLab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void steppingVisitsEveryProbe()
    {
        const auto lab = windows11();
        lab->open(keptAlive(60s));
        lab->runUntilOpened(kNever);
        lab->inject({ConnectionId{1}}, silent());
        lab->runToEnd(lab->now() + 1s, false);
        LabChanges changes;
        for (int probe = 0; probe < 3; ++probe) {
            const std::uint64_t before = lab->log().endIndex();
            lab->stepToNextEvent();
            // The log may already have the event while the clock that was drained is still the former one.
            QVERIFY(drainUntil(*lab, changes, [&] {
                const std::uint64_t end = lab->log().endIndex();
                return !changes.clock.running && end > before &&
                       changes.clock.now == lab->log().at(end - 1).time;
            }));
        }
        QVERIFY(changes.clock.now >= Moment{62s});
    }

    void runUntilEndedStopsAtTheEnding()
    {
        const auto lab = windows11();
        lab->open(keptAlive(2h));
        lab->runUntilOpened(kNever);
        lab->inject({ConnectionId{1}}, silent());
        lab->setPace({Pace::Kind::unlimited, 1});
        lab->runUntilEnded(ConnectionId{1});
        LabChanges changes;
        QVERIFY(drainUntil(*lab, changes, [&] {
            return changes.clock.now > Moment{2h} && !changes.clock.running;
        }));
        const Event last = lab->log().at(lab->log().endIndex() - 1);
        QCOMPARE(last.kind, EventKind::ended);
        QVERIFY(changes.clock.now == last.time);
    }

    void plannedFaultsComeAtTheirVeryMoment_data()
    {
        QTest::addColumn<double>("factor");
        QTest::newRow("x1000") << 1000.0;
        QTest::newRow("x100000") << 100'000.0;
    }
    /// Counted from the moment at which the later of the two is open, whatever the pace.
    void plannedFaultsComeAtTheirVeryMoment()
    {
        QFETCH(double, factor);
        const auto lab = windows11();
        lab->open(keptAlive(60s));
        lab->runUntilOpened(kNever);
        lab->setPace({Pace::Kind::factor, factor});
        lab->run();
        auto near = keptAlive(60s);
        near.name = "near";
        auto far = keptAlive(60s);
        far.delay = 700ms;
        Fault restored;
        restored.kind = FaultKind::restored;
        lab->openPlanned({near, far}, {{41s, restored}, {40s, silent()}, {20s, silent(), "near"}});
        LabChanges changes;
        QVERIFY(drainUntil(*lab, changes, [&] { return changes.clock.now > Moment{10min}; }));
        lab->pause();
        const auto moments = [&](std::uint32_t id, EventKind kind) {
            std::vector<nanoseconds> found;
            lab->log().visit(Moment{}, kNever, ConnectionId{id}, [&](auto, const Event& event) {
                if (event.kind == kind && !event.atPeerEnd()) {
                    found.push_back(event.time.time_since_epoch());
                }
            });
            return found;
        };
        QVERIFY(moments(1, EventKind::fault_set).empty());
        const auto open = moments(3, EventKind::opened);
        QCOMPARE(open.size(), std::size_t{1});
        QCOMPARE(moments(3, EventKind::fault_set), std::vector{open[0] + 40s});
        QCOMPARE(moments(3, EventKind::fault_cleared), std::vector{open[0] + 41s});
        QCOMPARE(moments(2, EventKind::fault_set).front(), open[0] + 20s);
    }

    void theUsersHandOnTheHostsReachesTheDefaults()
    {
        const auto lab = windows11();
        LabChanges changes;
        QVERIFY(drainUntil(*lab, changes, [&] { return !changes.defaults.empty(); }));
        QVERIFY(changes.defaults[0].idleTime == 2h);
        lab->changeHosts([](winsock::SimulatedHosts& hosts) {
            (void)hosts.setRegistryValue(HostId::first, "KeepAliveTime", 300'000);
            (void)hosts.restart(HostId::first, true);
        });
        QVERIFY(drainUntil(*lab, changes, [&] {
            return !changes.defaults.empty() && changes.defaults[0].idleTime == 5min;
        }));
        QCOMPARE(lab->journal().back().text, std::string("change the simulated hosts"));
    }

    void settingsAreAppliedWhilePaused()
    {
        const auto lab = windows11();
        lab->open(keptAlive(60s));
        lab->runUntilOpened(kNever);
        KeepAliveSettings settings;
        settings.idleTime = 30s;
        lab->apply({ConnectionId{1}}, settings);
        LabChanges changes;
        std::vector<AppliedSettings> applied;
        QVERIFY(drainUntil(*lab, changes, [&] {
            applied.insert(applied.end(), changes.applied.begin(), changes.applied.end());
            return !applied.empty();
        }));
        QVERIFY(applied[0].reports[0].ok());
        QVERIFY(applied[0].reports[0].idleTime.applied.value == 30s);
        const Moment before = lab->now();
        lab->runToEnd(before + 31s, false);
        QVERIFY(lab->log().lanes().next({ConnectionId{1}, false}, before,
                                        history::maskOf(EventKind::probe_sent)));
    }

    void aStoryTakesSecondsForHours()
    {
        const auto lab = windows11();
        lab->open(keptAlive(2h));
        lab->runUntilOpened(kNever);
        lab->setPace({Pace::Kind::story, 1});
        lab->run();
        QElapsedTimer timer;
        timer.start();
        LabChanges changes;
        // At most 3 s for the two hours; the rest is slack for a busy machine.
        QVERIFY(drainUntil(*lab, changes, [&] { return changes.clock.now >= Moment{2h}; }));
        QVERIFY2(timer.elapsed() >= 2000, qPrintable(QString::number(timer.elapsed())));
        lab->pause();
        QVERIFY(drainUntil(*lab, changes, [&] { return !changes.clock.running; }));
    }

    void closingTheLabWhileItRunsIsClean()
    {
        auto lab = windows11();
        OpenRequest request = keptAlive(1s);
        request.count = 200;
        lab->open(request);
        lab->setPace({Pace::Kind::factor, 100'000});
        lab->run();
        LabChanges changes;
        QVERIFY(drainUntil(*lab, changes, [&] { return lab->log().endIndex() > 1000; }));
        lab.reset();
    }
};

QTEST_APPLESS_MAIN(TestSimulatedLab)
#include "tst_simulated_lab.moc"
