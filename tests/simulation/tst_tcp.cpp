#include "tests/simulation/script.h"

#include <QtTest>

using namespace kai;
using namespace kai::simulation;

namespace {

std::vector<std::byte> bytes(std::size_t count)
{
    std::vector<std::byte> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        result[i] = static_cast<std::byte>(i * 31 % 251);
    }
    return result;
}

/// Reads all there is at this end.
std::vector<std::byte> readAll(World& world, EndId end)
{
    std::vector<std::byte> result(world.readable(end));
    world.receive(end, result);
    return result;
}

/// Two programs that do nothing by themselves: one connects, one has accepted.
struct Pair {
    explicit Pair(const PathSettings& path = {}, const Assumptions& assumptions = {})
    {
        HostSetup setup;
        setup.assumptions = assumptions;
        const HostId a = world.addHost(setup);
        const HostId b = world.addHost(setup);
        listener = world.create(b, &server);
        bound = world.bind(listener, 80);
        world.listen(listener, 5);
        near = world.create(a, &client);
        world.connect(near, {b, 80}, path);
        world.runUntilDone([&] { return server.wasTold(NoticeKind::incoming); });
        far = world.accept(listener);
    }

    EventSink sink;
    World world{WorldOptions{}, sink};
    RecordingProgram client;
    RecordingProgram server;
    bool bound = false;
    EndId listener = EndId::none;
    EndId near = EndId::none;
    EndId far = EndId::none;
};

} // namespace

/// The ends of a connection: what a program of either side sees.
class TcpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handshake();
    void refused();
    void nobodyThere();
    void icmpWhileConnecting_data();
    void icmpWhileConnecting();
    void synAckLost();
    void backlogIsFull();
    void listenerGoes();
    void renewed();
    void dataBothWays_data();
    void dataBothWays();
    void retransmissionTimes();
    void retransmissionsOfTheHost_data();
    void retransmissionsOfTheHost();
    void orderlyClose_data();
    void orderlyClose();
    void bothCloseAtOnce();
    void noRetransmissionOnAPerfectPath();
    void peerClosesFirst();
    void reset();
    void closedWithUnreadData();
    void dataAfterItsProgramWentIsReset();
    void closedWindowIsProbed();
    void closedWindowOfASilentPeer();
    void hungProgramStillAnswersProbes();
    void acknowledgedDataAnswersNoProbe();
    void openedWindowAnswersNoProbe();
    void probeThatCrossesDataIsAnswered();
    void icmpDoesNotEndAConnection();
    void boxResets_data();
    void boxResets();
    void flowsAreUsedAgain();
};

void TcpTest::handshake()
{
    Script script({}, pathWithDelay(20ms));
    QCOMPARE(script.world.state(script.end), TcpState::synSent);
    QVERIFY(isTransitional(script.world.state(script.end)));
    script.play(20ms);
    QCOMPARE(script.world.state(script.peerEnd()), TcpState::synReceived);
    QCOMPARE(script.play(40ms), QStringList{"40 ms: opened"});
    QVERIFY(script.program.wasTold(NoticeKind::connected));
    QCOMPARE(script.world.state(script.end), TcpState::established);
    script.play(60ms);
    QCOMPARE(script.world.state(script.peerEnd()), TcpState::established);
    QCOMPARE(script.world.remote(script.end), script.peer.address());
    QCOMPARE(script.world.local(script.end).port, std::uint16_t{49152});
}

void TcpTest::refused()
{
    Script script;
    const EndId end = script.world.create(script.host, &script.program);
    script.world.trace(end, ConnectionId{2});
    script.world.connect(end, {script.peerHost, 81});
    QCOMPARE(script.play(1s), (QStringList{"0 s: opened", "0 s: ended (refused)"}));
    QVERIFY(script.program.wasTold(NoticeKind::connectFailed, Cause::refused));
    QCOMPARE(script.world.state(end), TcpState::closed);
}

/// Three SYNs, 3 and 6 s apart, and 12 s more: 21 s.
void TcpTest::nobodyThere()
{
    Script script;
    const EndId end = script.world.create(script.host, &script.program);
    script.world.trace(end, ConnectionId{2});
    script.world.connect(end, {});
    const QStringList expected{"0 s: opened", "3 s: retransmitted", "9 s: retransmitted",
                               "21 s: ended (connect timed out)"};
    QCOMPARE(script.play(60s), expected);
    QVERIFY(script.program.wasTold(NoticeKind::connectFailed, Cause::connectTimedOut));
}

void TcpTest::icmpWhileConnecting_data()
{
    QTest::addColumn<bool>("hard");
    QTest::addColumn<QString>("last");
    QTest::newRow("hard: at once") << true << "10 ms: ended (unreachable)";
    QTest::newRow("soft: names the cause when the time is up")
        << false << "21 s: ended (unreachable)";
}

void TcpTest::icmpWhileConnecting()
{
    QFETCH(bool, hard);
    QFETCH(QString, last);
    PathSettings path = pathWithDelay(10ms);
    path.icmp = Icmp{Direction::forward, hard};
    Script script({}, path);
    QCOMPARE(script.play(60s).back(), last);
}

void TcpTest::synAckLost()
{
    PathSettings path;
    path.cutBack = true;
    Script script({}, path);
    script.play(1s);
    QCOMPARE(script.world.state(script.peerEnd()), TcpState::synReceived);
    script.world.setPath(script.end, {});
    QCOMPARE(script.play(4s), (QStringList{"3 s: retransmitted", "3 s: opened",
                                           "3 s: data_received (SYN and ACK again)"}));
    QCOMPARE(script.world.state(script.peerEnd()), TcpState::established);
}

void TcpTest::backlogIsFull()
{
    Pair pair;
    std::vector<EndId> ends;
    for (int i = 0; i < 7; ++i) {
        ends.push_back(pair.world.create(HostId::first, &pair.client));
        pair.world.connect(ends.back(), pair.world.local(pair.listener));
    }
    pair.world.runUntil(Moment{1s});
    QCOMPARE(pair.world.state(ends[4]), TcpState::established);
    QCOMPARE(pair.world.cause(ends[5]), Cause::refused);
    QVERIFY(pair.world.accept(pair.listener) != EndId::none);
}

void TcpTest::listenerGoes()
{
    Pair pair;
    const EndId waiting = pair.world.create(HostId::first, &pair.client);
    pair.world.connect(waiting, pair.world.local(pair.listener));
    pair.world.runUntil(Moment{1s});
    pair.world.close(pair.listener);
    pair.world.runUntil(Moment{2s});
    QCOMPARE(pair.world.cause(waiting), Cause::reset);
    QCOMPARE(pair.world.state(pair.near), TcpState::established);
}

void TcpTest::renewed()
{
    Script script;
    EndId end = script.world.create(script.host, &script.program);
    script.world.changeKeepAlive(end, {true, 5s, {}, {}, Origin::socketOption});
    script.world.connect(end, {script.peerHost, 81});
    script.play(1s);
    QCOMPARE(script.world.cause(end), Cause::refused);
    end = script.world.renew(end);
    QCOMPARE(script.world.cause(end), Cause::none);
    QCOMPARE(script.world.keepAlive(end).idleTime,
             (Sourced<milliseconds>{5s, Origin::socketOption}));
    script.world.connect(end, script.peer.address());
    script.play(2s);
    QCOMPARE(script.world.state(end), TcpState::established);
}

void TcpTest::dataBothWays_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("everyNth");
    QTest::newRow("one byte") << 1 << 0;
    QTest::newRow("many segments") << 60'000 << 0;
    QTest::newRow("every third segment is lost") << 60'000 << 3;
    QTest::newRow("every second segment is lost") << 20'000 << 2;
}

void TcpTest::dataBothWays()
{
    QFETCH(int, size);
    QFETCH(int, everyNth);
    Pair pair(pathWithDelay(10ms));
    PathSettings lossy = pathWithDelay(10ms);
    lossy.jitter = 3ms;
    lossy.lossForward.everyNth = lossy.lossBack.everyNth = static_cast<std::uint32_t>(everyNth);
    lossy.lossForward.probesOnly = lossy.lossBack.probesOnly = false;
    pair.world.setPath(pair.near, lossy);
    const auto data = bytes(static_cast<std::size_t>(size));
    QCOMPARE(pair.world.send(pair.near, data), data.size());
    QCOMPARE(pair.world.send(pair.far, data), data.size());
    pair.world.runUntil(Moment{10min});
    QVERIFY(readAll(pair.world, pair.far) == data);
    QVERIFY(readAll(pair.world, pair.near) == data);
    QCOMPARE(pair.world.unacknowledged(pair.near), std::size_t{0});
    QVERIFY(pair.client.wasTold(NoticeKind::acknowledged));
    QVERIFY(pair.server.wasTold(NoticeKind::dataArrived));
}

/// RFC 6298: a round trip of 800 ms gives 800 + 4 x 400 ms, then doubled each time up to 60 s.
void TcpTest::retransmissionTimes()
{
    Script script({}, pathWithDelay(400ms));
    script.play(10s);
    script.cut();
    script.send("lost");
    const QStringList expected{"10 s: data_sent",
                               "12.4 s: retransmitted",
                               "17.2 s: retransmitted",
                               "26.8 s: retransmitted",
                               "46 s: retransmitted",
                               "1 min 24.4 s: retransmitted",
                               "2 min 24.4 s: ended (retransmission)"};
    QCOMPARE(script.play(1h), expected);
    QVERIFY(script.program.wasTold(NoticeKind::ended, Cause::retransmission));
}

void TcpTest::retransmissionsOfTheHost_data()
{
    QTest::addColumn<int>("stored");
    QTest::addColumn<int>("retransmissions");
    QTest::newRow("TcpMaxDataRetransmissions absent: 5") << -1 << 5;
    QTest::newRow("TcpMaxDataRetransmissions 2") << 2 << 2;
    QTest::newRow("TcpMaxDataRetransmissions 0") << 0 << 0;
    QTest::newRow("TcpMaxDataRetransmissions 300 counts as 255") << 300 << 255;
}

void TcpTest::retransmissionsOfTheHost()
{
    QFETCH(int, stored);
    QFETCH(int, retransmissions);
    HostSetup setup;
    if (stored >= 0) {
        setup.registry.store(defaults::RegistryName::tcpMaxDataRetransmissions,
                             static_cast<std::uint32_t>(stored));
    }
    Script script(setup);
    script.play(1s);
    script.cut();
    script.send("lost");
    QCOMPARE(script.play(24h).filter("retransmitted").size(), retransmissions);
    QCOMPARE(script.world.cause(script.end), Cause::retransmission);
}

void TcpTest::orderlyClose_data()
{
    QTest::addColumn<bool>("connectingEndFirst");
    QTest::newRow("the connecting end first") << true;
    QTest::newRow("the accepting end first") << false;
}

void TcpTest::orderlyClose()
{
    QFETCH(bool, connectingEndFirst);
    Pair pair(pathWithDelay(10ms));
    const EndId first = connectingEndFirst ? pair.near : pair.far;
    const EndId second = pair.world.peerOf(first);
    pair.world.runUntil(Moment{1s});
    pair.world.send(first, bytes(10));
    pair.world.shutdownSend(first);
    QCOMPARE(pair.world.state(first), TcpState::finWait1);
    pair.world.runUntil(Moment{2s});
    QCOMPARE(pair.world.state(first), TcpState::finWait2);
    QCOMPARE(pair.world.state(second), TcpState::closeWait);
    QVERIFY(pair.world.peerHasClosed(second));
    QCOMPARE(readAll(pair.world, second).size(), std::size_t{10});
    pair.world.send(second, bytes(5));
    pair.world.shutdownSend(second);
    pair.world.runUntil(Moment{3s});
    QCOMPARE(pair.world.state(first), TcpState::timeWait);
    QCOMPARE(pair.world.cause(first), Cause::locally);
    QCOMPARE(pair.world.state(second), TcpState::closed);
    QCOMPARE(pair.world.cause(second), Cause::peerClosed);
    QCOMPARE(readAll(pair.world, first).size(), std::size_t{5});
}

void TcpTest::bothCloseAtOnce()
{
    Pair pair(pathWithDelay(10ms));
    pair.world.runUntil(Moment{1s});
    pair.world.shutdownSend(pair.near);
    pair.world.shutdownSend(pair.far);
    pair.world.runUntil(Moment{1015ms});
    QCOMPARE(pair.world.state(pair.near), TcpState::closing);
    pair.world.runUntil(Moment{2s});
    QCOMPARE(pair.world.state(pair.near), TcpState::timeWait);
    QCOMPARE(pair.world.state(pair.far), TcpState::timeWait);
    QCOMPARE(pair.world.nextEvent(), kNever);
}

/// Sequence numbers begin anywhere; a row of connections meets both halves of their range.
void TcpTest::noRetransmissionOnAPerfectPath()
{
    Script script({}, pathWithDelay(10ms));
    for (std::uint32_t i = 2; i < 34; ++i) {
        const EndId end = script.world.create(script.host, nullptr);
        script.world.trace(end, ConnectionId{i});
        script.world.connect(end, script.peer.address(), pathWithDelay(10ms));
        script.world.runUntil(script.world.now() + 1s);
        script.world.send(end, bytes(5000));
        script.world.shutdownSend(end);
    }
    QCOMPARE(script.playAll().filter("retransmitted"), QStringList{});
}

void TcpTest::peerClosesFirst()
{
    Script script;
    script.play(1s);
    script.peer.close(script.peerEnd());
    QCOMPARE(script.play(2s), QStringList{"1 s: data_received (FIN)"});
    QVERIFY(script.program.wasTold(NoticeKind::peerClosed));
    script.world.close(script.end);
    QCOMPARE(script.play(3s), QStringList{"2 s: ended (closed by peer)"});
    script.end = script.world.create(script.host, nullptr);
}

void TcpTest::reset()
{
    Script script;
    script.play(1s);
    script.peer.reset(script.peerEnd());
    QCOMPARE(script.play(2s), QStringList{"1 s: ended (reset)"});
    QVERIFY(script.program.wasTold(NoticeKind::ended, Cause::reset));
}

void TcpTest::closedWithUnreadData()
{
    Pair pair;
    pair.world.send(pair.near, bytes(10));
    pair.world.runUntil(Moment{1s});
    pair.world.close(pair.far);
    pair.world.runUntil(Moment{2s});
    QCOMPARE(pair.world.cause(pair.near), Cause::reset);
}

void TcpTest::dataAfterItsProgramWentIsReset()
{
    Pair pair;
    pair.world.close(pair.far);
    pair.world.runUntil(Moment{1s});
    QCOMPARE(pair.world.state(pair.near), TcpState::closeWait);
    pair.world.send(pair.near, bytes(10));
    pair.world.runUntil(Moment{2s});
    QCOMPARE(pair.world.cause(pair.near), Cause::reset);
}

void TcpTest::closedWindowIsProbed()
{
    Assumptions small;
    small.receiveBuffer = 1000;
    Pair pair({}, small);
    pair.world.changeKeepAlive(pair.near, {true, 10s, 1s, 3, Origin::socketOption});
    const auto data = bytes(5000);
    pair.world.send(pair.near, data);
    pair.world.runUntil(Moment{1h});
    QCOMPARE(pair.world.readable(pair.far), std::size_t{1000});
    QCOMPARE(pair.world.timers(pair.near).waiting, Waiting::zeroWindow);
    QCOMPARE(pair.world.state(pair.near), TcpState::established);
    std::vector<std::byte> arrived;
    while (pair.world.readable(pair.far) > 0) {
        const auto part = readAll(pair.world, pair.far);
        arrived.insert(arrived.end(), part.begin(), part.end());
        pair.world.runUntil(pair.world.now() + 1ms);
    }
    QVERIFY(arrived == data);
    QCOMPARE(pair.world.timers(pair.near).waiting, Waiting::nothing);
}

void TcpTest::closedWindowOfASilentPeer()
{
    Assumptions small;
    small.receiveBuffer = 1000;
    Pair pair({}, small);
    pair.world.send(pair.near, bytes(5000));
    pair.world.runUntil(Moment{1min});
    PathSettings cut;
    cut.cutForward = true;
    pair.world.setPath(pair.near, cut);
    pair.world.runUntil(Moment{1h});
    QCOMPARE(pair.world.cause(pair.near), Cause::retransmission);
}

void TcpTest::hungProgramStillAnswersProbes()
{
    Script script;
    script.keepAlive(10s, 1s, 3);
    script.play(1s);
    script.peer.hang(script.peerEnd());
    script.send("unread");
    script.play(60s);
    QCOMPARE(script.world.readable(script.peerEnd()), std::size_t{6});
    QCOMPARE(script.world.probes(script.end).answered, 5U);
    script.peer.wake(script.peerEnd());
    QCOMPARE(script.world.readable(script.peerEnd()), std::size_t{0});
}

/// Both probes are lost; what comes back is for the data alone.
void TcpTest::acknowledgedDataAnswersNoProbe()
{
    Script script({}, pathWithDelay(10ms));
    script.keepAlive(60s, 1s, 10);
    script.play(59'500ms);
    script.cut();
    script.play(61'700ms);
    script.restore();
    script.play(61'800ms);
    script.send("x");
    const QStringList expected{"1 min 1.8 s: data_sent",
                               "1 min 1.82 s: data_received (acknowledgement)"};
    QCOMPARE(script.play(70s), expected);
    QCOMPARE(script.world.probes(script.end).answered, 0U);
    QCOMPARE(script.world.timers(script.end).unanswered, std::uint16_t{0});
}

/// The peer reads at last and says so: on the wire just such an acknowledgement as answers a probe.
void TcpTest::openedWindowAnswersNoProbe()
{
    Assumptions small;
    small.receiveBuffer = 1000;
    Pair pair({}, small);
    pair.world.changeKeepAlive(pair.near, {true, 10s, 1s, 5, Origin::socketOption});
    pair.world.send(pair.near, bytes(1000));
    pair.world.runUntil(Moment{1s});
    PathSettings lost;
    lost.cutForward = true;
    pair.world.setPath(pair.near, lost);
    pair.world.runUntil(Moment{10'500ms});
    QCOMPARE(pair.world.timers(pair.near).unanswered, std::uint16_t{1});
    QCOMPARE(readAll(pair.world, pair.far).size(), std::size_t{1000});
    pair.world.runUntil(Moment{10'600ms});
    QCOMPARE(pair.world.timers(pair.near).unanswered, std::uint16_t{0});
    QCOMPARE(pair.world.probes(pair.near).answered, 0U);
}

void TcpTest::probeThatCrossesDataIsAnswered()
{
    Script script({}, pathWithDelay(100ms));
    script.keepAlive(60s, 1s, 10);
    const QStringList opening = script.play(60'200ms);
    QVERIFY(opening.contains("1 min 0.2 s: probe_sent 1 of 10"));
    script.play(60'250ms);
    script.send("x");
    const QStringList expected{"1 min 0.25 s: data_sent", "1 min 0.4 s: probe_answered 1 of 10",
                               "1 min 0.45 s: data_received (acknowledgement)"};
    QCOMPARE(script.play(70s), expected);
}

void TcpTest::icmpDoesNotEndAConnection()
{
    Script script;
    script.keepAlive(10s, 1s, 3);
    script.play(1s);
    PathSettings path;
    path.icmp = Icmp{Direction::forward, true};
    script.world.setPath(script.end, path);
    const QStringList lines = script.play(20s);
    QCOMPARE(lines.filter("probe_sent").size(), 3);
    QCOMPARE(script.world.cause(script.end), Cause::keepAlive);
}

void TcpTest::boxResets_data()
{
    QTest::addColumn<bool>("connecting");
    QTest::addColumn<bool>("accepting");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<Cause>("peerCause");
    QTest::newRow("silently") << false << false << Cause::keepAlive << Cause::none;
    QTest::newRow("RST to the connecting end") << true << false << Cause::reset << Cause::none;
    QTest::newRow("RST to the accepting end") << false << true << Cause::keepAlive << Cause::reset;
    QTest::newRow("RST to both") << true << true << Cause::reset << Cause::reset;
}

void TcpTest::boxResets()
{
    QFETCH(bool, connecting);
    QFETCH(bool, accepting);
    QFETCH(Cause, cause);
    QFETCH(Cause, peerCause);
    Pair pair;
    PathSettings path;
    path.box = Box{350s, connecting, accepting};
    pair.world.setPath(pair.near, path);
    pair.world.changeKeepAlive(pair.near, {true, 400s, 1s, 3, Origin::socketOption});
    pair.world.runUntil(Moment{350s});
    QVERIFY(pair.world.box(pair.near).forgot);
    QCOMPARE(pair.world.state(pair.near), TcpState::established);
    pair.world.runUntil(Moment{410s});
    QCOMPARE(pair.world.cause(pair.near), cause);
    QCOMPARE(pair.world.cause(pair.far), peerCause);
}

/// Opening and closing again and again takes no more memory than once.
void TcpTest::flowsAreUsedAgain()
{
    Script script;
    const auto openAndClose = [&](int i) {
        const EndId end = script.world.create(script.host, nullptr);
        script.world.connect(end, script.peer.address(), pathWithDelay(1ms));
        script.world.runUntil(Moment{std::chrono::seconds{i}});
        script.world.send(end, bytes(3000));
        script.world.close(end);
    };
    for (int i = 1; i <= 300; ++i) {
        openAndClose(i);
    }
    const std::size_t before = script.world.bytesUsed();
    for (int i = 301; i < 3000; ++i) {
        openAndClose(i);
    }
    QCOMPARE(script.world.bytesUsed(), before);
}

QTEST_GUILESS_MAIN(TcpTest)
#include "tst_tcp.moc"
