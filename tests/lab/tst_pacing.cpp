#include "core/lab/achieved_pace.h"
#include "core/lab/pacing.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;

namespace {

constexpr Moment at(nanoseconds time)
{
    return Moment{time};
}
constexpr Pace kStory{Pace::Kind::story, 1};
constexpr Pace kUnlimited{Pace::Kind::unlimited, 1};
constexpr Pace times(double factor)
{
    return {Pace::Kind::factor, factor};
}

double ms(nanoseconds time)
{
    return static_cast<double>(time.count()) / 1e6;
}

} // namespace

class TestPacing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realTimeOfAStretch_data()
    {
        QTest::addColumn<double>("gapMs");
        QTest::addColumn<double>("shownMs");
        QTest::addColumn<double>("storyMs");
        QTest::newRow("two hours take three seconds") << 7.2e6 << 0.0 << 3000.0;
        QTest::newRow("one second takes one second") << 1000.0 << 0.0 << 1000.0;
        QTest::newRow("an event stays 0.7 s before one that follows at once")
            << 0.4 << 0.0 << 700.0;
        QTest::newRow("it has been there for 0.5 s") << 0.4 << 500.0 << 200.0;
        QTest::newRow("it has been there long enough") << 0.4 << 700.0 << 0.4;
        QTest::newRow("quiet time goes on after a wake without event") << 7.2e6 << 2000.0 << 1000.0;
        QTest::newRow("quiet time is used up") << 7.2e6 << 3500.0 << 0.0;
    }

    void realTimeOfAStretch()
    {
        QFETCH(double, gapMs);
        QFETCH(double, shownMs);
        QFETCH(double, storyMs);
        const Moment next = at(nanoseconds{static_cast<std::int64_t>(gapMs * 1e6)});
        const nanoseconds shown{static_cast<std::int64_t>(shownMs * 1e6)};
        QCOMPARE(ms(realTimeUntil(at(0s), next, kStory, shown)), storyMs);
        QCOMPARE(ms(realTimeUntil(at(0s), next, times(1), shown)), gapMs);
        QCOMPARE(ms(realTimeUntil(at(0s), next, kUnlimited, shown)), 0.0);
    }

    void aFactorDividesRealTime()
    {
        QCOMPARE(ms(realTimeUntil(at(1h), at(3h), times(100'000))), 72.0);
        QVERIFY(realTimeUntil(at(0s), kNever, times(1)) == nanoseconds::max());
        QCOMPARE(ms(realTimeUntil(at(3h), at(1h), times(1))), 0.0);
    }

    void virtualTimeAfterRealTime()
    {
        QVERIFY(virtualAfter(at(1h), kNever, 2s, times(10)) == at(1h + 20s));
        QVERIFY(virtualAfter(at(1h), at(1h + 5s), 2s, times(10)) == at(1h + 5s));
        QVERIFY(virtualAfter(at(0h), at(2h), 1500ms, kStory) == at(1h));
        QVERIFY(virtualAfter(at(0h), at(2h), 3s, kStory) == at(2h));
        QVERIFY(virtualAfter(at(0h), kNever, 3s, kStory) == at(3s));
        QVERIFY(virtualAfter(at(5h), kNever, 3s, kUnlimited) == at(5h));
        QVERIFY(virtualAfter(at(5h), at(136 * 8760h), 0s, kUnlimited) == at(136 * 8760h));
    }

    void farAwayDoesNotOverflow()
    {
        QVERIFY(virtualAfter(at(0s), kNever, nanoseconds::max(), times(100'000)) == kNever);
        const Moment far = kNever - 1s;
        QCOMPARE(ms(realTimeUntil(at(0s), far, kStory)), 3000.0);
        QVERIFY(virtualAfter(at(0s), far, 2999ms, kStory) < far);
    }

    void theAchievedPaceIsThatOfTheLastHalfSecond()
    {
        AchievedPace pace;
        QCOMPARE(pace.value(), 0.0);
        for (int i = 0; i <= 100; ++i) {
            pace.add(i * 20ms, at(i * 20ms * 10));
        }
        QCOMPARE(pace.value(), 10.0);
        for (int i = 1; i <= 100; ++i) {
            pace.add(2s + i * 20ms, at(20s + i * 20ms * 3));
        }
        QCOMPARE(pace.value(), 3.0);
        pace.clear();
        QCOMPARE(pace.value(), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestPacing)
#include "tst_pacing.moc"
