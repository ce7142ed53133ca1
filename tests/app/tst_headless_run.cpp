#include "app/command_line.h"
#include "app/headless_run.h"
#include "app/make_lab.h"
#include "app/report_text.h"
#include "core/history/event_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <sstream>

using namespace kai;
using namespace kai::app;
using namespace std::chrono_literals;

namespace {

/// A headless run of simulated hosts, from the command line on.
struct Finished {
    explicit Finished(const QString& line)
    {
        std::vector<std::string> words;
        for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            words.push_back(word.toStdString());
        }
        const std::vector<std::string_view> views(words.begin(), words.end());
        options = parseCommandLine(views).value();
        lab = std::move(makeLab(options).value());
        const std::atomic<bool> interrupted{false};
        run = runHeadless(*lab, options, interrupted);
    }

    [[nodiscard]] std::string csv() const
    {
        std::vector<ConnectionInfo> infos;
        for (const auto& [id, connection] : run.connections) {
            infos.push_back(connection.info);
        }
        const history::EventNames names(lab->capabilities().system, lab->startedUtcNs(), infos);
        std::ostringstream out;
        history::writeCsv({lab->log(), names}, out);
        return out.str();
    }

    /// Times since "all open" of the events of one kind, of the first connection.
    [[nodiscard]] std::vector<nanoseconds> times(EventKind kind) const
    {
        std::vector<nanoseconds> found;
        lab->log().lanes().visit({ConnectionId{1}, false}, Moment{}, kNever,
                                 [&](std::uint64_t, const Event& event) {
                                     if (event.kind == kind) {
                                         found.push_back(event.time - run.allOpen);
                                     }
                                 });
        return found;
    }

    Options options;
    std::unique_ptr<lab::Lab> lab;
    RunResult run;
};

const ConnectionRow& firstRow(const Finished& finished)
{
    return finished.run.connections.at(ConnectionId{1}).row;
}

} // namespace

class TestHeadlessRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLineOfTheManualHasTheRightTimes()
    {
        const auto started = std::chrono::steady_clock::now();
        const Finished finished(QStringLiteral(
            "--headless --stack windows-11 --connections 2 --keep-alive on --time 60s "
            "--interval 1500ms --fault silent@1s --for 5min"));
        qInfo("%lld ms of real time for 5 min",
              static_cast<long long>((std::chrono::steady_clock::now() - started) / 1ms));
        QCOMPARE(finished.run.opened, 2u);
        std::vector<nanoseconds> expected;
        for (int probe = 0; probe < 10; ++probe) {
            expected.push_back(60s + probe * 1500ms);
        }
        QVERIFY(finished.times(EventKind::probe_sent) == expected);
        QVERIFY(finished.times(EventKind::ended) == std::vector<nanoseconds>{75s});
        QVERIFY(finished.times(EventKind::fault_set) == std::vector<nanoseconds>{1s});
        QVERIFY(finished.run.end - finished.run.allOpen == 5min);
    }

    void silentPeerAtDefaultSettings_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<int>("probes");
        QTest::addColumn<int>("endsAfterSeconds");
        QTest::newRow("Windows 11: ten probes, broken after 2 h 0 min 10 s")
            << "windows-11" << 10 << 7210;
        QTest::newRow("Windows XP: five probes, broken after 2 h 0 min 5 s")
            << "windows-xp" << 5 << 7205;
    }

    void silentPeerAtDefaultSettings()
    {
        QFETCH(QString, release);
        QFETCH(int, probes);
        QFETCH(int, endsAfterSeconds);
        const Finished finished(
            QStringLiteral("--headless --keep-alive on --fault silent@1s --until ended --stack ") +
            release);
        QCOMPARE(finished.times(EventKind::probe_sent).size(), static_cast<std::size_t>(probes));
        QVERIFY(finished.times(EventKind::probe_sent).front() == 2h);
        QVERIFY(finished.times(EventKind::ended) ==
                std::vector<nanoseconds>{std::chrono::seconds{endsAfterSeconds}});
        QCOMPARE(firstRow(finished).endedBy, EndedBy::keepAlive);
        QVERIFY(finished.run.end - finished.run.allOpen == std::chrono::seconds{endsAfterSeconds});
    }

    void twoReleasesShareOneClock()
    {
        const Finished finished(
            QStringLiteral("--headless --keep-alive on --fault silent@1s --until ended "
                           "--stack windows-xp,windows-11"));
        QCOMPARE(finished.run.connections.size(), std::size_t{2});
        QVERIFY(finished.times(EventKind::ended) == std::vector<nanoseconds>{7205s});
        QVERIFY(finished.run.end - finished.run.allOpen == 7210s);
    }

    void theSameSeedGivesTheSameBytes_data()
    {
        QTest::addColumn<QString>("seed");
        QTest::newRow("seed 1") << QStringLiteral("1");
        QTest::newRow("seed 99") << QStringLiteral("99");
    }

    void theSameSeedGivesTheSameBytes()
    {
        QFETCH(QString, seed);
        const QString line =
            QStringLiteral(
                "--headless --stack windows-11 --connections 20 --keep-alive on --time 3s "
                "--fault lossy-30%@1s --for 2min --seed ") +
            seed;
        const std::string first = Finished(line).csv();
        QVERIFY(first.find("probe_unanswered") != std::string::npos);
        QCOMPARE(Finished(line).csv(), first);
    }

    void theSeedReachesTheLiveStack()
    {
        Options options;
        options.seed = 99;
        options.useSockDiag = false;
        QCOMPARE(liveOptions(options).seed, std::uint64_t{99});
        QVERIFY(!liveOptions(options).useSockDiag);
    }

    void aPeerThatComesBackIsAnswered()
    {
        const Finished finished(QStringLiteral(
            "--headless --stack windows-11 --keep-alive on --time 5s --fault silent@1s "
            "--fault back@7500ms --for 10s"));
        QCOMPARE(firstRow(finished).local.state, ConnectionState::open);
        QVERIFY(!finished.times(EventKind::probe_unanswered).empty());
        QVERIFY(!finished.times(EventKind::probe_answered).empty());
    }

    void aRegistryFileIsInForce()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("short.reg")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("REGEDIT4\n\n[HKEY_LOCAL_"
                   "MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"
                   "\"KeepAliveTime\"=dword:00002710\n");
        file.close();
        const Finished finished(
            QStringLiteral("--headless --stack windows-11 --keep-alive on --for 15s --registry ") +
            file.fileName());
        QVERIFY(finished.times(EventKind::probe_sent) == std::vector<nanoseconds>{10s});
    }

    void aMissingRegistryFileIsAnError()
    {
        Options options;
        options.releases = {defaults::WindowsRelease::windows11};
        options.registryFile = "/nowhere/x.reg";
        const auto lab = makeLab(options);
        QVERIFY(!lab.ok());
        QVERIFY(describe(lab.error()).find("/nowhere/x.reg") != std::string::npos);
    }

    void theSummaryIsALineForEachConnectionAndTheTotals()
    {
        const Finished finished(QStringLiteral(
            "--headless --stack windows-11 --connections 2 --keep-alive on --time 60s "
            "--fault silent@1s --for 5min --name db"));
        const std::string text =
            summaryText(finished.run, "Windows 11", true, finished.lab->log().endIndex());
        const QString lines = QString::fromStdString(text);
        QVERIFY2(lines.startsWith(QStringLiteral("SIMULATED  Windows 11  ran 5 min\n")),
                 text.c_str());
        QVERIFY2(lines.contains(QStringLiteral("db-2")), text.c_str());
        QVERIFY2(lines.contains(QStringLiteral("ended K after 1 min 10 s, WSAENETRESET (10052)")),
                 text.c_str());
        QVERIFY2(lines.contains(QStringLiteral("2 of 2 opened, 2 ended, ")), text.c_str());
    }

    void eventsThatNoLongerFitAreSummarised()
    {
        history::LostSummary lost;
        QCOMPARE(lostText(lost), std::string());
        lost.events = 4096;
        lost.until = Moment{90s};
        lost.kinds[static_cast<std::size_t>(EventKind::probe_sent)] = 4000;
        lost.kinds[static_cast<std::size_t>(EventKind::ended)] = 96;
        QCOMPARE(lostText(lost),
                 std::string("the oldest 4096 events, up to 1 min 30 s, are a summary only: "
                             "4000 probe_sent 96 ended\n"));
    }

    void everyConnectionCanBeExplained()
    {
        const Finished finished(QStringLiteral(
            "--headless --stack windows-11 --connections 3 --keep-alive on --for 1s --explain"));
        const auto details = fetchDetails(*finished.lab, finished.run);
        QCOMPARE(details.size(), std::size_t{3});
        QCOMPARE(details[2].id, ConnectionId{3});
        QVERIFY(details[0].enabled.value);
    }
};

QTEST_GUILESS_MAIN(TestHeadlessRun)
#include "tst_headless_run.moc"
