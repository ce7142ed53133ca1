#include "core/keepalive/duration_text.h"
#include "core/keepalive/settings_text.h"
#include "core/winsock/constants.h"
#include "core/winsock/simulated_stack.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace kai;
using namespace kai::winsock;
using namespace std::chrono_literals;
using defaults::WindowsRelease;

namespace {

constexpr auto kBudget = std::chrono::nanoseconds{1s};

SimulationOptions hostsOf(std::initializer_list<WindowsRelease> releases,
                          const std::string& registry = {})
{
    SimulationOptions options;
    options.hosts.clear();
    for (const auto release : releases) {
        options.hosts.push_back({{}, release, Behaviour::documented, registry});
    }
    return options;
}

/// A stack with its sink, the rows as last drained, and reports.
class Lab {
public:
    explicit Lab(const SimulationOptions& options = {})
        : stack(makeSimulatedStack(options, sink).value())
    {
    }

    void open(OpenRequest request, CommandId command = CommandId{1})
    {
        stack->open(command, request);
    }
    void openOne(KeepAliveSettings settings = {}, Program program = {}, nanoseconds delay = 0ns)
    {
        OpenRequest request;
        request.settings = settings;
        request.program = program;
        request.delay = delay;
        open(request);
        runTo(now);
    }
    void runTo(Moment until)
    {
        while (now < until || stack->nextWake() <= until) {
            const Moment reached = stack->advance(until, kBudget);
            if (reached == until && stack->nextWake() > until) {
                now = reached;
                break;
            }
            now = reached;
        }
        drain();
    }
    void runFor(nanoseconds time) { runTo(saturatingAdd(now, time)); }
    void drain()
    {
        StackChanges changes;
        stack->drainChanges(changes);
        for (const auto& row : changes.rows) {
            rows.resize(std::max<std::size_t>(rows.size(), indexOf(row.id) + 1));
            rows[indexOf(row.id)] = row;
        }
        for (const auto& info : changes.infos) {
            infos.resize(std::max<std::size_t>(infos.size(), indexOf(info.id) + 1));
            infos[indexOf(info.id)] = info;
        }
        opens.insert(opens.end(), changes.opens.begin(), changes.opens.end());
        asks.insert(asks.end(), changes.asks.begin(), changes.asks.end());
        notices.insert(notices.end(), changes.notices.begin(), changes.notices.end());
    }
    void inject(const char* fault, ConnectionId id = ConnectionId{1})
    {
        stack->inject(CommandId{2}, std::array{id}, *parseFault(fault));
        drain();
    }
    ApplyReport apply(const KeepAliveSettings& settings, ConnectionId id = ConnectionId{1})
    {
        auto reports = stack->apply(std::array{id}, settings);
        drain();
        return reports.front();
    }
    /// "2 h: probe_sent 1/10" for one connection and kind.
    [[nodiscard]] QStringList events(EventKind kind, std::uint32_t id = 1,
                                     bool peerEnd = false) const
    {
        QStringList lines;
        for (const auto& event : sink.events()) {
            if (event.kind == kind && indexOf(event.connection) == id &&
                event.atPeerEnd() == peerEnd) {
                lines << QString::fromStdString(formatDuration(event.time.time_since_epoch()));
            }
        }
        return lines;
    }
    [[nodiscard]] const Event* last(EventKind kind, std::uint32_t id = 1) const
    {
        const Event* found = nullptr;
        for (const auto& event : sink.events()) {
            if (event.kind == kind && indexOf(event.connection) == id && !event.atPeerEnd()) {
                found = &event;
            }
        }
        return found;
    }
    /// The text of the last event of that kind.
    [[nodiscard]] std::string detail(EventKind kind)
    {
        const auto id = static_cast<std::size_t>(last(kind)->detail);
        std::vector<Event> events;
        std::vector<std::string> fresh;
        sink.take(events, fresh);
        texts.insert(texts.end(), fresh.begin(), fresh.end());
        for (const auto& event : events) {
            sink.add(event);
        }
        return id == 0 ? std::string{} : texts.at(id - 1);
    }
    [[nodiscard]] const ConnectionRow& row(std::uint32_t id = 1) const { return rows.at(id); }

    EventSink sink;
    std::unique_ptr<SimulatedStack> stack;
    Moment now{};
    std::vector<ConnectionRow> rows;
    std::vector<ConnectionInfo> infos;
    std::vector<OpenProgress> opens;
    std::vector<AskReport> asks;
    std::vector<kai::Notice> notices;
    std::vector<std::string> texts;
};

KeepAliveSettings on()
{
    return {true, {}, {}, {}};
}

KeepAliveSettings settings(bool enabled, milliseconds time, milliseconds interval)
{
    return {enabled, time, interval, {}};
}

} // namespace

class TestSimulatedStack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silentPeerAtDefaults_data();
    void silentPeerAtDefaults();
    void countRefusedAlone_data();
    void countRefusedAlone();
    void timesAloneLeaveItOff();
    void settingsAreLoggedAndReported();
    void detailsNameTheLosers();
    void ending_data();
    void ending();
    void programDecidesWhatIsSeen_data();
    void programDecidesWhatIsSeen();
    void ask_data();
    void ask();
    void eachAskHasItsOwnAnswer();
    void askAmongOtherData();
    void askIsOverWithItsConnection_data();
    void askIsOverWithItsConnection();
    void faultsMarkTheRow();
    void faultComesBeforeWhatItDoes_data();
    void faultComesBeforeWhatItDoes();
    void icmpLosesProbesAndEndsNothing_data();
    void icmpLosesProbesAndEndsNothing();
    void theRowKeepsWhatLasts_data();
    void theRowKeepsWhatLasts();
    void lossyLosesEveryThird();
    void lossyShareDiffersByConnectionAndSeed();
    void boxForgets();
    void boxResets_data();
    void boxResets();
    void boxResetsWithAnotherLimit();
    void momentsAreExact();
    void jitterDelaysEachSegmentAnew();
    void answersLaterThanTheInterval();
    void openProgress();
    void openRefused_data();
    void openRefused();
    void cancelledOpening();
    void hostsHaveNamesOfTheirOwn_data();
    void hostsHaveNamesOfTheirOwn();
    void hostsOnOneClock();
    void thePeersEndIsWatched();
    void manyPeersAreNotWatched();
    void damagedRegistryIsRefused();
    void registryNeedsRestart();
    void undoIsTheStateBroughtAlong();
    void restartEndsRows();
    void reopeningsReportByThemselves();
    void releaseChanges();
    void unknownHostsAndConnections();
    void closedHere_data();
    void closedHere();
    void sameSeedSameEvents();
    void budgetIsKept();
    void wakeEndsWaiting();
    void quietRowsAreNotDrained();
    void networkDown();
    void networkIsNoted();
};

void TestSimulatedStack::silentPeerAtDefaults_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<QString>("registry");
    QTest::addColumn<int>("probes");
    QTest::addColumn<QString>("ended");
    const QString head =
        "Windows Registry Editor Version 5.00\n\n"
        "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n";
    QTest::newRow("Windows 11: 2 h 0 min 10 s")
        << WindowsRelease::windows11 << "" << 10 << "2 h 0 min 10 s";
    QTest::newRow("Windows XP: 2 h 0 min 5 s")
        << WindowsRelease::windowsXp << "" << 5 << "2 h 0 min 5 s";
    QTest::newRow("XP with both counts 0: never")
        << WindowsRelease::windowsXp
        << head +
               "\"TcpMaxDataRetransmissions\"=dword:0\n\"PPTPTcpMaxDataRetransmissions\"=dword:0\n"
        << 0 << "";
    QTest::newRow("XP with 300: 255 probes")
        << WindowsRelease::windowsXp << head + "\"TcpMaxDataRetransmissions\"=dword:12c\n"
        << 255 << "2 h 4 min 15 s";
}

void TestSimulatedStack::silentPeerAtDefaults()
{
    QFETCH(WindowsRelease, release);
    QFETCH(QString, registry);
    Lab lab(hostsOf({release}, registry.toStdString()));
    lab.openOne(on());
    lab.inject("silent");
    lab.runFor(3h);
    QTEST(int(lab.events(EventKind::probe_sent).size()), "probes");
    QTEST(lab.events(EventKind::ended).join(","), "ended");
    QFETCH(int, probes);
    if (probes == 0) {
        QCOMPARE(lab.row().local.waiting, Waiting::noProbes);
        QCOMPARE(lab.row().local.deadline, kNever);
        return;
    }
    QCOMPARE(lab.events(EventKind::probe_sent).first(), QString("2 h"));
    const auto* ended = lab.last(EventKind::ended);
    QCOMPARE(endedLetter(ended->endedBy), 'K');
    QCOMPARE(int(ended->errorCode), WSAENETRESET);
    QCOMPARE(int(lab.row().errorCode), WSAENETRESET);
    QCOMPARE(lab.row().local.state, ConnectionState::ended);
    // Half-open made visible: the peer's end still believes.
    QCOMPARE(lab.row().peer.state, ConnectionState::open);
}

void TestSimulatedStack::countRefusedAlone_data()
{
    QTest::addColumn<WindowsRelease>("release");
    QTest::addColumn<bool>("accepted");
    for (const auto& rules : defaults::allReleases()) {
        QTest::addRow("%s", std::string(rules.name).c_str()) << rules.release << rules.keepCount;
    }
}

void TestSimulatedStack::countRefusedAlone()
{
    QFETCH(WindowsRelease, release);
    QFETCH(bool, accepted);
    Lab lab(hostsOf({release}));
    lab.openOne();
    const auto report = lab.apply({true, 60s, 1500ms, std::uint16_t{3}});
    QVERIFY(!report.enabled.error && !report.idleTime.error && !report.probeInterval.error);
    QCOMPARE(report.idleTime.applied, (Sourced<milliseconds>{60s, Origin::keepAliveVals}));
    QCOMPARE(report.probeInterval.applied, (Sourced<milliseconds>{1500ms, Origin::keepAliveVals}));
    QCOMPARE(report.probeCount.error.has_value(), !accepted);
    if (accepted) {
        QCOMPARE(report.probeCount.applied, (Sourced<std::uint16_t>{3, Origin::socketOption}));
    } else {
        QCOMPARE(report.probeCount.error->number, WSAENOPROTOOPT);
        QVERIFY(report.probeCount.error->cause.find("D4") != std::string::npos);
    }
    QCOMPARE(report.calls[0].kind, CallKind::keepAliveVals);
    QCOMPARE(report.calls[0].values, (std::array<std::uint32_t, 3>{1, 60'000, 1'500}));
    QCOMPARE(report.calls[1].kind, CallKind::tcpKeepCount);
    QCOMPARE(report.calls[1].error, accepted ? 0 : WSAENOPROTOOPT);
}

void TestSimulatedStack::timesAloneLeaveItOff()
{
    Lab lab;
    lab.openOne();
    const auto report = lab.apply({{}, 60s, {}, {}});
    QVERIFY(report.ok());
    QCOMPARE(report.enabled.applied.value, false);
    QCOMPARE(report.idleTime.applied.value, milliseconds{60s});
    QCOMPARE(report.probeInterval.applied.value, milliseconds{1s});
    const auto toggled = lab.apply(on());
    QCOMPARE(toggled.calls[0].kind, CallKind::soKeepAlive);
    QCOMPARE(toggled.calls[1].kind, CallKind::none);
    QCOMPARE(toggled.idleTime.applied.value, milliseconds{60s});
    QCOMPARE(lab.row().local.deadline, Moment{60s});
}

void TestSimulatedStack::settingsAreLoggedAndReported()
{
    Lab lab;
    lab.openOne();
    lab.apply(settings(true, 60s, 1500ms));
    lab.apply({false, {}, {}, {}});
    QCOMPARE(lab.events(EventKind::settings_changed).size(), 2);
    QVERIFY(lab.last(EventKind::settings_changed)->keepAliveOff());
    QCOMPARE(lab.detail(EventKind::opened), std::string("off"));
    QCOMPARE(lab.detail(EventKind::settings_changed),
             std::string("off, ") + std::string(originName(Origin::keepAliveVals)));
    const auto bad = lab.apply({{}, 0ms, {}, {}});
    QVERIFY(bad.idleTime.error.has_value());
    QCOMPARE(bad.calls[0].kind, CallKind::none);
    QCOMPARE(lab.events(EventKind::settings_changed).size(), 2);
}

void TestSimulatedStack::detailsNameTheLosers()
{
    const std::string reg =
        "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"
        "\"KeepAliveTime\"=dword:000493e0\n";
    Lab lab(hostsOf({WindowsRelease::windows11}, reg));
    lab.openOne(settings(true, 60s, 1s));
    const auto details = lab.stack->details(ConnectionId{1});
    QCOMPARE(details->idleTime.value, milliseconds{60s});
    QCOMPARE(details->idleTime.origin, Origin::keepAliveVals);
    QCOMPARE(details->idleTime.losers.size(), std::size_t{2});
    QCOMPARE(details->idleTime.losers[0], (Sourced<milliseconds>{300s, Origin::registry}));
    QCOMPARE(details->idleTime.losers[1], (Sourced<milliseconds>{2h, Origin::builtIn}));
    QCOMPARE(details->calls.size(), std::size_t{1});
    QVERIFY(details->lastApply->ok());
    QVERIFY(!lab.stack->details(ConnectionId{9}));
    const auto back = lab.stack->applyDefaults(std::array{ConnectionId{1}});
    QCOMPARE(back.front().idleTime.applied.value, milliseconds{300s});
}

void TestSimulatedStack::ending_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<char>("letter");
    QTest::addColumn<int>("error");
    QTest::newRow("silent peer: keep-alive") << "silent" << 'K' << WSAENETRESET;
    QTest::newRow("what the peer sends is lost") << "silent-return" << 'K' << WSAENETRESET;
    QTest::newRow("peer rebooted: RST to the probe") << "reboot" << 'R' << WSAECONNRESET;
    QTest::newRow("peer resets") << "reset" << 'R' << WSAECONNRESET;
    QTest::newRow("peer's program closes") << "close" << 'F' << 0;
}

void TestSimulatedStack::ending()
{
    QFETCH(QString, fault);
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    lab.inject(fault.toLatin1());
    lab.runFor(5min);
    const auto& row = lab.row();
    QTEST(endedLetter(row.endedBy), "letter");
    QTEST(int(row.errorCode), "error");
    QCOMPARE(lab.events(EventKind::ended).size(), 1);
    QCOMPARE(row.endedAt, lab.last(EventKind::ended)->time);
    QCOMPARE(row.local.deadline, kNever);
}

void TestSimulatedStack::programDecidesWhatIsSeen_data()
{
    QTest::addColumn<int>("program");
    QTest::addColumn<int>("endedError");
    QTest::addColumn<int>("notes");
    QTest::newRow("waits in recv: WSAENETRESET at once")
        << int(ProgramKind::waitsInRecv) << WSAENETRESET << 0;
    QTest::newRow("does nothing: sees nothing") << int(ProgramKind::doesNothing) << 0 << 0;
    QTest::newRow("sends: WSAECONNRESET with the next send")
        << int(ProgramKind::sendsEvery) << 0 << 1;
}

void TestSimulatedStack::programDecidesWhatIsSeen()
{
    QFETCH(int, program);
    Lab lab;
    lab.openOne(settings(true, 60s, 1s), {ProgramKind(program), 1h});
    lab.inject("silent");
    lab.runFor(90min);
    QTEST(int(lab.last(EventKind::ended)->errorCode), "endedError");
    QTEST(int(lab.events(EventKind::note).size()), "notes");
    if (ProgramKind(program) == ProgramKind::sendsEvery) {
        QCOMPARE(int(lab.row().errorCode), WSAECONNRESET);
        QCOMPARE(lab.events(EventKind::note).first(), QString("1 h"));
    }
}

void TestSimulatedStack::ask_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<AskOutcome>("outcome");
    QTest::newRow("alive") << "" << AskOutcome::acknowledged;
    QTest::newRow("rebooted") << "reboot" << AskOutcome::reset;
    QTest::newRow("silent") << "silent" << AskOutcome::unanswered;
}

void TestSimulatedStack::ask()
{
    QFETCH(QString, fault);
    Lab lab;
    lab.openOne(on(), {}, 20ms);
    lab.runFor(1s);
    if (!fault.isEmpty()) {
        lab.inject(fault.toLatin1());
    }
    lab.stack->ask(CommandId{7}, ConnectionId{1}, "hello");
    lab.runFor(20s);
    QVERIFY(lab.asks.size() >= 2);
    QCOMPARE(lab.asks.front().outcome, AskOutcome::sent);
    QCOMPARE(lab.asks.back().command, CommandId{7});
    QTEST(lab.asks.back().outcome, "outcome");
    if (fault.isEmpty()) {
        QCOMPARE(lab.asks.back().after, nanoseconds{40ms});
    }
    if (fault == QLatin1String("silent")) {
        QVERIFY(lab.asks.back().retransmits > 0);
        QCOMPARE(lab.row().local.waiting, Waiting::dataInFlight);
        QCOMPARE(lab.row().local.deadline, kNever);
    }
}

void TestSimulatedStack::eachAskHasItsOwnAnswer()
{
    Lab lab;
    lab.openOne(on(), {}, 20ms);
    lab.runFor(1s);
    lab.stack->ask(CommandId{7}, ConnectionId{1}, "first");
    lab.runFor(10ms);
    lab.stack->ask(CommandId{8}, ConnectionId{1}, "second");
    lab.runFor(1s);
    QCOMPARE(lab.asks.size(), std::size_t{4});
    for (const std::size_t answer : {2, 3}) {
        QCOMPARE(lab.asks[answer].command, CommandId{std::uint32_t(answer + 5)});
        QCOMPARE(lab.asks[answer].outcome, AskOutcome::acknowledged);
        QCOMPARE(lab.asks[answer].after, nanoseconds{40ms});
    }
}

/// The program has something under way at every moment.
void TestSimulatedStack::askAmongOtherData()
{
    Lab lab;
    lab.openOne(on(), {ProgramKind::sendsEvery, 10ms}, 20ms);
    lab.runFor(1s);
    lab.stack->ask(CommandId{7}, ConnectionId{1}, "hello");
    lab.runFor(1s);
    QCOMPARE(lab.asks.back().outcome, AskOutcome::acknowledged);
    QCOMPARE(lab.asks.back().after, nanoseconds{40ms});
}

void TestSimulatedStack::askIsOverWithItsConnection_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<QByteArray>("symbol");
    QTest::newRow("closed") << QByteArray("close") << QByteArray("CLOSED");
    QTest::newRow("host restarted") << QByteArray("restart") << QByteArray("ENDED");
    QTest::newRow("given up") << QByteArray("wait") << QByteArray("ENDED");
}

void TestSimulatedStack::askIsOverWithItsConnection()
{
    QFETCH(QByteArray, how);
    Lab lab;
    lab.openOne(on(), {}, 20ms);
    lab.runFor(1s);
    lab.inject("silent");
    lab.stack->ask(CommandId{7}, ConnectionId{1}, "hello");
    lab.runFor(100ms);
    if (how == "close") {
        lab.stack->close(std::array{ConnectionId{1}}, CloseKind::orderly);
    } else if (how == "restart") {
        QVERIFY(lab.stack->hosts().restart(HostId{0}, true).ok());
    }
    lab.runFor(1h);
    const AskReport& last = lab.asks.back();
    QCOMPARE(last.command, CommandId{7});
    QCOMPARE(last.outcome, AskOutcome::unanswered);
    QVERIFY(last.error.has_value());
    QTEST(QByteArray::fromStdString(last.error->symbol), "symbol");
    QVERIFY(!last.error->cause.empty() && !last.error->remedy.empty());
}

void TestSimulatedStack::faultsMarkTheRow()
{
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    lab.inject("silent-both");
    QCOMPARE(int(lab.row().activeFault), int(FaultKind::silentBoth));
    QCOMPARE(lab.events(EventKind::fault_set).size(), 1);
    lab.runFor(63s);
    QCOMPARE(int(lab.row().local.unanswered), 4);
    lab.inject("back");
    QCOMPARE(int(lab.row().activeFault), int(FaultKind::none));
    QCOMPARE(lab.events(EventKind::fault_cleared).size(), 1);
    lab.runFor(2s);
    QCOMPARE(int(lab.row().local.unanswered), 0);
    QCOMPARE(lab.row().probesAnswered, 1u);
}

void TestSimulatedStack::faultComesBeforeWhatItDoes_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char* fault : {"close", "reset", "reboot"}) {
        QTest::newRow(fault) << QByteArray(fault);
    }
}

/// In the log, at the same moment.
void TestSimulatedStack::faultComesBeforeWhatItDoes()
{
    QFETCH(QByteArray, fault);
    Lab lab;
    lab.openOne(on(), {}, 5ms);
    lab.runFor(1s);
    const auto opened = lab.sink.events().size();
    lab.inject(fault.constData());
    const auto& events = lab.sink.events();
    QCOMPARE(events.size(), opened + 2);
    QCOMPARE(events[opened].kind, EventKind::fault_set);
    QCOMPARE(events[opened + 1].kind, EventKind::ended);
    QVERIFY(events[opened + 1].atPeerEnd());
    QCOMPARE(events[opened + 1].time, events[opened].time);
}

void TestSimulatedStack::icmpLosesProbesAndEndsNothing_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<FaultKind>("kind");
    QTest::newRow("soft") << QByteArray("icmp-soft") << FaultKind::icmpSoft;
    QTest::newRow("hard") << QByteArray("icmp-hard") << FaultKind::icmpHard;
}

/// RFC 1122 4.2.3.9: the router's answers end nothing, only keep-alive does.
void TestSimulatedStack::icmpLosesProbesAndEndsNothing()
{
    QFETCH(QByteArray, fault);
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    lab.inject(fault.constData());
    QTEST(static_cast<FaultKind>(lab.row().activeFault), "kind");
    lab.runTo(Moment{63s});
    QCOMPARE(lab.row().endedBy, EndedBy::notEnded);
    QCOMPARE(int(lab.row().local.unanswered), 4);
    lab.inject("back");
    lab.runTo(Moment{65s});
    QCOMPARE(int(lab.row().local.unanswered), 0);
    lab.inject(fault.constData());
    lab.runTo(Moment{3min});
    QCOMPARE(endedLetter(lab.row().endedBy), 'K');
    QCOMPARE(lab.row().endedAt, Moment{64s + 60s + 10s});
}

void TestSimulatedStack::theRowKeepsWhatLasts_data()
{
    QTest::addColumn<QStringList>("faults");
    QTest::addColumn<FaultKind>("shown");
    QTest::newRow("path before peer") << QStringList{"silent", "hang"} << FaultKind::silentForward;
    QTest::newRow("peer before path") << QStringList{"hang", "silent"} << FaultKind::silentForward;
    QTest::newRow("back from both") << QStringList{"silent", "hang", "back"} << FaultKind::none;
    QTest::newRow("no way back from a reboot")
        << QStringList{"reboot", "silent", "hang", "back"} << FaultKind::rebooted;
    QTest::newRow("what happens once") << QStringList{"peer-sends"} << FaultKind::none;
}

void TestSimulatedStack::theRowKeepsWhatLasts()
{
    QFETCH(QStringList, faults);
    Lab lab;
    lab.openOne(on(), {}, 5ms);
    for (const QString& fault : faults) {
        lab.inject(fault.toLatin1());
    }
    QTEST(static_cast<FaultKind>(lab.row().activeFault), "shown");
}

void TestSimulatedStack::lossyLosesEveryThird()
{
    Lab lab;
    lab.openOne(settings(true, 10s, 1s));
    lab.inject("lossy-3");
    lab.runFor(10min);
    const auto& row = lab.row();
    const auto lost = int(row.probesSent - row.probesAnswered);
    QVERIFY2(lost >= int(row.probesSent) / 3 - 1 && lost <= int(row.probesSent) / 3 + 1,
             qPrintable(QString::number(lost)));
    QCOMPARE(row.endedBy, EndedBy::notEnded);
}

/// So many connections, open, losing probes on their paths from now on.
void openLossy(Lab& lab, std::uint32_t count, const char* fault)
{
    OpenRequest request;
    request.count = count;
    request.settings = settings(true, 10s, 1s);
    lab.open(request);
    lab.runTo(Moment{});
    for (std::uint32_t id = 1; id <= count; ++id) {
        lab.inject(fault, ConnectionId{id});
    }
}

/// What each of three connections tells of its unanswered probes in ten minutes of a lossy path.
QList<QStringList> lossesOfThree(std::uint64_t seed)
{
    SimulationOptions options;
    options.seed = seed;
    Lab lab(options);
    openLossy(lab, 3, "lossy-30%");
    lab.runFor(10min);
    return {lab.events(EventKind::probe_unanswered, 1), lab.events(EventKind::probe_unanswered, 2),
            lab.events(EventKind::probe_unanswered, 3)};
}

void TestSimulatedStack::lossyShareDiffersByConnectionAndSeed()
{
    const auto lost = lossesOfThree(1);
    QVERIFY(!lost[0].isEmpty() && !lost[1].isEmpty() && !lost[2].isEmpty());
    QVERIFY2(lost[0] != lost[1] && lost[1] != lost[2] && lost[0] != lost[2],
             "a lossy network does not hit all at once");
    QVERIFY2(lossesOfThree(1) == lost, "the same seed gives the same run");
    QVERIFY2(lossesOfThree(2) != lost, "everything random comes from the lab's seed");
}

void TestSimulatedStack::boxForgets()
{
    Lab lab;
    OpenRequest request;
    request.settings = settings(true, 400s, 1s);
    request.boxLimit = 350s;
    lab.open(request);
    lab.runTo(Moment{10s});
    QCOMPARE(lab.row().boxForgetsAt, Moment{350s});
    QVERIFY(!lab.row().boxForgot);
    lab.runTo(Moment{405s});
    QVERIFY(lab.row().boxForgot);
    lab.runTo(Moment{500s});
    QCOMPARE(endedLetter(lab.row().endedBy), 'K');
    QCOMPARE(lab.row().endedAt, Moment{410s});
    // A shorter time survives the same box.
    Lab safe;
    request.settings = settings(true, 300s, 1s);
    safe.open(request);
    safe.stack->advance(Moment{}, kBudget);
    safe.runTo(Moment{2h});
    QCOMPARE(safe.row().endedBy, EndedBy::notEnded);
    safe.stack->setBoxLimit(std::array{ConnectionId{1}}, milliseconds{200s});
    safe.runFor(1h);
    QCOMPARE(endedLetter(safe.row().endedBy), 'K');
}

void TestSimulatedStack::boxResets_data()
{
    QTest::addColumn<BoxResets>("resets");
    QTest::addColumn<char>("ending");
    QTest::addColumn<nanoseconds>("endedAt");
    QTest::addColumn<QStringList>("peerEndedAt");
    // open at 20 ms, a probe 400 s later, the box's answer 10 ms after that
    const nanoseconds answered = 400s + 30ms;
    const nanoseconds brokenByKeepAlive = 410s + 20ms;
    const QStringList atAnswer{QStringLiteral("6 min 40.03 s")};
    QTest::newRow("silently") << BoxResets::neither << 'K' << brokenByKeepAlive << QStringList();
    QTest::newRow("RST to this end") << BoxResets::thisEnd << 'R' << answered << QStringList();
    QTest::newRow("RST to the peer") << BoxResets::peer << 'K' << brokenByKeepAlive << atAnswer;
    QTest::newRow("RST to both") << BoxResets::both << 'R' << answered << atAnswer;
}

void TestSimulatedStack::boxResets()
{
    QFETCH(BoxResets, resets);
    QFETCH(nanoseconds, endedAt);
    Lab lab;
    OpenRequest request;
    request.settings = settings(true, 400s, 1s);
    request.boxLimit = 350s;
    request.boxResets = resets;
    request.delay = 10ms;
    lab.open(request);
    lab.runTo(Moment{500s});
    QVERIFY(lab.infos[1].boxResets == resets);
    QTEST(endedLetter(lab.row().endedBy), "ending");
    QCOMPARE(lab.row().endedAt, Moment{endedAt});
    QTEST(lab.events(EventKind::ended, 1, true), "peerEndedAt");
}

void TestSimulatedStack::boxResetsWithAnotherLimit()
{
    Lab lab;
    OpenRequest request;
    request.settings = settings(true, 300s, 1s);
    request.boxLimit = 350s;
    request.boxResets = BoxResets::thisEnd;
    lab.open(request);
    lab.runTo(Moment{});
    lab.stack->setBoxLimit(std::array{ConnectionId{1}}, milliseconds{200s});
    lab.runTo(Moment{301s});
    QCOMPARE(endedLetter(lab.row().endedBy), 'R');
    QCOMPARE(lab.row().endedAt, Moment{300s});
}

void TestSimulatedStack::momentsAreExact()
{
    Lab lab;
    lab.openOne(settings(true, 60s, 1500ms), {}, 10ms);
    lab.runTo(Moment{5s});
    const auto& row = lab.row();
    const Moment opened{20ms};
    QCOMPARE(row.opened, opened);
    QCOMPARE(row.local.lastReceived, opened);
    QCOMPARE(row.local.deadline, opened + 60s);
    QCOMPARE(row.local.armedExpiry, opened + 60s);
    QCOMPARE(row.local.predictedProbe, opened + 60s);
    QCOMPARE(row.local.predictedEnd, opened + 60s + 15s);
    QCOMPARE(row.local.state, ConnectionState::open);
    QVERIFY(row.peerWatched);
    QCOMPARE(row.peer.lastReceived, Moment{30ms});
    lab.runTo(Moment{61s});
    QCOMPARE(lab.row().probesSent, 1u);
    QCOMPARE(lab.row().medianAnswer, nanoseconds{20ms});
    QCOMPARE(lab.row().local.deadline, opened + 60s + 20ms + 60s);
}

/// The times from each probe to its answer in ten minutes of a path with 10 ms each way, and up to 5 ms more.
std::vector<nanoseconds> answerTimesWithJitter(std::uint64_t seed)
{
    SimulationOptions options;
    options.seed = seed;
    Lab lab(options);
    OpenRequest request;
    request.settings = settings(true, 10s, 1s);
    request.delay = 10ms;
    request.jitter = 5ms;
    lab.open(request);
    lab.runTo(Moment{10min});
    std::vector<nanoseconds> times;
    Moment sent{};
    for (const Event& event : lab.sink.events()) {
        if (event.kind == EventKind::probe_sent) {
            sent = event.time;
        } else if (event.kind == EventKind::probe_answered) {
            times.push_back(event.time - sent);
        }
    }
    return times;
}

void TestSimulatedStack::jitterDelaysEachSegmentAnew()
{
    const auto times = answerTimesWithJitter(1);
    QVERIFY(times.size() > 50);
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    QVERIFY(*least >= 20ms && *most <= 30ms);
    QVERIFY2(*most - *least > 5ms, "both ways are spread evenly");
    QVERIFY(answerTimesWithJitter(1) == times);
    QVERIFY(answerTimesWithJitter(2) != times);
}

/// Two probes are under way at once; the answer to the second one tells the time that an answer takes.
void TestSimulatedStack::answersLaterThanTheInterval()
{
    Lab lab;
    lab.openOne(settings(true, 10s, 1s), {}, 600ms);
    lab.runTo(Moment{12500ms});
    QCOMPARE(lab.row().probesAnswered, 1u);
    QCOMPARE(lab.row().medianAnswer, nanoseconds{0});
    lab.runTo(Moment{14s});
    QCOMPARE(lab.row().probesAnswered, 2u);
    QCOMPARE(lab.row().medianAnswer, nanoseconds{1200ms});
}

void TestSimulatedStack::openProgress()
{
    Lab lab;
    OpenRequest request;
    request.name = "db";
    request.count = 300;
    request.settings = on();
    lab.open(request);
    lab.runTo(Moment{});
    QCOMPARE(lab.opens.back().opened, 300u);
    QVERIFY(lab.opens.back().finished);
    QCOMPARE(lab.infos[1].name, std::string("db-1"));
    QCOMPARE(lab.infos[300].name, std::string("db-300"));
    QCOMPARE(lab.infos[300].release, std::string("Windows 11"));
    QVERIFY(lab.infos[300].builtInPeer);
    for (std::uint32_t id = 1; id <= 300; ++id) {
        QCOMPARE(lab.row(id).local.state, ConnectionState::open);
        QCOMPARE(lab.row(id).opened, Moment{});
    }
}

void TestSimulatedStack::openRefused_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("hostId");
    QTest::addColumn<int>("family");
    QTest::addColumn<QString>("symbol");
    QTest::newRow("nobody listens") << "peer" << 9 << 0 << 0 << "WSAECONNREFUSED";
    QTest::newRow("no such address: times out") << "10.9.9.9" << 80 << 0 << 0 << "WSAETIMEDOUT";
    QTest::newRow("unknown name") << "nowhere" << 80 << 0 << 0 << "WSAHOST_NOT_FOUND";
    QTest::newRow("no port") << "Windows 11" << 0 << 0 << 0 << "BAD_PORT";
    QTest::newRow("no such host") << "" << 0 << 5 << 0 << "UNKNOWN_HOST";
    QTest::newRow("IPv6") << "" << 0 << 0 << int(AddressFamily::ipv6) << "BAD_FAMILY";
}

void TestSimulatedStack::openRefused()
{
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(int, hostId);
    QFETCH(int, family);
    QFETCH(QString, symbol);
    Lab lab;
    OpenRequest request;
    request.peerHost = host.toStdString();
    request.peerPort = std::uint16_t(port);
    request.host = HostId(hostId);
    request.family = AddressFamily(family);
    lab.open(request);
    lab.runFor(1min);
    QVERIFY(!lab.opens.empty());
    QVERIFY(lab.opens.back().finished);
    QCOMPARE(lab.opens.back().failed, 1u);
    QCOMPARE(QString::fromStdString(lab.opens.back().error->symbol), symbol);
}

void TestSimulatedStack::cancelledOpening()
{
    Lab lab;
    OpenRequest request;
    request.count = 1000;
    lab.open(request);
    lab.stack->advance(Moment{}, 1ns);
    lab.stack->cancelOpen(CommandId{1});
    lab.runTo(Moment{1s});
    const auto& progress = lab.opens.back();
    QVERIFY(progress.finished && progress.cancelled);
    QVERIFY(progress.opened > 0 && progress.opened < 1000);
}

void TestSimulatedStack::hostsHaveNamesOfTheirOwn_data()
{
    QTest::addColumn<QList<HostOptions>>("hosts");
    QTest::addColumn<QString>("system");
    const HostOptions eleven{};
    HostOptions observed;
    observed.behaviour = Behaviour::observed;
    HostOptions named;
    named.name = "db";
    HostOptions xp;
    xp.release = WindowsRelease::windowsXp;
    QTest::newRow("two releases") << QList{xp, eleven} << "Windows XP, Windows 11";
    QTest::newRow("one release twice") << QList{eleven, eleven} << "Windows 11, Windows 11 (2)";
    QTest::newRow("two behaviours") << QList{eleven, xp, observed}
                                    << "Windows 11 (documented), Windows XP, Windows 11 (observed)";
    QTest::newRow("a name of the user's") << QList{named, eleven} << "db (Windows 11), Windows 11";
}

void TestSimulatedStack::hostsHaveNamesOfTheirOwn()
{
    QFETCH(QList<HostOptions>, hosts);
    SimulationOptions options;
    options.hosts.assign(hosts.begin(), hosts.end());
    Lab lab(options);
    QTEST(QString::fromStdString(lab.stack->capabilities().system), "system");
}

void TestSimulatedStack::hostsOnOneClock()
{
    Lab lab(hostsOf({WindowsRelease::windowsXp, WindowsRelease::windows11}));
    OpenRequest request;
    request.settings = settings(true, 60s, 1s);
    lab.open(request, CommandId{1});
    request.host = HostId{1};
    lab.open(request, CommandId{2});
    lab.runTo(Moment{});
    lab.inject("silent", ConnectionId{1});
    lab.inject("silent", ConnectionId{2});
    lab.runFor(2min);
    QCOMPARE(lab.row(1).endedAt, Moment{65s});
    QCOMPARE(lab.row(2).endedAt, Moment{70s});
    QCOMPARE(lab.infos[1].hostName, std::string("Windows XP"));
    QVERIFY(lab.stack->capabilities().perHost);
    QCOMPARE(lab.stack->systemDefaults().size(), std::size_t{2});
}

/// What the other side believes: it hears each probe, and a half-open connection stays open for it.
void TestSimulatedStack::thePeersEndIsWatched()
{
    Lab lab;
    lab.openOne({true, 60s, 1s, {}}, {}, 5ms);
    lab.runFor(70s);
    QCOMPARE(lab.events(EventKind::opened, 1, true), QStringList{QStringLiteral("15 ms")});
    QCOMPARE(lab.events(EventKind::data_received, 1, true),
             QStringList{QStringLiteral("1 min 0.015 s")});
    QCOMPARE(lab.row().lastEvent, EventKind::probe_answered);
    lab.inject("silent-both");
    lab.runFor(3min);
    QCOMPARE(lab.events(EventKind::ended).size(), 1);
    QCOMPARE(lab.events(EventKind::ended, 1, true).size(), 0);
    QCOMPARE(lab.events(EventKind::data_received, 1, true).size(), 1);
}

/// The thousandth connection's peer is watched, the next one's is not.
void TestSimulatedStack::manyPeersAreNotWatched()
{
    Lab lab;
    OpenRequest many;
    many.count = 1001;
    lab.open(many);
    lab.runTo(lab.now);
    QCOMPARE(lab.events(EventKind::opened, 1000, true).size(), 1);
    QCOMPARE(lab.events(EventKind::opened, 1001, true).size(), 0);
    QCOMPARE(lab.events(EventKind::opened, 1001).size(), 1);
}

/// Nothing is made of it: the lines around the damage are not taken either.
void TestSimulatedStack::damagedRegistryIsRefused()
{
    const std::string good = "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
                             "Services\\Tcpip\\Parameters]\r\n\"KeepAliveTime\"=dword:000493e0\r\n";
    auto options = hostsOf({WindowsRelease::windowsXp, WindowsRelease::windows11}, good);
    EventSink sink;
    QVERIFY(makeSimulatedStack(options, sink).ok());
    options.hosts.back().registryText += "\"KeepAliveInterval\"=dword:zz\r\n";
    const auto refused = makeSimulatedStack(options, sink);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().symbol, std::string("BAD_REG_FILE"));
    const std::string said = describe(refused.error());
    QVERIFY2(said.find("line 5") != std::string::npos, said.c_str());
}

void TestSimulatedStack::registryNeedsRestart()
{
    Lab lab;
    auto& hosts = lab.stack->hosts();
    QVERIFY(hosts.setRegistryValue(HostId{0}, "keepalivetime", 300'000).ok());
    QVERIFY(lab.stack->systemDefaults().front().values.front().pendingRestart);
    lab.openOne(on());
    QCOMPARE(lab.row(1).idleTime, (Sourced<milliseconds>{2h, Origin::builtIn}));
    QVERIFY(hosts.restart(HostId{0}, true).ok());
    lab.runFor(1s);
    QCOMPARE(lab.row(2).idleTime, (Sourced<milliseconds>{300s, Origin::registry}));
    QVERIFY(!lab.stack->systemDefaults().front().values.front().pendingRestart);
    QVERIFY(!hosts.setRegistryValue(HostId{0}, "KeepAliveTim", 1).ok());
    const auto text = hosts.exportRegistry(HostId{0});
    QVERIFY(text.ok());
    QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveTime", std::nullopt).ok());
    QVERIFY(!hosts.importRegistry(HostId{0}, "no registry file").ok());
    QVERIFY(hosts.importRegistry(HostId{0}, *text).ok());
    QCOMPARE(*lab.stack->systemDefaults().front().values.front().stored, std::uint64_t{300'000});
}

void TestSimulatedStack::undoIsTheStateBroughtAlong()
{
    const auto undo = [](auto& hosts) {
        const auto text = hosts.exportUndo(HostId{0}).value();
        return text.substr(text.find("]\r\n") + 3);
    };
    const std::string nothing = "\"KeepAliveTime\"=-\r\n\"KeepAliveInterval\"=-\r\n"
                                "\"TcpMaxDataRetransmissions\"=-\r\n"
                                "\"PPTPTcpMaxDataRetransmissions\"=-\r\n";
    Lab lab;
    auto& hosts = lab.stack->hosts();
    QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveTime", 300'000).ok());
    QCOMPARE(undo(hosts), nothing);
    const std::string imported = "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
                                 "Services\\Tcpip\\Parameters]\r\n\"KeepAliveInterval\"=dword:5\r\n"
                                 "\"DhcpDomain\"=\"x\"\r\n";
    QVERIFY(hosts.importRegistry(HostId{0}, imported).ok());
    QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveInterval", 7).ok());
    QVERIFY(hosts.restart(HostId{0}, false).ok());
    QCOMPARE(undo(hosts), QString::fromStdString(nothing)
                              .replace("Interval\"=-", "Interval\"=dword:00000005")
                              .toStdString());
    QVERIFY(!hosts.exportUndo(HostId{9}).ok());
}

void TestSimulatedStack::restartEndsRows()
{
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    lab.runFor(10s);
    QVERIFY(lab.stack->hosts().restart(HostId{0}, false).ok());
    lab.drain();
    QCOMPARE(endedLetter(lab.row().endedBy), 'L');
    QCOMPARE(lab.row().endedAt, Moment{10s});
    QCOMPARE(int(lab.row().errorCode), 0);
    QCOMPARE(lab.detail(EventKind::ended), std::string("host restarted"));
    lab.runFor(1h);
    QCOMPARE(lab.rows.size(), std::size_t{2});
    const auto report = lab.apply(on());
    QCOMPARE(report.error->symbol, std::string("CLOSED"));
}

/// Two hosts restart while a third opening has not got through.
void TestSimulatedStack::reopeningsReportByThemselves()
{
    Lab lab(hostsOf({WindowsRelease::windowsXp, WindowsRelease::windows11}));
    OpenRequest request;
    request.count = 3;
    lab.open(request, CommandId{1});
    request.host = HostId{1};
    request.count = 2;
    lab.open(request, CommandId{2});
    lab.runFor(1s);
    request.count = 1;
    request.peerHost = "192.0.2.1";
    request.peerPort = 80;
    lab.open(request, CommandId{3});
    lab.runFor(1s);
    lab.opens.clear();
    QVERIFY(lab.stack->hosts().restart(HostId{0}, true).ok());
    QVERIFY(lab.stack->hosts().restart(HostId{1}, true).ok());
    lab.runFor(1s);
    std::map<CommandId, OpenProgress> last;
    for (const auto& progress : lab.opens) {
        last[progress.command] = progress;
    }
    QVERIFY(!last.contains(CommandId::none));
    QCOMPARE(last.size(), std::size_t{3}); // the third, which its restart ended, and two reopenings
    QCOMPARE(last[CommandId{3}].failed, 1U);
    const OpenProgress& first = last.rbegin()->second;
    QVERIFY(first.finished);
    QCOMPARE(first.asked, 3U);
    QCOMPARE(first.opened, 3U);
    const OpenProgress& second = std::next(last.rbegin())->second;
    QVERIFY(!second.finished); // one of its three goes nowhere
    QCOMPARE(second.asked, 3U);
    QCOMPARE(second.opened, 2U);
}

void TestSimulatedStack::releaseChanges()
{
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    QVERIFY(lab.stack->hosts().setRelease(HostId{0}, WindowsRelease::windowsXp).ok());
    lab.runFor(1s);
    QCOMPARE(int(lab.row(2).probeCount.value), 5);
    QCOMPARE(lab.infos[2].release, std::string("Windows XP"));
    QCOMPARE(lab.stack->hosts().list().front().release, WindowsRelease::windowsXp);
}

void TestSimulatedStack::unknownHostsAndConnections()
{
    Lab lab;
    auto& hosts = lab.stack->hosts();
    const HostId bad{9};
    QCOMPARE(hosts.restart(bad, true).error().symbol, std::string("UNKNOWN_HOST"));
    QVERIFY(!hosts.setRegistryValue(bad, "KeepAliveTime", 1).ok());
    QVERIFY(!hosts.importRegistry(bad, "").ok());
    QVERIFY(!hosts.exportRegistry(bad).ok());
    QVERIFY(!hosts.setRelease(bad, WindowsRelease::windows7).ok());
    QVERIFY(!hosts.setBehaviour(bad, Behaviour::observed).ok());
    QVERIFY(!hosts.setNetworkUp(bad, false).ok());
    QCOMPARE(lab.apply(on(), ConnectionId{3}).error->symbol, std::string("UNKNOWN_CONNECTION"));
    lab.inject("silent", ConnectionId{3});
    QCOMPARE(lab.notices.back().error->symbol, std::string("UNKNOWN_CONNECTION"));
}

void TestSimulatedStack::closedHere_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("orderly") << int(CloseKind::orderly);
    QTest::newRow("reset") << int(CloseKind::reset);
}

void TestSimulatedStack::closedHere()
{
    QFETCH(int, kind);
    Lab lab;
    lab.openOne(on());
    lab.stack->close(std::array{ConnectionId{1}}, CloseKind(kind));
    lab.runFor(1s);
    QCOMPARE(endedLetter(lab.row().endedBy), 'L');
    QCOMPARE(lab.row().local.state, ConnectionState::ended);
    QCOMPARE(lab.events(EventKind::ended).size(), 1);
}

void TestSimulatedStack::sameSeedSameEvents()
{
    const auto run = [](std::uint64_t seed) {
        SimulationOptions options;
        options.seed = seed;
        Lab lab(options);
        openLossy(lab, 20, "lossy-40%");
        lab.runFor(1h);
        return lab.sink.events();
    };
    QVERIFY(run(7) == run(7));
}

void TestSimulatedStack::budgetIsKept()
{
    Lab lab;
    OpenRequest request;
    request.count = 100;
    request.settings = settings(true, 1s, 1s);
    lab.open(request);
    lab.runTo(Moment{});
    const Moment reached = lab.stack->advance(Moment{24h}, 1ms);
    QVERIFY(reached > Moment{} && reached < Moment{24h});
}

void TestSimulatedStack::wakeEndsWaiting()
{
    Lab lab;
    lab.stack->wake();
    lab.stack->waitFor(1h);
    QCOMPARE(lab.stack->nextWake(), kNever);
}

/// A row that nothing happens to is not drained again, however much time passes.
void TestSimulatedStack::quietRowsAreNotDrained()
{
    Lab lab;
    lab.openOne(on());
    lab.rows.clear();
    lab.runFor(1h);
    QVERIFY(lab.rows.empty());
}

void TestSimulatedStack::networkDown()
{
    Lab lab;
    lab.openOne(settings(true, 60s, 1s));
    auto& hosts = lab.stack->hosts();
    QVERIFY(hosts.setNetworkUp(HostId{0}, false).ok());
    QCOMPARE(lab.apply(on()).enabled.error->symbol, std::string("WSAENETDOWN"));
    lab.stack->setProgram(std::array{ConnectionId{1}}, {ProgramKind::doesNothing, {}});
    lab.stack->setProgram(std::array{ConnectionId{1}}, {ProgramKind::waitsInRecv, {}});
    QVERIFY(hosts.setNetworkUp(HostId{0}, true).ok());
    lab.inject("close");
    lab.runFor(1s);
    QCOMPARE(endedLetter(lab.row().endedBy), 'F');
}

void TestSimulatedStack::networkIsNoted()
{
    Lab lab(hostsOf({WindowsRelease::windows11, WindowsRelease::windowsXp}));
    lab.openOne(on());
    OpenRequest elsewhere;
    elsewhere.host = HostId{1};
    lab.open(elsewhere);
    lab.runFor(1h);
    auto& hosts = lab.stack->hosts();
    QVERIFY(hosts.setNetworkUp(HostId{0}, false).ok());
    QVERIFY(hosts.setNetworkUp(HostId{0}, false).ok());
    QCOMPARE(lab.events(EventKind::note), QStringList{"1 h"});
    QCOMPARE(lab.detail(EventKind::note), std::string("network of Windows 11 is down"));
    lab.runFor(1h);
    QVERIFY(hosts.setNetworkUp(HostId{0}, true).ok());
    QCOMPARE(lab.events(EventKind::note), (QStringList{"1 h", "2 h"}));
    QCOMPARE(lab.detail(EventKind::note), std::string("network of Windows 11 is up again"));
    QVERIFY(lab.events(EventKind::note, 2).empty());
}

QTEST_GUILESS_MAIN(TestSimulatedStack)
#include "tst_simulated_stack.moc"
