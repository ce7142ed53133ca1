#include "core/defaults/registry_report.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

const SystemDefault& rowOf(const SystemDefaults& report, RegistryName name)
{
    return report.values.at(static_cast<std::size_t>(name));
}

} // namespace

/// D5: stored, in force, pending; D2, D3, D6: ignored because.
class RegistryReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void untouchedHost();
    void storedTimeWaitsForRestart();
    void deletingTheDefaultChangesNothing();
    void ignored_data();
    void ignored();
    void pptpIsReadByNobodyFromVistaOn();
    void countOfASocketsOwnFrom1703On();
    void theDataFollowTheirValueFromVistaOn_data();
    void theDataFollowTheirValueFromVistaOn();
    void onlyARejectedValueIsToBeStoredAgain();
    void theSmallerCountIsToldToSetTheOther();
    void oneProbeIsWarnedOf_data();
    void oneProbeIsWarnedOf();
};

void RegistryReportTest::untouchedHost()
{
    const auto report = systemDefaults(HostId{2}, {WindowsRelease::windows11, {}, {}});
    QVERIFY(report.host == HostId{2});
    QCOMPARE(report.system, std::string{"Windows 11"});
    QCOMPARE(report.values.size(), std::size_t{4});
    QCOMPARE(report.probeCount, std::uint16_t{10});
    const auto& time = rowOf(report, RegistryName::keepAliveTime);
    QCOMPARE(time.name, std::string{"KeepAliveTime"});
    QVERIFY(!time.stored && !time.pendingRestart && time.ignoredBecause.empty());
    QCOMPARE(time.inForce, std::uint64_t{7'200'000});
    QCOMPARE(rowOf(report, RegistryName::tcpMaxDataRetransmissions).inForce, std::uint64_t{5});
}

void RegistryReportTest::storedTimeWaitsForRestart()
{
    RegistryState state;
    state.stored.store(RegistryName::keepAliveTime, 900'000);
    const auto before = systemDefaults(HostId::first, state);
    QVERIFY(rowOf(before, RegistryName::keepAliveTime).pendingRestart);
    QCOMPARE(rowOf(before, RegistryName::keepAliveTime).stored.value(), std::uint64_t{900'000});
    QCOMPARE(rowOf(before, RegistryName::keepAliveTime).inForce, std::uint64_t{7'200'000});
    QVERIFY(!rowOf(before, RegistryName::keepAliveInterval).pendingRestart);

    state.atStart = state.stored;
    const auto after = systemDefaults(HostId::first, state);
    QVERIFY(!rowOf(after, RegistryName::keepAliveTime).pendingRestart);
    QVERIFY(after.idleTime == milliseconds{900'000});
}

void RegistryReportTest::deletingTheDefaultChangesNothing()
{
    RegistryState state;
    state.atStart.store(RegistryName::keepAliveTime, 7'200'000);
    const auto report = systemDefaults(HostId::first, state);
    QVERIFY(!rowOf(report, RegistryName::keepAliveTime).pendingRestart);
}

void RegistryReportTest::ignored_data()
{
    QTest::addColumn<int>("release");
    QTest::addColumn<int>("name");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* title, WindowsRelease release, RegistryName name,
                        const char* reason) {
        QTest::newRow(title) << static_cast<int>(release) << static_cast<int>(name)
                             << QByteArray{reason};
    };
    using enum WindowsRelease;
    using enum RegistryName;
    row("D6: zero time", windowsXp, keepAliveTime,
        "0 is below the range 1 to 0xFFFFFFFF ms, so the default applies");
    row("D6: interval is a string", windows11, keepAliveInterval,
        "it is REG_SZ \"1\", not REG_DWORD, so the default applies");
    row("D3: the other count is larger", windowsXp, tcpMaxDataRetransmissions,
        "PPTPTcpMaxDataRetransmissions is larger, 8 (D3)");
    row("D3: the larger count counts", windowsXp, pptpTcpMaxDataRetransmissions, "");
    row("D2: TcpMaxDataRetransmissions has the data", windows7, tcpMaxDataRetransmissions, "");
    row("D2: from Vista on", windows7, pptpTcpMaxDataRetransmissions,
        "from Vista on keep-alive always sends 10 probes (D2)");
}

void RegistryReportTest::ignored()
{
    QFETCH(int, release);
    QFETCH(int, name);
    QFETCH(QByteArray, reason);
    RegistryState state;
    state.release = static_cast<WindowsRelease>(release);
    state.stored.store(RegistryName::keepAliveTime, 0);
    state.stored.store(RegistryName::keepAliveInterval,
                       StoredValue{RegistryType::string, 0, "\"1\""});
    state.stored.store(RegistryName::tcpMaxDataRetransmissions, 3);
    state.stored.store(RegistryName::pptpTcpMaxDataRetransmissions, 8);
    const auto report = systemDefaults(HostId::first, state);
    QCOMPARE(
        QByteArray::fromStdString(rowOf(report, static_cast<RegistryName>(name)).ignoredBecause),
        reason);
}

void RegistryReportTest::pptpIsReadByNobodyFromVistaOn()
{
    RegistryState state;
    state.stored.store(RegistryName::pptpTcpMaxDataRetransmissions, 8);
    state.stored.store(RegistryName::tcpMaxDataRetransmissions, 8);
    const auto report = systemDefaults(HostId::first, state);
    QVERIFY(!rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).pendingRestart);
    QVERIFY(rowOf(report, RegistryName::tcpMaxDataRetransmissions).pendingRestart);
    QCOMPARE(rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).usedBy,
             std::string{"nothing on this release (D2)"});
}

void RegistryReportTest::countOfASocketsOwnFrom1703On()
{
    QVERIFY(
        !systemDefaults(HostId::first, {WindowsRelease::windows10_1607, {}, {}}).countPerSocket);
    QVERIFY(systemDefaults(HostId::first, {WindowsRelease::windows10_1703, {}, {}}).countPerSocket);
}

void RegistryReportTest::theDataFollowTheirValueFromVistaOn_data()
{
    QTest::addColumn<int>("release");
    QTest::addColumn<quint32>("stored");
    QTest::addColumn<quint64>("inForce");
    using enum WindowsRelease;
    QTest::newRow("D2: 7 on Windows 11") << static_cast<int>(windows11) << 7U << quint64{7};
    QTest::newRow("D2: 300 is 255") << static_cast<int>(windowsVista) << 300U << quint64{255};
    QTest::newRow("D3: the larger on XP") << static_cast<int>(windowsXp) << 3U << quint64{5};
}

void RegistryReportTest::theDataFollowTheirValueFromVistaOn()
{
    QFETCH(int, release);
    QFETCH(quint32, stored);
    QFETCH(quint64, inForce);
    RegistryState state;
    state.release = static_cast<WindowsRelease>(release);
    state.atStart.store(RegistryName::tcpMaxDataRetransmissions, stored);
    state.stored = state.atStart;
    const auto report = systemDefaults(HostId::first, state);
    QCOMPARE(quint64{rowOf(report, RegistryName::tcpMaxDataRetransmissions).inForce}, inForce);
    QVERIFY(rowOf(report, RegistryName::tcpMaxDataRetransmissions).isRead);
    QCOMPARE(rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).isRead,
             rulesOf(state.release).countFromRegistry);
}

void RegistryReportTest::onlyARejectedValueIsToBeStoredAgain()
{
    RegistryState state;
    state.stored.store(RegistryName::keepAliveTime, 0);
    state.stored.store(RegistryName::pptpTcpMaxDataRetransmissions, 8);
    const auto report = systemDefaults(HostId::first, state);
    QVERIFY(rowOf(report, RegistryName::keepAliveTime).rejected);
    QVERIFY(!rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).rejected);
}

void RegistryReportTest::theSmallerCountIsToldToSetTheOther()
{
    RegistryState state;
    state.release = WindowsRelease::windowsXp;
    state.stored.store(RegistryName::tcpMaxDataRetransmissions, 3);
    const auto report = systemDefaults(HostId::first, state);
    QCOMPARE(rowOf(report, RegistryName::tcpMaxDataRetransmissions).remedy,
             std::string{"Store PPTPTcpMaxDataRetransmissions = 3 too: the larger of the two "
                         "counts (D3)."});
    QVERIFY(rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).remedy.empty());
}

void RegistryReportTest::oneProbeIsWarnedOf_data()
{
    QTest::addColumn<int>("release");
    QTest::addColumn<quint32>("pptp");
    QTest::addColumn<bool>("warned");
    using enum WindowsRelease;
    QTest::newRow("P6: both 1 on XP") << static_cast<int>(windowsXp) << 1U << true;
    QTest::newRow("P6: the other is larger") << static_cast<int>(windowsXp) << 2U << false;
    QTest::newRow("D2: both 1 on Windows 11") << static_cast<int>(windows11) << 1U << false;
}

void RegistryReportTest::oneProbeIsWarnedOf()
{
    QFETCH(int, release);
    QFETCH(quint32, pptp);
    QFETCH(bool, warned);
    RegistryState state;
    state.release = static_cast<WindowsRelease>(release);
    state.stored.store(RegistryName::tcpMaxDataRetransmissions, 1);
    state.stored.store(RegistryName::pptpTcpMaxDataRetransmissions, pptp);
    const auto report = systemDefaults(HostId::first, state);
    QCOMPARE(!rowOf(report, RegistryName::tcpMaxDataRetransmissions).warning.empty(), warned);
    QCOMPARE(!rowOf(report, RegistryName::pptpTcpMaxDataRetransmissions).warning.empty(), warned);
}

QTEST_APPLESS_MAIN(RegistryReportTest)
#include "tst_registry_report.moc"
