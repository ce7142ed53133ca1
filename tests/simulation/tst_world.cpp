#include "tests/simulation/script.h"

#include <QtTest>

#include <functional>

using namespace kai;
using namespace kai::simulation;
using std::chrono::seconds;

namespace {

/// Does what the test says at each notice.
class ActingProgram final : public Observer {
public:
    explicit ActingProgram(std::function<void(const Notice&)> act)
        : m_act(std::move(act))
    {
    }
    void notice(const Notice& notice) override { m_act(notice); }
    std::uint16_t errorNumber(EndId, Cause cause) const override
    {
        return static_cast<std::uint16_t>(10'000 + static_cast<int>(cause));
    }

private:
    std::function<void(const Notice&)> m_act;
};

/// Everything that a run of many connections with faults logs, as bytes.
QByteArray manyWithFaults(std::uint64_t seed)
{
    EventSink sink;
    World world({.seed = seed, .eventsAtOneInstant = 1'000'000}, sink);
    const HostId client = world.addHost({});
    Peer peer(world, world.addHost({}), 7777);
    for (std::uint32_t i = 1; i <= 200; ++i) {
        const EndId end = world.create(client, nullptr);
        world.trace(end, ConnectionId{i});
        world.trace(world.peerOf(end), ConnectionId{i}, true);
        world.changeKeepAlive(end, {true, 5s, 1s, 3, Origin::socketOption});
        PathSettings path = pathWithDelay(10ms);
        path.jitter = 5ms;
        path.lossForward.share = path.lossBack.share = 0.3;
        path.lossBack.probesOnly = false;
        path.lossForward.seed = seed + i;
        world.connect(end, peer.address(), path);
        world.send(end, std::as_bytes(std::span{"hello", 5}));
    }
    world.runUntil(Moment{10min});
    const auto& events = sink.events();
    return {reinterpret_cast<const char*>(events.data()), qsizetype(events.size() * sizeof(Event))};
}

} // namespace

/// Time, hosts and notices.
class WorldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timeStandsWhereItWasTold();
    void runUntilDoneStopsAtTheEvent();
    void someEventsAtATime();
    void scheduledNotices();
    void noticesMayCallBack();
    void aClosedEndIsToldNothing();
    void sameSeedSameBytes();
    void tooMuchAtOneInstant();
    void hostsAndAddresses();
    void hostRestarts();
    void releaseChangesWithARestart();
    void networkDown();
    void answersLaterThanTheInterval();
    void severalReleasesOnOneClock();
    void eventsCarryWhatTheyShould();
    void peerEndIsTraced();
    void timersOfAnEnd();
    void providers();
};

void WorldTest::timeStandsWhereItWasTold()
{
    Script script;
    script.world.runUntil(Moment{5s});
    QCOMPARE(script.world.now(), Moment{5s});
    QCOMPARE(script.world.nextEvent(), kNever);
    QVERIFY(!script.world.step());
    script.world.runUntil(kNever);
    QCOMPARE(script.world.now(), Moment{5s});
}

void WorldTest::runUntilDoneStopsAtTheEvent()
{
    Script script({}, pathWithDelay(10ms));
    QVERIFY(!script.world.runUntilDone(
        [&] { return script.program.wasTold(NoticeKind::connected); }, Moment{15ms}));
    QVERIFY(
        script.world.runUntilDone([&] { return script.program.wasTold(NoticeKind::connected); }));
    QCOMPARE(script.world.now(), Moment{20ms});
    QVERIFY(!script.world.runUntilDone([] { return false; }));
}

void WorldTest::someEventsAtATime()
{
    Script script({}, pathWithDelay(10ms));
    QCOMPARE(script.world.runSome(Moment{1s}, 2), std::uint64_t{2});
    QCOMPARE(script.world.now(), Moment{20ms});
    QCOMPARE(script.world.runSome(Moment{1s}, 100), std::uint64_t{1});
    QCOMPARE(script.world.now(), Moment{1s});
}

void WorldTest::scheduledNotices()
{
    Script script;
    script.play(1s);
    script.program.told.clear();
    script.world.schedule(Moment{3s}, script.program, 30);
    const ScheduleId cancelled = script.world.schedule(Moment{2s}, script.program, 20);
    script.world.schedule(Moment{0s}, script.program, 10);
    script.world.schedule(Moment{3s}, script.program, 31);
    QVERIFY(script.world.cancel(cancelled));
    QVERIFY(!script.world.cancel(cancelled));
    QCOMPARE(script.world.nextEvent(), Moment{1s});
    script.play(10s);
    std::vector<std::uint64_t> tokens;
    for (const Notice& each : script.program.told) {
        QCOMPARE(each.kind, NoticeKind::due);
        tokens.push_back(each.token);
    }
    QCOMPARE(tokens, (std::vector<std::uint64_t>{10, 30, 31}));
}

/// Connects again from within the notice that says no, and runs time in it.
void WorldTest::noticesMayCallBack()
{
    Script script;
    EndId end = EndId::none;
    bool connected = false;
    ActingProgram program([&](const Notice& notice) {
        if (notice.kind == NoticeKind::connectFailed) {
            end = script.world.renew(notice.end);
            script.world.connect(end, script.peer.address(), pathWithDelay(5ms));
            script.world.runUntilDone([&] { return connected; });
        }
        connected = connected || notice.kind == NoticeKind::connected;
    });
    end = script.world.create(script.host, &program);
    script.world.connect(end, {script.peerHost, 81});
    script.play(1s);
    QVERIFY(connected);
    QCOMPARE(script.world.state(end), TcpState::established);
    script.world.setObserver(end, nullptr);
}

void WorldTest::aClosedEndIsToldNothing()
{
    Script script;
    int told = 0;
    ActingProgram program([&](const Notice& notice) {
        ++told;
        script.world.close(notice.end);
    });
    const EndId end = script.world.create(script.host, &program);
    script.world.connect(end, {script.peerHost, 81});
    const EndId gone = script.world.create(script.host, &program);
    script.world.connect(gone, {script.peerHost, 81});
    script.world.abort(gone);
    script.play(1s);
    QCOMPARE(told, 1);
}

void WorldTest::sameSeedSameBytes()
{
    const QByteArray once = manyWithFaults(42);
    QVERIFY(once.size() > 200 * 20 * qsizetype(sizeof(Event)));
    QCOMPARE(manyWithFaults(42), once);
    QVERIFY(manyWithFaults(43) != once);
}

void WorldTest::tooMuchAtOneInstant()
{
    EventSink sink;
    World world(WorldOptions{}, sink);
    std::uint64_t count = 0;
    ActingProgram program([&](const Notice& notice) {
        ++count;
        world.schedule(world.now(), program, notice.token);
    });
    world.schedule(Moment{5s}, program, 1);
    world.runUntil(Moment{10s});
    QVERIFY(world.stopped());
    QCOMPARE(count, std::uint64_t{1'000'000});
    QCOMPARE(world.now(), Moment{5s});
    QCOMPARE(world.nextEvent(), kNever);
    QCOMPARE(sink.events().size(), std::size_t{1});
    QCOMPARE(sink.events()[0].kind, EventKind::note);
    QVERIFY(sink.events()[0].detail != TextId::empty);
    QVERIFY(!world.step());
}

void WorldTest::hostsAndAddresses()
{
    Script script;
    QCOMPARE(script.world.hostCount(), std::size_t{2});
    QCOMPARE(script.world.host(script.host).ipv4(), 0x0A000001U);
    QCOMPARE(script.world.hostAt(0x0A000002U), std::optional{script.peerHost});
    QCOMPARE(script.world.hostAt(0x0A000003U), std::optional<HostId>{});
    QCOMPARE(script.peer.address(), (Address{script.peerHost, 7777}));
    const EndId second = script.world.create(script.peerHost, nullptr);
    QVERIFY(!script.world.bind(second, 7777));
    QVERIFY(script.world.bind(second, 80));
    const EndId third = script.world.create(script.peerHost, nullptr);
    QVERIFY(script.world.bind(third, 80));
    QVERIFY(script.world.listen(second, 1));
    QVERIFY(!script.world.listen(third, 1));
    QVERIFY(script.world.listen(second, 2));
    QVERIFY(script.world.bind(third, 0));
    QVERIFY(script.world.local(third).port >= 49152);
}

/// Sockets vanish without FIN; the peer's next segment gets RST (decisions).
void WorldTest::hostRestarts()
{
    Script script;
    script.world.changeKeepAlive(script.peerEnd(), {true, 10s, 1s, 3, Origin::socketOption});
    script.play(1s);
    script.world.changeKeepAlive(script.peerEnd(), {true, 10s, 1s, 3, Origin::socketOption});
    script.world.trace(script.peerEnd(), ConnectionId{1}, true);
    script.world.restart(script.host);
    QVERIFY(script.program.wasTold(NoticeKind::ended, Cause::hostRestarted));
    QCOMPARE(script.world.state(script.end), TcpState::closed);
    const QStringList expected{"1 s: ended (host restarted)", "10 s: peer probe_sent 1 of 3",
                               "10 s: peer ended (reset)"};
    QCOMPARE(script.play(20s), expected);
}

void WorldTest::releaseChangesWithARestart()
{
    Script script;
    script.world.restart(script.host, defaults::WindowsRelease::windowsXp);
    QCOMPARE(script.world.host(script.host).rules().release, defaults::WindowsRelease::windowsXp);
    const EndId fresh = script.world.create(script.host, nullptr);
    QCOMPARE(script.world.keepAlive(fresh).probeCount.value, std::uint16_t{5});
    // The listener of the other host is untouched, the first one's would have gone.
    script.world.connect(fresh, script.peer.address());
    script.play(1s);
    QCOMPARE(script.world.state(fresh), TcpState::established);
    script.world.restart(script.peerHost);
    const EndId refused = script.world.create(script.host, nullptr);
    script.world.connect(refused, {script.peerHost, 7777});
    script.play(2s);
    QCOMPARE(script.world.cause(refused), Cause::refused);
}

void WorldTest::networkDown()
{
    Script script;
    script.keepAlive(10s, 1s, 3);
    script.play(1s);
    script.world.setNetworkUp(script.host, false);
    QVERIFY(!script.world.host(script.host).networkUp());
    QCOMPARE(script.play(11s).size(), 3);
    script.world.setNetworkUp(script.host, true);
    QCOMPARE(script.play(12s).back(), QString("12 s: probe_answered 3 of 3"));
    QCOMPARE(script.world.cause(script.end), Cause::none);
}

/// An answer belongs to its own probe, however late it comes.
void WorldTest::answersLaterThanTheInterval()
{
    Script script({}, pathWithDelay(600ms));
    script.play(2s);
    script.keepAlive(10s, 1s, 5);
    QCOMPARE(script.play(14s),
             (QStringList{"11.2 s: probe_sent 1 of 5", "12.2 s: probe_unanswered 1 of 5",
                          "12.2 s: probe_sent 2 of 5", "12.4 s: probe_answered 1 of 5",
                          "13.4 s: probe_answered 2 of 5"}));
    QCOMPARE(script.world.probes(script.end).answered, 2U);
}

/// What the card "XP beside Windows 11: the cable is pulled" shows.
void WorldTest::severalReleasesOnOneClock()
{
    Script script;
    HostSetup xp;
    xp.release = defaults::WindowsRelease::windowsXp;
    const EndId second = script.world.create(script.world.addHost(xp), nullptr);
    script.world.trace(second, ConnectionId{2});
    script.world.connect(second, script.peer.address());
    script.turn(true);
    script.world.changeKeepAlive(second, {true, {}, {}, {}, Origin::socketOption});
    script.play(1s);
    script.cut();
    PathSettings cut;
    cut.cutForward = cut.cutBack = true;
    script.world.setPath(second, cut);
    const QStringList ends = script.playAll().filter("ended");
    QCOMPARE(ends, (QStringList{"2 h 0 min 5 s: ended (keep-alive)",
                                "2 h 0 min 10 s: ended (keep-alive)"}));
}

void WorldTest::eventsCarryWhatTheyShould()
{
    EventSink sink;
    World world(WorldOptions{}, sink);
    const HostId host = world.addHost({});
    Peer peer(world, world.addHost({}), 7777);
    ActingProgram program([](const Notice&) {});
    const EndId end = world.create(host, &program);
    world.trace(end, ConnectionId{9});
    world.connect(end, peer.address());
    world.runUntil(Moment{2s});
    world.changeKeepAlive(end, {true, 10s, 1s, 1, Origin::socketOption});
    PathSettings cut;
    cut.cutForward = true;
    world.setPath(end, cut);
    world.runUntil(Moment{1min});
    const auto& events = sink.events();
    QCOMPARE(events.size(), std::size_t{4});
    QVERIFY(events[0].kind == EventKind::opened && events[0].keepAliveOff());
    QCOMPARE(events[1].kind, EventKind::probe_sent);
    QCOMPARE(events[1].idleMs, 10'000U);
    QVERIFY(events[1].probeNumber == 1 && events[1].probeCount == 1);
    QCOMPARE(events[2].kind, EventKind::probe_unanswered);
    QCOMPARE(events[3].kind, EventKind::ended);
    QCOMPARE(events[3].endedBy, EndedBy::keepAlive);
    QCOMPARE(events[3].errorCode, std::uint16_t{10'001});
    for (const Event& event : events) {
        QCOMPARE(event.connection, ConnectionId{9});
        QVERIFY(!event.atPeerEnd() && event.uncertaintyNs == 0);
    }
    world.setObserver(end, nullptr);
}

/// Half-open made visible: the client's breaking RST is lost too, the peer believes on.
void WorldTest::peerEndIsTraced()
{
    Script script;
    script.world.trace(script.peerEnd(), ConnectionId{1}, true);
    script.keepAlive(10s, 1s, 1);
    QCOMPARE(script.play(10s),
             (QStringList{"0 s: opened", "0 s: peer opened", "10 s: probe_sent 1 of 1",
                          "10 s: peer data_received (the peer's keep-alive probe)",
                          "10 s: probe_answered 1 of 1"}));
    script.cut();
    QCOMPARE(script.play(30s).back(), QString("21 s: ended (keep-alive)"));
    QCOMPARE(script.world.timers(script.peerEnd()).state, ConnectionState::open);
}

void WorldTest::timersOfAnEnd()
{
    Script script;
    script.play(0s);
    QVERIFY(!script.world.timers(script.end).keepAliveOn);
    QCOMPARE(script.world.timers(script.end).deadline, kNever);
    script.keepAlive(10s, 1s, 3);
    script.cut();
    script.play(11500ms);
    const EndTimers timers = script.world.timers(script.end);
    QCOMPARE(timers.state, ConnectionState::open);
    QCOMPARE(timers.lastReceived, Moment{0s});
    QCOMPARE(timers.rampFrom, Moment{0s});
    QCOMPARE(timers.deadline, Moment{12s});
    QCOMPARE(timers.predictedProbe, Moment{12s});
    QCOMPARE(timers.armedExpiry, Moment{12s});
    QCOMPARE(timers.predictedEnd, Moment{13s});
    QCOMPARE(timers.unanswered, std::uint16_t{2});
    script.play(12500ms);
    QCOMPARE(script.world.timers(script.end).deadline, kNever);
    QCOMPARE(script.world.timers(script.end).armedExpiry, Moment{13s});
    QCOMPARE(script.world.timers(script.end).predictedEnd, Moment{13s});
}

void WorldTest::providers()
{
    HostSetup setup;
    setup.providers.push_back({"Layered provider without the command", false});
    Script script(setup);
    const auto& providers = script.world.host(script.host).providers();
    QCOMPARE(providers.size(), std::size_t{2});
    QVERIFY(providers[0].keepAliveVals && !providers[1].keepAliveVals);
}

QTEST_GUILESS_MAIN(WorldTest)
#include "tst_world.moc"
