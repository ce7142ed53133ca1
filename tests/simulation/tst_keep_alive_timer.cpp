#include "core/simulation/keep_alive_timer.h"

#include <QtTest>

using namespace kai;
using namespace kai::simulation;
using namespace std::chrono_literals;
using Step = KeepAliveTimer::Step;

namespace {

constexpr bool kWaited = true;

KeepAliveTimer started(milliseconds idle, milliseconds interval, std::uint16_t count)
{
    KeepAliveTimer timer;
    timer.change({true, idle, interval, count, Origin::keepAliveVals}, Moment{}, false);
    timer.start(Moment{});
    return timer;
}

} // namespace

/// Section 4 of the contract without a network: only moments.
class KeepAliveTimerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitsWhenItShould_data();
    void waitsWhenItShould();
    void countsToTheEnd();
    void nothingIsDueEarly();
    void heardAgain();
    void theLastWriterIsNamed();
    void fewerProbesThanAreUnansweredAlready();
    void onAgainKeepsTheTimes();
    void everyMomentIsSaturated();
};

void KeepAliveTimerTest::waitsWhenItShould_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("P9: before the connection is open") << "not started";
    QTest::newRow("P9: after it") << "stopped";
    QTest::newRow("S1: off") << "off";
    QTest::newRow("D3: no probes") << "count 0";
    QTest::newRow("P7: data in flight") << "in flight";
}

void KeepAliveTimerTest::waitsWhenItShould()
{
    QFETCH(QString, what);
    KeepAliveTimer timer;
    timer.change({what != "off", 10s, 1s, what == "count 0" ? 0 : 3, Origin::socketOption},
                 Moment{}, false);
    if (what != "not started") {
        timer.start(Moment{});
    }
    if (what == "stopped") {
        timer.stop();
    }
    timer.holdForData(what == "in flight");
    QCOMPARE(timer.deadline(kWaited), kNever);
    QCOMPARE(timer.breaksAt(kWaited), kNever);
    QCOMPARE(timer.expire(Moment{1000h}, kWaited), Step::wait);
}

void KeepAliveTimerTest::countsToTheEnd()
{
    KeepAliveTimer timer = started(10s, 2s, 3);
    for (int probe = 1; probe <= 3; ++probe) {
        QCOMPARE(timer.breaksAt(kWaited), Moment{16s});
        QCOMPARE(timer.deadline(kWaited), Moment{10s + (probe - 1) * 2s});
        QCOMPARE(timer.expire(timer.deadline(kWaited), kWaited), Step::probe);
        QCOMPARE(timer.unanswered(), std::uint16_t(probe));
    }
    QCOMPARE(timer.breaksAt(kWaited), Moment{16s});
    QCOMPARE(timer.expire(Moment{16s}, kWaited), Step::broken);
    QVERIFY(!timer.running());
    QCOMPARE(timer.unanswered(), std::uint16_t{3});
    QCOMPARE(timer.deadline(kWaited), kNever);
}

void KeepAliveTimerTest::nothingIsDueEarly()
{
    KeepAliveTimer timer = started(10s, 2s, 3);
    QCOMPARE(timer.expire(Moment{10s - 1ns}, kWaited), Step::wait);
    QCOMPARE(timer.unanswered(), std::uint16_t{0});
}

void KeepAliveTimerTest::heardAgain()
{
    KeepAliveTimer timer = started(10s, 2s, 3);
    timer.expire(Moment{10s}, kWaited);
    timer.expire(Moment{12s}, kWaited);
    timer.received(Moment{13s});
    QCOMPARE(timer.unanswered(), std::uint16_t{0});
    QCOMPARE(timer.deadline(kWaited), Moment{23s});
    QCOMPARE(timer.rampFrom(), Moment{13s});
}

void KeepAliveTimerTest::theLastWriterIsNamed()
{
    KeepAliveTimer timer = started(10s, 2s, 3);
    timer.change({{}, 20s, {}, {}, Origin::socketOption}, Moment{1s}, false);
    QCOMPARE(timer.values().idleTime, (Sourced<milliseconds>{20s, Origin::socketOption}));
    QCOMPARE(timer.values().probeInterval, (Sourced<milliseconds>{2s, Origin::keepAliveVals}));
    QCOMPARE(timer.rampFrom(), Moment{1s});
    QCOMPARE(timer.lastReceived(), Moment{});
}

void KeepAliveTimerTest::fewerProbesThanAreUnansweredAlready()
{
    KeepAliveTimer timer = started(10s, 2s, 9);
    for (const auto at : {10s, 12s, 14s}) {
        QCOMPARE(timer.expire(Moment{at}, kWaited), Step::probe);
    }
    timer.change({{}, {}, {}, 2, Origin::socketOption}, Moment{15s}, false);
    QCOMPARE(timer.breaksAt(kWaited), Moment{16s});
    QCOMPARE(timer.expire(Moment{16s}, kWaited), Step::broken);
}

/// S12: off and on again keeps the values.
void KeepAliveTimerTest::onAgainKeepsTheTimes()
{
    KeepAliveTimer timer = started(10s, 2s, 3);
    timer.change({false, {}, {}, {}, Origin::socketOption}, Moment{5s}, false);
    QCOMPARE(timer.deadline(kWaited), kNever);
    timer.change({true, {}, {}, {}, Origin::socketOption}, Moment{6s}, false);
    QCOMPARE(timer.deadline(kWaited), Moment{10s});
    QCOMPARE(timer.values().idleTime.origin, Origin::keepAliveVals);
}

void KeepAliveTimerTest::everyMomentIsSaturated()
{
    constexpr milliseconds kLongest = std::chrono::seconds{0xFFFFFFFF};
    KeepAliveTimer timer = started(kLongest, kLongest, 255);
    QCOMPARE(timer.deadline(kWaited), Moment{std::chrono::seconds{0xFFFFFFFF}});
    QCOMPARE(timer.breaksAt(kWaited), kNever);
    timer.received(Moment{200 * 365 * 24h});
    QCOMPARE(timer.deadline(kWaited), kNever);
    QCOMPARE(timer.expire(Moment{200 * 365 * 24h + 1ns}, kWaited), Step::wait);
}

QTEST_GUILESS_MAIN(KeepAliveTimerTest)
#include "tst_keep_alive_timer.moc"
