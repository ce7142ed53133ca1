#include "core/defaults/pasted_text.h"
#include "core/defaults/registry.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

const std::string kQuery = R"(
HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters
    DataBasePath    REG_EXPAND_SZ    %SystemRoot%\System32\drivers\etc
    KeepAliveTime    REG_DWORD    0x493e0
    keepaliveinterval    REG_DWORD    0x3e8
    Search List    REG_MULTI_SZ    a.example\0b.example
    Blob    REG_BINARY    0a1B

HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Interfaces
End of search: 5 match(es) found.
)";

const std::string kProperties =
    "\r\n\r\n"
    "DataBasePath  : C:\\Windows\\System32\\drivers\\etc\r\n"
    "KeepAliveTime : 300000\r\n"
    "TcpMaxDataRetransmissions : -1\r\n"
    "PSPath        : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\Cur\r\n"
    "                rentControlSet\\Services\\Tcpip\\Parameters\r\n";

const std::string kSysctls = "net.ipv4.tcp_fin_timeout = 60\n"
                             "net.ipv4.tcp_keepalive_intvl = 75\n"
                             "net.ipv4.tcp_keepalive_probes=9\n"
                             "net.ipv4.tcp_keepalive_time = 7200\n";

RegistryValues valuesOf(const PastedDefaults& pasted)
{
    Registry registry;
    registry.apply(pasted.registry);
    return registry.values();
}

} // namespace

class PastedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regQuery();
    void regQueryOfWrongTypes();
    void regQueryOfXp();
    void getItemProperty();
    void getItemPropertyOfAnotherKey();
    void sysctl();
    void blanksAboveAHeader();
    void regFile();
    void regFileWithoutHeader();
    void refused_data();
    void refused();
};

void PastedTextTest::regQuery()
{
    const auto pasted = readPasted(kQuery);
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : describe(pasted.error()).c_str());
    QVERIFY(pasted->kind == PastedKind::regQuery);
    const auto values = valuesOf(*pasted);
    QCOMPARE(values.at(RegistryName::keepAliveTime)->number, 300'000U);
    QCOMPARE(values.at(RegistryName::keepAliveInterval)->number, 1'000U);
    QVERIFY(!values.at(RegistryName::tcpMaxDataRetransmissions));
    QCOMPARE(pasted->otherLines.size(), std::size_t{4});
    Registry registry;
    registry.apply(pasted->registry);
    QCOMPARE(registry.others().size(), std::size_t{4});
    const auto blob = pasted->registry.keys.at(0).values.back();
    QVERIFY((blob.data == std::vector<std::uint8_t>{0x0A, 0x1B}));
}

void PastedTextTest::regQueryOfWrongTypes()
{
    const auto values =
        valuesOf(*readPasted(std::string{kParametersKey} + "\n KeepAliveTime REG_SZ 300000"
                                                           "\n KeepAliveInterval REG_QWORD 0x3e8"));
    QVERIFY(values.at(RegistryName::keepAliveTime)->type == RegistryType::string);
    QCOMPARE(values.at(RegistryName::keepAliveTime)->otherData, std::string{"\"300000\""});
    QCOMPARE(values.at(RegistryName::keepAliveInterval)->otherData,
             std::string{"e8 03 00 00 00 00 00 00"});
}

void PastedTextTest::regQueryOfXp()
{
    const auto pasted = readPasted("! REG.EXE VERSION 3.0\r\n\r\n" + std::string{kParametersKey} +
                                   "\r\n\tKeepAliveTime\tREG_DWORD\t0x1\r\n\r\n");
    QCOMPARE(valuesOf(*pasted).at(RegistryName::keepAliveTime)->number, 1U);
    QCOMPARE(pasted->otherLines.at(0), std::string{"! REG.EXE VERSION 3.0"});
}

void PastedTextTest::getItemProperty()
{
    const auto pasted = readPasted(kProperties);
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : describe(pasted.error()).c_str());
    QVERIFY(pasted->kind == PastedKind::getItemProperty);
    const auto values = valuesOf(*pasted);
    QCOMPARE(values.at(RegistryName::keepAliveTime)->number, 300'000U);
    QCOMPARE(values.at(RegistryName::tcpMaxDataRetransmissions)->number, 0xFFFFFFFFU);
    QCOMPARE(pasted->otherLines.size(), std::size_t{3});
}

void PastedTextTest::getItemPropertyOfAnotherKey()
{
    const auto pasted =
        readPasted("KeepAliveTime : 300000\r\nPSPath        : "
                   "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\r\n"
                   "                \\Foo\r\n"
                   "PSParentPath  : Microsoft.PowerShell.Core\\Registry::HKEY\r\n");
    QVERIFY(pasted.ok());
    QVERIFY(valuesOf(*pasted) == RegistryValues{});
    Registry registry;
    registry.apply(pasted->registry);
    QCOMPARE(registry.others(),
             std::vector<std::string>{"HKEY_LOCAL_MACHINE\\SOFTWARE\\Foo\\KeepAliveTime"});
    QCOMPARE(pasted->otherLines.front(), std::string{"KeepAliveTime : 300000"});
}

void PastedTextTest::blanksAboveAHeader()
{
    const auto pasted = readPasted("\r\n  Windows Registry Editor Version 5.00\n\n[" +
                                   std::string{kParametersKey} + "]\n\"KeepAliveTime\"=dword:1\n");
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : describe(pasted.error()).c_str());
    QCOMPARE(valuesOf(*pasted).at(RegistryName::keepAliveTime)->number, 1U);
}

void PastedTextTest::sysctl()
{
    const auto pasted = readPasted(kSysctls);
    QVERIFY(pasted.ok());
    QVERIFY(pasted->kind == PastedKind::sysctl);
    QVERIFY((pasted->sysctls == PastedSysctls{7200, 75, 9}));
    QCOMPARE(pasted->otherLines.size(), std::size_t{1});
    QVERIFY(pasted->registry.keys.empty());
}

void PastedTextTest::regFile()
{
    const auto pasted = readPasted("Windows Registry Editor Version 5.00\n\n[" +
                                   std::string{kParametersKey} + "]\n\"KeepAliveTime\"=dword:1\n");
    QVERIFY(pasted.ok());
    QVERIFY(pasted->kind == PastedKind::regFile);
    QCOMPARE(valuesOf(*pasted).at(RegistryName::keepAliveTime)->number, 1U);
}

void PastedTextTest::regFileWithoutHeader()
{
    const auto pasted = readPasted("; from a page\n\n[" + std::string{kParametersKey} +
                                   "]\n\"KeepAliveTime\"=dword:30000        ; 30 seconds\n");
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : describe(pasted.error()).c_str());
    QVERIFY(pasted->kind == PastedKind::regFile);
    QCOMPARE(valuesOf(*pasted).at(RegistryName::keepAliveTime)->number, 0x30000U);
}

void PastedTextTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("symbol");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const QByteArray& text, const char* symbol,
                        const char* place) {
        QTest::newRow(name) << text << QByteArray{symbol} << QByteArray{place};
    };
    const auto key = QByteArray::fromStdString(std::string{kParametersKey});
    row("nothing", "", "NOT_UNDERSTOOD", "pasted text");
    row("prose", "Please set KeepAliveTime to five minutes.", "NOT_UNDERSTOOD", "pasted text");
    row("only a key", key, "NOT_UNDERSTOOD", "pasted text");
    row("other sysctls", "net.ipv4.tcp_fin_timeout = 60\n", "NOT_UNDERSTOOD", "pasted text");
    row("not UTF-8", "net.ipv4.tcp_keepalive_time = \xFF\n", "NOT_UNDERSTOOD", "pasted text");
    row("damaged lines without header", "[" + key + "]\n\"KeepAliveTime\"=300000\n", "BAD_REG_FILE",
        "line 2");
    row("damaged .reg file", "REGEDIT4\n\n[" + key + "]\n\"KeepAliveTime\"=300000\n",
        "BAD_REG_FILE", "line 4");
    row("dword without number", key + "\n\n  KeepAliveTime REG_DWORD five\n", "BAD_NUMBER",
        "line 3");
    row("dword too large", key + "\n  KeepAliveTime REG_DWORD 0x100000000\n", "BAD_NUMBER",
        "line 2");
    row("sysctl with unit", "\nnet.ipv4.tcp_keepalive_time = 2h\n", "BAD_NUMBER", "line 2");
    row("negative sysctl", "net.ipv4.tcp_keepalive_probes = -1\n", "BAD_NUMBER", "line 1");
    row("empty sysctl", "net.ipv4.tcp_keepalive_time =\n", "BAD_NUMBER", "line 1");
}

void PastedTextTest::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, symbol);
    QFETCH(QByteArray, place);
    const auto pasted = readPasted(text.toStdString());
    QVERIFY(!pasted.ok());
    QCOMPARE(QByteArray::fromStdString(pasted.error().symbol), symbol);
    QVERIFY2(pasted.error().operation.find(place.toStdString()) != std::string::npos,
             pasted.error().operation.c_str());
}

QTEST_APPLESS_MAIN(PastedTextTest)
#include "tst_pasted_text.moc"
