#include "core/history/event_file.h"
#include "core/keepalive/timer_wheel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <ctime>
#include <memory>

using namespace kai;

namespace {

struct Finished {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

constexpr int kPatienceMs = 30'000;

/// Without QT_FATAL_WARNINGS: the offscreen platform warns of itself when a window is drawn.
QProcessEnvironment environment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_FATAL_WARNINGS"));
    return environment;
}

Finished run(const QStringList& arguments)
{
    QProcess program;
    program.setProcessEnvironment(environment());
    program.start(QStringLiteral(KAI_PROGRAM), arguments);
    if (!program.waitForFinished(kPatienceMs)) {
        program.kill();
        program.waitForFinished();
        return {};
    }
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            program.readAllStandardOutput(), program.readAllStandardError()};
}

#ifdef KAI_LIVE
nanoseconds kernelTick()
{
    timespec resolution{};
    ::clock_getres(CLOCK_MONOTONIC_COARSE, &resolution);
    return std::chrono::seconds{resolution.tv_sec} + nanoseconds{resolution.tv_nsec};
}

/// Whether the second came when a timer of that length, armed at the first, fires.
bool follows(const Event& first, const Event& second, nanoseconds timer)
{
    constexpr std::chrono::milliseconds kBusy{40};
    const nanoseconds unsure =
        nanoseconds{first.uncertaintyNs} + nanoseconds{second.uncertaintyNs} + kernelTick();
    const nanoseconds apart = second.time - first.time;
    const bool inTime =
        apart >= timer - unsure && apart <= latestAfter(timer, kernelTick()) + unsure + kBusy;
    if (!inTime) {
        qWarning("%.3f ms apart instead of %.3f ms", static_cast<double>(apart.count()) / 1e6,
                 static_cast<double>(timer.count()) / 1e6);
    }
    return inTime;
}
#endif

Finished run(const QString& line)
{
    return run(line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

} // namespace

/// The built program as a user runs it: exit codes, streams and files.
class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badArgumentsAreOneLineAndExitCode2_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("unknown option") << "--quick";
        QTest::newRow("a number without a unit") << "--headless --for 1s --time 90";
        QTest::newRow("a fault without a moment") << "--headless --for 1s --fault silent";
        QTest::newRow("an unknown release") << "--headless --for 1s --stack windows-12";
        QTest::newRow("an assumption that nobody makes")
            << "--headless --for 1s --stack windows-11 --assume last-probe=waited";
        QTest::newRow("an assumption about this computer")
            << "--headless --for 1s --assume last-interval=waited";
        QTest::newRow("headless without an end") << "--headless";
        QTest::newRow("a fault that would never happen") << "--headless --for 1s --fault silent@3s";
        QTest::newRow("a window that waits for ends") << "--until ended";
        QTest::newRow("another behaviour of this computer")
            << "--headless --for 1s --behaviour observed";
        QTest::newRow("an export format that does not exist")
            << "--headless --for 1s --export events.txt";
    }

    void badArgumentsAreOneLineAndExitCode2()
    {
        QFETCH(QString, line);
        const Finished finished = run(line);
        QCOMPARE(finished.code, 2);
        QCOMPARE(finished.out, QByteArray());
        QVERIFY2(finished.err.startsWith("keepalive-inspector: ") && finished.err.count('\n') == 1,
                 finished.err.constData());
    }

    /// Both hosts call theirs conn-1.
    void explainTellsNamesakesApart()
    {
        const Finished several = run(QStringLiteral(
            "--headless --stack windows-xp,windows-11 --connections 2 --for 1s --explain"));
        QVERIFY2(several.out.contains("\nconn-1 on Windows XP\n"), several.out.constData());
        QVERIFY(several.out.contains("\nconn-1 on Windows 11\n"));
        const Finished one =
            run(QStringLiteral("--headless --stack windows-xp --connections 2 --for 1s --explain"));
        QVERIFY(one.out.contains("\nconn-1\n"));
    }

    void helpAndVersionSucceed()
    {
        const Finished help = run(QStringLiteral("--help"));
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("Times need a unit"));
        const Finished version = run(QStringLiteral("--version"));
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("keepalive-inspector "));
    }

    void aRunWritesEveryExportAndASummary()
    {
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("events.csv"));
        const QString json = folder.filePath(QStringLiteral("events.json"));
        const Finished finished =
            run(QStringLiteral("--headless --stack windows-11 --connections 2 --keep-alive on "
                               "--time 60s --interval 1500ms "
                               "--fault silent@1s --for 5min --export ") +
                csv + QStringLiteral(" --export ") + json);
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.out.contains("2 of 2 opened, 2 ended"), finished.out.constData());
        const auto fromCsv = history::readEventFile(csv.toStdString());
        const auto fromJson = history::readEventFile(json.toStdString());
        QVERIFY(fromCsv.ok() && fromJson.ok());
        QVERIFY(!fromCsv->events.empty());
        QVERIFY(fromCsv->events == fromJson->events);
        QCOMPARE(fromCsv->events.back().kind, EventKind::ended);
        QVERIFY(fromCsv->events.back().time == Moment{std::chrono::seconds{75}});
    }

    void anotherAssumptionGivesAnotherRun_data()
    {
        QTest::addColumn<QString>("assumption");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("the contract's choice")
            << "last-interval=waited" << QByteArray("after 2 h 0 min 10 s");
        QTest::newRow("the last interval is not waited out")
            << "last-interval=not-waited" << QByteArray("after 2 h 0 min 9 s");
    }

    void anotherAssumptionGivesAnotherRun()
    {
        QFETCH(QString, assumption);
        QFETCH(QByteArray, said);
        const Finished finished =
            run(QStringLiteral("--headless --stack windows-11 --keep-alive on --fault silent@0s "
                               "--for 3h --assume ") +
                assumption);
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.out.contains(said), finished.out.constData());
    }

    void waitingForEndsThatNeverComeFails()
    {
        const Finished finished =
            run(QStringLiteral("--headless --stack windows-11 --keep-alive on --until ended"));
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.err.contains("NEVER_ENDS") && finished.err.count('\n') == 1,
                 finished.err.constData());
    }

    void someThatDoNotOpenAreAWarning()
    {
        QProcess program;
        program.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("ulimit -n 120; exec " KAI_PROGRAM
                                                  " --headless --connections 200 --for 100ms")});
        QVERIFY(program.waitForFinished(kPatienceMs));
        const QByteArray warning = program.readAllStandardError();
        QCOMPARE(program.exitCode(), 0);
        QVERIFY2(warning.contains(" of 200 connections did not open: ") && warning.count('\n') == 1,
                 warning.constData());
    }

    void aFullDiskBehindStandardOutputFailsTheRun()
    {
        QProcess program;
        program.setStandardOutputFile(QStringLiteral("/dev/full"));
        program.start(QStringLiteral(KAI_PROGRAM),
                      QStringLiteral("--headless --stack windows-xp --for 1s --export -")
                          .split(QLatin1Char(' ')));
        QVERIFY(program.waitForFinished(kPatienceMs));
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.readAllStandardError().contains("standard output"));
    }

    /// Two virtual hours in much less than that.
    void aPictureOfASimulatedRunDoesNotWaitForIt()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.png"));
        const Finished finished =
            run(QStringLiteral("--clean --stack windows-xp,windows-11 --keep-alive on --fault "
                               "silent@3s --for 7218s --screenshot ") +
                file);
        QCOMPARE(finished.code, 0);
        QVERIFY(QFileInfo(file).size() > 10'000);
    }

    void aHeadlessRunDrawsItsWindowToo()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.png"));
        const QString csv = folder.filePath(QStringLiteral("events.csv"));
        const Finished finished =
            run(QStringLiteral("--headless --stack windows-11 --keep-alive on --fault silent@3s "
                               "--for 7218s --export %1 --screenshot %2")
                    .arg(csv, file));
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.out.contains("1 of 1 opened, 1 ended"), finished.out.constData());
        QVERIFY(QFileInfo(file).size() > 10'000);
        QVERIFY(QFileInfo::exists(csv));
    }

    void aPictureThatCannotBeWrittenIsAFailedRun_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("by the window") << "--clean";
        QTest::newRow("by a headless run") << "--headless";
    }
    void aPictureThatCannotBeWrittenIsAFailedRun()
    {
        QFETCH(QString, how);
        const Finished finished =
            run(how + QStringLiteral(
                          " --stack windows-11 --for 1s --screenshot /no/such/folder/window.png"));
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.err.contains("PICTURE_NOT_WRITTEN"), finished.err.constData());
    }

    void standardOutputIsCsvAloneWhenAskedFor()
    {
        const Finished finished = run(
            QStringLiteral("--headless --stack windows-xp --keep-alive on --for 3h --export -"));
        QCOMPARE(finished.code, 0);
        const auto events = history::readCsv(finished.out.toStdString());
        QVERIFY2(events.ok(), finished.out.left(200).constData());
        QVERIFY(finished.err.contains("1 of 1 opened"));
    }

    void anExportThatCannotBeWrittenFailsTheRun()
    {
        const Finished finished = run(
            QStringLiteral("--headless --stack windows-11 --for 1s --export /nowhere/at/all.csv"));
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.err.contains("ENOENT") && finished.err.count('\n') == 1,
                 finished.err.constData());
    }

    void aDamagedRegistryFileIsRefusedWithItsLine()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("damaged.reg")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\n");
        file.close();
        const Finished finished = run(
            QStringLiteral("--headless --stack windows-11 --for 1s --registry ") + file.fileName());
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.err.contains("line 3"), finished.err.constData());
    }

    void aRegistryFileIsRemarkedOn_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("said");
        const QByteArray ours =
            "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
        QTest::newRow("D6: a text") << ours << QByteArray("\"KeepAliveTime\"=\"300000\"")
                                    << QByteArray("KeepAliveTime is ignored: it is REG_SZ");
        QTest::newRow("D6: zero") << ours << QByteArray("\"KeepAliveTime\"=dword:0")
                                  << QByteArray("KeepAliveTime is ignored: 0 is below");
        QTest::newRow("D6: three bytes")
            << ours << QByteArray("\"KeepAliveTime\"=hex(4):01,02,03")
            << QByteArray("KeepAliveTime is ignored: it does not have the four bytes");
        QTest::newRow("a trailing blank") << ours << QByteArray("\"KeepAliveTime \"=dword:1")
                                          << QByteArray("KeepAliveTime \" (its name has a blank)");
        QTest::newRow("another key")
            << QByteArray("HKEY_LOCAL_MACHINE\\SOFTWARE\\Foo") << QByteArray("\"Bar\"=dword:1")
            << QByteArray("kept, not read by TCP/IP: HKEY_LOCAL_MACHINE\\SOFTWARE\\Foo\\Bar\n");
        QTest::newRow("P6: both counts 1")
            << ours
            << QByteArray("\"TcpMaxDataRetransmissions\"=dword:1\n"
                          "\"PPTPTcpMaxDataRetransmissions\"=dword:1")
            << QByteArray("One lost packet ends the connection");
        QTest::newRow("nothing to remark")
            << ours << QByteArray("\"KeepAliveTime\"=dword:1000") << QByteArray();
    }

    void aRegistryFileIsRemarkedOn()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, said);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.reg")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Windows Registry Editor Version 5.00\n\n[" + key + "]\n" + line + "\n");
        file.close();
        const Finished finished = run(
            QStringLiteral("--headless --stack windows-xp --for 1s --registry ") + file.fileName());
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.err.contains(said) && finished.err.isEmpty() == said.isEmpty(),
                 finished.err.constData());
    }

    void aRegistryFileThatIsNone_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("empty") << true << QByteArray("line 1");
        QTest::newRow("missing") << false << QByteArray("it cannot be read: No such file");
    }

    void aRegistryFileThatIsNone()
    {
        QFETCH(bool, exists);
        QFETCH(QByteArray, said);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.reg")));
        QVERIFY(!exists || file.open(QIODevice::WriteOnly));
        const Finished finished = run(
            QStringLiteral("--headless --stack windows-xp --for 1s --registry ") + file.fileName());
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.err.contains(said), finished.err.constData());
    }

    /// P6
    void oneProbeIsWarnedOf()
    {
        const auto with = [](const char* count) {
            return run(QStringLiteral("--headless --stack windows-11 --keep-alive on --time 1s "
                                      "--for 1500ms --count ") +
                       QLatin1String(count));
        };
        const Finished one = with("1");
        QVERIFY2(one.out.contains("One lost packet ends the connection"), one.out.constData());
        QVERIFY2(one.out.contains(" 1 probe, "), one.out.constData());
        QVERIFY(!with("2").out.contains("One lost packet"));
    }

    void aServerIsCalledByItsName()
    {
        const Finished finished = run(QStringLiteral("--headless --stack server-2008-r2 --for 1s"));
        QVERIFY2(finished.out.contains("Server 2008 R2 (Windows 7)"), finished.out.constData());
    }

    void defaultsAreJson_data()
    {
        QTest::addColumn<QString>("stack");
        QTest::addColumn<QString>("value");
        QTest::newRow("Windows XP") << "--stack windows-xp"
                                    << "KeepAliveTime";
#ifdef KAI_LIVE
        QTest::newRow("this computer") << ""
                                       << "net.ipv4.tcp_keepalive_time";
#endif
    }

    void defaultsAreJson()
    {
        QFETCH(QString, stack);
        QFETCH(QString, value);
        const Finished finished = run(QStringLiteral("--show-defaults ") + stack);
        QCOMPARE(finished.code, 0);
        const QJsonArray hosts = QJsonDocument::fromJson(finished.out).array();
        QCOMPARE(hosts.size(), 1);
        bool found = false;
        for (const QJsonValue& entry : hosts[0].toObject()[QStringLiteral("values")].toArray()) {
            found = found || entry.toObject()[QStringLiteral("name")].toString() == value;
        }
        QVERIFY2(found, finished.out.constData());
    }

#ifdef KAI_LIVE
    void capabilitiesAreListed()
    {
        const Finished finished = run(QStringLiteral("--capabilities"));
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.out.contains("sock_diag"), finished.out.constData());
        const bool measured = finished.out.contains("two measurements agree") ||
                              finished.out.contains("NOT_CALIBRATED"); // a very busy computer
        QVERIFY2(measured, finished.out.constData());
        QVERIFY(finished.err.contains("measuring"));
    }

    /// 5 s / 1 s / 2: one probe while healthy, the next 5 s after its answer, then 1 s apart, each as late as the timer wheel
    /// allows (facts 2.4). The kernel is never early; a busy computer may be a little later.
    void theProbesOfALiveRunKeepTheirTimes()
    {
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("live.csv"));
        const Finished finished =
            run(QStringLiteral("--headless --keep-alive on --time 5s --interval 1s --count 2 "
                               "--fault silent@6s --for 25s --until ended --export ") +
                csv);
        QCOMPARE(finished.code, 0);
        const auto read = history::readEventFile(csv.toStdString());
        QVERIFY(read.ok());
        const auto of = [&](EventKind kind) {
            std::vector<Event> found;
            std::copy_if(
                read->events.begin(), read->events.end(), std::back_inserter(found),
                [kind](const Event& event) { return event.kind == kind && !event.atPeerEnd(); });
            return found;
        };
        const auto probes = of(EventKind::probe_sent);
        QCOMPARE(probes.size(), std::size_t{3});
        QCOMPARE(of(EventKind::probe_answered).size(), std::size_t{1});
        using std::chrono::seconds;
        QVERIFY(follows(of(EventKind::opened).front(), probes[0], seconds{5}));
        QVERIFY(follows(of(EventKind::probe_answered).front(), probes[1], seconds{5}));
        QVERIFY(follows(probes[1], probes[2], seconds{1}));
        QVERIFY(follows(probes[2], of(EventKind::ended).front(), seconds{1}));
    }

    /// Time 1 s, interval 1 s, count 1: broken after 2 s and what the timer wheel adds, well before the 20 s.
    void aLiveConnectionWhosePeerIsSilentEnds()
    {
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("live.csv"));
        const Finished finished =
            run(QStringLiteral("--headless --keep-alive on --time 1s --interval 1s --count 1 "
                               "--fault silent@100ms --for 20s --until ended --export ") +
                csv);
        QCOMPARE(finished.code, 0);
        QVERIFY2(finished.out.contains("ended K"), finished.out.constData());
        const auto events = history::readEventFile(csv.toStdString());
        QVERIFY(events.ok());
        const auto ended =
            std::find_if(events->events.begin(), events->events.end(), [](const Event& event) {
                return event.kind == EventKind::ended && !event.atPeerEnd();
            });
        QVERIFY(ended != events->events.end());
        QCOMPARE(ended->endedBy, EndedBy::keepAlive);
        QVERIFY(ended->time > Moment{std::chrono::seconds{2}} &&
                ended->time < Moment{std::chrono::seconds{4}});
    }

    void nobodyListensThere()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        const Finished finished =
            run(QStringLiteral("--headless --for 1s --connect 127.0.0.1:") + QString::number(port));
        QCOMPARE(finished.code, 1);
        QVERIFY2(finished.out.contains("ECONNREFUSED"), finished.out.constData());
    }

    void thePeerAloneAnswersAndStopsWhenAsked()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        QProcess program;
        program.start(QStringLiteral(KAI_PROGRAM),
                      {QStringLiteral("--headless"), QStringLiteral("--peer"),
                       QStringLiteral("127.0.0.1:") + QString::number(port)});
        QVERIFY(program.waitForReadyRead(kPatienceMs));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(client.waitForConnected(kPatienceMs));
        client.write("echo hello\n");
        QVERIFY(client.waitForReadyRead(kPatienceMs));
        QVERIFY2(client.readAll().startsWith("hello"), "the peer answers an echo request");
        program.terminate();
        QVERIFY(program.waitForFinished(kPatienceMs));
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.readAllStandardOutput().contains("served 1"));
    }

    void askedToEndItStopsAndKeepsWhatItSaw()
    {
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("stopped.csv"));
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QProcess program;
        program.start(QStringLiteral(KAI_PROGRAM),
                      {QStringLiteral("--headless"), QStringLiteral("--for"), QStringLiteral("1h"),
                       QStringLiteral("--connect"),
                       QStringLiteral("127.0.0.1:%1").arg(server.serverPort()),
                       QStringLiteral("--program"), QStringLiteral("sends@100ms"),
                       QStringLiteral("--export"), csv});
        QVERIFY(server.waitForNewConnection(kPatienceMs));
        const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        QVERIFY2(peer->waitForReadyRead(kPatienceMs), "it sends, so it knows the connection open");
        program.terminate();
        QVERIFY(program.waitForFinished(kPatienceMs));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        const auto events = history::readEventFile(csv.toStdString());
        QVERIFY(events.ok());
        QVERIFY(!events->events.empty());
        QCOMPARE(events->events.front().kind, EventKind::opened);
    }
#endif
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
