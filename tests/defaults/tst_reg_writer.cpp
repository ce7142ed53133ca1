#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

RegDocument everyKind()
{
    RegDocument document;
    document.keys.push_back({"HKEY_LOCAL_MACHINE\\SOFTWARE\\old", true, {}});
    RegKey key{"HKEY_LOCAL_MACHINE\\SOFTWARE\\new", false, {}};
    key.values.push_back(stringValue("", "the default"));
    key.values.push_back(stringValue("path", R"(C:\dir "quoted")"));
    key.values.push_back(stringValue("two lines", "a\r\nb"));
    key.values.push_back(stringValue("caf\u00E9", "\u20AC"));
    key.values.push_back(dwordValue("KeepAliveTime", 300'000));
    key.values.push_back({"gone", RegistryType::none, {}, true});
    key.values.push_back({"nothing", RegistryType::binary, {}, false});
    key.values.push_back({"none", RegistryType::none, {}, false});
    key.values.push_back({"short dword", RegistryType::dword, {1, 2}, false});
    key.values.push_back(
        {"long", RegistryType::binary, std::vector<std::uint8_t>(1000, 0xA5), false});
    key.values.push_back({"texts", RegistryType::multiString, {'a', 0, 0, 0, 0, 0}, false});
    key.values.push_back({"odd type", RegistryType{0x12345678}, {1}, false});
    document.keys.push_back(key);
    return document;
}

} // namespace

class RegWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackTheSame_data();
    void comesBackTheSame();
    void looksLikeRegedit();
    void longDataIsContinued();
    void regedit4CannotHoldEverything();
};

void RegWriterTest::comesBackTheSame_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("start");
    const auto row = [](const char* title, RegFormat format, const QByteArray& start) {
        QTest::newRow(title) << static_cast<int>(format) << start;
    };
    row("5.00, UTF-16", RegFormat::version5Utf16, QByteArray{"\xFF\xFEW\0i\0", 6});
    row("5.00, UTF-8", RegFormat::version5Utf8,
        "\xEF\xBB\xBFWindows Registry Editor Version 5.00\r\n\r\n");
    row("REGEDIT4", RegFormat::regedit4, "REGEDIT4\r\n\r\n");
}

void RegWriterTest::comesBackTheSame()
{
    QFETCH(int, format);
    QFETCH(QByteArray, start);
    const auto written = writeReg(everyKind(), static_cast<RegFormat>(format));
    QVERIFY(written.ok());
    QVERIFY(QByteArray::fromStdString(*written).startsWith(start));
    const auto read = readReg(*written);
    QVERIFY2(read.ok(), read.ok() ? "" : describe(read.error()).c_str());
    QVERIFY(*read == everyKind());
}

void RegWriterTest::looksLikeRegedit()
{
    RegDocument document;
    document.keys.push_back({std::string{kParametersKey},
                             false,
                             {dwordValue("KeepAliveTime", 300'000),
                              {"KeepAliveInterval", RegistryType::none, {}, true}}});
    const auto written = writeReg(document, RegFormat::regedit4);
    QCOMPARE(QByteArray::fromStdString(*written),
             QByteArray{
                 "REGEDIT4\r\n\r\n"
                 "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\r\n"
                 "\"KeepAliveTime\"=dword:000493e0\r\n\"KeepAliveInterval\"=-\r\n"});
}

void RegWriterTest::longDataIsContinued()
{
    const auto written = writeReg(everyKind(), RegFormat::version5Utf8);
    const auto lines = QByteArray::fromStdString(*written).split('\n');
    int continued = 0;
    for (const auto& line : lines) {
        QVERIFY(line.size() <= 81);
        continued += line.endsWith("\\\r") ? 1 : 0;
    }
    QVERIFY(continued > 30);
}

void RegWriterTest::regedit4CannotHoldEverything()
{
    const auto written = [](const RegValue& value) {
        return writeReg({{{"HKEY_USERS\\x", false, {value}}}}, RegFormat::regedit4);
    };
    for (const auto& value : {stringValue("x", "\u0416"), stringValue("\u0416", "x"),
                              RegValue{"x", RegistryType::multiString, {0x16, 0x04}, false}}) {
        const auto refused = written(value);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().symbol, std::string{"NOT_IN_CODE_PAGE"});
    }
    QVERIFY(written(RegValue{"x", RegistryType::binary, {0x16, 0x04}, false}).ok());
}

QTEST_APPLESS_MAIN(RegWriterTest)
#include "tst_reg_writer.moc"
