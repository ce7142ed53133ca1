#include "tests/ui/warnings.h"
#include "timeline_sample.h"
#include "ui/timeline/hover_box.h"
#include "ui/timeline/lane_history.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;
using sample::at;

namespace {

LaneModel modelOf(const sample::Recording& recording, std::uint32_t lane, Moment from = at(0),
                  Moment until = kNever, bool peerEnd = false)
{
    const auto* entry = recording.store.find(static_cast<ConnectionId>(lane));
    LaneContext context;
    context.now = recording.now;
    context.simulated = recording.simulated;
    return LaneHistory(*recording.log).model(entry->row, peerEnd, from, until, context);
}

sample::Recording oneLane(const std::function<void(sample::Script&, sample::Script::Lane&)>& write,
                          Moment now)
{
    sample::Script script;
    write(script, script.lane("one", {true, 10s, 2s, 3}));
    return script.recorded(now);
}

/// What the hover says of the first lane, its lines joined by bars.
QString hoverAt(const sample::Recording& recording, double seconds)
{
    TimelineScene scene;
    scene.store = &recording.store;
    scene.log = recording.log.get();
    scene.now = recording.now;
    const auto* entry = recording.store.find(static_cast<ConnectionId>(1));
    return hoverLines(scene, *entry, at(seconds)).join(QLatin1Char('|'));
}

} // namespace

class LaneModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void everyReceivedSegmentRestartsTheRamp()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::data_received, at(4));
                script.event(lane, EventKind::data_sent, at(6));
                script.event(lane, EventKind::data_received, at(6.1));
                script.probe(lane, at(16.1), 1, true);
            },
            at(20));
        const auto model = modelOf(recording, 1);
        QCOMPARE(int(model.ramps.size()), 4);
        QCOMPARE(model.ramps[1].lastSegment, at(4));
        QCOMPARE(model.ramps[1].until, at(6.1));
        QCOMPARE(model.ramps[1].heightAt(at(6)), 0.2);
        QCOMPARE(model.ramps[2].heightAt(at(16.1)), 1.0);
        QCOMPARE(model.ramps[3].until, at(20));
    }

    void aChangeOfSettingsRaisesTheRampAtOnce()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::settings_changed, at(4), "5 s / 1 s / 3");
            },
            at(5));
        const auto model = modelOf(recording, 1);
        QCOMPARE(int(model.ramps.size()), 2);
        QCOMPARE(model.ramps[0].heightAt(at(4)), 0.4);
        QCOMPARE(model.ramps[1].lastSegment, at(0));
        QCOMPARE(model.ramps[1].heightAt(at(4)), 0.8);
        QCOMPARE(int(model.settings.size()), 2);
        QCOMPARE(model.settings[0].settings.idleTime, milliseconds{10s});
        QCOMPARE(model.settings[1].settings.idleTime, milliseconds{5s});
    }

    void anEarlierStretchHasTheValuesOfItsTime()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::settings_changed, at(4), "5 s / 1 s / 3");
                script.event(lane, EventKind::settings_changed, at(8), "off").flags =
                    event_flag::kKeepAliveOff;
            },
            at(20));
        QCOMPARE(modelOf(recording, 1, at(5), at(7)).ramps.back().time, nanoseconds{5s});
        QCOMPARE(modelOf(recording, 1, at(9), at(10)).ramps.back().time, nanoseconds{0});
    }

    void aProbeAndItsFateAreOneMark_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("answered") << true;
        QTest::newRow("unanswered") << false;
    }
    void aProbeAndItsFateAreOneMark()
    {
        QFETCH(bool, answered);
        const auto recording = oneLane(
            [&](auto& script, auto& lane) { script.probe(lane, at(10), 1, answered); }, at(13));
        const auto model = modelOf(recording, 1);
        const auto probes = std::count_if(model.marks.begin(), model.marks.end(),
                                          [](const LaneMark& mark) { return mark.isProbe(); });
        QCOMPARE(int(probes), 1);
        QCOMPARE(model.marks.back().fate, answered ? ProbeFate::answered : ProbeFate::unanswered);
        QCOMPARE(model.marks.back().at, at(10));
    }

    void theStaircaseClimbsWithEachProbe()
    {
        const auto model = modelOf(sample::xpBesideEleven(), 2);
        QCOMPARE(int(model.stairs.size()), 10);
        for (int k = 1; k <= 10; ++k) {
            const auto& stair = model.stairs[static_cast<std::size_t>(k - 1)];
            QCOMPARE(stair.probe, k);
            QCOMPARE(stair.from, at(7200 + k - 1));
            QCOMPARE(stair.assumed, k == 10); // P3
        }
        QVERIFY(model.ending);
        QCOMPARE(model.ending->by, EndedBy::keepAlive);
        QCOMPARE(model.stairs.back().until, at(7210));
    }

    void anAnswerEndsTheStaircase()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.probe(lane, at(10), 1, false);
                script.probe(lane, at(12), 2, true);
            },
            at(15));
        const auto model = modelOf(recording, 1);
        QCOMPARE(int(model.stairs.size()), 2);
        QVERIFY(model.stairs.back().until < at(12.01));
        QCOMPARE(model.marks.back().fate, ProbeFate::answered);
    }

    void dataInFlightWaits()
    {
        const auto model = modelOf(sample::mainWindow(), 5);
        QCOMPARE(int(model.waiting.size()), 1);
        QCOMPARE(model.waiting.back().until, at(720));
    }

    void anAcknowledgementStampedBeforeItsDataIsNoWait_data()
    {
        QTest::addColumn<bool>("sentAgain");
        QTest::newRow("the acknowledgement came at once") << false;
        QTest::newRow("the data had to be sent again") << true;
    }
    void anAcknowledgementStampedBeforeItsDataIsNoWait()
    {
        QFETCH(bool, sentAgain);
        const auto recording = oneLane(
            [sentAgain](auto& script, auto& lane) {
                script.event(lane, EventKind::data_received, at(4));
                script.event(lane, EventKind::data_sent, at(4.001));
                if (sentAgain) {
                    script.event(lane, EventKind::retransmitted, at(4.2));
                }
                script.probe(lane, at(14), 1, true);
            },
            at(20));
        QCOMPARE(modelOf(recording, 1).waiting.size(), std::size_t(sentAgain ? 1 : 0));
    }

    void aFaultLastsUntilItIsCleared()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::fault_set, at(3), "silent");
                script.event(lane, EventKind::fault_cleared, at(8));
            },
            at(20));
        for (const auto from : {at(0), at(5)}) {
            const auto model = modelOf(recording, 1, from);
            QCOMPARE(int(model.faults.size()), 1);
            QCOMPARE(model.faults[0].from, at(3));
            QCOMPARE(model.faults[0].until, at(8));
        }
    }

    void theViewsLeftEdgeKnowsWhatWasBefore()
    {
        const auto recording = sample::mainWindow();
        const auto model = modelOf(recording, 1, at(715));
        QVERIFY(!model.ramps.empty());
        QVERIFY(model.ramps.front().lastSegment < at(715));
        QVERIFY(model.ramps.front().lastSegment > at(700));
    }

    void thePeersEventsAreAnotherLane()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::data_received, at(2)).flags = event_flag::kPeerEnd;
                script.event(lane, EventKind::data_received, at(5));
            },
            at(10));
        const auto model = modelOf(recording, 1);
        QCOMPARE(int(model.ramps.size()), 2);
        const auto peer = modelOf(recording, 1, at(0), kNever, true);
        QCOMPARE(int(peer.marks.size()), 1);
        QCOMPARE(peer.marks[0].at, at(2));
    }

    void theHoverNamesTheSettingsOfItsTime()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::settings_changed, at(4),
                             "5 s / 1 s / 3, TCP_KEEPIDLE on this socket");
                script.event(lane, EventKind::settings_changed, at(8), "off").flags =
                    event_flag::kKeepAliveOff;
                script.event(lane, EventKind::settings_changed, at(12), "30 s / 1 s / 3");
                lane.row.idleTime = {30s, Origin::socketOption};
                lane.row.local.lastReceived = at(0);
                lane.row.local.deadline = at(30);
            },
            at(20));
        const auto linesAt = [&](double seconds) { return hoverAt(recording, seconds); };
        QVERIFY2(linesAt(2).endsWith(QStringLiteral("|time 10 s")), qPrintable(linesAt(2)));
        QVERIFY(linesAt(5).endsWith(QStringLiteral("|time 5 s, TCP_KEEPIDLE on this socket")));
        QVERIFY(linesAt(9).contains(QStringLiteral("|off")));
        QVERIFY2(!linesAt(9).contains(QStringLiteral("deadline")), "today's deadline");
        QVERIFY(linesAt(15).contains(QStringLiteral("|time 30 s, ")));
        QVERIFY(linesAt(15).contains(QStringLiteral("deadline in 15")));
        QVERIFY2(linesAt(2).contains(QStringLiteral("deadline in 8")), "the one of then");
    }

    void severalFaultsAreOneBand_data()
    {
        QTest::addColumn<QStringList>("faults"); // a second apart
        QTest::addColumn<QString>("bands");
        QTest::newRow("path, then peer")
            << QStringList{QStringLiteral("silent"), QStringLiteral("hang")}
            << QStringLiteral("1-20");
        QTest::newRow("back from both")
            << QStringList{QStringLiteral("silent"), QStringLiteral("hang"), QStringLiteral("back")}
            << QStringLiteral("1-3");
        QTest::newRow("a reset is no state")
            << QStringList{QStringLiteral("reset"), QStringLiteral("silent")}
            << QStringLiteral("2-20");
        QTest::newRow("nobody takes a reboot back")
            << QStringList{QStringLiteral("reboot"), QStringLiteral("back")}
            << QStringLiteral("1-2 2-20");
    }
    void severalFaultsAreOneBand()
    {
        QFETCH(QStringList, faults);
        QFETCH(QString, bands);
        const auto recording = oneLane(
            [&](auto& script, auto& lane) {
                double seconds = 0;
                for (const auto& fault : faults) {
                    const bool back = fault == QLatin1String("back");
                    script.event(lane, back ? EventKind::fault_cleared : EventKind::fault_set,
                                 at(++seconds), fault.toStdString());
                }
                const bool over = faults.contains(QLatin1String("back")) &&
                                  !faults.contains(QLatin1String("reboot"));
                lane.row.activeFault = over ? 0 : 1;
            },
            at(20));
        QStringList found;
        for (const auto& band : modelOf(recording, 1).faults) {
            found << QStringLiteral("%1-%2")
                         .arg((band.from - at(0)) / 1s)
                         .arg((band.until - at(0)) / 1s);
        }
        QCOMPARE(found.join(QLatin1Char(' ')), bands);
    }

    /// While probes go unanswered the row's deadline is the next probe's.
    void theHoverNamesTheDeadlineOfItsTime()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.probe(lane, at(10), 1, false);
                lane.row.local.lastReceived = at(0);
                lane.row.local.unanswered = 1;
                lane.row.local.deadline = at(12);
            },
            at(11.5));
        const auto linesAt = [&](double seconds) { return hoverAt(recording, seconds); };
        QVERIFY2(linesAt(1).contains(QStringLiteral("deadline in 9")), qPrintable(linesAt(1)));
        QVERIFY2(!linesAt(11).contains(QStringLiteral("deadline")), qPrintable(linesAt(11)));
        QVERIFY2(linesAt(11.5).contains(QStringLiteral("deadline in 0.5")),
                 qPrintable(linesAt(11.5)));
    }

    void thePeersKeepAliveIsItsOwn_data()
    {
        QTest::addColumn<bool>("on");
        QTest::addColumn<double>("deadline");
        QTest::newRow("off, as the built-in peer's is") << false << 0.0;
        QTest::newRow("on, due after 30 s") << true << 30.0;
    }
    void thePeersKeepAliveIsItsOwn()
    {
        QFETCH(bool, on);
        QFETCH(double, deadline);
        const auto recording = oneLane(
            [&](auto&, auto& lane) {
                lane.row.peer.keepAliveOn = on;
                lane.row.peer.lastReceived = at(0);
                lane.row.peer.deadline = on ? at(deadline) : kNever;
            },
            at(20));
        const auto peer = modelOf(recording, 1, at(0), kNever, true);
        QCOMPARE(int(peer.ramps.size()), 1);
        QCOMPARE(peer.ramps[0].time, nanoseconds{sample::span(deadline)});
        QCOMPARE(peer.settings.back().settings.enabled, on);
        QCOMPARE(modelOf(recording, 1).ramps[0].time, nanoseconds{10s});
    }

    void aProbeThatReachedThePeerRestartsItsIdleTime()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                lane.row.peer.keepAliveOn = true;
                lane.row.peer.lastReceived = at(25);
                lane.row.peer.deadline = at(55);
                script.probe(lane, at(10), 1, true);
                script.probe(lane, at(25), 1, false); // it arrived, its answer was lost
            },
            at(30));
        const auto peer = modelOf(recording, 1, at(0), kNever, true);
        QCOMPARE(int(peer.ramps.size()), 3);
        QVERIFY(peer.ramps[1].lastSegment >= at(10) && peer.ramps[1].lastSegment <= at(10.0004));
        QCOMPARE(peer.ramps[2].lastSegment, at(25));
        QVERIFY2(peer.marks.empty() && peer.stairs.empty(), "the probe is the other end's");
        const auto later = modelOf(recording, 1, at(20), kNever, true);
        QCOMPARE(later.ramps.front().lastSegment, peer.ramps[1].lastSegment);
    }

    void aFaultLiesOnThePeersPathFromWhenItBegan()
    {
        const auto recording = oneLane(
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::fault_set, at(3), "silent");
                script.event(lane, EventKind::fault_cleared, at(5));
                script.event(lane, EventKind::fault_set, at(12), "silent");
                lane.row.activeFault = 1;
            },
            at(20));
        const auto peer = modelOf(recording, 1, at(0), kNever, true);
        QCOMPARE(int(peer.faults.size()), 2);
        QCOMPARE(peer.faults[0].from, at(3));
        QCOMPARE(peer.faults[0].until, at(5));
        QCOMPARE(peer.faults[1].from, at(12));
        QCOMPARE(peer.faults[1].until, at(20));
        QCOMPARE(modelOf(recording, 1, at(15), kNever, true).faults.back().from, at(12));
    }
};

QTEST_APPLESS_MAIN(LaneModelTest)
#include "tst_lane_model.moc"
