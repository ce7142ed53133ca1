#include "app/command_line.h"

#include <QTest>

using namespace kai;
using namespace kai::app;
using namespace std::chrono_literals;

namespace {

Result<Options> parse(const QString& line)
{
    std::vector<std::string> words;
    for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        words.push_back(word.toStdString());
    }
    const std::vector<std::string_view> views(words.begin(), words.end());
    return parseCommandLine(views);
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLineOfTheManual()
    {
        const auto options =
            parse(QStringLiteral("--headless --connections 3 --keep-alive on --time 1s --interval "
                                 "1s --count 3 --fault silent@3s "
                                 "--for 12s --export events.csv"));
        QVERIFY(options.ok());
        QCOMPARE(options->verb, Verb::headless);
        QCOMPARE(options->open.count, 3u);
        QCOMPARE(options->open.settings, (KeepAliveSettings{true, 1s, 1s, 3}));
        QCOMPARE(options->faults.size(), std::size_t{1});
        QCOMPARE(options->faults[0].afterOpen, nanoseconds(3s));
        QCOMPARE(options->faults[0].fault.kind, FaultKind::silentForward);
        QCOMPARE(*options->runFor, nanoseconds(12s));
        QCOMPARE(options->exports, std::vector<std::string>{"events.csv"});
        QVERIFY(!options->simulated());
    }

    void theSimulatedLineOfTheManual()
    {
        const auto options = parse(QStringLiteral("--headless --stack windows-xp,windows-11 "
                                                  "--registry x.reg --seed 7 --behaviour observed "
                                                  "--time=60s --interval=1500ms --until ended "
                                                  "--export - --export a.json --export b.svg"));
        QVERIFY(options.ok());
        QCOMPARE(options->releases, (std::vector{defaults::WindowsRelease::windowsXp,
                                                 defaults::WindowsRelease::windows11}));
        QCOMPARE(options->seed, std::uint64_t{7});
        QCOMPARE(options->behaviour, winsock::Behaviour::observed);
        QCOMPARE(*options->open.settings.probeInterval, 1500ms);
        QVERIFY(!options->open.settings.enabled);
        QVERIFY(options->untilEnded);
        QCOMPARE(options->exports.size(), std::size_t{3});
    }

    void aBoxMayReset_data()
    {
        QTest::addColumn<QString>("box");
        QTest::addColumn<BoxResets>("resets");
        QTest::newRow("silent") << "50s" << BoxResets::neither;
        QTest::newRow("this end") << "50s,rst-here" << BoxResets::thisEnd;
        QTest::newRow("the peer") << "50s,rst-peer" << BoxResets::peer;
        QTest::newRow("both") << "50s,rst-both" << BoxResets::both;
        QTest::newRow("the last one counts") << "9s,rst-both --box 50s" << BoxResets::neither;
    }
    void aBoxMayReset()
    {
        QFETCH(QString, box);
        const auto options = parse(QStringLiteral("--stack windows-11 --box ") + box);
        QVERIFY(options.ok());
        QCOMPARE(*options->open.boxLimit, milliseconds(50s));
        QTEST(options->open.boxResets, "resets");
    }

    void thePathOfASimulation()
    {
        const auto options = parse(QStringLiteral("--stack windows-11 --delay 30ms --jitter 20ms"));
        QVERIFY(options.ok());
        QCOMPARE(options->open.delay, nanoseconds(30ms));
        QCOMPARE(options->open.jitter, nanoseconds(20ms));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("port alone") << "--peer 7777"
                                    << "" << 7777;
        QTest::newRow("colon and port") << "--peer :7777"
                                        << "" << 7777;
        QTest::newRow("IPv4") << "--peer 127.0.0.1:80"
                              << "127.0.0.1" << 80;
        QTest::newRow("IPv6 in brackets") << "--peer [::1]:65535"
                                          << "::1" << 65535;
    }
    void addresses()
    {
        QFETCH(QString, line);
        const auto options = parse(line);
        QVERIFY(options.ok());
        QCOMPARE(options->verb, Verb::peer);
        QTEST(QString::fromStdString(options->listenAddress), "host");
        QTEST(int(options->listenPort), "port");
    }

    void nothingMeansTheWindow()
    {
        const auto options = parse({});
        QVERIFY(options.ok());
        QCOMPARE(options->verb, Verb::window);
        QVERIFY(!options->opens);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("names");
        QTest::newRow("unknown option") << "--quick"
                                        << "--quick";
        QTest::newRow("a bare word") << "quick"
                                     << "quick";
        QTest::newRow("a number without a unit") << "--time 90"
                                                 << "--time 90";
        QTest::newRow("no value") << "--time"
                                  << "--time TIME";
        QTest::newRow("an option instead of a value") << "--time --count 3"
                                                      << "--time TIME";
        QTest::newRow("a value for a switch") << "--headless=yes"
                                              << "takes no value";
        QTest::newRow("count 0") << "--count 0"
                                 << "--count 0";
        QTest::newRow("count 256") << "--count 256"
                                   << "1 to 255";
        QTest::newRow("too many connections") << "--connections 9501"
                                              << "1 to 9500";
        QTest::newRow("too many simulated connections") << "--stack windows-11 --connections 100001"
                                                        << "1 to 100000";
        QTest::newRow("sending without a pause") << "--program sends@0s"
                                                 << "sends@1ms";
        QTest::newRow("a box without memory") << "--box 0s"
                                              << "--box 0s";
        QTest::newRow("an empty name") << "--name="
                                       << "--name";
        QTest::newRow("negative") << "--connections -1"
                                  << "--connections -1";
        QTest::newRow("unknown fault") << "--fault quiet@3s"
                                       << "lossy-3";
        QTest::newRow("ICMP on a live lab") << "--headless --for 1s --fault icmp-soft@0s"
                                            << "--stack";
        QTest::newRow("a box that resets who?") << "--stack windows-11 --box 50s,rst"
                                                << "rst-here";
        QTest::newRow("a live box resets nobody") << "--box 50s,rst-here"
                                                  << "only drawn";
        QTest::newRow("jitter without a unit") << "--stack windows-11 --jitter 20"
                                               << "unit";
        QTest::newRow("a delay on a live lab") << "--delay 20ms"
                                               << "--stack";
        QTest::newRow("jitter on a live lab") << "--jitter 20ms"
                                              << "--stack";
        QTest::newRow("fault without a moment") << "--fault silent"
                                                << "silent@3s";
        QTest::newRow("fault without a unit") << "--fault silent@3"
                                              << "unit";
        QTest::newRow("unknown release") << "--stack windows-12"
                                         << "windows-12";
        QTest::newRow("keep-alive maybe") << "--keep-alive maybe"
                                          << "on or off";
        QTest::newRow("export without a format") << "--headless --for 1s --export events.txt"
                                                 << ".csv";
        QTest::newRow("export without headless") << "--export events.csv"
                                                 << "--headless";
        QTest::newRow("headless without an end") << "--headless"
                                                 << "--for";
        QTest::newRow("registry on a live lab") << "--headless --for 1s --registry x.reg"
                                                << "--stack";
        QTest::newRow("behaviour on a live lab") << "--headless --for 1s --behaviour observed"
                                                 << "--stack";
        QTest::newRow("sock_diag in a simulation") << "--stack windows-11 --no-sock-diag"
                                                   << "--no-sock-diag";
        QTest::newRow("until in the window") << "--until ended"
                                             << "--headless";
        QTest::newRow("a fault after the end") << "--headless --for 12s --fault silent@13s"
                                               << "12 s from all open";
        QTest::newRow("a fault after the end, until ended")
            << "--headless --until ended --for 12s --fault silent@3s --fault back@13s"
            << "--fault";
        QTest::newRow("a fault after the picture") << "--screenshot a.png --fault silent@3s"
                                                   << "--for";
        QTest::newRow("a picture of no window") << "--capabilities --screenshot a.png"
                                                << "--screenshot";
        QTest::newRow("connect in a simulation") << "--stack xp --connect a:1"
                                                 << "--stack";
        QTest::newRow("connect without a host") << "--connect :80"
                                                << "HOST:PORT";
        QTest::newRow("port 65536") << "--connect a:65536"
                                    << "65535";
        QTest::newRow("IPv6 without brackets") << "--connect ::1:80"
                                               << "brackets";
        QTest::newRow("screenshot as jpeg") << "--screenshot a.jpg"
                                            << ".png";
    }
    void refusals()
    {
        QFETCH(QString, line);
        QFETCH(QString, names);
        const auto options = parse(line);
        QVERIFY(!options.ok());
        const QString text = QString::fromStdString(describe(options.error()));
        QVERIFY2(text.contains(names), qPrintable(text));
        QVERIFY2(!text.contains(QLatin1Char('\n')), qPrintable(text));
    }

    void honoured_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("a picture of a headless run") << "--headless --for 1s --screenshot a.png";
        QTest::newRow("a fault at the very end") << "--headless --for 3s --fault silent@3s";
        QTest::newRow("a fault in a run until ended")
            << "--headless --until ended --fault reset@9h";
        QTest::newRow("ICMP in a simulation") << "--stack windows-11 --fault icmp-hard@3s";
        QTest::newRow("a fault in the window") << "--fault silent@3s";
    }
    void honoured()
    {
        QFETCH(QString, line);
        const auto options = parse(line);
        QVERIFY2(options.ok(), options.ok() ? "" : describe(options.error()).c_str());
    }

    void helpNamesEveryFault()
    {
        const std::string help = helpText();
        for (const char* word :
             {"silent ", "silent-forward", "silent-return", "silent-both", "lossy-3 ", "lossy-30%",
              "back ", "reboot ", "close ", "reset ", " send ", "peer-sends", "hang"}) {
            QVERIFY2(help.find(word) != std::string::npos, word);
        }
    }

    void aServerKeepsItsName()
    {
        const auto options = parse(QStringLiteral("--stack server-2008-r2,windows-7"));
        QVERIFY(options.ok());
        QCOMPARE(options->hostNames, (std::vector<std::string>{"Server 2008 R2", ""}));
    }

    void helpNamesEveryUnit()
    {
        const std::string help = helpText();
        QVERIFY(help.find("ns us ms s min h d") != std::string::npos);
        QVERIFY(help.find("--connections N") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
