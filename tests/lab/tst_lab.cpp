#include "core/lab/lab.h"
#include "tests/lab/scripted_stack.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;

namespace {

constexpr Moment at(nanoseconds time)
{
    return Moment{time};
}

Event happened(nanoseconds time, unsigned id, EventKind kind)
{
    Event event;
    event.time = at(time);
    event.connection = ConnectionId{id};
    event.kind = kind;
    return event;
}

std::shared_ptr<Script> script(std::initializer_list<Event> events, bool simulated = true)
{
    auto made = std::make_shared<Script>();
    made->simulated = simulated;
    for (const Event& event : events) {
        made->events.emplace(event.time, event);
    }
    return made;
}

std::unique_ptr<Lab> labOver(const std::shared_ptr<Script>& script)
{
    auto lab = Lab::over(
        [script](EventSink& sink, std::chrono::steady_clock::time_point) -> Result<MadeStack> {
            return MadeStack{std::make_unique<ScriptedStack>(script, sink)};
        });
    return std::move(lab).value();
}

OpenRequest connections(std::uint32_t count)
{
    OpenRequest request;
    request.count = count;
    return request;
}

/// Everything drained until `enough` is true of it; fails after five seconds.
template <typename Enough>
bool drainUntil(Lab& lab, LabChanges& sum, Enough enough)
{
    LabChanges changes;
    for (int i = 0; i < 5000; ++i) {
        lab.drain(changes);
        sum.rows.insert(sum.rows.end(), changes.rows.begin(), changes.rows.end());
        sum.opens.insert(sum.opens.end(), changes.opens.begin(), changes.opens.end());
        sum.asks.insert(sum.asks.end(), changes.asks.begin(), changes.asks.end());
        for (auto& applied : changes.applied) {
            sum.applied.push_back(std::move(applied));
        }
        for (auto& details : changes.details) {
            sum.details.push_back(std::move(details));
        }
        sum.clock = changes.clock;
        if (enough()) {
            return true;
        }
        QTest::qSleep(1);
    }
    return false;
}

} // namespace

/// The worker thread over a scripted stack. Threads need real time here: every wait ends as soon as what it waits for is there.
class TestLab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSimulationStartsPausedAtZero()
    {
        const auto lab = labOver(script({happened(1h, 1, EventKind::note)}));
        LabChanges changes;
        lab->drain(changes);
        QVERIFY(changes.clock.simulated);
        QVERIFY(!changes.clock.running);
        QVERIFY(changes.clock.nextEvent == at(1h));
        QVERIFY(lab->now() == at(0s));
        QCOMPARE(lab->startedUtcNs(), 0);
        QCOMPARE(changes.defaults.size(), 1u);
    }

    void runToEndTakesVirtualTimeAtOnce()
    {
        const auto lab = labOver(
            script({happened(2h, 1, EventKind::probe_sent), happened(30h, 1, EventKind::note)}));
        lab->runToEnd(at(24h), false);
        QVERIFY(lab->now() == at(24h));
        QCOMPARE(lab->log().endIndex(), 1u);
    }

    void runToEndStopsWhenAllHaveEnded()
    {
        const auto lab =
            labOver(script({happened(2h, 1, EventKind::ended), happened(3h, 2, EventKind::ended),
                            happened(4h, 2, EventKind::note)}));
        lab->open(connections(2));
        lab->runUntilOpened(at(24h));
        QVERIFY(lab->now() < at(1h));
        lab->runToEnd(at(24h), true);
        QVERIFY(lab->now() == at(3h));
    }

    void commandsAreDoneInOrderBetweenRuns()
    {
        const auto lab = labOver(script({}));
        lab->open(connections(1));
        lab->runUntilOpened(at(1s));
        lab->runToEnd(at(3s), false);
        Fault fault;
        fault.kind = FaultKind::silentForward;
        lab->inject({ConnectionId{1}}, fault);
        lab->runToEnd(at(5s), false);
        const Event last = lab->log().at(lab->log().endIndex() - 1);
        QCOMPARE(last.kind, EventKind::fault_set);
        QVERIFY(last.time == at(3s));
        QCOMPARE(lab->log().text(last.detail), std::string_view("silent"));
    }

    void stepToNextEventPausesThere()
    {
        const auto lab = labOver(
            script({happened(1h, 0, EventKind::note), happened(2h, 1, EventKind::probe_sent)}));
        lab->stepToNextEvent();
        LabChanges sum;
        QVERIFY(
            drainUntil(*lab, sum, [&] { return sum.clock.now == at(2h) && !sum.clock.running; }));
        QCOMPARE(lab->log().endIndex(), 1u);
    }

    void runUntilEndedStopsAtThatConnection()
    {
        const auto lab =
            labOver(script({happened(1h, 1, EventKind::ended), happened(2h, 2, EventKind::ended),
                            happened(3h, 3, EventKind::ended)}));
        lab->setPace({Pace::Kind::unlimited, 1});
        lab->runUntilEnded(ConnectionId{2});
        LabChanges sum;
        QVERIFY(
            drainUntil(*lab, sum, [&] { return sum.clock.now > at(0s) && !sum.clock.running; }));
        QVERIFY(sum.clock.now == at(2h));
    }

    void runForKeepsItsPaceAndItsEnd()
    {
        const auto lab = labOver(script({}));
        lab->setPace({Pace::Kind::factor, 100'000});
        lab->runFor(1000s);
        LabChanges sum;
        QVERIFY(drainUntil(*lab, sum,
                           [&] { return sum.clock.now == at(1000s) && !sum.clock.running; }));
    }

    void runUntilEndsAtItsMoment()
    {
        const auto lab = labOver(script({}));
        lab->setPace({Pace::Kind::factor, 100'000});
        lab->run();
        lab->runUntil(at(10'000s));
        LabChanges sum;
        QVERIFY(drainUntil(*lab, sum,
                           [&] { return sum.clock.now == at(10'000s) && !sum.clock.running; }));
        lab->run();
        lab->runUntil(at(1s));
        QVERIFY(drainUntil(*lab, sum, [&] { return !sum.clock.running; }));
    }

    void aRunTellsItsTarget()
    {
        const auto lab = labOver(script({}));
        lab->setPace({Pace::Kind::factor, 1});
        lab->runFor(1h);
        LabChanges sum;
        QVERIFY(drainUntil(*lab, sum, [&] { return sum.clock.target == at(1h); }));
        lab->pause();
        QVERIFY(drainUntil(*lab, sum, [&] { return !sum.clock.running; }));
        QVERIFY(sum.clock.target == kNever);
        lab->runUntilEnded(ConnectionId{7});
        QVERIFY(drainUntil(*lab, sum, [&] { return sum.clock.untilEnded == ConnectionId{7}; }));
        QVERIFY(sum.clock.target == kNever);
    }

    void openingReportsProgressAndRows()
    {
        const auto lab = labOver(script({}));
        const CommandId command = lab->open(connections(50));
        LabChanges sum;
        QVERIFY(
            drainUntil(*lab, sum, [&] { return !sum.opens.empty() && sum.opens.back().finished; }));
        QCOMPARE(sum.opens.back().command, command);
        QCOMPARE(sum.opens.back().opened, 50u);
        QVERIFY(!sum.rows.empty());
        QCOMPARE(lab->log().endIndex(), 50u);
    }

    void answersNameTheirCommand()
    {
        const auto lab = labOver(script({}));
        const CommandId applied =
            lab->apply({ConnectionId{1}, ConnectionId{2}}, KeepAliveSettings{true, {}, {}, {}});
        const CommandId asked = lab->ask(ConnectionId{2}, "hello");
        lab->requestDetails(ConnectionId{3});
        LabChanges sum;
        QVERIFY(drainUntil(*lab, sum, [&] { return !sum.details.empty() && !sum.asks.empty(); }));
        QCOMPARE(sum.applied[0].command, applied);
        QCOMPARE(sum.applied[0].reports.size(), 2u);
        QCOMPARE(sum.asks[0].command, asked);
        QCOMPARE(sum.details[0].id, ConnectionId{3});
    }

    void theJournalTellsWhatTheUserDid()
    {
        const auto lab = labOver(script({}));
        lab->open(connections(3));
        KeepAliveSettings settings;
        settings.enabled = true;
        settings.idleTime = 60s;
        lab->apply({ConnectionId{1}}, settings);
        lab->close({ConnectionId{1}, ConnectionId{2}}, CloseKind::reset);
        const auto journal = lab->journal();
        QCOMPARE(journal.size(), 3u);
        QCOMPARE(journal[0].text,
                 std::string("open 3 connections \"conn\" to the built-in peer: nothing"));
        QCOMPARE(journal[1].text, std::string("apply on, time 60 s to 1 connection"));
        QCOMPARE(journal[2].text, std::string("reset 2 connections"));
        QCOMPARE(journal[2].command, CommandId{3});
    }

    void theStackLivesAndDiesOnTheWorker()
    {
        const auto made = script({});
        labOver(made).reset();
        QVERIFY(made->madeOn != std::this_thread::get_id());
        QVERIFY(made->madeOn == made->destroyedOn);
    }

    void aStackThatCannotBeMadeIsAnError()
    {
        const auto lab =
            Lab::over([](EventSink&, std::chrono::steady_clock::time_point) -> Result<MadeStack> {
                return Error{24, "EMFILE", "epoll_create1", "", ""};
            });
        QVERIFY(!lab.ok());
        QCOMPARE(lab.error().symbol, std::string("EMFILE"));
    }

    void aLiveLabRunsInRealTime()
    {
        const auto lab = labOver(script({happened(30ms, 1, EventKind::probe_sent)}, false));
        QVERIFY(lab->startedUtcNs() > 0);
        lab->runToEnd(at(60ms), false);
        QVERIFY(lab->now() >= at(60ms));
        QCOMPARE(lab->log().endIndex(), 1u);
        lab->pause();
        lab->runToEnd(at(80ms), false);
        QVERIFY(lab->now() >= at(80ms));
    }

    void aLiveRunEndsWithItsLastConnection()
    {
        const auto lab = labOver(script({happened(40ms, 1, EventKind::ended)}, false));
        lab->open(connections(1));
        lab->runUntilOpened(at(1h));
        lab->runToEnd(at(1h), true);
        QVERIFY(lab->now() < at(1h));
        QCOMPARE(lab->log().at(lab->log().endIndex() - 1).kind, EventKind::ended);
    }
};

QTEST_APPLESS_MAIN(TestLab)
#include "tst_lab.moc"
