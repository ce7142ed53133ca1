#include "core/keepalive/moment.h"

#include <QTest>

using namespace kai;
using namespace std::chrono_literals;

class TestMoment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longestDetectionSaturates()
    {
        const nanoseconds interval = saturatingNanoseconds(milliseconds{0xFFFFFFFFLL} * 1000);
        QCOMPARE(saturatingMultiply(interval, 255), nanoseconds::max());
        QCOMPARE(saturatingAdd(Moment{1h}, nanoseconds::max()), kNever);
        QCOMPARE(saturatingAdd(Moment::min() + 1s, nanoseconds::min()), Moment::min());
    }

    void neverStaysNever() { QCOMPARE(saturatingAdd(kNever, -1s), kNever); }

    void signsAreKept()
    {
        QCOMPARE(saturatingMultiply(-nanoseconds::max(), 2), nanoseconds::min());
        QCOMPARE(saturatingMultiply(-nanoseconds::max(), -2), nanoseconds::max());
        QCOMPARE(saturatingMultiply(3ns, -2), -6ns);
    }
};

QTEST_GUILESS_MAIN(TestMoment)
#include "tst_moment.moc"
