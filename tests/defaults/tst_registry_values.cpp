#include "core/defaults/registry_values.h"

#include <QtTest>

using namespace kai::defaults;
using std::chrono::milliseconds;

namespace {

constexpr qint64 kAbsent = -1;
constexpr qint64 kWrongType = -2;

void storeRow(RegistryValues& values, RegistryName name, qint64 number)
{
    if (number == kWrongType) {
        values.store(name, StoredValue{RegistryType::string, 0, "\"300000\""});
    } else if (number != kAbsent) {
        values.store(name, static_cast<std::uint32_t>(number));
    }
}

} // namespace

/// D1-D3, D6: what the four values come to.
class RegistryValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void times_data();
    void times();
    void countsOfXp_data();
    void countsOfXp();
    void fromVistaOnAlwaysTen();
    void namesCompareWithoutCase();
    void storedAndRemoved();
    void typesHaveNames();
};

void RegistryValuesTest::times_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint64>("interval");
    QTest::addColumn<qint64>("idleMs");
    QTest::addColumn<qint64>("intervalMs");
    QTest::newRow("D1: nothing stored, 2 h and 1 s")
        << kAbsent << kAbsent << 7'200'000LL << 1'000LL;
    QTest::newRow("D1: both stored") << 300'000LL << 2'000LL << 300'000LL << 2'000LL;
    QTest::newRow("D1: smallest") << 1LL << 1LL << 1LL << 1LL;
    QTest::newRow("D1: largest, 49.7 days")
        << 0xFFFFFFFFLL << 0xFFFFFFFFLL << 4'294'967'295LL << 4'294'967'295LL;
    QTest::newRow("D6: zero is ignored") << 0LL << 0LL << 7'200'000LL << 1'000LL;
    QTest::newRow("D6: a string is ignored") << kWrongType << kWrongType << 7'200'000LL << 1'000LL;
}

void RegistryValuesTest::times()
{
    QFETCH(qint64, time);
    QFETCH(qint64, interval);
    QFETCH(qint64, idleMs);
    QFETCH(qint64, intervalMs);
    RegistryValues values;
    storeRow(values, RegistryName::keepAliveTime, time);
    storeRow(values, RegistryName::keepAliveInterval, interval);
    for (const auto& release : allReleases()) {
        const auto effective = effectiveDefaults(values, release.release);
        QCOMPARE(qint64{effective.idleTime.count()}, idleMs);
        QCOMPARE(qint64{effective.probeInterval.count()}, intervalMs);
    }
    const bool rejected = time == 0 || time == kWrongType;
    QCOMPARE(!rejection(values, RegistryName::keepAliveTime).empty(), rejected);
}

void RegistryValuesTest::countsOfXp_data()
{
    QTest::addColumn<qint64>("data");
    QTest::addColumn<qint64>("pptp");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("explained");
    const auto row = [](const char* name, qint64 data, qint64 pptp, int count, const char* text) {
        QTest::newRow(name) << data << pptp << count << QByteArray{text};
    };
    row("D3: nothing stored, five", kAbsent, kAbsent, 5,
        "larger of 5 and 5, so 5; from Vista on always 10");
    row("D3: one set to 3 changes nothing", kAbsent, 3, 5,
        "larger of 5 and 3, so 5; from Vista on always 10");
    row("D3: both 3", 3, 3, 3, "larger of 3 and 3, so 3; from Vista on always 10");
    row("D3: the larger counts", 8, 20, 20, "larger of 8 and 20, so 20; from Vista on always 10");
    row("D3: one 0 changes nothing", 0, kAbsent, 5,
        "larger of 0 and 5, so 5; from Vista on always 10");
    row("D3: both 0, no probes", 0, 0, 0,
        "larger of 0 and 0, so 0: no probes are sent; from Vista on always 10");
    row("D3: 255 is the limit", 255, 0, 255,
        "larger of 255 and 0, so 255; from Vista on always 10");
    row("D3: 300 becomes 255", 300, kAbsent, 255,
        "larger of 300 and 5, so 300, limited to 255; from Vista on always 10");
    row("D3: the largest DWORD becomes 255", 0xFFFFFFFFLL, 0xFFFFFFFFLL, 255,
        "larger of 4294967295 and 4294967295, so 4294967295, limited to 255; from Vista on always "
        "10");
    row("D6: a string counts as absent", kWrongType, 3, 5,
        "larger of 5 and 3, so 5; from Vista on always 10");
}

void RegistryValuesTest::countsOfXp()
{
    QFETCH(qint64, data);
    QFETCH(qint64, pptp);
    QFETCH(int, count);
    QFETCH(QByteArray, explained);
    RegistryValues values;
    storeRow(values, RegistryName::tcpMaxDataRetransmissions, data);
    storeRow(values, RegistryName::pptpTcpMaxDataRetransmissions, pptp);
    using enum WindowsRelease;
    for (const auto release : {windows2000, windowsXp, windowsServer2003}) {
        const auto effective = effectiveDefaults(values, release);
        QCOMPARE(int{effective.probeCount}, count);
        QCOMPARE(QByteArray::fromStdString(effective.countExplained), explained);
    }
}

void RegistryValuesTest::fromVistaOnAlwaysTen()
{
    RegistryValues values;
    values.store(RegistryName::tcpMaxDataRetransmissions, 3);
    values.store(RegistryName::pptpTcpMaxDataRetransmissions, 0);
    for (const auto& release : allReleases().subspan(3)) {
        const auto effective = effectiveDefaults(values, release.release);
        QCOMPARE(int{effective.probeCount}, 10);
        QVERIFY(effective.countExplained.starts_with("always 10 from Vista on"));
    }
}

void RegistryValuesTest::namesCompareWithoutCase()
{
    for (const auto name : kRegistryNames) {
        const auto text = QByteArray::fromStdString(std::string{nameOf(name)});
        QVERIFY(registryNamed(text.toLower().toStdString()) == name);
        QVERIFY(registryNamed(text.toUpper().toStdString()) == name);
    }
    QVERIFY(!registryNamed("KeepAliveTimes"));
    QVERIFY(!registryNamed("KeepAliveTim"));
    QVERIFY(!registryNamed(""));
}

void RegistryValuesTest::storedAndRemoved()
{
    RegistryValues values;
    QVERIFY(!values.at(RegistryName::keepAliveTime));
    values.store(RegistryName::keepAliveTime, 60'000);
    QCOMPARE(values.at(RegistryName::keepAliveTime)->number, 60'000U);
    QVERIFY(!values.at(RegistryName::keepAliveInterval));
    values.remove(RegistryName::keepAliveTime);
    QVERIFY(values == RegistryValues{});
}

void RegistryValuesTest::typesHaveNames()
{
    QCOMPARE(typeName(RegistryType::dword), std::string{"REG_DWORD"});
    QCOMPARE(typeName(RegistryType::qword), std::string{"REG_QWORD"});
    QCOMPARE(typeName(RegistryType{0x20}), std::string{"type 0x20"});
}

QTEST_APPLESS_MAIN(RegistryValuesTest)
#include "tst_registry_values.moc"
