#include "core/keepalive/detection.h"

#include <QtTest>

using namespace kai;
using namespace std::chrono_literals;

namespace {

constexpr nanoseconds kExact = 0ns;
constexpr nanoseconds kHz250 = 4ms;

} // namespace

/// P1-P3 and facts 2.4: when a silent peer is found, and what being healthy costs.
class DetectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void never();
    void lastIntervalNotWaited();
    void intervalLongerThanTheTime();
    void packets();
    void arithmetic_data();
    void arithmetic();
    void largestSettingsSaturate();
};

void DetectionTest::texts_data()
{
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<qint64>("intervalMs");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("linux");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, qint64 time, qint64 interval, int count, bool onLinux,
                        const char* text) {
        QTest::newRow(name) << time << interval << count << onLinux << QString::fromUtf8(text);
    };
    row("P3: Windows 11, 2 h 10 s", 7'200'000, 1'000, 10, false, "2 h 0 min 10 s");
    row("P3: XP, 2 h 5 s", 7'200'000, 1'000, 5, false, "2 h 0 min 5 s");
    row("Windows takes milliseconds", 60'000, 1'500, 10, false, "1 min 15 s");
    row("Linux 60/2/6", 60'000, 2'000, 6, true, "72.0 to 74.2 s");
    row("Linux, behind a 350 s balancer", 120'000, 15'000, 5, true, "3 min 15 s to 3 min 18.3 s");
    row("Linux defaults", 7'200'000, 75'000, 9, true, "2 h 11 min 15 s to 2 h 13 min 45 s");
    row("Linux quick demo 5/1/3", 5'000, 1'000, 3, true, "8.0 to 8.4 s");
}

void DetectionTest::texts()
{
    QFETCH(qint64, timeMs);
    QFETCH(qint64, intervalMs);
    QFETCH(int, count);
    QFETCH(bool, linux);
    QFETCH(QString, text);
    const KeepAliveTimes times{true, milliseconds{timeMs}, milliseconds{intervalMs},
                               static_cast<std::uint16_t>(count)};
    const auto found = detection(times, linux ? kHz250 : kExact);
    QCOMPARE(QString::fromStdString(detectionText(found)), text);
    QVERIFY(found.earliest == times.idleTime + count * times.probeInterval);
    QCOMPARE(found.earliest == found.latest, !linux);
}

/// P3's other answer: one interval less, but none less than one (P6).
void DetectionTest::lastIntervalNotWaited()
{
    const KeepAliveTimes ten{true, 7200s, 1s, 10, false};
    const auto found = detection(ten, kExact);
    QCOMPARE(detectionText(found), std::string{"2 h 0 min 9 s"});
    QCOMPARE(arithmeticText(ten, found), std::string{"7,200 s + 9 \u00d7 1 s = 7,209 s"});
    QCOMPARE(detectionText(detection({true, 60s, 1s, 1, false}, kExact)), std::string{"1 min 1 s"});
    QVERIFY(detection({true, 60s, 1s, 0, false}, kExact).never);
}

void DetectionTest::never()
{
    const auto off = detection({false, 60s, 1s, 10}, kExact);
    QVERIFY(off.never);
    QCOMPARE(detectionText(off), std::string{"never"});
    const auto noProbes = detection({true, 60s, 1s, 0}, kHz250);
    QVERIFY(noProbes.never);
    QCOMPARE(detectionText(noProbes), std::string{"never (0 probes)"});
}

void DetectionTest::intervalLongerThanTheTime()
{
    const KeepAliveTimes times{true, 1s, 3s, 2};
    QVERIFY(healthyPeriod(times, kExact) == 1s);
    QVERIFY(healthyPeriod(times, kHz250) == 3s);
    QVERIFY(detection(times, kExact).latest == 7s);
    const auto onLinux = detection(times, kHz250);
    QVERIFY(onLinux.earliest == 7s);
    QVERIFY(onLinux.latest == 9s + 3 * 256ms);
}

void DetectionTest::packets()
{
    QCOMPARE(packetsPerHour({true, 2h, 1s, 10}, kExact), 0.5);
    QCOMPARE(packetsPerHour({true, 1s, 3s, 10}, kHz250), 1200.0);
    QCOMPARE(packetsPerHour({false, 2h, 1s, 10}, kExact), 0.0);
    QCOMPARE(packetsPerHour({true, 2h, 1s, 0}, kExact), 0.0);
    QCOMPARE(healthyText({true, 2h, 1s, 10}, kExact), std::string{"1 packet / 2 h while healthy"});
    QCOMPARE(healthyText({false, 2h, 1s, 10}, kExact), std::string{"no packets"});
}

void DetectionTest::arithmetic_data()
{
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<qint64>("intervalMs");
    QTest::addColumn<bool>("linux");
    QTest::addColumn<QString>("text");
    QTest::newRow("Windows default")
        << 7'200'000LL << 1'000LL << false << QStringLiteral("7,200 s + 10 × 1 s = 7,210 s");
    QTest::newRow("milliseconds") << 1'500LL << 1LL << false
                                  << QStringLiteral("1.5 s + 10 × 0.001 s = 1.51 s");
    QTest::newRow("49.7 days") << 4'294'967'295LL << 1'000LL << false
                               << QStringLiteral("4,294,967.295 s + 10 × 1 s = 4,294,977.295 s");
    QTest::newRow("Linux") << 7'200'000LL << 75'000LL << true
                           << QStringLiteral("7,200 s + 10 × 75 s = 7,950 s, up to 151 s later");
    QTest::newRow("Linux, short") << 5'000LL << 1'000LL << true
                                  << QStringLiteral(
                                         "5 s + 10 × 1 s = 15 s, less than 1 s later at most");
}

void DetectionTest::arithmetic()
{
    QFETCH(qint64, timeMs);
    QFETCH(qint64, intervalMs);
    QFETCH(bool, linux);
    QFETCH(QString, text);
    const KeepAliveTimes times{true, milliseconds{timeMs}, milliseconds{intervalMs}, 10};
    const auto found = detection(times, linux ? nanoseconds{4ms} : 0ns);
    QCOMPARE(QString::fromStdString(arithmeticText(times, found)), text);
}

void DetectionTest::largestSettingsSaturate()
{
    const milliseconds longest{std::numeric_limits<std::int64_t>::max()};
    const auto found = detection({true, longest, longest, 255}, kHz250);
    QVERIFY(found.latest == nanoseconds::max());
    QVERIFY(detectionText(found).find('-') == std::string::npos);
}

QTEST_APPLESS_MAIN(DetectionTest)
#include "tst_detection.moc"
