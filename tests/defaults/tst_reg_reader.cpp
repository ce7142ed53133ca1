#include "core/defaults/reg_reader.h"
#include "core/defaults/registry.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

const std::string kHead = "Windows Registry Editor Version 5.00\n\n";
const std::string kKey =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n";

QByteArray inUtf16(const QString& text)
{
    QByteArray bytes{"\xFF\xFE", 2};
    return bytes.append(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
}

/// The only value of a document with one value line.
RegValue readValue(const std::string& line)
{
    const auto document = readReg(kHead + kKey + line);
    return document && document->keys.size() == 1 && document->keys[0].values.size() == 1
               ? document->keys[0].values[0]
               : RegValue{};
}

QByteArray bytesOf(const RegValue& value)
{
    return {reinterpret_cast<const char*>(value.data.data()),
            static_cast<qsizetype>(value.data.size())};
}

} // namespace

class RegReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodings_data();
    void encodings();
    void values_data();
    void values();
    void textsOfRegedit4BecomeUtf16();
    void removals();
    void shortRootsAndComments();
    void keyNamesWithBrackets();
    void damaged_data();
    void damaged();
    void emptyButValid();
};

void RegReaderTest::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString body = QString::fromStdString(kKey + "\"KeepAliveTime\"=dword:000493e0\n");
    const QString five = QString::fromStdString(kHead) + body;
    QString crlf = five;
    crlf.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    QTest::newRow("5.00, UTF-16 with byte order mark") << inUtf16(crlf);
    QTest::newRow("5.00, UTF-16, LF") << inUtf16(five);
    QTest::newRow("5.00, UTF-8") << five.toUtf8();
    QTest::newRow("5.00, UTF-8 with byte order mark, CRLF")
        << QByteArray{"\xEF\xBB\xBF"} + crlf.toUtf8();
    QTest::newRow("REGEDIT4") << QByteArray{"REGEDIT4\r\n\r\n"} + body.toLatin1();
    QTest::newRow("no newline at the end") << five.trimmed().toUtf8();
    QTest::newRow("CR alone at the end") << five.trimmed().toUtf8() + '\r';
    QTest::newRow("names in other case") << five.toUpper().toUtf8().replace(
        "WINDOWS REGISTRY EDITOR VERSION", "Windows Registry Editor Version");
}

void RegReaderTest::encodings()
{
    QFETCH(QByteArray, bytes);
    const auto document = readReg(bytes.toStdString());
    QVERIFY2(document.ok(), document.ok() ? "" : describe(document.error()).c_str());
    Registry registry;
    registry.apply(*document);
    QCOMPARE(registry.values().at(RegistryName::keepAliveTime).value().number, 300'000U);
    QVERIFY(registry.others().empty());
}

void RegReaderTest::values_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* title, const char* line, int type, const QByteArray& bytes) {
        QTest::newRow(title) << QByteArray{line} << type << bytes;
    };
    row("dword", "\"x\"=dword:000493e0", 4, QByteArray::fromHex("e0930400"));
    row("short dword in capitals", "\"x\"=DWORD:3E8", 4, QByteArray::fromHex("e8030000"));
    row("blanks around", "  \"x\" = dword: 1 ; a comment", 4, QByteArray::fromHex("01000000"));
    row("text", R"("x"="a\\b\"c")", 1,
        QByteArray::fromHex("61005c00620022006300"
                            "0000"));
    row("text of two lines", "\"x\"=\"a\nb\"", 1, QByteArray::fromHex("61000a0062000000"));
    row("empty text", "@=\"\"", 1, QByteArray::fromHex("0000"));
    row("binary", "\"x\"=hex:01,2,fF", 3, QByteArray::fromHex("0102ff"));
    row("binary of nothing", "\"x\"=hex:", 3, {});
    row("hex(b): qword", "\"x\"=hex(b):01,00,00,00,00,00,00,80", 11,
        QByteArray::fromHex("0100000000000080"));
    row("hex(4): dword", "\"x\"=hex(4):e0,93,04,00", 4, QByteArray::fromHex("e0930400"));
    row("hex(7): texts", "\"x\"=hex(7):61,00,00,00,00,00", 7, QByteArray::fromHex("610000000000"));
    row("type without a name", "\"x\"=hex(ffff0012):01", static_cast<int>(0xffff0012),
        QByteArray::fromHex("01"));
    row("continued line", "\"x\"=hex:01,\\\n  02,\\  \n\t03", 3, QByteArray::fromHex("010203"));
    row("continued at once", "\"x\"=hex:\\\n  01", 3, QByteArray::fromHex("01"));
}

void RegReaderTest::values()
{
    QFETCH(QByteArray, line);
    QFETCH(int, type);
    QFETCH(QByteArray, bytes);
    for (const auto& written : {line, QByteArray{line}.replace("\\\n", "\\\r\n") + "\r\n"}) {
        const auto value = readValue(written.toStdString());
        QCOMPARE(static_cast<int>(value.type), type);
        QCOMPARE(bytesOf(value).toHex(), bytes.toHex());
        QVERIFY(!value.removed);
    }
}

void RegReaderTest::textsOfRegedit4BecomeUtf16()
{
    const auto document =
        readReg("REGEDIT4\n\n[HKEY_USERS\\x]\n\"price\"=hex(2):80,41,00\n\"name\"=\"caf\xE9\"\n");
    QVERIFY(document.ok());
    const auto& values = document->keys.at(0).values;
    QCOMPARE(bytesOf(values.at(0)).toHex(), QByteArray{"ac2041000000"});
    QCOMPARE(quotableText(values.at(1)).value(), std::string{"caf\u00E9"});
}

void RegReaderTest::removals()
{
    const auto document =
        readReg(kHead + kKey + "\"KeepAliveTime\"=-\n@=-\n\n[-HKLM\\SOFTWARE\\x]\n");
    QVERIFY(document.ok());
    QCOMPARE(document->keys.size(), std::size_t{2});
    QVERIFY(document->keys[0].values.at(0).removed);
    QCOMPARE(document->keys[0].values.at(0).name, std::string{"KeepAliveTime"});
    QVERIFY(document->keys[0].values.at(1).removed);
    QVERIFY(document->keys[1].removed);
    QCOMPARE(document->keys[1].path, std::string{"HKEY_LOCAL_MACHINE\\SOFTWARE\\x"});
}

void RegReaderTest::shortRootsAndComments()
{
    const auto document = readReg(kHead + "; [HKLM\\a]\n\n  ;;\n[hkcu\\a] ; mine\n\"x\"=-;gone\n");
    QVERIFY(document.ok());
    QCOMPARE(document->keys.size(), std::size_t{1});
    QCOMPARE(document->keys[0].path, std::string{"HKEY_CURRENT_USER\\a"});
}

void RegReaderTest::keyNamesWithBrackets()
{
    const auto document = readReg(kHead + "[HKLM\\a]b]\n[HKLM\\[c]]\n");
    QVERIFY(document.ok());
    QCOMPARE(document->keys.at(0).path, std::string{"HKEY_LOCAL_MACHINE\\a]b"});
    QCOMPARE(document->keys.at(1).path, std::string{"HKEY_LOCAL_MACHINE\\[c]"});
}

void RegReaderTest::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("cause");
    const auto raw = [](const char* title, const QByteArray& bytes, int line, const char* cause) {
        QTest::newRow(title) << bytes << line << QByteArray{cause};
    };
    // The line under the key is line 4.
    const auto row = [&](const char* title, const char* lines, int line, const char* cause) {
        raw(title, QByteArray::fromStdString(kHead + kKey) + lines, line, cause);
    };
    raw("nothing", "", 1, "no header");
    raw("a picture", QByteArray{"\x89PNG\r\n\x1a\n"}, 1, "not valid UTF-8");
    raw("other version", "Windows Registry Editor Version 6.00\n", 1, "no header");
    raw("header is not the first line", "\nREGEDIT4\n", 1, "no header");
    raw("big-endian UTF-16", QByteArray{"\xFE\xFF\0W", 4}, 1, "big-endian");
    raw("UTF-16 without mark", QByteArray{"W\0i\0n\0", 6}, 1, "NUL");
    raw("UTF-16 cut in half", inUtf16(QString::fromStdString(kHead + kKey)).chopped(1), 3,
        "cut or damaged");
    raw("REGEDIT4 in UTF-16", inUtf16(QStringLiteral("REGEDIT4\n")), 1, "no byte order mark");
    raw("invalid UTF-8 further down", QByteArray::fromStdString(kHead + kKey) + "\"x\"=\"\xC3\"\n",
        4, "not valid UTF-8");
    raw("value before a key", QByteArray::fromStdString(kHead) + "\"x\"=-\n", 3,
        "before the first key");
    raw("key without bracket", QByteArray::fromStdString(kHead) + "[HKLM\\a\n", 3, "closing");
    raw("no root", QByteArray::fromStdString(kHead) + "[SYSTEM\\a]\n", 3, "no root");
    raw("empty part", QByteArray::fromStdString(kHead) + "[HKLM\\a\\\\b]\n", 3, "empty");
    raw("trailing backslash", QByteArray::fromStdString(kHead) + "[HKLM\\a\\]\n", 3, "empty");
    raw("tab in a key", QByteArray::fromStdString(kHead) + "[HKLM\\a\tb]\n", 3,
        "control character");
    raw("removes a root", QByteArray::fromStdString(kHead) + "[-HKLM]\n", 3, "cannot be removed");
    raw("value under a removed key", QByteArray::fromStdString(kHead) + "[-HKLM\\a]\n\"x\"=-\n", 4,
        "removed");
    raw("NUL inside", QByteArray::fromStdString(kHead) + QByteArray{";\n\0", 3}, 4, "NUL");
    row("words", "KeepAliveTime=300000", 4, "neither a key");
    row("no equals sign", "\"x\" dword:1", 4, "missing after the name");
    row("name without closing quote", "\"x=dword:1\n\n", 4, "no closing quote");
    row("tab in a name", "\"a\tb\"=-", 4, "control character");
    row("text without closing quote", "\"x\"=\"abc\n\n\n", 4, "no closing quote");
    row("lone backslash", R"("x"="C:\Windows")", 4, "must be doubled");
    row("number without dword:", "\"x\"=300000", 4, "neither a text");
    row("dword of nothing", "\"x\"=dword:", 4, "one to eight");
    row("dword of nine digits", "\"x\"=dword:123456789", 4, "one to eight");
    row("dword with a unit", "\"x\"=dword:300000ms", 4, "more after the value");
    row("negative dword", "\"x\"=dword:-1", 4, "one to eight");
    row("byte of three digits", "\"x\"=hex:01,234", 4, "byte");
    row("no byte after the comma", "\"x\"=hex:01,\n\n", 4, "byte");
    row("cut after the backslash", "\"x\"=hex:01,\\\n", 5, "byte");
    row("comment after the backslash", "\"x\"=hex:01,\\ ; more\n 02", 4, "follows");
    row("comma missing", "\"x\"=hex:01 02", 4, "more after the value");
    row("hex without colon", "\"x\"=hex(7)01", 4, "\":\"");
    row("hex type that is no number", "\"x\"=hex(z):01", 4, "type");
    row("good lines before the bad one", "\"a\"=dword:1\n\"b\"=hex:01,\\\n02\n\"c\"=?", 7,
        "neither a text");
}

void RegReaderTest::damaged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, line);
    QFETCH(QByteArray, cause);
    const auto document = readReg(bytes.toStdString());
    QVERIFY(!document.ok());
    QCOMPARE(document.error().symbol, std::string{"BAD_REG_FILE"});
    QCOMPARE(document.error().operation, "reading .reg, line " + std::to_string(line));
    QVERIFY2(document.error().cause.find(cause.toStdString()) != std::string::npos,
             document.error().cause.c_str());
    QVERIFY(!document.error().remedy.empty());
}

void RegReaderTest::emptyButValid()
{
    for (const std::string text :
         {"REGEDIT4", "REGEDIT4\r\n", "Windows Registry Editor Version 5.00 \n"}) {
        const auto document = readReg(text);
        QVERIFY(document.ok());
        QVERIFY(document->keys.empty());
    }
}

QTEST_APPLESS_MAIN(RegReaderTest)
#include "tst_reg_reader.moc"
