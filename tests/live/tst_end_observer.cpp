#include "core/live/end_observer.h"
#include "tests/live/fake_kernel.h"

#include <QTest>

#include <cerrno>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

namespace {

constexpr auto kId = static_cast<ConnectionId>(7);

SettingsInForce settingsOf(milliseconds idle, milliseconds interval, std::uint16_t count)
{
    return {true, idle, interval, count};
}

/// A kernel, an observer that looks at it, and everything that the observer said.
struct Bench {
    explicit Bench(const SettingsInForce& s, nanoseconds tick = 4ms,
                   std::int64_t jiffies = 4'294'937'296)
        : settings(s)
        , kernel(s, tick, Moment{3'333us}, jiffies)
        , order(sink)
    {
        kernel.advanceTo(Moment{5ms});
        observer.begin(kernel.sample(timerVisible), context());
        observer.settingsChanged(kernel.now(), false, true, context());
    }

    [[nodiscard]] EndContext context() const
    {
        return {kId, false, loopback, settings, kernel.grid()};
    }
    bool look()
    {
        const bool changed = observer.observe(kernel.sample(timerVisible), context(), order);
        collect(kernel.now());
        return changed;
    }
    void run(nanoseconds duration, nanoseconds period = 250ms)
    {
        const Moment end = kernel.now() + duration;
        while (kernel.now() < end && !kernel.dead()) {
            kernel.advanceTo(kernel.now() + period);
            if (!kernel.dead()) {
                look();
            }
        }
    }
    void finish(EndedBy by, std::uint16_t error)
    {
        observer.finish(kernel.sample(timerVisible), {kernel.now(), 500us, by, error, {}},
                        context(), order);
        collect(kernel.now());
    }
    void collect(Moment until)
    {
        order.publish(until);
        std::vector<Event> fresh;
        std::vector<std::string> newTexts;
        sink.take(fresh, newTexts);
        events.insert(events.end(), fresh.begin(), fresh.end());
        texts.insert(texts.end(), newTexts.begin(), newTexts.end());
    }

    [[nodiscard]] std::vector<Event> only(EventKind kind) const
    {
        std::vector<Event> found;
        std::copy_if(events.begin(), events.end(), std::back_inserter(found),
                     [kind](const Event& event) { return event.kind == kind; });
        return found;
    }
    /// "p1 a1 p1 u1 p2 x": probes, answers, unanswered ones and the end, with their numbers.
    [[nodiscard]] QString story() const
    {
        QStringList words;
        for (const Event& event : events) {
            const QString number = QString::number(event.probeNumber);
            if (event.kind == EventKind::probe_sent) {
                words << "p" + number;
            } else if (event.kind == EventKind::probe_answered) {
                words << "a" + number;
            } else if (event.kind == EventKind::probe_unanswered) {
                words << "u" + number;
            } else if (event.kind == EventKind::ended) {
                words << QString(QLatin1Char(endedLetter(event.endedBy)));
            }
        }
        return words.join(QLatin1Char(' '));
    }

    SettingsInForce settings;
    bool loopback = true;
    bool timerVisible = true;
    FakeKernel kernel;
    EventSink sink;
    EventOrder order;
    EndObserver observer;
    std::vector<Event> events;
    std::vector<std::string> texts;
};

} // namespace

class EndObserverTest : public QObject {
    Q_OBJECT

    /// Every probe and every answer that the kernel made is told once, in order, at its time give or take the stated uncertainty.
    static void compareWithTruth(const Bench& bench)
    {
        std::vector<Event> told;
        for (const Event& event : bench.events) {
            if (event.kind == EventKind::probe_sent || event.kind == EventKind::probe_answered) {
                told.push_back(event);
            }
        }
        std::vector<FakeKernel::Truth> truth = bench.kernel.truth();
        truth.erase(
            std::remove_if(truth.begin(), truth.end(), [](const auto& t) { return t.what == 'x'; }),
            truth.end());
        QCOMPARE(told.size(), truth.size());
        for (std::size_t i = 0; i < told.size(); ++i) {
            QCOMPARE(told[i].kind == EventKind::probe_sent ? 'p' : 'a', truth[i].what);
            const auto error = std::abs((told[i].time - truth[i].at).count());
            QVERIFY2(error <= std::int64_t{told[i].uncertaintyNs} + 100'000,
                     qPrintable(QStringLiteral("event %1 is %2 us off, said +-%3 us")
                                    .arg(i)
                                    .arg(error / 1000)
                                    .arg(told[i].uncertaintyNs / 1000)));
        }
    }

private slots:
    void nothingMissedNothingInvented_data()
    {
        QTest::addColumn<int>("idle");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("hz");
        QTest::addColumn<int>("looksPerSecond");
        QTest::addColumn<bool>("timerVisible");
        QTest::addColumn<bool>("loopback");
        for (const int hz : {100, 250, 1000}) {
            for (const bool visible : {true, false}) {
                for (const bool loopback : {true, false}) {
                    for (const auto& [idle, interval] :
                         {std::pair{1, 1}, {2, 1}, {3, 2}, {1, 3}, {5, 1}, {10, 7}}) {
                        const QString name =
                            QStringLiteral("%1 s / %2 s, HZ %3, 4 looks a second%4%5")
                                .arg(idle)
                                .arg(interval)
                                .arg(hz)
                                .arg(visible ? QString() : QStringLiteral(", TCP_INFO only"))
                                .arg(loopback ? QString() : QStringLiteral(", a network"));
                        QTest::newRow(qPrintable(name))
                            << idle << interval << hz << 4 << visible << loopback;
                    }
                }
            }
        }
        QTest::newRow("1 s / 1 s, 2 looks a second") << 1 << 1 << 250 << 2 << true << true;
        QTest::newRow("1 s / 1 s, 50 looks a second") << 1 << 1 << 250 << 50 << true << true;
        QTest::newRow("2 s / 1 s, 7 looks a second") << 2 << 1 << 250 << 7 << true << true;
    }
    void nothingMissedNothingInvented()
    {
        QFETCH(int, idle);
        QFETCH(int, interval);
        QFETCH(int, hz);
        QFETCH(int, looksPerSecond);
        QFETCH(bool, timerVisible);
        QFETCH(bool, loopback);
        Bench bench(settingsOf(std::chrono::seconds{idle}, std::chrono::seconds{interval}, 4),
                    nanoseconds{1s} / hz);
        bench.timerVisible = timerVisible;
        bench.loopback = loopback;
        if (!bench.loopback) {
            bench.kernel.roundTrip = 23ms;
        }
        const nanoseconds period = nanoseconds{1s} / looksPerSecond + 17us;
        bench.run(60s, period); // healthy
        for (int round = 0; round < 5; ++round) {
            bench.kernel.peerHears = false; // some probes are lost, never as many as would break it
            bench.run(std::chrono::seconds{2 * interval}, period);
            bench.kernel.peerHears = true;
            bench.run(std::chrono::seconds{3 * (idle + interval)}, period);
        }
        QVERIFY(!bench.kernel.dead());
        QVERIFY(bench.kernel.truth().size() > 10);
        compareWithTruth(bench);
        QVERIFY(bench.only(EventKind::observation_gap).empty());
    }

    void peerPoweredOff()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.run(1500ms);
        bench.kernel.peerHears = false;
        bench.run(10s);
        QVERIFY(bench.kernel.dead());
        const Moment broken = bench.kernel.truth().back().at;
        bench.finish(EndedBy::keepAlive, ETIMEDOUT);
        QCOMPARE(bench.story(), QStringLiteral("p1 a1 p1 u1 p2 u2 p3 u3 K"));
        const Event ended = bench.events.back();
        QCOMPARE(ended.errorCode, std::uint16_t{ETIMEDOUT});
        QVERIFY(ended.time - broken <= 250ms);
        // an unanswered probe is told when the next one leaves, not when it was sent itself
        const std::vector<Event> unanswered = bench.only(EventKind::probe_unanswered);
        const std::vector<Event> sent = bench.only(EventKind::probe_sent);
        QCOMPARE(unanswered[0].time, sent[2].time);
        QCOMPARE(bench.observer.probesSent(), 4u);
        QCOMPARE(bench.observer.probesAnswered(), 1u);
    }

    void predictionsComeTrue()
    {
        Bench bench(settingsOf(2s, 1s, 3));
        bench.kernel.peerHears = false;
        bench.kernel.advanceTo(bench.kernel.now() + 250ms);
        bench.look();
        const EndTimers timers = bench.observer.timers(bench.context());
        bench.run(20s);
        const auto& truth = bench.kernel.truth();
        QCOMPARE((truth.front().at - timers.predictedProbe).count(),
                 100'000); // the softirq's delay
        QCOMPARE((truth.back().at - timers.predictedEnd).count(), 100'000);
        QVERIFY(timers.deadline < timers.predictedProbe);
    }

    void lazyTimerRunsOutWithNothingDue()
    {
        // idle time 6 s, data at 4 s: the timer runs out at 6 s, sends nothing, and the probe leaves at 10 s
        Bench bench(settingsOf(6s, 1s, 3));
        bench.run(4s);
        bench.kernel.dataArrives(5);
        bench.run(8s);
        const std::vector<Event> idle = bench.only(EventKind::timer_idle);
        QCOMPARE(idle.size(), std::size_t{2}); // and once more an interval after the answered probe
        QVERIFY(idle[0].time > Moment{6s} && idle[0].time < Moment{6300ms});
        const std::vector<Event> sent = bench.only(EventKind::probe_sent);
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent[0].time > Moment{10s} && sent[0].time < Moment{10400ms});
        compareWithTruth(bench);
    }

    void unreadDataIsTold()
    {
        Bench bench(settingsOf(5s, 1s, 3));
        bench.run(1s);
        const Moment at = bench.kernel.now();
        bench.kernel.dataArrives(3);
        bench.run(1s);
        const std::vector<Event> data = bench.only(EventKind::data_received);
        QCOMPARE(data.size(), std::size_t{1});
        QVERIFY(at - data[0].time <= 4ms && data[0].time <= at);
        QCOMPARE(bench.texts.at(static_cast<std::size_t>(data[0].detail) - 1),
                 std::string("3 bytes"));
    }

    void dataThatTheProgramTookIsNotToldTwice()
    {
        Bench bench(settingsOf(5s, 1s, 3));
        bench.run(1s);
        bench.kernel.dataArrives(3);
        bench.observer.programTook(3);
        bench.run(1s);
        QVERIFY(bench.only(EventKind::data_received).empty());
    }

    void acknowledgementOfOurDataRestartsIdle()
    {
        Bench bench(settingsOf(5s, 1s, 3));
        bench.run(2s);
        bench.kernel.dataSentAndAcknowledged(10);
        bench.run(1s);
        const std::vector<Event> data = bench.only(EventKind::data_received);
        QCOMPARE(data.size(), std::size_t{1});
        QCOMPARE(bench.texts.at(static_cast<std::size_t>(data[0].detail) - 1),
                 std::string("acknowledgement of 10 bytes"));
        const EndTimers timers = bench.observer.timers(bench.context());
        QVERIFY(timers.deadline - Moment{7s} < 10ms);
        QVERIFY(bench.only(EventKind::probe_answered).empty());
    }

    void unacknowledgedDataSuspendsKeepAlive()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.run(500ms);
        bench.kernel.dataSentInVain(2);
        bench.run(5s);
        QVERIFY(bench.only(EventKind::probe_sent).empty());
        const std::vector<Event> again = bench.only(EventKind::retransmitted);
        QCOMPARE(again.size(), std::size_t{1});
        const EndTimers timers = bench.observer.timers(bench.context());
        QCOMPARE(timers.waiting, Waiting::dataInFlight);
        QCOMPARE(timers.deadline, kNever);
        QCOMPARE(timers.predictedEnd, kNever);
    }

    void zeroWindowProbesAreNoKeepAliveProbes()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.run(500ms);
        EndSample closed = bench.kernel.sample();
        closed.notSentBytes =
            100; // the peer's window is closed: its persist timer counts in the same place
        closed.timer = KernelTimer::persist;
        for (std::uint8_t probes = 0; probes < 4; ++probes) {
            closed.probesOut = probes;
            closed.segmentsOut += probes;
            closed.earliest += 250ms;
            closed.latest += 250ms;
            (void)bench.observer.observe(closed, bench.context(), bench.order);
        }
        bench.collect(closed.latest);
        QVERIFY(bench.only(EventKind::probe_sent).empty());
        QCOMPARE(bench.observer.timers(bench.context()).waiting, Waiting::zeroWindow);
        QCOMPARE(bench.observer.timers(bench.context()).deadline, kNever);
    }

    void probesOfThePeerAreNotOurs()
    {
        Bench bench(settingsOf(3s, 1s, 3));
        for (int i = 0; i < 20; ++i) {
            bench.run(700ms);
            bench.kernel.peerProbesUs();
        }
        compareWithTruth(bench);
    }

    void lateLookIsAGapNotAnInvention()
    {
        Bench bench(settingsOf(1s, 1s, 9));
        bench.run(2s);
        const std::size_t before = bench.kernel.truth().size();
        bench.kernel.advanceTo(bench.kernel.now() + 5s); // the process was stopped
        bench.look();
        const std::size_t during = bench.kernel.truth().size() - before;
        const std::vector<Event> gaps = bench.only(EventKind::observation_gap);
        QCOMPARE(gaps.size(), std::size_t{1});
        const std::uint32_t told = 2; // the last probe and its answer have a time
        QCOMPARE(bench.observer.takeMissed(), static_cast<std::uint32_t>(during) - told);
        QCOMPARE(bench.observer.takeMissed(), 0u);
        QCOMPARE(bench.observer.probesSent() + bench.observer.probesAnswered(),
                 static_cast<std::uint32_t>(bench.kernel.truth().size()));
        QVERIFY(bench.events.back().time <= bench.kernel.now());
        bench.run(3s);
        QCOMPARE(bench.only(EventKind::observation_gap).size(), std::size_t{1});
    }

    void lateLookAtASilentPeer()
    {
        Bench bench(settingsOf(1s, 1s, 20));
        bench.kernel.peerHears = false;
        bench.run(2s);
        bench.kernel.advanceTo(bench.kernel.now() + 5s);
        bench.look();
        QCOMPARE(bench.only(EventKind::observation_gap).size(), std::size_t{1});
        QCOMPARE(bench.observer.timers(bench.context()).unanswered,
                 static_cast<std::uint16_t>(bench.kernel.truth().size()));
        const Event last = bench.only(EventKind::probe_sent).back();
        QCOMPARE(int{last.probeNumber}, static_cast<int>(bench.kernel.truth().size()));
        QVERIFY(std::abs((last.time - bench.kernel.truth().back().at).count()) < 4'000'000);
    }

    void switchedOffAndOn()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.run(1500ms);
        bench.settings.enabled = false;
        bench.kernel.apply(bench.settings, false);
        bench.observer.settingsChanged(bench.kernel.now(), true, false, bench.context());
        bench.run(5s);
        QCOMPARE(bench.observer.timers(bench.context()).deadline, kNever);
        bench.settings.enabled = true;
        bench.kernel.apply(bench.settings, false);
        bench.observer.settingsChanged(bench.kernel.now(), false, false, bench.context());
        const EndTimers timers = bench.observer.timers(bench.context());
        QVERIFY(timers.rampFrom > timers.lastReceived);
        bench.run(5s);
        compareWithTruth(bench);
        QVERIFY(bench.kernel.truth().size() >= 8);
    }

    void shorterIdleTimeWhileIdleProbesAtOnce()
    {
        Bench bench(settingsOf(60s, 1s, 3));
        bench.run(3s);
        bench.settings.idleTime = 1s;
        bench.kernel.apply(bench.settings, true);
        bench.observer.settingsChanged(bench.kernel.now(), true, true, bench.context());
        bench.run(500ms);
        QCOMPARE(bench.story(), QStringLiteral("p1 a1"));
        compareWithTruth(bench);
    }

    void resetAnswersTheProbe()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.run(900ms);
        bench.kernel.peerHears = false;
        bench.kernel.advanceTo(bench.kernel.truth().empty() ? bench.kernel.now() + 150ms
                                                            : bench.kernel.now());
        QCOMPARE(bench.kernel.truth().size(), std::size_t{1});
        bench.finish(EndedBy::reset, ECONNRESET);
        QCOMPARE(bench.story(), QStringLiteral("p1 R"));
    }

    void keepAliveOffSaysNothing()
    {
        Bench bench({});
        bench.run(30s);
        QVERIFY(bench.events.empty());
        QCOMPARE(bench.observer.timers(bench.context()).armedExpiry, kNever);
    }

    void lookWithoutNewsChangesNothing()
    {
        Bench bench(settingsOf(7'200s, 75s, 9));
        bench.kernel.advanceTo(bench.kernel.now() + 250ms);
        bench.look();
        for (int i = 0; i < 100; ++i) {
            bench.kernel.advanceTo(bench.kernel.now() + 250ms);
            QVERIFY(!bench.look());
        }
        QVERIFY(bench.events.empty());
    }

    void answerTimeOverANetwork()
    {
        Bench bench(settingsOf(1s, 1s, 3));
        bench.loopback = false;
        bench.kernel.roundTrip = 48ms;
        bench.run(3s);
        QVERIFY(std::abs((bench.observer.takeAnswerTime() - 48ms).count()) <= 8'000'000);
        QCOMPARE(bench.observer.takeAnswerTime(), 0ns);
    }
};

QTEST_APPLESS_MAIN(EndObserverTest)
#include "tst_end_observer.moc"
