#include "core/defaults/graph_rows.h"
#include "core/defaults/registry_report.h"
#include "core/defaults/release_groups.h"
#include "core/defaults/sysctl.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;
using namespace std::chrono_literals;

namespace {

GraphRequest windows11(const RegistryState& state = {})
{
    GraphRequest request;
    request.host.defaults = systemDefaults(HostId::first, state);
    return request;
}

GraphSystem linux()
{
    return {describeSysctls(kBuiltInSysctls, "Linux 6.18.44"), 4ms};
}

QStringList labelsOf(const std::vector<GraphRow>& rows)
{
    QStringList labels;
    for (const auto& row : rows) {
        labels << QString::fromStdString(row.label);
    }
    return labels;
}

const Box kNlb{"aws-nlb", "AWS NLB", 350s, "350 s", "", "source", ""};

} // namespace

/// The rows of the system defaults graph, as graphs.md section 1 has them.
class GraphRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void releasesAreMergedWithinAGeneration();
    void untouchedHost();
    void everythingAtOnce();
    void valuesPendingWithoutEffectHaveNoRow();
    void ignoredValuesAreSaid();
    void offRow();
    void chosenBox();
    void lastIntervalAsTheHostAssumes();
    void thisComputerIsLate();
    void liveLab();
    void csv();
};

void GraphRowsTest::releasesAreMergedWithinAGeneration()
{
    QStringList lines;
    std::size_t releases = 0;
    for (const auto& group : releaseGroups()) {
        lines << QString::fromStdString(group.label + " | " + group.secondLine);
        releases += group.releases.size();
    }
    QCOMPARE(lines, (QStringList{
                        QStringLiteral("2000, XP, Server 2003 | defaults of 3 releases"),
                        QStringLiteral("Vista to 10 1607 | and Server 2008 to 2016"),
                        QStringLiteral("10 1703 | TCP_KEEPCNT only"),
                        QStringLiteral("10 1709 to 11 | and Server 2019 to 2025"),
                    }));
    QCOMPARE(releases, allReleases().size());
}

void GraphRowsTest::untouchedHost()
{
    const auto rows = graphRows(windows11());
    QCOMPARE(labelsOf(rows),
             (QStringList{QStringLiteral("In force now"), QStringLiteral("2000, XP, Server 2003"),
                          QStringLiteral("Vista to 10 1607"), QStringLiteral("10 1703"),
                          QStringLiteral("10 1709 to 11")}));
    QCOMPARE(rows[0].foundAfter, std::string{"2 h 0 min 10 s"});
    QCOMPARE(rows[0].secondLine, std::string{"Windows 11, built-in values"});
    QCOMPARE(rows[0].verdict, std::string{"1 packet / 2 h while healthy"});
    QVERIFY(!rows[0].differs());
    QCOMPARE(rows[1].foundAfter, std::string{"2 h 0 min 5 s"});
    QCOMPARE(rows[1].members.size(), std::size_t{3});
    QCOMPARE(rows[2].members.at(1).label, std::string{"7"});
    QCOMPARE(rows[2].members.at(1).secondLine, std::string{"Server 2008 R2"});
    QVERIFY(rows[3].members.empty());
}

void GraphRowsTest::everythingAtOnce()
{
    RegistryState state;
    state.stored.store(RegistryName::keepAliveTime, 900'000);
    state.stored.store(RegistryName::keepAliveInterval, 2'000);
    auto request = windows11(state);
    request.selected = {"db-1", {true, 300s, 1s, 10}, "own values on this socket"};
    request.thisComputer = linux();
    const auto rows = graphRows(request);
    QCOMPARE(rows.size(), std::size_t{8});
    QCOMPARE(rows[0].label, std::string{"Selected: db-1"});
    QCOMPARE(rows[0].secondLine, std::string{"own values on this socket"});
    QVERIFY(rows[0].idleTimeDiffers && !rows[0].probeIntervalDiffers && !rows[0].probeCountDiffers);
    QCOMPARE(rows[1].secondLine, std::string{"stored value needs a restart"});
    QCOMPARE(rows[2].label, std::string{"After restart"});
    QCOMPARE(rows[2].secondLine, std::string{"pending: 15 min / 2 s stored"});
    QCOMPARE(rows[2].foundAfter, std::string{"15 min 20 s"});
    QVERIFY(rows[2].pendingRestart && !rows[1].pendingRestart);
    QVERIFY(rows[2].builtIn.idleTime == 2h);
    QVERIFY(rows[2].group == RowGroup::now && rows[3].group == RowGroup::windows);
    QVERIFY(rows[7].group == RowGroup::other);
}

void GraphRowsTest::valuesPendingWithoutEffectHaveNoRow()
{
    RegistryState state;
    state.stored.store(RegistryName::tcpMaxDataRetransmissions, 8);
    QCOMPARE(graphRows(windows11(state))[1].label, std::string{"2000, XP, Server 2003"});
    state.release = WindowsRelease::windowsXp;
    const auto rows = graphRows(windows11(state));
    QCOMPARE(rows[1].label, std::string{"After restart"});
    QCOMPARE(rows[1].times.probeCount, std::uint16_t{8});
    QVERIFY(rows[1].probeCountDiffers);
}

void GraphRowsTest::ignoredValuesAreSaid()
{
    RegistryState state;
    state.stored.store(RegistryName::keepAliveTime, 0);
    const auto rows = graphRows(windows11(state));
    QCOMPARE(rows[0].ignored,
             std::string{"KeepAliveTime ignored: 0 is below the range 1 to 0xFFFFFFFF ms, so the "
                         "default applies"});
    QVERIFY(rows[1].ignored.empty());
}

void GraphRowsTest::offRow()
{
    auto request = windows11();
    request.selected = {"app", {false, 2h, 1s, 10}, "system defaults"};
    const auto row = graphRows(request)[0];
    QCOMPARE(row.secondLine, std::string{"off: no probe ever"});
    QCOMPARE(row.foundAfter, std::string{"never"});
    QVERIFY(row.arithmetic.empty());
}

void GraphRowsTest::chosenBox()
{
    auto request = windows11();
    request.selected = {"db-1", {true, 300s, 1s, 10}, "own values on this socket"};
    request.box = kNlb;
    const auto rows = graphRows(request);
    QCOMPARE(rows[0].verdict, std::string{"survives 350 s (margin 49 s)"});
    QVERIFY(rows[0].box->survives);
    QCOMPARE(rows[1].verdict, std::string{"too late by 1 h 54 min"});
    request.lostProbes = 50;
    QCOMPARE(graphRows(request)[0].verdict,
             std::string{"no packet: ended by keep-alive after 10 lost probes"});
}

/// P3: what the host in view assumes; the releases' own rows keep the contract's choice.
void GraphRowsTest::lastIntervalAsTheHostAssumes()
{
    auto request = windows11();
    request.host.defaults.lastIntervalWaited = false;
    const auto rows = graphRows(request);
    QCOMPARE(rows[0].foundAfter, std::string{"2 h 0 min 9 s"});
    QCOMPARE(rows[1].foundAfter, std::string{"2 h 0 min 5 s"});
    QCOMPARE(rows.size(), graphRows(windows11()).size());
}

void GraphRowsTest::thisComputerIsLate()
{
    auto request = windows11();
    request.thisComputer = linux();
    const auto row = graphRows(request).back();
    QCOMPARE(row.label, std::string{"This computer"});
    QCOMPARE(row.secondLine, std::string{"Linux, may be 2 min 11 s late"});
    QVERIFY(row.idleTimeLateness == 131'072ms);
    QVERIFY(row.probeIntervalLateness == 2'048ms);
    QCOMPARE(row.times.probeCount, std::uint16_t{9});
    QVERIFY(!row.differs());
    QVERIFY(row.detection.earliest == 2h + 11min + 15s);
}

void GraphRowsTest::liveLab()
{
    GraphRequest request;
    request.host = {describeSysctls({60, 75, 9}, "Linux 6.18.44"), 4ms};
    const auto rows = graphRows(request);
    QCOMPARE(rows[0].label, std::string{"In force now"});
    QVERIFY(rows[0].idleTimeDiffers && !rows[0].probeIntervalDiffers);
    QVERIFY(rows[0].builtIn.idleTime == 2h);
    QVERIFY(rows.back().group == RowGroup::windows);
}

void GraphRowsTest::csv()
{
    auto request = windows11();
    request.selected = {"say \"db\", please", {true, 300s, 1s, 10}, "own values on this socket"};
    request.thisComputer = linux();
    request.box = kNlb;
    const auto rows = graphRows(request);
    const auto text = QString::fromStdString(graphCsv(rows, request.box));
    QVERIFY(text.endsWith(QLatin1Char('\n')) && !text.contains(QLatin1Char('\r')));
    const auto lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(rows.size()) + 1);
    QCOMPARE(
        lines[1],
        QStringLiteral("Now,\"Selected: say \"\"db\"\", please\",own values on this socket,,yes,"
                       "300000,1000,10,7200000,1000,10,no,0,0,310000,310000,12,AWS NLB,350000,"
                       "301000,yes,49000"));
    QCOMPARE(lines.back().split(QLatin1Char(',')).size(),
             lines[0].split(QLatin1Char(',')).size() + 1);
    request.box.reset();
    request.selected->times.enabled = false;
    const auto plain =
        QString::fromStdString(graphCsv(graphRows(request), {})).split(QLatin1Char('\n'));
    QVERIFY2(plain[1].endsWith(QStringLiteral("no,0,0,,,0,,,,,")), qPrintable(plain[1]));
}

QTEST_APPLESS_MAIN(GraphRowsTest)
#include "tst_graph_rows.moc"
