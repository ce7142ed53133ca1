#include "core/keepalive/value_forms.h"

#include <QtTest>

using namespace kai;
using namespace kai;

namespace {

QString textOf(const std::optional<Suspicion>& suspicion)
{
    return suspicion ? QString::fromStdString(suspicion->text) : QString{};
}

} // namespace

class ValueFormsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void slips_data();
    void slips();
    void meantValue();
    void everyDwordHasForms();
};

void ValueFormsTest::forms_data()
{
    QTest::addColumn<qulonglong>("value");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char* name, qulonglong value, DefaultUnit unit, const char* number,
                        const char* words, const char* hex) {
        QTest::newRow(name) << value << static_cast<int>(unit)
                            << QStringList{QString::fromUtf8(number), QString::fromUtf8(words),
                                           QString::fromUtf8(hex)};
    };
    row("5 min", 300'000, DefaultUnit::millisecond, "300,000 ms", "5 min", "0x493e0");
    row("2 h in seconds", 7'200, DefaultUnit::second, "7,200 s", "2 h", "0x1c20");
    row("five", 5, DefaultUnit::count, "5", "", "0x5");
    row("zero", 0, DefaultUnit::millisecond, "0 ms", "0 s", "0x0");
    row("largest", 0xFFFFFFFF, DefaultUnit::millisecond, "4,294,967,295 ms",
        "49 d 17 h 2 min 47.295 s", "0xffffffff");
}

void ValueFormsTest::forms()
{
    QFETCH(qulonglong, value);
    QFETCH(int, unit);
    QFETCH(QStringList, texts);
    const auto found = formsOf(value, static_cast<DefaultUnit>(unit));
    QCOMPARE((QStringList{QString::fromStdString(found.number), QString::fromStdString(found.words),
                          QString::fromStdString(found.hex)}),
             texts);
}

void ValueFormsTest::slips_data()
{
    QTest::addColumn<qulonglong>("stored");
    QTest::addColumn<int>("unit");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, qulonglong stored, DefaultUnit unit, DefaultRole role,
                        const char* text) {
        QTest::newRow(name) << stored << static_cast<int>(unit) << static_cast<int>(role)
                            << QString::fromUtf8(text);
    };
    using enum DefaultRole;
    constexpr auto ms = DefaultUnit::millisecond;
    constexpr auto s = DefaultUnit::second;
    row("300000 typed into the hex field", 0x300000, ms, idleTime,
        "0x300000 = 52 min 26 s; did you mean 300000 = 5 min?");
    row("dword:30000, as a page on the web has it", 0x30000, ms, idleTime,
        "0x30000 = 3 min 17 s; did you mean 30000 = 30 s?");
    row("1000 typed into the hex field", 0x1000, ms, probeInterval,
        "0x1000 = 4.096 s; did you mean 1000 = 1 s?");
    row("2710 typed into the decimal field", 2710, ms, probeInterval,
        "2710 = 2.71 s; did you mean 0x2710 = 10 s?");
    row("2 h in seconds", 7'200, ms, idleTime, "7200 ms = 7.2 s; did you mean 7200000 ms = 2 h?");
    row("300 s as ms", 300, ms, idleTime, "300 ms; did you mean 300000 ms = 5 min?");
    row("75 s as ms", 75, ms, probeInterval, "75 ms; did you mean 75000 ms = 1 min 15 s?");
    row("microseconds", 300'000'000, ms, idleTime,
        "300000000 ms = 3 d 11 h 20 min; did you mean 300000 ms = 5 min?");
    row("sysctl in ms", 7'200'000, s, idleTime, "7200000 s = 83 d 8 h; did you mean 7200 s = 2 h?");
    row("TCP_KEEPIDLE in ms, seen in ms", 7'200'000'000, ms, idleTime,
        "7200000000 ms = 83 d 8 h; did you mean 7200000 ms = 2 h?");
    row("the default", 7'200'000, ms, idleTime, "");
    row("5 min", 300'000, ms, idleTime, "");
    row("quick demo, 5 s", 5'000, ms, idleTime, "");
    row("a short demo, 3 s", 3'000, ms, idleTime, "");
    row("1.5 s", 1'500, ms, probeInterval, "");
    row("250 ms", 250, ms, probeInterval, "");
    row("1 s", 1'000, ms, probeInterval, "");
    row("sysctl of 16 s", 16, s, idleTime, "");
    row("zero", 0, ms, idleTime, "");
    row("a count", 0x10, DefaultUnit::count, probeCount, "");
    row("largest", 0xFFFFFFFF, ms, idleTime, "");
}

void ValueFormsTest::slips()
{
    QFETCH(qulonglong, stored);
    QFETCH(int, unit);
    QFETCH(int, role);
    QFETCH(QString, text);
    QCOMPARE(
        textOf(suspicionOf(stored, static_cast<DefaultUnit>(unit), static_cast<DefaultRole>(role))),
        text);
}

void ValueFormsTest::meantValue()
{
    QCOMPARE(radixSlip(0x300000, DefaultUnit::millisecond)->meant, std::uint64_t{300'000});
    QCOMPARE(radixSlip(2710, DefaultUnit::millisecond)->meant, std::uint64_t{10'000});
    QCOMPARE(thousandSlip(7'200, DefaultUnit::millisecond, DefaultRole::idleTime)->meant,
             std::uint64_t{7'200'000});
}

void ValueFormsTest::everyDwordHasForms()
{
    for (std::uint64_t value = 0; value <= 0xFFFFFFFF; value += value / 7 + 1) {
        for (const auto unit : {DefaultUnit::millisecond, DefaultUnit::second}) {
            QVERIFY(!formsOf(value, unit).words.empty());
            const auto found = suspicionOf(value, unit, DefaultRole::idleTime);
            QVERIFY(!found || found->meant != value);
        }
    }
}

QTEST_APPLESS_MAIN(ValueFormsTest)
#include "tst_value_forms.moc"
