#include "tests/simulation/script.h"

#include <QtTest>

using namespace kai;
using namespace kai::simulation;
using namespace std::chrono_literals;
using defaults::RegistryName;
using defaults::RegistryValues;
using defaults::WindowsRelease;
using std::chrono::seconds;

Q_DECLARE_METATYPE(kai::defaults::WindowsRelease)

namespace {

bool everyRelease(const defaults::ReleaseRules&)
{
    return true;
}

bool beforeVista(const defaults::ReleaseRules& rules)
{
    return rules.countFromRegistry;
}

bool fromVista(const defaults::ReleaseRules& rules)
{
    return !beforeVista(rules);
}

/// A row for each of these releases, named "D3: both 3, Windows XP"; the release is the first column.
template <typename Releases, typename... Values>
void addRowsFor(Releases releases, const char* name, const Values&... values)
{
    for (const auto& rules : defaults::allReleases()) {
        if (!releases(rules)) {
            continue;
        }
        QTestData& row =
            QTest::addRow("%s, %.*s", name, static_cast<int>(rules.name.size()), rules.name.data());
        row << rules.release;
        static_cast<void>((row << ... << values));
    }
}

template <typename... Values>
void addRows(const char* name, const Values&... values)
{
    addRowsFor(everyRelease, name, values...);
}

void rowsForReleases(const char* clause)
{
    QTest::addColumn<WindowsRelease>("release");
    addRows(clause);
}

int defaultCount(WindowsRelease release)
{
    return defaults::rulesOf(release).countFromRegistry ? 5 : 10;
}

HostSetup hostOf(WindowsRelease release, const Assumptions& assumptions = {})
{
    HostSetup setup;
    setup.release = release;
    setup.assumptions = assumptions;
    return setup;
}

HostSetup hostWith(WindowsRelease release, RegistryName name, std::uint32_t number)
{
    HostSetup setup = hostOf(release);
    setup.registry.store(name, number);
    return setup;
}

/// "2 h 0 min 1 s: probe_unanswered 1 of 10", "2 h 0 min 1 s: probe_sent 2 of 10" ... up to the end.
QStringList silentPeer(seconds idle, seconds interval, int count)
{
    const auto at = [](nanoseconds time) { return QString::fromStdString(formatDuration(time)); };
    QStringList lines;
    for (int probe = 1; probe <= count; ++probe) {
        const QString fate = QString(" %1 of %2").arg(probe).arg(count);
        lines.push_back(at(idle + (probe - 1) * interval) + ": probe_sent" + fate);
        lines.push_back(at(idle + probe * interval) + ": probe_unanswered" + fate);
    }
    lines.push_back(at(idle + count * interval) + ": ended (keep-alive)");
    return lines;
}

/// From ESTABLISHED: which end closes, in which order, and what of it is lost on the way.
void closeUntil(Script& script, TcpState state)
{
    const bool peerFirst = state == TcpState::closeWait || state == TcpState::lastAck;
    const bool peerSecond = state == TcpState::closing || state == TcpState::timeWait;
    if (peerFirst) {
        script.peer.close(script.peerEnd());
        script.play(20ms);
    }
    if (state == TcpState::finWait1 || state == TcpState::lastAck || state == TcpState::closing) {
        PathSettings path = script.world.path(script.end);
        path.cutForward = true;
        script.world.setPath(script.end, path);
    }
    if (state != TcpState::established && state != TcpState::closeWait) {
        script.world.shutdownSend(script.end);
        script.play(20ms);
    }
    if (peerSecond) {
        script.peer.close(script.peerEnd());
    }
    script.play(30ms);
}

} // namespace

/// Sections 4 and 5 of the contract, clause by clause and release by release.
class ClausesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void p1_data()
    {
        rowsForReleases("P1: probe after the idle time, counted from what was received");
    }
    void p1();
    void p1Sent_data()
    {
        rowsForReleases("P1: what is sent alone does not count, its acknowledgement does");
    }
    void p1Sent();
    void p2_data() { rowsForReleases("P2: an answer clears the count"); }
    void p2();
    void p2Data_data() { rowsForReleases("P2: data clears the count as well"); }
    void p2Data();
    void p3_data() { rowsForReleases("P3, D1, D2, D3: silent peer at the defaults"); }
    void p3();
    void p3Shorter_data() { rowsForReleases("P3: option, the last interval is not waited out"); }
    void p3Shorter();
    void p4_data();
    void p4();
    void p4Rebooted_data() { rowsForReleases("P4, P5: a rebooted peer answers with RST"); }
    void p4Rebooted();
    void p5_data() { rowsForReleases("P5: the cause of the end is told"); }
    void p5();
    void p6_data();
    void p6();
    void p7_data() { rowsForReleases("P7: data in flight, retransmission rules"); }
    void p7();
    void p7Recovered_data()
    {
        rowsForReleases("P7: after the acknowledgement keep-alive rules again");
    }
    void p7Recovered();
    void p8_data();
    void p8();
    void p8Off_data() { rowsForReleases("P8: off clears the count"); }
    void p8Off();
    void p9_data();
    void p9();
    void p9Listener_data() { rowsForReleases("P9: a listener only stores the settings"); }
    void p9Listener();
    void d1_data() { rowsForReleases("D1: registry defaults, unless the socket has its own"); }
    void d1();
    void d2_data();
    void d2();
    void d3_data();
    void d3();
    void d4_data() { rowsForReleases("D4: a count of the socket's own; the last writer wins"); }
    void d4();
    void d5_data();
    void d5();
    void d6_data();
    void d6();
    void s13_data() { rowsForReleases("S13: an accepted socket inherits"); }
    void s13();
    void saturation();
};

void ClausesTest::p1()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release), pathWithDelay(5ms));
    script.keepAlive(10s, 1s, 3);
    const QStringList expected{"10 ms: opened", "10.01 s: probe_sent 1 of 3",
                               "10.02 s: probe_answered 1 of 3", "20.02 s: probe_sent 1 of 3",
                               "20.03 s: probe_answered 1 of 3"};
    QCOMPARE(script.play(25s), expected);
}

void ClausesTest::p1Sent()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release), pathWithDelay(5ms));
    script.keepAlive(10s, 1s, 3);
    script.play(4s);
    script.send("x");
    const QStringList expected{"4 s: data_sent", "4.01 s: data_received (acknowledgement)",
                               "14.01 s: probe_sent 1 of 3", "14.02 s: probe_answered 1 of 3"};
    QCOMPARE(script.play(15s), expected);
}

void ClausesTest::p2()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(10s, 1s, 5);
    script.play(0s);
    script.cut();
    script.play(12500ms);
    QCOMPARE(script.world.timers(script.end).unanswered, std::uint16_t{3});
    script.restore();
    const QStringList expected{"13 s: probe_unanswered 3 of 5", "13 s: probe_sent 4 of 5",
                               "13 s: probe_answered 4 of 5", "23 s: probe_sent 1 of 5",
                               "23 s: probe_answered 1 of 5"};
    QCOMPARE(script.play(24s), expected);
    QCOMPARE(script.world.timers(script.end).unanswered, std::uint16_t{0});
}

void ClausesTest::p2Data()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(10s, 1s, 5);
    script.play(0s);
    script.cut();
    script.play(11500ms);
    script.restore();
    script.peer.send(script.peerEnd(), std::as_bytes(std::span{"hello", 5}));
    const QStringList expected{"11.5 s: data_received", "21.5 s: probe_sent 1 of 5",
                               "21.5 s: probe_answered 1 of 5"};
    QCOMPARE(script.play(22s), expected);
}

/// What it must show 2: first probe at exactly 2 h; 11 breaks at 2 h 0 min 10 s, XP at 2 h 0 min 5 s.
void ClausesTest::p3()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.turn(true);
    QCOMPARE(script.play(1s), QStringList{"0 s: opened"});
    script.cut();
    QCOMPARE(script.playAll(), silentPeer(7200s, 1s, defaultCount(release)));
}

void ClausesTest::p3Shorter()
{
    QFETCH(WindowsRelease, release);
    Assumptions shorter;
    shorter.lastIntervalWaited = false;
    Script script(hostOf(release, shorter));
    script.keepAlive(10s, 1s, 2);
    script.play(0s);
    script.cut();
    QCOMPARE(script.world.timers(script.end).predictedEnd, Moment{11s});
    const QStringList expected{"10 s: probe_sent 1 of 2", "11 s: probe_unanswered 1 of 2",
                               "11 s: probe_sent 2 of 2", "11 s: probe_unanswered 2 of 2",
                               "11 s: ended (keep-alive)"};
    QCOMPARE(script.playAll(), expected);
}

void ClausesTest::p4_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<bool>("garbage");
    addRows("P4: a probe without data", false);
    addRows("P4: option, a probe with one garbage byte", true);
}

void ClausesTest::p4()
{
    QFETCH(WindowsRelease, release);
    QFETCH(bool, garbage);
    Assumptions assumptions;
    assumptions.garbageByte = garbage;
    Script script(hostOf(release, assumptions));
    script.keepAlive(10s, 1s, 3);
    script.play(25s);
    QCOMPARE(script.world.probes(script.end).answered, 2U);
    QCOMPARE(script.world.readable(script.peerEnd()), std::size_t{0});
    script.send("after");
    QCOMPARE(script.play(26s).size(), 2);
    QCOMPARE(script.world.unacknowledged(script.end), std::size_t{0});
}

void ClausesTest::p4Rebooted()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(10s, 1s, 3);
    script.play(1s);
    script.peer.reboot(script.peerEnd());
    const QStringList expected{"10 s: probe_sent 1 of 3", "10 s: ended (reset)"};
    QCOMPARE(script.playAll(), expected);
    QVERIFY(script.program.wasTold(NoticeKind::ended, Cause::reset));
}

void ClausesTest::p5()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(10s, 1s, 3);
    script.play(1s);
    script.cut();
    script.playAll();
    QVERIFY(script.program.wasTold(NoticeKind::ended, Cause::keepAlive));
    QCOMPARE(script.world.cause(script.end), Cause::keepAlive);
    QCOMPARE(script.world.state(script.end), TcpState::closed);
    QCOMPARE(script.world.send(script.end, std::as_bytes(std::span{"x", 1})), std::size_t{0});
}

void ClausesTest::p6_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("lastIntervalWaited");
    QTest::addColumn<bool>("survives");
    addRows("P6: one lost probe of 2", 2, true, true);
    addRows("P6: one lost probe of 10", 10, true, true);
    addRows("P6: N = 1 was asked for", 1, true, false);
    addRows("P6: N = 1 is answered in time even without the last interval", 1, false, false);
}

void ClausesTest::p6()
{
    QFETCH(WindowsRelease, release);
    QFETCH(int, count);
    QFETCH(bool, lastIntervalWaited);
    QFETCH(bool, survives);
    Assumptions assumptions;
    assumptions.lastIntervalWaited = lastIntervalWaited;
    Script script(hostOf(release, assumptions), pathWithDelay(5ms));
    script.keepAlive(10s, 1s, static_cast<std::uint16_t>(count));
    script.play(10s);
    script.play(10500ms);
    QCOMPARE(script.world.cause(script.end), Cause::none);
    PathSettings path = pathWithDelay(5ms);
    path.lossForward.everyNth = 1;
    script.world.setPath(script.end, path);
    script.play(20500ms);
    script.world.setPath(script.end, pathWithDelay(5ms));
    script.play(40s);
    QCOMPARE(script.world.cause(script.end) == Cause::none, survives);
}

void ClausesTest::p7()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(2s, 1s, 3);
    script.play(1s);
    script.cut();
    script.send("lost");
    QCOMPARE(script.world.timers(script.end).waiting, Waiting::dataInFlight);
    QCOMPARE(script.world.timers(script.end).deadline, kNever);
    const QStringList expected{"1 s: data_sent",
                               "2 s: retransmitted",
                               "4 s: retransmitted",
                               "8 s: retransmitted",
                               "16 s: retransmitted",
                               "32 s: retransmitted",
                               "1 min 4 s: ended (retransmission)"};
    QCOMPARE(script.playAll(), expected);
}

void ClausesTest::p7Recovered()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(2s, 1s, 3);
    script.play(1s);
    script.cut();
    script.send("late");
    script.play(5s);
    script.restore();
    const QStringList expected{"8 s: retransmitted", "8 s: data_received (acknowledgement)",
                               "10 s: probe_sent 1 of 3", "10 s: probe_answered 1 of 3"};
    QCOMPARE(script.play(11s), expected);
}

void ClausesTest::p8_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<bool>("fromCall");
    QTest::addColumn<int>("newTimeS");
    QTest::addColumn<int>("deadlineS");
    addRows("P8: shorter, not yet passed", false, 40, 40);
    addRows("P8: shorter, passed already: at once", false, 20, 30);
    addRows("P8: longer", false, 90, 90);
    addRows("P8: option from the call, shorter", true, 20, 50);
    addRows("P8: option from the call, longer", true, 90, 120);
}

void ClausesTest::p8()
{
    QFETCH(WindowsRelease, release);
    QFETCH(bool, fromCall);
    QFETCH(int, newTimeS);
    QFETCH(int, deadlineS);
    Assumptions assumptions;
    assumptions.idleFromCall = fromCall;
    Script script(hostOf(release, assumptions));
    script.keepAlive(60s, 1s, 3);
    script.play(30s);
    script.world.changeKeepAlive(script.end, {{}, seconds{newTimeS}, {}, {}, Origin::socketOption});
    QCOMPARE(script.world.timers(script.end).deadline, Moment{seconds{deadlineS}});
    const QStringList lines = script.play(200s);
    QVERIFY(lines.front().startsWith(QString::fromStdString(formatDuration(seconds{deadlineS})) +
                                     ": probe_sent"));
}

void ClausesTest::p8Off()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(10s, 4s, 5);
    script.play(1s);
    script.cut();
    script.play(15s);
    QCOMPARE(script.world.timers(script.end).unanswered, std::uint16_t{2});

    // A new interval keeps the count and is measured from the last probe.
    script.world.changeKeepAlive(script.end, {{}, {}, 3s, {}, Origin::socketOption});
    QCOMPARE(script.world.timers(script.end).deadline, Moment{17s});
    QCOMPARE(script.world.timers(script.end).predictedEnd, Moment{26s});

    script.turn(false);
    QCOMPARE(script.world.timers(script.end).unanswered, std::uint16_t{0});
    QCOMPARE(script.play(100s), QStringList{});
    script.turn(true);
    const QStringList expected{"1 min 40 s: probe_sent 1 of 5"};
    QCOMPARE(script.play(101s), expected);
}

void ClausesTest::p9_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<TcpState>("state");
    QTest::addColumn<bool>("probes");
    addRows("P9: ESTABLISHED", TcpState::established, true);
    addRows("P9: CLOSE-WAIT", TcpState::closeWait, true);
    addRows("P9: FIN-WAIT-1", TcpState::finWait1, true);
    addRows("P9: FIN-WAIT-2", TcpState::finWait2, true);
    addRows("P9: SYN-SENT does not", TcpState::synSent, false);
    addRows("P9: LAST-ACK does not", TcpState::lastAck, false);
    addRows("P9: CLOSING does not", TcpState::closing, false);
    addRows("P9: TIME-WAIT does not", TcpState::timeWait, false);
}

void ClausesTest::p9()
{
    QFETCH(WindowsRelease, release);
    QFETCH(TcpState, state);
    QFETCH(bool, probes);
    PathSettings path;
    path.cutForward = state == TcpState::synSent;
    Script script(hostOf(release), path);
    script.keepAlive(500ms, 100ms, 3);
    if (state != TcpState::synSent) {
        script.play(10ms);
        script.peer.hang(script.peerEnd());
        closeUntil(script, state);
    }
    script.cut();
    QCOMPARE(script.world.state(script.end), state);
    const QStringList lines = script.play(900ms);
    QCOMPARE(lines.filter("probe_sent").size(), probes ? 3 : 0);
    const Cause without = state == TcpState::timeWait ? Cause::locally : Cause::none;
    QCOMPARE(script.world.cause(script.end), probes ? Cause::keepAlive : without);
}

void ClausesTest::p9Listener()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    const EndId listener = script.world.create(script.host, &script.program);
    QVERIFY(script.world.bind(listener, 80));
    script.world.listen(listener, 5);
    script.world.changeKeepAlive(listener, {true, 1s, 1s, 3, Origin::keepAliveVals});
    script.play(60s);
    QCOMPARE(script.world.probes(listener).sent, 0U);
    QCOMPARE(script.world.keepAlive(listener).idleTime.value, milliseconds{1s});
    QCOMPARE(script.world.timers(listener).deadline, kNever);
}

void ClausesTest::d1()
{
    QFETCH(WindowsRelease, release);
    HostSetup setup = hostWith(release, RegistryName::keepAliveTime, 300'000);
    setup.registry.store(RegistryName::keepAliveInterval, 2'000);
    Script script(setup);
    QCOMPARE(script.world.keepAlive(script.end).idleTime,
             (Sourced<milliseconds>{300s, Origin::registry}));
    QCOMPARE(script.world.keepAlive(script.end).probeInterval,
             (Sourced<milliseconds>{2s, Origin::registry}));
    script.turn(true);
    script.play(1s);
    QCOMPARE(script.world.timers(script.end).deadline, Moment{300s});
    script.keepAlive(60s, 5s, 3);
    QCOMPARE(script.world.keepAlive(script.end).idleTime,
             (Sourced<milliseconds>{60s, Origin::keepAliveVals}));
    QCOMPARE(script.world.timers(script.end).deadline, Moment{60s});
    QCOMPARE(script.world.timers(script.end).predictedEnd, Moment{75s});
}

void ClausesTest::d2_data()
{
    QTest::addColumn<WindowsRelease>("release");
    addRowsFor(fromVista, "D2: the registry changes no probes");
}

/// The registry changes data retransmissions, and the ten probes not at all.
void ClausesTest::d2()
{
    QFETCH(WindowsRelease, release);
    Script script(hostWith(release, RegistryName::tcpMaxDataRetransmissions, 2));
    script.turn(true);
    script.play(1s);
    script.cut();
    const EndTimers timers = script.world.timers(script.end);
    QCOMPARE(timers.predictedEnd - timers.deadline, nanoseconds{10s});
    script.send("lost");
    const QStringList expected{"1 s: data_sent", "2 s: retransmitted", "4 s: retransmitted",
                               "8 s: ended (retransmission)"};
    QCOMPARE(script.playAll(), expected);
}

void ClausesTest::d3_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<int>("tcp");
    QTest::addColumn<int>("pptp");
    QTest::addColumn<int>("probes");
    addRowsFor(beforeVista, "D3: both absent: 5", -1, -1, 5);
    addRowsFor(beforeVista, "D3: one set to 3 changes nothing", 3, -1, 5);
    addRowsFor(beforeVista, "D3: both 3", 3, 3, 3);
    addRowsFor(beforeVista, "D3: the larger", 3, 8, 8);
    addRowsFor(beforeVista, "D3: both 0: never probes", 0, 0, 0);
    addRowsFor(beforeVista, "D3: 300 sends 255", 300, -1, 255);
}

void ClausesTest::d3()
{
    QFETCH(WindowsRelease, release);
    QFETCH(int, tcp);
    QFETCH(int, pptp);
    QFETCH(int, probes);
    HostSetup setup = hostOf(release);
    if (tcp >= 0) {
        setup.registry.store(RegistryName::tcpMaxDataRetransmissions,
                             static_cast<std::uint32_t>(tcp));
    }
    if (pptp >= 0) {
        setup.registry.store(RegistryName::pptpTcpMaxDataRetransmissions,
                             static_cast<std::uint32_t>(pptp));
    }
    Script script(setup);
    script.turn(true);
    script.play(1s);
    script.cut();
    const QStringList lines = script.playAll();
    if (probes == 0) {
        QCOMPARE(lines, QStringList{});
        QCOMPARE(script.world.timers(script.end).waiting, Waiting::noProbes);
        QCOMPARE(script.world.cause(script.end), Cause::none);
    } else {
        QCOMPARE(lines, silentPeer(7200s, 1s, probes));
    }
}

void ClausesTest::d4()
{
    QFETCH(WindowsRelease, release);
    Script script(hostOf(release));
    script.keepAlive(60s, 5s, 4);
    script.world.changeKeepAlive(script.end, {{}, {}, {}, 7, Origin::socketOption});
    script.world.changeKeepAlive(script.end, {true, 30s, 2s, {}, Origin::keepAliveVals});
    const KeepAliveInForce values = script.world.keepAlive(script.end);
    QCOMPARE(values.probeCount, (Sourced<std::uint16_t>{7, Origin::socketOption}));
    QCOMPARE(values.idleTime, (Sourced<milliseconds>{30s, Origin::keepAliveVals}));
    script.play(1s);
    script.cut();
    QCOMPARE(script.playAll(), silentPeer(30s, 2s, 7));
}

void ClausesTest::d5_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<bool>("atOnce");
    addRows("D5: from the next restart", false);
    addRows("D5: option, at once for new sockets", true);
}

void ClausesTest::d5()
{
    QFETCH(WindowsRelease, release);
    QFETCH(bool, atOnce);
    Assumptions assumptions;
    assumptions.registryAtOnce = atOnce;
    Script script(hostOf(release, assumptions));
    RegistryValues changed;
    changed.store(RegistryName::keepAliveTime, 300'000);
    script.world.storeRegistry(script.host, changed);
    const auto newSocketsTime = [&] {
        const EndId fresh = script.world.create(script.host, nullptr);
        const auto time = script.world.keepAlive(fresh).idleTime.value;
        script.world.close(fresh);
        return time;
    };
    QCOMPARE(script.world.host(script.host).pendingRestart(), !atOnce);
    QCOMPARE(newSocketsTime(), milliseconds{atOnce ? 300s : 7200s});
    QCOMPARE(script.world.keepAlive(script.end).idleTime.value, milliseconds{7200s});
    script.world.restart(script.host);
    QVERIFY(!script.world.host(script.host).pendingRestart());
    QCOMPARE(newSocketsTime(), milliseconds{300s});
}

void ClausesTest::d6_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<bool>("wrongType");
    addRows("D6: 0 for a time", false);
    addRows("D6: a string for a time", true);
}

void ClausesTest::d6()
{
    QFETCH(WindowsRelease, release);
    QFETCH(bool, wrongType);
    HostSetup setup = hostOf(release);
    const defaults::StoredValue text{defaults::RegistryType::string, 0, "300000"};
    const defaults::StoredValue zero{defaults::RegistryType::dword, 0, {}};
    setup.registry.store(RegistryName::keepAliveTime, wrongType ? text : zero);
    Script script(setup);
    QCOMPARE(script.world.keepAlive(script.end).idleTime,
             (Sourced<milliseconds>{7200s, Origin::builtIn}));
}

void ClausesTest::s13()
{
    QFETCH(WindowsRelease, release);
    Script script({}, {}, hostOf(release));
    const EndId listener = script.world.create(script.peerHost, &script.program);
    QVERIFY(script.world.bind(listener, 80));
    script.world.listen(listener, 5);
    script.world.changeKeepAlive(listener, {true, 40s, {}, {}, Origin::socketOption});
    const EndId client = script.world.create(script.host, nullptr);
    script.world.connect(client, {script.peerHost, 80});
    QVERIFY(
        script.world.runUntilDone([&] { return script.program.wasTold(NoticeKind::incoming); }));
    const EndId accepted = script.world.accept(listener);
    QVERIFY(accepted != EndId::none);
    const KeepAliveInForce values = script.world.keepAlive(accepted);
    QCOMPARE(values.enabled, (Sourced<bool>{true, Origin::listener}));
    QCOMPARE(values.idleTime, (Sourced<milliseconds>{40s, Origin::listener}));
    QCOMPARE(values.probeInterval, (Sourced<milliseconds>{1s, Origin::builtIn}));
    QCOMPARE(values.probeCount.value, std::uint16_t(defaultCount(release)));
    script.world.close(listener);
    script.world.close(accepted);
}

/// 255 intervals of 136 years each lie beyond the clock: never, not in the past.
void ClausesTest::saturation()
{
    Script script;
    constexpr milliseconds kLongest = seconds{0xFFFFFFFF};
    script.keepAlive(1s, kLongest, 255);
    script.play(500ms);
    script.cut();
    QCOMPARE(script.world.timers(script.end).predictedEnd, kNever);
    const QStringList expected{"1 s: probe_sent 1 of 255",
                               "49710 d 6 h 28 min 16 s: probe_unanswered 1 of 255",
                               "49710 d 6 h 28 min 16 s: probe_sent 2 of 255",
                               "99420 d 12 h 56 min 31 s: probe_unanswered 2 of 255",
                               "99420 d 12 h 56 min 31 s: probe_sent 3 of 255"};
    QCOMPARE(script.playAll(), expected);
    QCOMPARE(script.world.cause(script.end), Cause::none);
    script.keepAlive(kLongest, kLongest, 255);
    QCOMPARE(script.world.timers(script.end).predictedEnd, kNever);
}

QTEST_GUILESS_MAIN(ClausesTest)
#include "tst_clauses.moc"
