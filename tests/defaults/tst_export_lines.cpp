#include "core/defaults/export_lines.h"
#include "core/defaults/pasted_text.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

const std::string kKey = "\"HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\"";
const std::string kPath = "-Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'";

} // namespace

class ExportLinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatDiffers();
    void backAgain();
    void otherTypesAreLeftAlone();
    void sysctlIsReadBack();
};

void ExportLinesTest::onlyWhatDiffers()
{
    RegistryValues from;
    from.store(RegistryName::keepAliveInterval, 1'000);
    auto to = from;
    to.store(RegistryName::keepAliveTime, 300'000);
    QCOMPARE(regExeLines(from, to),
             "reg add " + kKey + " /v KeepAliveTime /t REG_DWORD /d 300000 /f\n");
    QCOMPARE(powerShellLines(from, to),
             "Set-ItemProperty " + kPath + " -Name KeepAliveTime -Type DWord -Value 300000\n");
    QVERIFY(regExeLines(to, to).empty());
    QVERIFY(powerShellLines(to, to).empty());
}

void ExportLinesTest::backAgain()
{
    RegistryValues to;
    to.store(RegistryName::keepAliveTime, 0xFFFFFFFF);
    to.store(RegistryName::pptpTcpMaxDataRetransmissions, 8);
    QCOMPARE(regExeLines(to, {}), "reg delete " + kKey + " /v KeepAliveTime /f\nreg delete " +
                                      kKey + " /v PPTPTcpMaxDataRetransmissions /f\n");
    QCOMPARE(powerShellLines(to, {}), "Remove-ItemProperty " + kPath +
                                          " -Name KeepAliveTime\nRemove-ItemProperty " + kPath +
                                          " -Name PPTPTcpMaxDataRetransmissions\n");
}

void ExportLinesTest::otherTypesAreLeftAlone()
{
    RegistryValues from;
    from.store(RegistryName::keepAliveTime, 1);
    RegistryValues to;
    to.store(RegistryName::keepAliveTime, StoredValue{RegistryType::string, 0, "\"1\""});
    QVERIFY(regExeLines(from, to).empty());
    QVERIFY(regExeLines(to, from).starts_with("reg add"));
}

void ExportLinesTest::sysctlIsReadBack()
{
    const auto read = readPasted(sysctlLines({60, 10, 6}));
    QVERIFY(read.ok());
    QVERIFY((read->sysctls == PastedSysctls{60, 10, 6}));
    QCOMPARE(read->otherLines.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(ExportLinesTest)
#include "tst_export_lines.moc"
