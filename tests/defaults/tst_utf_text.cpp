#include "core/defaults/utf_text.h"

#include <QtTest>

using namespace kai::defaults;

/// The encodings of .reg files, against Qt's converters and by their limits.
class UtfTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCharacterGoesBothWays();
    void damagedUtf16_data();
    void damagedUtf16();
    void damagedUtf8_data();
    void damagedUtf8();
    void everyAnsiByteComesBack();
    void euroSign();
};

void UtfTextTest::everyCharacterGoesBothWays()
{
    for (char32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61) {
        if (code >= 0xD800 && code < 0xE000) {
            continue;
        }
        const auto text = QString::fromUcs4(&code, 1);
        const auto utf8 = text.toUtf8().toStdString();
        const std::string utf16{reinterpret_cast<const char*>(text.utf16()),
                                static_cast<std::size_t>(text.size()) * 2};
        QCOMPARE(utf8FromUtf16(utf16).value(), utf8);
        QCOMPARE(utf16FromUtf8(utf8).value(), utf16);
    }
}

void UtfTextTest::damagedUtf16_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("cut in half") << QByteArray{"a\0b", 3};
    QTest::newRow("high surrogate at the end") << QByteArray{"\x3D\xD8", 2};
    QTest::newRow("high surrogate before a letter") << QByteArray{"\x3D\xD8\x41\x00", 4};
    QTest::newRow("low surrogate alone") << QByteArray{"\x00\xDE", 2};
}

void UtfTextTest::damagedUtf16()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!utf8FromUtf16(bytes.toStdString()));
}

void UtfTextTest::damagedUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("continuation byte alone") << QByteArray{"\x80"};
    QTest::newRow("cut in half") << QByteArray{"\xE2\x82"};
    QTest::newRow("overlong slash") << QByteArray{"\xC0\xAF"};
    QTest::newRow("overlong of three") << QByteArray{"\xE0\x80\xAF"};
    QTest::newRow("surrogate") << QByteArray{"\xED\xA0\x80"};
    QTest::newRow("above the last character") << QByteArray{"\xF4\x90\x80\x80"};
    QTest::newRow("Latin-1") << QByteArray{"caf\xE9"};
}

void UtfTextTest::damagedUtf8()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!isUtf8(bytes.toStdString()));
    QVERIFY(!utf16FromUtf8(bytes.toStdString()));
}

void UtfTextTest::everyAnsiByteComesBack()
{
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes += static_cast<char>(byte);
    }
    const auto text = utf8FromAnsi(bytes);
    QVERIFY(isUtf8(text));
    QCOMPARE(ansiFromUtf8(text).value(), bytes);
}

void UtfTextTest::euroSign()
{
    QCOMPARE(utf8FromAnsi("\x80"), std::string{"\u20AC"});
    QCOMPARE(ansiFromUtf8("\u20AC").value(), std::string{"\x80"});
    QVERIFY(!ansiFromUtf8("\u0416"));
}

QTEST_APPLESS_MAIN(UtfTextTest)
#include "tst_utf_text.moc"
