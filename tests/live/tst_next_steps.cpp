#include "core/live/next_steps.h"

#include <QTest>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

class NextStepsTest : public QObject {
    Q_OBJECT

    /// HZ 250, jiffy 1000 began at 0 s of the lab.
    static TickGrid grid() { return TickGrid(4ms, Moment{0s}, 1000); }
    static qint64 ms(Moment moment)
    {
        return moment == kNever ? -1 : moment.time_since_epoch() / 1ms;
    }

private slots:
    void steps_data()
    {
        QTest::addColumn<int>("idle");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("received"); // jiffies
        QTest::addColumn<qint64>("armed");
        QTest::addColumn<qint64>("armedAt");
        QTest::addColumn<int>("probesOut");
        QTest::addColumn<qint64>("deadline"); // ms
        QTest::addColumn<qint64>("probe");
        QTest::addColumn<qint64>("end");
        // jiffy 1250 fires in bucket 1256: 1024 ms
        QTest::newRow("idle since 0 s, 1 s / 1 s / 3")
            << 1 << 1 << 3 << 1000LL << 1250LL << 1000LL << 0 << 1000LL << 1024LL << 4096LL;
        QTest::newRow("data at 0.8 s: the timer runs out at 1 s with nothing due")
            << 1 << 1 << 3 << 1200LL << 1250LL << 1000LL << 0 << 1800LL << 1824LL << 4896LL;
        QTest::newRow("two of three unanswered")
            << 1 << 1 << 3 << 1000LL << 1768LL << 1512LL << 2 << 3072LL << 3104LL << 4128LL;
        QTest::newRow("all three unanswered: only the end is left")
            << 1 << 1 << 3 << 1000LL << 2024LL << 1768LL << 3 << -1LL << -1LL << 4128LL;
        QTest::newRow("interval longer than the time: last probe + interval")
            << 1 << 3 << 2 << 1000LL << 1750LL << 1000LL << 0 << 3000LL << 3168LL << 9312LL;
    }
    void steps()
    {
        QFETCH(int, idle);
        QFETCH(int, interval);
        QFETCH(int, count);
        QFETCH(qint64, received);
        QFETCH(qint64, armed);
        QFETCH(qint64, armedAt);
        QFETCH(int, probesOut);
        KeepAliveClock clock;
        clock.settings = {true, std::chrono::seconds{idle}, std::chrono::seconds{interval},
                          static_cast<std::uint16_t>(count)};
        clock.received = received;
        clock.armed = armed;
        clock.armedAt = armedAt;
        clock.probesOut = static_cast<std::uint16_t>(probesOut);
        const NextSteps next = nextSteps(clock, grid());
        QTEST(ms(next.deadline), "deadline");
        QTEST(ms(next.predictedProbe), "probe");
        QTEST(ms(next.predictedEnd), "end");
    }

    void offMeansNever()
    {
        KeepAliveClock clock;
        clock.armed = 1250;
        QCOMPARE(nextSteps(clock, grid()).deadline, kNever);
        QCOMPARE(nextSteps(clock, grid()).predictedEnd, kNever);
    }

    void unknownTimerMeansNever()
    {
        KeepAliveClock clock;
        clock.settings = {true, 1s, 1s, 3};
        QCOMPARE(nextSteps(clock, grid()).predictedProbe, kNever);
    }

    void gridThatIsNotCalibratedKnowsNoBuckets()
    {
        KeepAliveClock clock;
        clock.settings = {true, 1s, 1s, 3};
        clock.armed = 250;
        const NextSteps next = nextSteps(clock, TickGrid(4ms));
        QCOMPARE(next.deadline, next.predictedProbe);
        QCOMPARE(ms(next.predictedEnd), qint64{4000});
    }
};

QTEST_APPLESS_MAIN(NextStepsTest)
#include "tst_next_steps.moc"
