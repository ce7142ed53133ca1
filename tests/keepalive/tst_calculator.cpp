#include "core/keepalive/calculator.h"

#include <QtTest>

#include <algorithm>
#include <vector>

using namespace kai;
using namespace std::chrono_literals;

namespace {

CalculatorSystem linux250()
{
    return {"Linux, HZ 250", {1s, 32'767s, 1s, 1, 127, true}, 4ms, {}};
}

CalculatorSystem windows11()
{
    return {"Windows 11", {}, 0ns, {}};
}

CalculatorSystem windows7()
{
    return {"Windows 7", {}, 0ns, 10};
}

Wish behind350()
{
    Wish wish;
    wish.boxLimit = 350s;
    return wish;
}

/// All settings of up to `most` steps and six probes, the best first.
std::vector<KeepAliveTimes> everything(milliseconds step, int most)
{
    std::vector<KeepAliveTimes> all;
    for (int time = most; time >= 1; --time) {
        for (std::uint16_t count = 1; count <= 6; ++count) {
            for (int interval = most; interval >= 1; --interval) {
                all.push_back({true, time * step, interval * step, count});
            }
        }
    }
    return all;
}

std::optional<KeepAliveTimes> byTryingAll(const std::vector<KeepAliveTimes>& all, const Wish& wish,
                                          const CalculatorSystem& system)
{
    const auto best = std::find_if(all.begin(), all.end(), [&](const KeepAliveTimes& tried) {
        const bool sensible =
            tried.probeInterval <= tried.idleTime || tried.probeInterval == wish.shortestInterval;
        return sensible && objections(tried, wish, system).empty();
    });
    return best == all.end() ? std::nullopt : std::optional(*best);
}

} // namespace

/// The calculator, against brute force and against the examples of product.md.
class CalculatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameAsTryingEverything_data();
    void sameAsTryingEverything();
    void largestSafeTimeBehind350s();
    void longerLooksSafeAndDies();
    void lostProbesCost();
    void cannot_data();
    void cannot();
    void nothingAsked();
    void longestTimeOfTheSystem();
    void finerSteps();
    void ownSettingsAreJudged();
};

void CalculatorTest::sameAsTryingEverything_data()
{
    QTest::addColumn<bool>("linux");
    QTest::addColumn<int>("fixedCount");
    QTest::addColumn<int>("stepMs");
    QTest::newRow("Windows, count of its own") << false << 0 << 1000;
    QTest::newRow("Windows, five probes") << false << 5 << 1000;
    QTest::newRow("Windows, steps of 100 ms") << false << 0 << 100;
    QTest::newRow("Linux, HZ 250") << true << 0 << 1000;
    QTest::newRow("a Linux with four probes") << true << 4 << 1000;
}

void CalculatorTest::sameAsTryingEverything()
{
    QFETCH(bool, linux);
    QFETCH(int, fixedCount);
    QFETCH(int, stepMs);
    constexpr int most = 16;
    const milliseconds step{stepMs};
    auto system = linux ? linux250() : windows11();
    system.limits.maxTime = most * step;
    if (fixedCount != 0) {
        system.fixedCount = static_cast<std::uint16_t>(fixedCount);
    }
    const auto all = everything(step, most);
    int found = 0;
    const std::initializer_list<int> limits{-1, 1, 3, 7, 11, 16, 32};
    for (const int within : limits) {
        for (const int box : limits) {
            for (const int lost : {0, 1, 3}) {
                for (const int packets : {-1, 100, 300, 720}) {
                    Wish wish;
                    wish.step = step;
                    wish.shortestInterval = lost == 3 ? 2 * step : step;
                    wish.fewestProbes = lost == 0 ? 1 : 2;
                    wish.lostProbes = static_cast<std::uint16_t>(lost);
                    if (within > 0) {
                        wish.findWithin = within * step;
                    }
                    if (box > 0) {
                        wish.boxLimit = box * step;
                    }
                    if (packets > 0) {
                        wish.packetsPerHour = packets * 1000 / stepMs;
                    }
                    if (!wish.findWithin && !wish.boxLimit) {
                        continue;
                    }
                    const auto plan = calculate(wish, system);
                    const auto expected = byTryingAll(all, wish, system);
                    QCOMPARE(plan.ok(), expected.has_value());
                    if (expected) {
                        QVERIFY(plan->times == *expected);
                        QVERIFY(!plan->whyNotLonger.empty());
                        ++found;
                    } else {
                        QVERIFY(!plan.error().cause.empty());
                    }
                }
            }
        }
    }
    QVERIFY2(found > 100, qPrintable(QString::number(found)));
}

void CalculatorTest::largestSafeTimeBehind350s()
{
    const auto plan = calculate(behind350(), linux250());
    QVERIFY(plan.ok());
    QVERIFY(plan->times.idleTime == 332s);
    QVERIFY(plan->times.probeInterval == 1s);
    QVERIFY(plan->box->survives);
    QCOMPARE(QString::fromStdString(plan->whyNotLonger),
             QStringLiteral("333 s + 16.384 s timer wheel + 1 × 1.032 s for a lost probe = "
                            "350.416 s; the box forgets at 350 s"));
    QVERIFY(calculate(behind350(), windows11())->times.idleTime == 348s);
}

void CalculatorTest::longerLooksSafeAndDies()
{
    const auto reasons = objections({true, 340s, 1s, 9}, behind350(), linux250());
    QCOMPARE(reasons.size(), std::size_t{1});
    QVERIFY(reasons[0].find("357.416 s") != std::string::npos);
    QVERIFY(objections({true, 340s, 1s, 9}, behind350(), windows11()).empty());
}

void CalculatorTest::lostProbesCost()
{
    auto wish = behind350();
    wish.shortestInterval = 10s;
    wish.lostProbes = 4;
    const auto plan = calculate(wish, windows11());
    QVERIFY(plan->times.idleTime == 309s);
    QCOMPARE(plan->times.probeCount, std::uint16_t{5});
}

void CalculatorTest::cannot_data()
{
    QTest::addColumn<int>("withinS");
    QTest::addColumn<int>("packets");
    QTest::addColumn<int>("lost");
    QTest::addColumn<bool>("fixedTen");
    QTest::addColumn<QString>("cause");
    QTest::newRow("ten probes take too long")
        << 5 << 0 << 1 << true
        << QStringLiteral(
               "with 1 s / 1 s / 10 a silent peer is found after up to 11 s, later than 5 s");
    QTest::newRow("too few packets")
        << 60 << 10 << 1 << false
        << QStringLiteral("at most 10 packets an hour need a time of 6 min or more, "
                          "but 57 s is the longest here");
    QTest::newRow("more lost than sent")
        << 60 << 0 << 10 << true << QStringLiteral("ended by keep-alive after 10 lost probes");
}

void CalculatorTest::cannot()
{
    QFETCH(int, withinS);
    QFETCH(int, packets);
    QFETCH(int, lost);
    QFETCH(bool, fixedTen);
    QFETCH(QString, cause);
    auto wish = behind350();
    wish.findWithin = std::chrono::seconds{withinS};
    wish.lostProbes = static_cast<std::uint16_t>(lost);
    if (packets > 0) {
        wish.packetsPerHour = packets;
    }
    const auto plan = calculate(wish, fixedTen ? windows7() : windows11());
    QVERIFY(!plan.ok());
    QCOMPARE(plan.error().symbol, std::string{"CANNOT"});
    QVERIFY2(QString::fromStdString(plan.error().cause).contains(cause),
             plan.error().cause.c_str());
    QVERIFY(!plan.error().remedy.empty());
}

void CalculatorTest::nothingAsked()
{
    Wish wish;
    wish.packetsPerHour = 60;
    QCOMPARE(calculate(wish, windows11()).error().symbol, std::string{"NOTHING_ASKED"});
}

void CalculatorTest::longestTimeOfTheSystem()
{
    Wish wish;
    wish.findWithin = 24h;
    const auto plan = calculate(wish, linux250());
    QVERIFY(plan->times.idleTime == 32'767s);
    QVERIFY(plan->whyNotLonger.find("is the longest time that Linux, HZ 250 takes") !=
            std::string::npos);
}

void CalculatorTest::finerSteps()
{
    auto wish = behind350();
    wish.step = 1ms;
    QVERIFY(calculate(wish, windows11())->times.idleTime == 348'999ms);
    QVERIFY(calculate(wish, linux250())->times.idleTime == 332s);
}

void CalculatorTest::ownSettingsAreJudged()
{
    auto wish = behind350();
    wish.packetsPerHour = 60;
    const auto reasons = objections({true, 30s, 500ms, 1}, wish, linux250());
    QCOMPARE(reasons.size(), std::size_t{4});
    QVERIFY(objections({false, 60s, 1s, 9}, wish, linux250()).size() == 2);
    QVERIFY(objections({true, 60s, 1s, 9}, wish, windows7()).size() == 1);
    QVERIFY(objections({true, 60s, 1s, 10}, wish, windows7()).empty());
}

QTEST_APPLESS_MAIN(CalculatorTest)
#include "tst_calculator.moc"
