#include "core/keepalive/explain.h"

#include <QTest>

using namespace kai;
using namespace std::chrono_literals;

namespace {

/// A healthy, idle, simulated connection with the defaults of Windows 11; rows of a test change what they are about.
struct Case {
    ConnectionInfo info;
    ConnectionRow row;
    ConnectionDetails details;
    SystemDefaults defaults;
    Capabilities capabilities;
    Moment now{60s};

    Case()
    {
        row.local.state = ConnectionState::open;
        row.local.keepAliveOn = true;
        row.local.lastReceived = Moment{10s};
        row.local.deadline = saturatingAdd(Moment{10s}, 2h);
        row.enabled = {true, Origin::socketOption};
        row.idleTime = {2h, Origin::builtIn};
        row.probeInterval = {1s, Origin::builtIn};
        row.probeCount = {10, Origin::builtIn};
        capabilities.simulated = true;
        capabilities.system = "Windows 11";
        SystemDefault time;
        time.role = DefaultRole::idleTime;
        time.name = "KeepAliveTime";
        time.path = "HKLM\\...\\Parameters";
        time.unit = DefaultUnit::millisecond;
        time.builtIn = 7'200'000;
        defaults.values.push_back(time);
    }
    SystemDefault& time() { return defaults.values.front(); }
    [[nodiscard]] std::vector<WhyCheck> why() const
    {
        return explain({info, row, details, defaults, capabilities, now});
    }
};

void keepAliveOff(Case& c)
{
    c.row.enabled = {false, Origin::builtIn};
}
void noProbes(Case& c)
{
    c.row.probeCount = {0, Origin::registry};
}
void ownValues(Case& c)
{
    c.row.idleTime = {60s, Origin::keepAliveVals};
    c.row.probeInterval = {1500ms, Origin::keepAliveVals};
}
void stored(Case& c)
{
    c.time().stored = 300'000;
}
void count(Case& c, std::uint64_t stored)
{
    SystemDefault value;
    value.role = DefaultRole::probeCount;
    value.name = "TcpMaxDataRetransmissions";
    value.stored = stored;
    c.defaults.values.push_back(value);
}
/// Windows 11 (D2): it counts for data.
void dataCount(Case& c)
{
    count(c, 3);
    c.defaults.values.back().usedBy = "data retransmissions only, not keep-alive (D2)";
}
/// Windows XP (D3).
void smallerCount(Case& c)
{
    count(c, 3);
    c.defaults.values.back().ignoredBecause = "PPTPTcpMaxDataRetransmissions is larger, 5 (D3)";
    c.defaults.values.back().remedy = "Store PPTPTcpMaxDataRetransmissions = 3 too.";
}
void unreadCount(Case& c)
{
    count(c, 3);
    c.defaults.values.back().ignoredBecause = "from Vista on always 10 (D2)";
}
void nearMiss(Case& c)
{
    c.defaults.others = {{"HKLM\\KeepAliveTime ", "its name has a blank"}};
}
void unknownKey(Case& c)
{
    stored(c);
    c.defaults.others = {{"HKLM\\SearchList", ""}};
}
void oneProbeInForce(Case& c)
{
    c.row.probeCount = {1, Origin::socketOption};
}
void intervalInMs(Case& c)
{
    c.row.idleTime = {60s, Origin::keepAliveVals};
    c.row.probeInterval = {1ms, Origin::keepAliveVals};
}
void intervalInSeconds(Case& c)
{
    c.row.idleTime = {60s, Origin::keepAliveVals};
    c.row.probeInterval = {1000s, Origin::keepAliveVals};
}
void wrongType(Case& c)
{
    c.time().rejected = true;
    c.time().stored = 0;
    c.time().ignoredBecause = "its type is REG_SZ";
}
void radixSlip(Case& c)
{
    c.time().stored = 0x300000;
}
void secondsAsMs(Case& c)
{
    c.row.idleTime = {300ms, Origin::keepAliveVals};
}
void msAsSeconds(Case& c)
{
    c.row.idleTime = {7'200'000s, Origin::socketOption};
}
void pending(Case& c)
{
    c.time().pendingRestart = true;
}
void sysctl(Case& c)
{
    c.capabilities.simulated = false;
    c.capabilities.system = "Linux 6.18";
    c.info.builtInPeer = true;
}
void namedPeer(Case& c)
{
    c.capabilities.simulated = false;
}
void chatty(Case& c)
{
    c.row.program = {ProgramKind::sendsEvery, 5s};
}
void rarelyChatty(Case& c)
{
    ownValues(c);
    c.row.program = {ProgramKind::sendsEvery, 90s};
}
void dataInFlight(Case& c)
{
    c.row.local.waiting = Waiting::dataInFlight;
}
void ended(Case& c)
{
    c.row.endedBy = EndedBy::keepAlive;
}
void unseen(Case& c)
{
    c.row.local.lastReceived = kNever;
}
void box(Case& c)
{
    c.info.boxLimit = 350s;
}
void resettingBox(Case& c)
{
    box(c);
    c.info.boxResets = BoxResets::both;
}
void survivesBox(Case& c)
{
    ownValues(c);
    box(c);
}
/// A real socket with 1 s and nine probes behind a box of 350 s, at HZ 250.
void linuxBehind350(Case& c, milliseconds idle)
{
    sysctl(c);
    box(c);
    c.capabilities.timerTick = 4ms;
    c.row.idleTime = {idle, Origin::socketOption};
    c.row.probeInterval = {1s, Origin::socketOption};
    c.row.probeCount = {9, Origin::socketOption};
}
void linux332(Case& c)
{
    linuxBehind350(c, 332s);
}
void linux340(Case& c)
{
    linuxBehind350(c, 340s);
}
void linux350(Case& c)
{
    linuxBehind350(c, 350s);
}
void usualInterval(Case& c)
{
    c.row.idleTime.value = 60s;
    c.row.probeInterval.value = 75s;
}
void longInterval(Case& c)
{
    linuxBehind350(c, 10s);
    c.row.probeInterval.value = 400s;
}
void oneProbe(Case& c)
{
    linuxBehind350(c, 332s);
    c.row.probeCount.value = 1;
}
void offBehindBox(Case& c)
{
    linuxBehind350(c, 60s);
    keepAliveOff(c);
}
void routerAnswers(Case& c)
{
    c.row.activeFault = static_cast<std::uint8_t>(FaultKind::icmpHard);
}
void healthy(Case&) {}

struct Row {
    const char* name;
    void (*change)(Case&);
    std::size_t check;
    Answer answer;
    bool fix;
    const char* evidence;
};

const Row kRows[] = {
    {"1 off by default", keepAliveOff, 0, Answer::no, true, "off"},
    {"1 on, but no probes on XP with 0", noProbes, 0, Answer::yes, true, "0"},
    {"1 P6: on, with one probe", oneProbeInForce, 0, Answer::yes, true, "One lost packet"},
    {"1 on", healthy, 0, Answer::yes, false, "SO_KEEPALIVE reads on"},
    {"2 defaults", healthy, 1, Answer::no, false, "2 h"},
    {"2 own values hide the registry", ownValues, 1, Answer::yes, true, "1500 ms"},
    {"2 one probe", oneProbeInForce, 1, Answer::no, false, "1 probe from"},
    {"3 nothing stored", healthy, 2, Answer::no, true, "HKLM"},
    {"3 nothing stored, nor needed", ownValues, 2, Answer::yes, false, "Not needed"},
    {"3 stored", stored, 2, Answer::yes, false, "300000"},
    {"3 wrong type", wrongType, 2, Answer::no, true, "REG_SZ"},
    {"3 D2: the count of data is read", dataCount, 2, Answer::yes, false, "data retransm"},
    {"3 D2: a right value that nothing reads", unreadCount, 2, Answer::yes, false, "has no effect"},
    {"3 D3: the other count is larger", smallerCount, 2, Answer::yes, true, "5 (D3)"},
    {"3 a near miss", nearMiss, 2, Answer::no, true, "\"HKLM\\KeepAliveTime \" is not read: its"},
    {"3 another value beside them", unknownKey, 2, Answer::yes, false, "300000"},
    {"4 plausible", healthy, 3, Answer::yes, false, "2 h"},
    {"4 hex for decimal", radixSlip, 3, Answer::no, true, "0x300000 = 52 min"},
    {"4 seconds for milliseconds", secondsAsMs, 3, Answer::no, true, "did you mean"},
    {"4 milliseconds for seconds", msAsSeconds, 3, Answer::no, true, "2 h"},
    {"4 an interval of a millisecond", intervalInMs, 3, Answer::no, true, "interval in force"},
    {"4 an interval much longer than the time", intervalInSeconds, 3, Answer::no, true, "as long"},
    {"4 the interval left at 75 s", usualInterval, 3, Answer::yes, false, "75 s"},
    {"5 nothing pending", healthy, 4, Answer::yes, false, "waiting"},
    {"5 pending restart", pending, 4, Answer::no, true, "KeepAliveTime"},
    {"5 a sysctl needs none", sysctl, 4, Answer::yes, false, "sysctl"},
    {"6 idle", healthy, 5, Answer::yes, false, "50"},
    {"6 the program talks", chatty, 5, Answer::no, true, "5 s"},
    {"6 the program talks too rarely", rarelyChatty, 5, Answer::yes, false, "60 s"},
    {"6 data in flight", dataInFlight, 5, Answer::no, true, "retransmission"},
    {"6 ended", ended, 5, Answer::no, true, "ended"},
    {"6 nothing seen yet", unseen, 5, Answer::notKnowable, false, "yet"},
    {"7 nothing simulated in between", healthy, 6, Answer::no, false, "no box"},
    {"7 a router answers with ICMP", routerAnswers, 6, Answer::no, false, "every probe is lost"},
    {"7 a box forgets first", box, 6, Answer::yes, true, "350 s"},
    {"7 a box forgets and resets", resettingBox, 6, Answer::yes, true, "a reset of both ends"},
    {"7 a box, but probes come first", survivesBox, 6, Answer::no, false, "350 s"},
    {"7 Linux, 332 s behind 350 s: the largest safe time", linux332, 6, Answer::no, false, "350 s"},
    {"7 Linux, 340 s behind 350 s: the timer may be late and a probe be lost", linux340, 6,
     Answer::yes, true, "5 min 5"},
    {"7 Linux, 350 s behind 350 s", linux350, 6, Answer::yes, true, "forgets after 350 s"},
    {"7 Linux, an interval beyond the box's limit", longInterval, 6, Answer::yes, true, "350 s"},
    {"7 one probe: none may be lost", oneProbe, 6, Answer::no, false, "350 s"},
    {"7 off: nothing keeps the box awake", offBehindBox, 6, Answer::yes, true, "off"},
    {"7 named peer", namedPeer, 6, Answer::notKnowable, true, "proxy"},
    {"7 built-in peer", sysctl, 6, Answer::no, false, "on this computer"},
};

} // namespace

class TestExplain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<const Row*>("row");
        for (const auto& row : kRows) {
            QTest::newRow(row.name) << &row;
        }
    }
    void answers()
    {
        QFETCH(const Row*, row);
        Case c;
        row->change(c);
        const auto checks = c.why();
        QCOMPARE(checks.size(), std::size_t{7});
        const auto& check = checks[row->check];
        QVERIFY2(check.evidence.find(row->evidence) != std::string::npos, check.evidence.c_str());
        QCOMPARE(check.answer, row->answer);
        QCOMPARE(!check.fix.empty(), row->fix);
    }

    void everyCheckHasEvidence()
    {
        for (const auto& check : Case().why()) {
            QVERIFY(!check.question.empty());
            QVERIFY2(!check.evidence.empty(), check.question.c_str());
        }
    }

    void answersReadAsTheProductSays()
    {
        QCOMPARE(answerText(Answer::yes), std::string_view("yes"));
        QCOMPARE(answerText(Answer::no), std::string_view("no"));
        QCOMPARE(answerText(Answer::notKnowable), std::string_view("not knowable here"));
    }
};

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
