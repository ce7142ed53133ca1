#include "core/defaults/calculator_systems.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;
using namespace std::chrono_literals;

class CalculatorSystemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoChoosesTheCount();
    void sameWishOnEverySystem_data();
    void sameWishOnEverySystem();
    void noProbesOnXp();
};

void CalculatorSystemsTest::whoChoosesTheCount()
{
    RegistryValues values;
    values.store(RegistryName::tcpMaxDataRetransmissions, 8);
    QCOMPARE(calculatorSystem(WindowsRelease::windowsXp).fixedCount.value(), std::uint16_t{5});
    QCOMPARE(calculatorSystem(WindowsRelease::windowsXp, values).fixedCount.value(),
             std::uint16_t{8});
    QCOMPARE(calculatorSystem(WindowsRelease::windows7, values).fixedCount.value(),
             std::uint16_t{10});
    QVERIFY(!calculatorSystem(WindowsRelease::windows10_1703).fixedCount);
    QVERIFY(!linuxCalculatorSystem("Linux", 4ms).fixedCount);
}

void CalculatorSystemsTest::sameWishOnEverySystem_data()
{
    QTest::addColumn<QByteArray>("system");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("count");
    QTest::newRow("XP: five probes of 1 s") << QByteArray{"xp"} << 55LL << 5;
    QTest::newRow("7: ten probes of 1 s") << QByteArray{"7"} << 50LL << 10;
    QTest::newRow("11: three probes of 1 s") << QByteArray{"11"} << 57LL << 3;
    QTest::newRow("Linux: 2.048 s and 3 x 32 ms late") << QByteArray{"linux"} << 54LL << 3;
}

void CalculatorSystemsTest::sameWishOnEverySystem()
{
    QFETCH(QByteArray, system);
    QFETCH(qint64, seconds);
    QFETCH(int, count);
    const auto rules = system == "linux" ? linuxCalculatorSystem("Linux", 4ms)
                                         : calculatorSystem(*releaseNamed(system.toStdString()));
    Wish wish;
    wish.findWithin = 1min;
    const auto plan = calculate(wish, rules);
    QVERIFY2(plan.ok(), plan.ok() ? "" : describe(plan.error()).c_str());
    QCOMPARE(qint64{plan->times.idleTime / 1s}, seconds);
    QVERIFY(plan->times.probeInterval == 1s);
    QCOMPARE(int{plan->times.probeCount}, count);
}

void CalculatorSystemsTest::noProbesOnXp()
{
    RegistryValues values;
    values.store(RegistryName::tcpMaxDataRetransmissions, 0);
    values.store(RegistryName::pptpTcpMaxDataRetransmissions, 0);
    Wish wish;
    wish.findWithin = 1min;
    const auto plan = calculate(wish, calculatorSystem(WindowsRelease::windowsXp, values));
    QVERIFY(!plan.ok());
    QVERIFY(plan.error().cause.find("never found: 0 probes") != std::string::npos);
}

QTEST_APPLESS_MAIN(CalculatorSystemsTest)
#include "tst_calculator_systems.moc"
