#include "core/keepalive/timer_wheel.h"

#include <QTest>

using namespace kai;
using namespace std::chrono_literals;

namespace {
constexpr nanoseconds kTick250 = 4ms;
constexpr nanoseconds kTick1000 = 1ms;
constexpr nanoseconds kTick100 = 10ms;
} // namespace

/// Rows measured on Linux 6.18 are marked so (facts 2.4).
class TimerWheelTest : public QObject {
    Q_OBJECT
private slots:
    void bucket_data()
    {
        QTest::addColumn<qint64>("expires");
        QTest::addColumn<qint64>("armedAt");
        QTest::addColumn<qint64>("fires");
        QTest::newRow("next jiffy, never early") << qint64{1001} << qint64{1000} << qint64{1002};
        QTest::newRow("expires now") << qint64{1000} << qint64{1000} << qint64{1001};
        QTest::newRow("overdue fires at once") << qint64{990} << qint64{1000} << qint64{1000};
        QTest::newRow("62 jiffies: single steps") << qint64{1062} << qint64{1000} << qint64{1063};
        QTest::newRow("63 jiffies: steps of 8") << qint64{1063} << qint64{1000} << qint64{1064};
        QTest::newRow("1 s: steps of 8") << qint64{1250} << qint64{1000} << qint64{1256};
        QTest::newRow("1 s on a bucket's edge: the next bucket")
            << qint64{1256} << qint64{1006} << qint64{1264};
        QTest::newRow("measured: two hours, 75.1 s late")
            << qint64{4297307817} << qint64{4297307817 - 1800000} << qint64{4297326592};
        QTest::newRow("beyond the wheel: cut to its end")
            << (qint64{1} << 40) << qint64{0} << (qint64{63} << 24);
    }
    void bucket()
    {
        QFETCH(qint64, expires);
        QFETCH(qint64, armedAt);
        QFETCH(qint64, fires);
        QCOMPARE(qint64{fireJiffy(expires, armedAt, kTick250)}, fires);
    }

    void measuredPeriod()
    {
        // 1 s / 1 s sockets probe every 1.024 s, not every second: each probe arms the next from its own bucket.
        std::int64_t at = 4096;
        for (int probe = 0; probe < 100; ++probe) {
            const std::int64_t next = fireJiffy(at + 250, at, kTick250);
            QCOMPARE((next - at) * kTick250.count(), 1'024'000'000);
            at = next;
        }
    }

    void neverEarlyAndAtMostOneBucketLate()
    {
        for (const nanoseconds tick : {kTick1000, kTick250, kTick100}) {
            for (std::int64_t distance = 0; distance < 3'000'000; distance = distance * 5 / 4 + 1) {
                for (std::int64_t armedAt = 4'294'900'000; armedAt < 4'294'900'130; armedAt += 13) {
                    const std::int64_t late =
                        fireJiffy(armedAt + distance, armedAt, tick) - armedAt - distance;
                    QVERIFY(late > 0);
                    QVERIFY(late * tick <= worstLateness(distance * tick, tick));
                }
            }
        }
    }

    void lateness_data()
    {
        QTest::addColumn<qint64>("durationMs");
        QTest::addColumn<qint64>("tickMs");
        QTest::addColumn<qint64>("worstMs");
        QTest::newRow("0.2 s, HZ 250") << qint64{200} << qint64{4} << qint64{4};
        QTest::newRow("1 s, HZ 250") << qint64{1'000} << qint64{4} << qint64{32};
        QTest::newRow("10 s, HZ 250") << qint64{10'000} << qint64{4} << qint64{256};
        QTest::newRow("120 s, HZ 250") << qint64{120'000} << qint64{4} << qint64{2'048};
        QTest::newRow("332 s, HZ 250") << qint64{332'000} << qint64{4} << qint64{16'384};
        QTest::newRow("2 h, HZ 250") << qint64{7'200'000} << qint64{4} << qint64{131'072};
        QTest::newRow("2 h, HZ 1000") << qint64{7'200'000} << qint64{1} << qint64{262'144};
        QTest::newRow("2 h, HZ 100") << qint64{7'200'000} << qint64{10} << qint64{327'680};
        QTest::newRow("exact timers") << qint64{7'200'000} << qint64{0} << qint64{0};
    }
    void lateness()
    {
        QFETCH(qint64, durationMs);
        QFETCH(qint64, tickMs);
        QFETCH(qint64, worstMs);
        QCOMPARE(worstLateness(milliseconds{durationMs}, milliseconds{tickMs}),
                 nanoseconds{milliseconds{worstMs}});
    }

    void deadPeerFound_data()
    {
        QTest::addColumn<qint64>("idle");
        QTest::addColumn<qint64>("interval");
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("earliest");
        QTest::addColumn<qint64>("latest");
        QTest::newRow("120 s / 15 s / 5: 3 min 15 s to 3 min 18.3 s")
            << qint64{120'000} << qint64{15'000} << 5 << qint64{195'000} << qint64{198'328};
        QTest::newRow("60 s / 2 s / 6: 72.0 to 74.2 s")
            << qint64{60'000} << qint64{2'000} << 6 << qint64{72'000} << qint64{74'240};
        QTest::newRow("1 s / 1 s / 3")
            << qint64{1'000} << qint64{1'000} << 3 << qint64{4'000} << qint64{4'128};
        QTest::newRow("no probes: the idle time alone")
            << qint64{1'000} << qint64{1'000} << 0 << qint64{1'000} << qint64{1'032};
    }
    void deadPeerFound()
    {
        QFETCH(qint64, idle);
        QFETCH(qint64, interval);
        QFETCH(int, count);
        QFETCH(qint64, earliest);
        QFETCH(qint64, latest);
        const DetectionTime found = deadPeerFoundAfter(milliseconds{idle}, milliseconds{interval},
                                                       static_cast<std::uint16_t>(count), kTick250);
        QCOMPARE(found.earliest, nanoseconds{milliseconds{earliest}});
        QCOMPARE(found.latest, nanoseconds{milliseconds{latest}});
    }

    void exactTimersAreNotLate()
    {
        QVERIFY(deadPeerFoundAfter(7'200s, 1s, 10, 0ns).exact());
        QCOMPARE(fireJiffy(1'250, 1'000, 0ns), 1'250);
    }

    void hugeValuesSaturate()
    {
        const DetectionTime found = deadPeerFoundAfter(
            milliseconds{0xFFFFFFFFLL * 1000}, milliseconds{0xFFFFFFFFLL * 1000}, 255, kTick250);
        QVERIFY(found.earliest > 0ns);
        QVERIFY(found.latest >= found.earliest);
    }
};

QTEST_APPLESS_MAIN(TimerWheelTest)
#include "tst_timer_wheel.moc"
