#include "core/live/socket_options.h"
#include "core/live/tcp_info.h"
#include "tests/live/loopback_pair.h"

#include <QTest>

#include <cerrno>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

/// Settings on real sockets: order, rounding, refusals (facts 2.5 and 7).
class SocketOptionsTest : public QObject {
    Q_OBJECT

    static ApplyReport apply(int socket, const KeepAliveSettings& asked, OwnSettings& own)
    {
        ApplyReport report;
        applySettings(socket, asked, own, report);
        return report;
    }
    /// "INTVL=2 CNT=4 IDLE=3 KEEPALIVE=1"
    static QString calls(const ApplyReport& report)
    {
        QStringList words;
        for (const CallRecord& call : report.calls) {
            const char* const name = call.kind == CallKind::soKeepAlive       ? "KEEPALIVE"
                                     : call.kind == CallKind::tcpKeepIdle     ? "IDLE"
                                     : call.kind == CallKind::tcpKeepInterval ? "INTVL"
                                                                              : "CNT";
            if (call.kind != CallKind::none) {
                words << QStringLiteral("%1=%2").arg(QLatin1String(name)).arg(call.values[0]);
            }
        }
        return words.join(QLatin1Char(' '));
    }
    static std::uint32_t segmentsOut(int socket)
    {
        return lookAt(socket, [] { return Moment{}; }).segmentsOut;
    }

private slots:
    void order_data()
    {
        QTest::addColumn<int>("enabled"); // -1: not asked for
        QTest::addColumn<bool>("values");
        QTest::addColumn<QString>("expected");
        QTest::newRow("on with values: the values first, the switch last")
            << 1 << true << "INTVL=2 CNT=4 IDLE=3 KEEPALIVE=1";
        QTest::newRow("off with values: the switch first")
            << 0 << true << "KEEPALIVE=0 INTVL=2 CNT=4 IDLE=3";
        QTest::newRow("values alone") << -1 << true << "INTVL=2 CNT=4 IDLE=3";
        QTest::newRow("a toggle alone is SO_KEEPALIVE alone") << 1 << false << "KEEPALIVE=1";
        QTest::newRow("nothing asked for") << -1 << false << "";
    }
    void order()
    {
        QFETCH(int, enabled);
        QFETCH(bool, values);
        QFETCH(QString, expected);
        const LoopbackPair pair;
        KeepAliveSettings asked;
        if (enabled >= 0) {
            asked.enabled = enabled == 1;
        }
        if (values) {
            asked.idleTime = 3s;
            asked.probeInterval = 2s;
            asked.probeCount = 4;
        }
        OwnSettings own;
        const ApplyReport report = apply(pair.client.get(), asked, own);
        QCOMPARE(calls(report), expected);
        QVERIFY(report.ok());
        QCOMPARE(own.inForce.enabled, enabled == 1);
    }

    void switchingOnFiresNoProbe()
    {
        const LoopbackPair pair;
        QTest::qWait(1300); // idle for longer than the new idle time
        const std::uint32_t before = segmentsOut(pair.client.get());
        OwnSettings own;
        (void)apply(pair.client.get(), {true, 1s, 1s, std::uint16_t{3}}, own);
        QTest::qWait(300);
        QCOMPARE(segmentsOut(pair.client.get()), before);
        QTRY_COMPARE_WITH_TIMEOUT(segmentsOut(pair.client.get()), before + 1,
                                  1500); // a full idle time later
    }

    void sameIdleTimeAgainIsNotWritten()
    {
        // written again it would fire the next probe at once while one is unanswered
        const LoopbackPair pair;
        OwnSettings own;
        (void)apply(pair.client.get(), {true, 3s, 1s, std::uint16_t{3}}, own);
        const ApplyReport again = apply(pair.client.get(), {true, 3s, 2s, std::uint16_t{3}}, own);
        QCOMPARE(calls(again), QStringLiteral("INTVL=2 CNT=3 KEEPALIVE=1"));
        QCOMPARE(again.idleTime.applied.value, milliseconds{3s});
        QCOMPARE(again.idleTime.applied.origin, Origin::socketOption);
        QVERIFY(again.idleTime.asked.has_value());
    }

    void rounding_data()
    {
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<qint64>("applied");
        QTest::newRow("1 ms is 1 s") << qint64{1} << qint64{1000};
        QTest::newRow("1500 ms is 2 s") << qint64{1500} << qint64{2000};
        QTest::newRow("2 s stays") << qint64{2000} << qint64{2000};
        QTest::newRow("the most, 32767 s") << qint64{32'767'000} << qint64{32'767'000};
    }
    void rounding()
    {
        QFETCH(qint64, asked);
        QFETCH(qint64, applied);
        const LoopbackPair pair;
        OwnSettings own;
        KeepAliveSettings settings;
        settings.idleTime = milliseconds{asked};
        settings.probeInterval = milliseconds{asked};
        const ApplyReport report = apply(pair.client.get(), settings, own);
        QVERIFY(report.ok());
        QCOMPARE(report.idleTime.applied.value, milliseconds{applied});
        QCOMPARE(report.probeInterval.applied.value, milliseconds{applied});
        QCOMPARE(report.idleTime.rounded(), asked != applied);
    }

    void refusedBeforeTheCall_data()
    {
        QTest::addColumn<qint64>("idle");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("idleRefused");
        QTest::addColumn<bool>("countRefused");
        QTest::newRow("0 s") << qint64{0} << 3 << true << false;
        QTest::newRow("negative") << qint64{-1000} << 3 << true << false;
        QTest::newRow("32768 s") << qint64{32'768'000} << 3 << true << false;
        QTest::newRow("32767.001 s would round to 32768 s")
            << qint64{32'767'001} << 3 << true << false;
        QTest::newRow("no probes") << qint64{1000} << 0 << false << true;
        QTest::newRow("128 probes") << qint64{1000} << 128 << false << true;
        QTest::newRow("both") << qint64{0} << 128 << true << true;
    }
    void refusedBeforeTheCall()
    {
        QFETCH(qint64, idle);
        QFETCH(int, count);
        QFETCH(bool, idleRefused);
        QFETCH(bool, countRefused);
        const LoopbackPair pair;
        OwnSettings own;
        KeepAliveSettings settings;
        settings.idleTime = milliseconds{idle};
        settings.probeCount = static_cast<std::uint16_t>(count);
        settings.probeInterval = 7s;
        const ApplyReport report = apply(pair.client.get(), settings, own);
        QCOMPARE(report.idleTime.error.has_value(), idleRefused);
        QCOMPARE(report.probeCount.error.has_value(), countRefused);
        QVERIFY(!report.probeInterval.error); // the others are applied
        QCOMPARE(own.inForce.probeInterval, milliseconds{7s});
        for (const auto& error : {report.idleTime.error, report.probeCount.error}) {
            QVERIFY(!error ||
                    (!error->symbol.empty() && !error->cause.empty() && !error->remedy.empty()));
        }
        for (const CallRecord& call : report.calls) {
            QVERIFY(!(idleRefused && call.kind == CallKind::tcpKeepIdle));
            QVERIFY(!(countRefused && call.kind == CallKind::tcpKeepCount));
        }
    }

    void refusedByTheKernel()
    {
        OwnSettings own;
        const ApplyReport report = apply(-1, {true, 1s, 1s, std::uint16_t{3}}, own);
        for (const auto& error : {report.enabled.error, report.idleTime.error,
                                  report.probeInterval.error, report.probeCount.error}) {
            QVERIFY(error.has_value());
            QCOMPARE(error->number, EBADF);
            QCOMPARE(error->symbol, std::string("EBADF"));
            QVERIFY(error->operation.rfind("setsockopt(", 0) == 0);
            QVERIFY(!error->remedy.empty());
        }
        QCOMPARE(report.calls[0].error, EBADF);
        QVERIFY(!own.idleTimeOwn && !own.enabledOwn);
    }

    void ipv6()
    {
        const LoopbackPair pair(true);
        OwnSettings own;
        QVERIFY(apply(pair.client.get(), {true, 9s, 8s, std::uint16_t{7}}, own).ok());
        QCOMPARE(own.inForce.idleTime, milliseconds{9s});
        QCOMPARE(own.inForce.probeCount, std::uint16_t{7});
    }
};

QTEST_GUILESS_MAIN(SocketOptionsTest)
#include "tst_socket_options.moc"
