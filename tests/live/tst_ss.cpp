#include "tests/live/live_lab.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

/// What a change in the table does must be seen by somebody else's tool for that very socket: ss -tno.
class SsTest : public QObject {
    Q_OBJECT

    struct Shown {
        bool listed = false;
        bool keepAlive = false;
        milliseconds expires{0};
        int unanswered = 0;
    };

    /// "timer:(keepalive,1min59sec,0)", "1.020ms" is 1020 ms, "450ms".
    static milliseconds duration(const QString& text)
    {
        static const QRegularExpression parts(
            QStringLiteral("(?:(\\d+)hour)?(?:(\\d+)min)?(?:(\\d+)sec)?(?:([\\d.]+)ms)?"));
        const QRegularExpressionMatch match = parts.match(text);
        const qint64 seconds = match.captured(1).toLongLong() * 3600 +
                               match.captured(2).toLongLong() * 60 + match.captured(3).toLongLong();
        return milliseconds{seconds * 1000 +
                            match.captured(4).remove(QLatin1Char('.')).toLongLong()};
    }
    /// Both addresses: another test may use the same local port towards another peer.
    static Shown shown(const std::string& local, const std::string& peer)
    {
        QProcess ss;
        ss.start(QStringLiteral("ss"),
                 {QStringLiteral("-tnoH"), QStringLiteral("src"), QString::fromStdString(local),
                  QStringLiteral("dst"), QString::fromStdString(peer)});
        if (!ss.waitForFinished(5000)) {
            qWarning("ss did not end");
        }
        const QString line = QString::fromUtf8(ss.readAllStandardOutput());
        static const QRegularExpression timer(
            QStringLiteral("timer:\\(keepalive,([^,]+),(\\d+)\\)"));
        const QRegularExpressionMatch match = timer.match(line);
        return {!line.trimmed().isEmpty(), match.hasMatch(), duration(match.captured(1)),
                match.captured(2).toInt()};
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("ss")).isEmpty()) {
            QSKIP("ss (iproute2) is not installed");
        }
    }

    void changesAreSeen_data()
    {
        QTest::addColumn<int>("idle");
        QTest::newRow("8 s") << 8;
        QTest::newRow("90 s") << 90;
        QTest::newRow("2 h") << 7200;
    }
    void changesAreSeen()
    {
        QFETCH(int, idle);
        LiveLab lab;
        const std::vector<ConnectionId> ids = lab.opened({});
        const std::string local = lab.infos.at(indexOf(ids[0])).local;
        const std::string peer = lab.infos.at(indexOf(ids[0])).peer;
        QVERIFY(!shown(local, peer).keepAlive);

        KeepAliveSettings on;
        on.enabled = true;
        on.idleTime = std::chrono::seconds{idle};
        QVERIFY(lab.stack().apply(ids, on).front().ok());
        lab.runFor(600ms);
        const Shown now = shown(local, peer);
        const milliseconds ours =
            std::chrono::duration_cast<milliseconds>(lab.row(ids[0]).local.armedExpiry - lab.now());
        QVERIFY(now.keepAlive);
        const milliseconds apart = now.expires > ours ? now.expires - ours : ours - now.expires;
        // ss leaves out the fraction from 10 s on, the seconds from an hour on
        const milliseconds shownInSteps = idle >= 3600 ? 60s : idle >= 60 ? 1s : 0s;
        QVERIFY2(
            apart <= 400ms + shownInSteps,
            qPrintable(
                QStringLiteral("ss %1 ms, ours %2 ms").arg(now.expires.count()).arg(ours.count())));

        KeepAliveSettings off;
        off.enabled = false;
        QVERIFY(lab.stack().apply(ids, off).front().ok());
        lab.runFor(300ms);
        QVERIFY(!shown(local, peer).keepAlive);
        QCOMPARE(lab.row(ids[0]).local.armedExpiry, kNever);
    }

    void intervalAndCountAreSeen_data()
    {
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("count");
        QTest::newRow("2 s, two probes") << 2 << 2;
        QTest::newRow("3 s, one probe") << 3 << 1;
    }
    /// A silent peer: ss counts the unanswered probes and shows the interval's timer, until the connection is gone.
    void intervalAndCountAreSeen()
    {
        QFETCH(int, interval);
        QFETCH(int, count);
        LiveLab lab;
        OpenRequest request;
        request.settings = {true, 1s, 1s, std::uint16_t{9}};
        const std::vector<ConnectionId> ids = lab.opened(request);
        KeepAliveSettings change;
        change.probeInterval = std::chrono::seconds{interval};
        change.probeCount = static_cast<std::uint16_t>(count);
        QVERIFY(lab.stack().apply(ids, change).front().ok());
        lab.inject(ids[0], FaultKind::silentForward);
        for (int probe = 1; probe <= count; ++probe) {
            const auto sent = static_cast<std::size_t>(probe);
            QVERIFY(lab.runUntil(
                [&] { return lab.eventsOf(ids[0], EventKind::probe_sent).size() == sent; }, 5s));
            expectTimer(lab, ids[0], probe, std::chrono::seconds{interval});
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QVERIFY(lab.runUntil([&] { return lab.row(ids[0]).endedBy != EndedBy::notEnded; }, 5s));
        QVERIFY(lab.row(ids[0]).endedBy == EndedBy::keepAlive);
        const ConnectionInfo& info = lab.infos.at(indexOf(ids[0]));
        QVERIFY(!shown(info.local, info.peer).listed);
        QCOMPARE(lab.eventsOf(ids[0], EventKind::probe_sent).size(), std::size_t(count));
    }

private:
    /// After the probe the timer runs for the interval: what is left of it, and what has passed since the probe.
    static void expectTimer(const LiveLab& lab, ConnectionId id, int probe, milliseconds interval)
    {
        const ConnectionInfo& info = lab.infos.at(indexOf(id));
        const Moment sent = lab.eventsOf(id, EventKind::probe_sent).back().time;
        const Moment before = lab.now();
        const Shown now = shown(info.local, info.peer);
        QVERIFY(now.listed && now.keepAlive);
        QCOMPARE(now.unanswered, probe);
        const auto least = std::chrono::duration_cast<milliseconds>(before - sent) + now.expires;
        const auto most = std::chrono::duration_cast<milliseconds>(lab.now() - sent) + now.expires;
        QVERIFY2(least <= interval + kRead && most >= interval - kRead,
                 qPrintable(QStringLiteral("%1 to %2 ms").arg(least.count()).arg(most.count())));
    }
    /// ss rounds to 1 ms; a jiffy of up to 10 ms on either side.
    static constexpr milliseconds kRead{21};
};

QTEST_GUILESS_MAIN(SsTest)
#include "tst_ss.moc"
