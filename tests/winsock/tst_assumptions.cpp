#include "core/winsock/call_page.h"
#include "core/winsock/constants.h"
#include "core/winsock/simulated_stack.h"
#include "tests/winsock/machine.h"

#include <QTest>

#include <algorithm>

using namespace kai;
using namespace kai::winsock;
using namespace std::chrono_literals;

namespace {

/// One host whose assumption can be changed while its one connection is open.
class Lab {
public:
    explicit Lab(const HostAssumptions& assumed = {}, const KeepAliveSettings& settings = {})
    {
        SimulationOptions options;
        options.hosts.front().assumed = assumed;
        stack = makeSimulatedStack(options, sink).value();
        open(settings);
    }
    void open(const KeepAliveSettings& settings)
    {
        OpenRequest request;
        request.settings = settings;
        request.settings.enabled = true;
        request.program.kind = ProgramKind::doesNothing;
        stack->open(CommandId{1}, request);
        runTo(now);
    }
    void runTo(Moment until)
    {
        while (stack->nextWake() <= until || now < until) {
            now = stack->advance(until, 1s);
        }
        StackChanges changes;
        stack->drainChanges(changes);
        for (const auto& row : changes.rows) {
            rows.resize(std::max<std::size_t>(rows.size(), indexOf(row.id)));
            rows[indexOf(row.id) - 1] = row;
        }
    }
    void silence()
    {
        stack->inject(CommandId{2}, std::array{ConnectionId{1}}, *parseFault("silent"));
    }
    Status assume(const char* name, const char* value)
    {
        return stack->hosts().assume(HostId{0}, name, value);
    }
    [[nodiscard]] Moment endedAt() const
    {
        for (const Event& event : sink.events()) {
            if (event.kind == EventKind::ended) {
                return event.time;
            }
        }
        return kNever;
    }

    EventSink sink;
    std::unique_ptr<SimulatedStack> stack;
    Moment now{};
    std::vector<ConnectionRow> rows;
};

HostAssumptions assuming(const char* name, const char* value)
{
    HostAssumptions assumed;
    [[maybe_unused]] const Status done = assume(assumed, name, value);
    Q_ASSERT(done.ok());
    return assumed;
}

} // namespace

/// What the public record leaves open: every option by name, with the contract's default, and what it changes.
class TestAssumptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOneStartsAtTheContractsChoice_data();
    void everyOneStartsAtTheContractsChoice();
    void refused_data();
    void refused();
    void lastInterval();
    void probeData();
    void idleFrom();
    void registryChange();
    void laterError();
    void overlappedIoctl_data();
    void overlappedIoctl();
    void ioctlTakesItsTime();
    void timesWhileOffWithADelay();
    void firstRetransmission();
};

void TestAssumptions::everyOneStartsAtTheContractsChoice_data()
{
    QTest::addColumn<const Assumption*>("assumption");
    for (const Assumption& each : allAssumptions()) {
        QTest::addRow("%s", std::string(each.name).c_str()) << &each;
    }
}

/// And each of its values can be assumed and read back, then the contract's again.
void TestAssumptions::everyOneStartsAtTheContractsChoice()
{
    QFETCH(const Assumption*, assumption);
    HostAssumptions assumed;
    QCOMPARE(assumedValue(assumed, assumption->name), assumption->values.front().value);
    for (const AssumedValue& each : assumption->values) {
        QVERIFY(assume(assumed, assumption->name, each.value).ok());
        QCOMPARE(assumedValue(assumed, assumption->name), each.value);
        QVERIFY(!meaningOf(*assumption, each.value).empty());
    }
    if (!assumption->timeMeaning.empty()) {
        QVERIFY(assume(assumed, assumption->name, "250ms").ok());
        QCOMPARE(assumedValue(assumed, assumption->name), std::string("250 ms"));
        QCOMPARE(meaningOf(*assumption, "250 ms"), assumption->timeMeaning);
    }
    QVERIFY(assume(assumed, assumption->name, assumption->values.front().value).ok());
    QVERIFY(assumed == HostAssumptions{});
}

void TestAssumptions::refused_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("symbol");
    QTest::newRow("no such assumption")
        << std::string("last-probe") << std::string("waited") << std::string("UNKNOWN_ASSUMPTION");
    QTest::newRow("no such value")
        << std::string("last-interval") << std::string("yes") << std::string("BAD_ASSUMPTION");
    QTest::newRow("a time where none is taken")
        << std::string("last-interval") << std::string("3s") << std::string("BAD_ASSUMPTION");
    QTest::newRow("a time without unit")
        << std::string("overlapped-ioctl") << std::string("250") << std::string("BAD_ASSUMPTION");
    QTest::newRow("longer than a minute")
        << std::string("overlapped-ioctl") << std::string("2min") << std::string("OUT_OF_RANGE");
    QTest::newRow("sent again at once")
        << std::string("first-retransmission") << std::string("0s") << std::string("OUT_OF_RANGE");
}

void TestAssumptions::refused()
{
    QFETCH(std::string, name);
    QFETCH(std::string, value);
    QFETCH(std::string, symbol);
    HostAssumptions assumed;
    const Status status = assume(assumed, name, value);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().symbol, symbol);
    QVERIFY(!status.error().remedy.empty());
    QVERIFY(assumed == HostAssumptions{});
}

/// P3: ten probes a second apart; changed while the connection is idle, it holds for it too.
void TestAssumptions::lastInterval()
{
    Lab waited;
    waited.silence();
    waited.runTo(Moment{3h});
    QCOMPARE(waited.endedAt(), Moment{2h + 10s});
    Lab changed;
    changed.silence();
    changed.runTo(Moment{1h});
    QVERIFY(changed.assume("last-interval", "not-waited").ok());
    QVERIFY(!changed.stack->systemDefaults().front().lastIntervalWaited);
    changed.runTo(Moment{1h + 1s});
    QVERIFY(!changed.rows.front().lastIntervalWaited);
    QCOMPARE(changed.rows.front().local.predictedEnd, Moment{2h + 9s});
    changed.runTo(Moment{3h});
    QCOMPARE(changed.endedAt(), Moment{2h + 9s});
}

/// P4: seen by the peer's stack, which drops the byte that it has acknowledged before and answers all the same.
void TestAssumptions::probeData()
{
    Lab lab(assuming("probe-data", "one-byte"));
    lab.runTo(Moment{2h + 1s});
    QCOMPARE(lab.rows.front().probesSent, 1U);
    QCOMPARE(lab.rows.front().probesAnswered, 1U);
}

/// P8: after an hour of silence, five minutes from the call instead of at once.
void TestAssumptions::idleFrom()
{
    for (const auto& [value, first] :
         {std::pair{"last-received", Moment{1h}}, std::pair{"call", Moment{1h + 5min}}}) {
        Lab lab(assuming("idle-from", value));
        lab.runTo(Moment{1h});
        KeepAliveSettings shorter;
        shorter.idleTime = 5min;
        QVERIFY(lab.stack->apply(std::array{ConnectionId{1}}, shorter).front().ok());
        lab.runTo(Moment{2h});
        const auto probe =
            std::find_if(lab.sink.events().begin(), lab.sink.events().end(),
                         [](const Event& event) { return event.kind == EventKind::probe_sent; });
        QVERIFY(probe != lab.sink.events().end());
        QCOMPARE(probe->time, first);
    }
}

/// D5: what is stored already counts for new sockets from the moment at which it is assumed.
void TestAssumptions::registryChange()
{
    Lab lab;
    auto& hosts = lab.stack->hosts();
    QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveTime", 300'000).ok());
    lab.open({});
    QVERIFY(lab.assume("registry-change", "at-once").ok());
    lab.open({});
    QVERIFY(!lab.stack->systemDefaults().front().values.front().pendingRestart);
    QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveTime", 600'000).ok());
    lab.open({});
    QCOMPARE(lab.rows.size(), std::size_t{4});
    QCOMPARE(lab.rows[0].idleTime.value, milliseconds{2h});
    QCOMPARE(lab.rows[1].idleTime.value, milliseconds{2h});
    QCOMPARE(lab.rows[2].idleTime.value, milliseconds{5min});
    QCOMPARE(lab.rows[3].idleTime.value, milliseconds{10min});
}

/// P5: nobody was in recv when keep-alive gave up.
void TestAssumptions::laterError()
{
    for (const bool netReset : {false, true}) {
        Machine m({});
        ProcessOptions options;
        options.assumed.laterNetReset = netReset;
        Winsock process(m.pump, m.host, options);
        WSADATA data;
        process.WSAStartup(makeWord(2, 2), &data);
        const SOCKET s = process.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        const sockaddr peer = m.peerAddress();
        QCOMPARE(process.connect(s, &peer, sizeof peer), 0);
        const DWORD on = 1;
        process.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<const char*>(&on),
                           sizeof on);
        simulation::PathSettings cut;
        cut.cutForward = true;
        m.world.setPath(process.endOf(s), cut);
        m.runFor(3h);
        char byte = 0;
        QCOMPARE(process.recv(s, &byte, 1, 0), SOCKET_ERROR);
        QCOMPARE(process.WSAGetLastError(), netReset ? WSAENETRESET : WSAECONNRESET);
        QCOMPARE(process.send(s, &byte, 1, 0), SOCKET_ERROR);
        QCOMPARE(process.WSAGetLastError(), WSAECONNRESET);
    }
}

void TestAssumptions::overlappedIoctl_data()
{
    QTest::addColumn<HostAssumptions>("assumed");
    QTest::addColumn<int>("error");
    QTest::newRow("at the next event") << HostAssumptions{} << WSA_IO_PENDING;
    QTest::newRow("at once") << assuming("overlapped-ioctl", "at-once") << 0;
    QTest::newRow("after 250 ms") << assuming("overlapped-ioctl", "250ms") << WSA_IO_PENDING;
}

/// I7 on the Call page: what WSAIoctl says, and that it completes once with 0 whatever is assumed.
void TestAssumptions::overlappedIoctl()
{
    QFETCH(HostAssumptions, assumed);
    QFETCH(int, error);
    CallChoice choice;
    choice.call = CallName::WSAIoctl;
    choice.overlapped = PointerChoice::valid;
    choice.assumed = assumed.api;
    const CallOutcome outcome = makeCall(choice);
    QCOMPARE(outcome.error.number, error);
    QVERIFY(outcome.completion.has_value());
    QCOMPARE(outcome.completion->error, 0);
    QVERIFY(outcome.completion->eventSignalled);
    QCOMPARE(outcome.after->idleTime.value, milliseconds{60s});
}

/// The window's way: settings take effect when the call completes, and the clock is not moved by asking.
void TestAssumptions::ioctlTakesItsTime()
{
    Lab lab(assuming("overlapped-ioctl", "250ms"));
    KeepAliveSettings times;
    times.idleTime = 60s;
    times.probeInterval = 2s;
    lab.runTo(Moment{10s});
    const auto report = lab.stack->apply(std::array{ConnectionId{1}}, times).front();
    QCOMPARE(report.idleTime.error->number, WSA_IO_PENDING);
    QCOMPARE(report.idleTime.applied.value, milliseconds{2h});
    lab.runTo(Moment{10s + 249ms});
    QCOMPARE(lab.rows.front().idleTime.value, milliseconds{2h});
    lab.runTo(Moment{10s + 250ms});
    QCOMPARE(lab.rows.front().idleTime.value, milliseconds{60s});
    const auto details = lab.stack->details(ConnectionId{1});
    QVERIFY(details->lastApply->ok());
    QCOMPARE(details->lastApply->idleTime.applied.value, milliseconds{60s});
    QCOMPARE(lab.sink.events().back().kind, EventKind::settings_changed);
    QCOMPARE(lab.sink.events().back().time, Moment{10s + 250ms});
}

/// I2: times are looked at only when on, so a connection that is off goes on and off again when they have arrived.
void TestAssumptions::timesWhileOffWithADelay()
{
    Lab lab(assuming("overlapped-ioctl", "250ms"));
    KeepAliveSettings off;
    off.enabled = false;
    off.idleTime = 60s;
    QVERIFY(!lab.stack->apply(std::array{ConnectionId{1}}, off).front().ok());
    lab.runTo(Moment{1s});
    QVERIFY(!lab.rows.front().enabled.value);
    QCOMPARE(lab.rows.front().idleTime.value, milliseconds{60s});
}

/// RFC 6298: SYN to a silent address is sent again after one second instead of three, so the attempt fails after 7 s.
void TestAssumptions::firstRetransmission()
{
    for (const auto& [value, fails] : {std::pair{"3s", Moment{21s}}, std::pair{"1s", Moment{7s}}}) {
        Lab lab(assuming("first-retransmission", value));
        OpenRequest nowhere;
        nowhere.peerHost = "192.0.2.1";
        nowhere.peerPort = 80;
        lab.stack->open(CommandId{3}, nowhere);
        lab.runTo(Moment{1min});
        QCOMPARE(lab.rows.back().endedAt, fails);
    }
}

QTEST_APPLESS_MAIN(TestAssumptions)
#include "tst_assumptions.moc"
