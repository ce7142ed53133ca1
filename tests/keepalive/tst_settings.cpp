#include "core/keepalive/effective.h"
#include "core/keepalive/reports.h"
#include "core/keepalive/settings.h"

#include <QTest>

#include <array>

using namespace kai;
using namespace std::chrono_literals;

namespace {

SettingsLimits linuxLimits()
{
    return {.minTime = 1s, .maxTime = 32767s, .granularity = 1s, .minCount = 1, .maxCount = 127};
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rounding_data()
    {
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("applied");
        QTest::newRow("1 ms is 1 s, never zero") << 1 << 1000;
        QTest::newRow("999 ms is 1 s") << 999 << 1000;
        QTest::newRow("1 s stays") << 1000 << 1000;
        QTest::newRow("1500 ms is 2 s") << 1500 << 2000;
        QTest::newRow("0 is 1 s") << 0 << 1000;
    }
    void rounding()
    {
        QFETCH(int, asked);
        QFETCH(int, applied);
        QCOMPARE(roundedUp(milliseconds{asked}, linuxLimits()), milliseconds{applied});
    }

    void validation_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("errors");
        QTest::newRow("all within") << qint64{60'000} << 6 << 0;
        QTest::newRow("a fraction of a second is taken") << qint64{1} << 6 << 0;
        QTest::newRow("largest") << qint64{32'767'000} << 127 << 0;
        QTest::newRow("time 0") << qint64{0} << 6 << 1;
        QTest::newRow("negative time") << qint64{-1} << 6 << 1;
        QTest::newRow("time above 32767 s") << qint64{32'767'001} << 6 << 1;
        QTest::newRow("count 0") << qint64{1000} << 0 << 1;
        QTest::newRow("both wrong are both reported") << qint64{0} << 128 << 2;
    }
    void validation()
    {
        QFETCH(qint64, time);
        QFETCH(int, count);
        KeepAliveSettings settings;
        settings.idleTime = milliseconds{time};
        settings.probeCount = static_cast<std::uint16_t>(count);
        const auto errors = validate(settings, linuxLimits());
        QTEST(static_cast<int>(errors.size()), "errors");
        for (const FieldError& error : errors) {
            QCOMPARE(error.error.symbol, std::string("OUT_OF_RANGE"));
            QVERIFY(error.error.remedy.find("Choose a value from") == 0);
        }
    }

    void notAskedForIsNotChecked() { QVERIFY(validate({}, linuxLimits()).empty()); }

    void lastWriterWinsAndLosersAreListed()
    {
        const std::array<Layer<int>, 4> layers{{{Origin::builtIn, 7200},
                                                {Origin::registry, 300},
                                                {Origin::listener, {}},
                                                {Origin::keepAliveVals, 60}}};
        const auto effective = resolve<int>(layers);
        QCOMPARE(effective.value, 60);
        QCOMPARE(effective.origin, Origin::keepAliveVals);
        QCOMPARE(effective.losers,
                 (std::vector<Sourced<int>>{{300, Origin::registry}, {7200, Origin::builtIn}}));
    }

    void everyOriginHasAName()
    {
        for (int origin = 0; origin <= static_cast<int>(Origin::keepAliveVals); ++origin) {
            QVERIFY(!originName(static_cast<Origin>(origin)).empty());
        }
    }

    void callsAreC_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("windows");
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("text");
        QTest::newRow("linux time")
            << int(CallKind::tcpKeepIdle) << false << 0
            << "{ int value = 60;\n  setsockopt(s, IPPROTO_TCP, TCP_KEEPIDLE, "
               "&value, sizeof value); }  // = 0";
        QTest::newRow("windows toggle refused") << int(CallKind::soKeepAlive) << true << 10022
                                                << "{ DWORD value = 60;\n  setsockopt(s, "
                                                   "SOL_SOCKET, SO_KEEPALIVE, (const char*)&value, "
                                                   "sizeof value); }"
                                                   "  // = -1, WSAEINVAL (10022)";
        QTest::newRow("ioctl") << int(CallKind::keepAliveVals) << true << 0
                               << "{ struct tcp_keepalive vals = {60, 2, 3};\n  DWORD bytes = "
                                  "0;\n  WSAIoctl(s, SIO_KEEPALIVE_VALS, &vals, "
                                  "sizeof vals, NULL, 0, &bytes, NULL, NULL); }  // = 0";
    }
    void callsAreC()
    {
        QFETCH(int, kind);
        QFETCH(bool, windows);
        QFETCH(int, error);
        const CallRecord call{static_cast<CallKind>(kind), windows, error, {60, 2, 3}};
        QTEST(QString::fromStdString(callAsC(call)), "text");
    }

    void errorsReadAsOneLine()
    {
        QCOMPARE(
            describe(
                {111, "ECONNREFUSED", "connect", "nobody listens there.", "Start the server."}),
            std::string("connect: ECONNREFUSED (111): nobody listens there. Start the server."));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
