#include "core/lab/time_control.h"

#include <QtTest>

#include <set>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;
using Stop = TimeControl::Stop;

namespace {

constexpr Moment at(nanoseconds time)
{
    return Moment{time};
}

/// Plays a time control against a list of wakes, some of which are events, in frames of real time.
struct Player {
    TimeControl control;
    std::set<Moment> events;
    std::set<Moment> silentWakes;
    nanoseconds real{0};
    std::vector<nanoseconds> shownAt; ///< real time of each event

    [[nodiscard]] Moment nextWake() const
    {
        const Moment event = events.empty() ? kNever : *events.begin();
        return silentWakes.empty() ? event : std::min(event, *silentWakes.begin());
    }
    void turn(nanoseconds step)
    {
        real += step;
        const Moment next = nextWake();
        const Moment goal = control.goal(real, next);
        bool logged = false;
        while (!events.empty() && *events.begin() <= goal) {
            events.erase(events.begin());
            shownAt.push_back(real);
            logged = true;
        }
        while (!silentWakes.empty() && *silentWakes.begin() <= goal) {
            silentWakes.erase(silentWakes.begin());
        }
        control.reached(goal, next, logged, real);
    }
    void play(nanoseconds duration, nanoseconds frame = 10ms)
    {
        for (const nanoseconds end = real + duration; real < end;) {
            turn(frame);
        }
    }
};

} // namespace

class TestTimeControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsPausedAtZero()
    {
        Player player;
        player.play(1s);
        QVERIFY(!player.control.running());
        QVERIFY(player.control.now() == at(0s));
        QVERIFY(player.control.idleTime(1s, at(5s), 16ms) == nanoseconds::max());
    }

    void workDueNowIsDoneWhilePaused()
    {
        const TimeControl control;
        QVERIFY(control.idleTime(1s, at(0s), 16ms) == 0ns);
    }

    void aFactorIsKeptExactlyOverManyFrames()
    {
        Player player;
        player.control.setPace({Pace::Kind::factor, 100}, 0s);
        player.control.run(kNever, Stop::never, 0s);
        for (int i = 1; i < 500; ++i) {
            player.events.insert(at(i * 777ms));
        }
        player.play(10s, 7ms);
        QVERIFY(player.control.now() == at(player.real * 100));
    }

    void runForPausesAtItsEnd()
    {
        Player player;
        player.control.run(at(500ms), Stop::never, 0s);
        player.play(2s);
        QVERIFY(player.control.now() == at(500ms));
        QVERIFY(!player.control.running());
    }

    void pauseKeepsTheMoment()
    {
        Player player;
        player.control.run(kNever, Stop::never, 0s);
        player.play(1s);
        player.control.pause();
        player.play(5s);
        QVERIFY(player.control.now() == at(1s));
        player.control.run(kNever, Stop::never, player.real);
        player.play(1s);
        QVERIFY(player.control.now() == at(2s));
    }

    void aStepGoesToTheNextEventAndNoFurther()
    {
        Player player;
        player.silentWakes = {at(1h)};
        player.events = {at(2h), at(2h + 1s)};
        player.control.runAtOnce(kNever, Stop::atEvent, 0s);
        player.play(100ms);
        QVERIFY(player.control.now() == at(2h));
        QVERIFY(!player.control.running());
        QCOMPARE(player.events.size(), 1u);
    }

    void aStepWithNothingDuePauses()
    {
        Player player;
        player.control.runAtOnce(kNever, Stop::atEvent, 0s);
        player.play(100ms);
        QVERIFY(!player.control.running());
        QVERIFY(player.control.now() == at(0s));
    }

    void atOnceNeedsOneTurn()
    {
        Player player;
        player.events = {at(2h), at(3h)};
        player.control.runAtOnce(at(24h), Stop::never, 0s);
        player.turn(0ns);
        QVERIFY(player.control.now() == at(24h));
    }

    void toldToStopNoWakeIsSkipped()
    {
        Player player;
        player.events = {at(2h), at(3h)};
        player.control.runAtOnce(at(24h), Stop::whenTold, 0s);
        player.turn(0ns);
        QVERIFY(player.control.now() == at(2h));
        player.control.pause();
        player.turn(0ns);
        QVERIFY(player.control.now() == at(2h));
    }

    void storyTellsTwoHoursAndTenProbesInElevenSeconds()
    {
        Player player;
        for (int probe = 0; probe < 10; ++probe) {
            player.events.insert(at(2h + probe * 1s));
        }
        player.control.setPace({Pace::Kind::story, 1}, 0s);
        player.control.run(kNever, Stop::never, 0s);
        player.play(20s);
        QCOMPARE(player.shownAt.size(), 10u);
        QVERIFY2(player.shownAt[0] <= 3s + 20ms, "the two hours take at most 3 s");
        for (std::size_t i = 1; i < 10; ++i) {
            const nanoseconds shown = player.shownAt[i] - player.shownAt[i - 1];
            QVERIFY2(shown >= 700ms && shown <= 1020ms, qPrintable(QString::number(shown.count())));
        }
    }

    void storyIsNotHeldUpByWakesWithoutEvents()
    {
        Player player;
        for (int i = 1; i < 100; ++i) {
            player.silentWakes.insert(at(i * 1min));
        }
        player.events = {at(2h), at(2h + 25ms)};
        player.control.setPace({Pace::Kind::story, 1}, 0s);
        player.control.run(kNever, Stop::never, 0s);
        player.play(20s);
        QCOMPARE(player.shownAt.size(), 2u);
        QVERIFY2(player.shownAt[0] < 5s, qPrintable(QString::number(player.shownAt[0].count())));
        QVERIFY(player.shownAt[1] - player.shownAt[0] >= 700ms);
    }

    void afterALongHoldUpTimeDoesNotRush()
    {
        Player player;
        player.control.run(kNever, Stop::never, 0s);
        player.play(1s);
        player.control.reached(at(1s), kNever, false, 11s);
        player.real = 11s;
        player.play(1s);
        QVERIFY(player.control.now() == at(2s));
    }

    void sleepsUntilTheNextWakeButNotBeyondAFrame()
    {
        TimeControl control;
        control.run(kNever, Stop::never, 0s);
        QVERIFY(control.idleTime(0s, at(5ms), 16ms) == 5ms);
        QVERIFY(control.idleTime(2ms, at(5ms), 16ms) == 3ms);
        QVERIFY(control.idleTime(0s, at(5h), 16ms) == 16ms);
        QVERIFY(control.idleTime(9ms, at(5ms), 16ms) == 0ms);
    }
};

QTEST_APPLESS_MAIN(TestTimeControl)
#include "tst_time_control.moc"
