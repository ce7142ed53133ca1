#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"
#include "core/defaults/registry.h"

#include <QtTest>

#include <random>

using namespace kai;
using namespace kai::defaults;

namespace {

RegDocument documentOf(const std::string& lines)
{
    return readReg("REGEDIT4\n" + lines).value();
}

Registry registryOf(const std::string& lines)
{
    Registry registry;
    registry.apply(documentOf(lines));
    return registry;
}

const std::string kParameters = "[" + std::string{kParametersKey} + "]\n";

/// Any of a few keys and names, so that changes meet.
RegDocument randomChange(std::mt19937& random)
{
    const std::array<std::string, 6> paths{"HKEY_USERS\\a",       "HKEY_USERS\\a\\b",
                                           "HKEY_USERS\\a\\b\\c", "HKEY_USERS\\a b",
                                           "HKEY_USERS\\A\\D",    std::string{kParametersKey}};
    const std::array<std::string, 4> names{"", "x", "X", "KeepAliveTime"};
    RegDocument document;
    for (auto count = random() % 5; count > 0; --count) {
        RegKey key{paths.at(random() % paths.size()), random() % 4 == 0, {}};
        for (auto values = key.removed ? 0 : random() % 4; values > 0; --values) {
            auto value = dwordValue(names.at(random() % names.size()),
                                    static_cast<std::uint32_t>(random() % 3));
            value.removed = random() % 3 == 0;
            key.values.push_back(value);
        }
        document.keys.push_back(key);
    }
    return document;
}

} // namespace

class RegistryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourValuesInAnyCase();
    void theRestIsKeptAndListed();
    void wrongTypesAreShown();
    void removingAKeyRemovesWhatIsBelow();
    void storeAndRemove();
    void fourValuesTouchNothingElse_data();
    void fourValuesTouchNothingElse();
    void undoOfAnImport();
    void undoBringsBackEverything();
};

void RegistryTest::fourValuesInAnyCase()
{
    const auto registry = registryOf("[hklm\\system\\CURRENTCONTROLSET\\services\\tcpip\\parameters"
                                     "]\n\"KEEPALIVETIME\"=dword:1\n"
                                     "\"keepaliveinterval\"=dword:2\n\"keepAliveTime\"=dword:3\n");
    QCOMPARE(registry.values().at(RegistryName::keepAliveTime).value().number, 3U);
    QCOMPARE(registry.values().at(RegistryName::keepAliveInterval).value().number, 2U);
    QVERIFY(registry.others().empty());
}

void RegistryTest::theRestIsKeptAndListed()
{
    const auto registry =
        registryOf(kParameters + "\"DhcpDomain\"=\"x\"\n\"KeepAliveTime\"=dword:1\n"
                                 "[HKLM\\SOFTWARE\\a]\n@=\"y\"\n[HKLM\\SOFTWARE\\b]\n");
    const std::vector<std::string> expected{"HKEY_LOCAL_MACHINE\\SOFTWARE\\a\\@",
                                            "HKEY_LOCAL_MACHINE\\SOFTWARE\\b",
                                            std::string{kParametersKey} + "\\DhcpDomain"};
    QVERIFY(registry.others() == expected);
    Registry again;
    again.apply(registry.document());
    QVERIFY(again == registry);
}

void RegistryTest::wrongTypesAreShown()
{
    const auto values =
        registryOf(kParameters + "\"KeepAliveTime\"=\"300000\"\n"
                                 "\"KeepAliveInterval\"=hex(b):e8,03,00,00,00,00,00,00\n"
                                 "\"TcpMaxDataRetransmissions\"=hex(4):05\n")
            .values();
    QCOMPARE(values.at(RegistryName::keepAliveTime)->otherData, std::string{"\"300000\""});
    QCOMPARE(values.at(RegistryName::keepAliveInterval)->otherData,
             std::string{"e8 03 00 00 00 00 00 00"});
    QCOMPARE(rejection(values, RegistryName::keepAliveInterval),
             std::string{
                 "it is REG_QWORD e8 03 00 00 00 00 00 00, not REG_DWORD, so the default applies"});
    QCOMPARE(rejection(values, RegistryName::tcpMaxDataRetransmissions),
             std::string{"it does not have the four bytes of a REG_DWORD, so the default applies"});
    QVERIFY(effectiveDefaults(values, WindowsRelease::windowsXp) ==
            effectiveDefaults({}, WindowsRelease::windowsXp));
}

void RegistryTest::removingAKeyRemovesWhatIsBelow()
{
    auto registry = registryOf("[HKCU\\a]\n\"x\"=dword:1\n[HKCU\\a\\b]\n[HKCU\\a b]\n[HKCU\\ab]\n");
    registry.apply(documentOf("[-hkcu\\A]\n"));
    const std::vector<std::string> expected{"HKEY_CURRENT_USER\\a b", "HKEY_CURRENT_USER\\ab"};
    QVERIFY(registry.others() == expected);
}

void RegistryTest::storeAndRemove()
{
    Registry registry;
    registry.remove(RegistryName::keepAliveTime);
    registry.store(RegistryName::keepAliveTime, 60'000);
    QCOMPARE(registry.values().at(RegistryName::keepAliveTime).value().number, 60'000U);
    registry.remove(RegistryName::keepAliveTime);
    QVERIFY(registry.values() == RegistryValues{});
}

void RegistryTest::fourValuesTouchNothingElse_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing stored") << QByteArray()
                                    << QByteArray("\"KeepAliveTime\"=-\n\"KeepAliveInterval\"=-\n"
                                                  "\"TcpMaxDataRetransmissions\"=-\n"
                                                  "\"PPTPTcpMaxDataRetransmissions\"=-\n");
    QTest::newRow("one, one of another type, other values and keys")
        << QByteArray::fromStdString(kParameters +
                                     "\"keepalivetime\"=dword:000493e0\n"
                                     "\"KeepAliveInterval\"=\"1000\"\n\"DhcpDomain\"=\"x\"\n"
                                     "[HKLM\\SOFTWARE\\a]\n@=\"y\"\n")
        << QByteArray("\"keepalivetime\"=dword:000493e0\n\"KeepAliveInterval\"=\"1000\"\n"
                      "\"TcpMaxDataRetransmissions\"=-\n\"PPTPTcpMaxDataRetransmissions\"=-\n");
}

void RegistryTest::fourValuesTouchNothingElse()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, expected);
    const auto document = registryOf(lines.toStdString()).fourValues();
    QVERIFY(document == documentOf(kParameters + expected.toStdString()));
    const auto written = writeReg(document, RegFormat::regedit4).value();
    QVERIFY2(written.find("[-") == std::string::npos, written.c_str());
}

void RegistryTest::undoOfAnImport()
{
    const auto before = registryOf(kParameters + "\"KeepAliveTime\"=dword:1\n\"x\"=\"kept\"\n");
    auto after = before;
    after.apply(documentOf(kParameters +
                           "\"KeepAliveTime\"=dword:2\n\"KeepAliveInterval\"=dword:3\n"
                           "[HKCU\\new]\n"));
    const auto undo = difference(after, before);
    QVERIFY(undo == documentOf("[-HKCU\\new]\n" + kParameters +
                               "\"KeepAliveInterval\"=-\n\"KeepAliveTime\"=dword:1\n"));
}

void RegistryTest::undoBringsBackEverything()
{
    std::mt19937 random{4};
    for (int round = 0; round < 20'000; ++round) {
        Registry before;
        before.apply(randomChange(random));
        before.apply(randomChange(random));
        auto after = before;
        after.apply(randomChange(random));
        auto undone = after;
        undone.apply(difference(after, before));
        QVERIFY(difference(before, undone).keys.empty());
        QVERIFY(difference(undone, before).keys.empty());
    }
}

QTEST_APPLESS_MAIN(RegistryTest)
#include "tst_registry.moc"
