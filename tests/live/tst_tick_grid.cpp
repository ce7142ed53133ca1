#include "core/live/tick_calibration.h"
#include "core/live/tick_grid.h"

#include <QTest>

#include <chrono>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

class TickGridTest : public QObject {
    Q_OBJECT
private slots:
    void jiffyUnderWay_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<qint64>("jiffy");
        QTest::newRow("at its start") << qint64{1'000'000} << qint64{100};
        QTest::newRow("a moment before") << qint64{999'999} << qint64{99};
        QTest::newRow("at its end") << qint64{4'999'999} << qint64{100};
        QTest::newRow("long before the grid's start") << qint64{-7'000'000} << qint64{98};
        QTest::newRow("an hour later") << qint64{3'600'001'000'000} << qint64{900'100};
    }
    void jiffyUnderWay()
    {
        QFETCH(qint64, ns);
        QFETCH(qint64, jiffy);
        const TickGrid grid(4ms, Moment{1ms}, 100);
        QCOMPARE(qint64{grid.jiffyAt(Moment{nanoseconds{ns}})}, jiffy);
        QVERIFY(grid.startOf(jiffy) <= Moment{nanoseconds{ns}});
        QVERIFY(grid.startOf(jiffy + 1) > Moment{nanoseconds{ns}});
    }

    void durations()
    {
        const TickGrid hz250(4ms, Moment{}, 0);
        QCOMPARE(hz250.jiffiesFromMs(1000), 250);
        QCOMPARE(hz250.jiffiesFrom(1s), 250);
        const TickGrid hz300(3'333'333ns, Moment{}, 0);
        QCOMPARE(hz300.jiffiesFromMs(1000), 300); // reported in whole ms: the nearest
        QCOMPARE(hz300.jiffiesFromMs(3), 1);
        QVERIFY(!TickGrid(4ms).calibrated());
    }

    void thisComputer()
    {
        const auto start = std::chrono::steady_clock::now();
        const Now now = [start] { return Moment{std::chrono::steady_clock::now() - start}; };
        QVERIFY(kernelTick() >= 1ms && kernelTick() <= 10ms);
        const Result<TickGrid> grid = calibrateTicks(now);
        QVERIFY2(now() < Moment{5s}, "it gives up in time, whatever the machine does");
        if (!grid) {
            QCOMPARE(grid.error().symbol, std::string("NOT_CALIBRATED"));
            QSKIP("this machine is too busy to be calibrated now");
        }
        int agreed = 0;
        for (int i = 0; i < 200; ++i) {
            agreed += agrees(*grid, now) ? 1 : 0;
            QTest::qSleep(1);
        }
        QVERIFY2(agreed > 190, qPrintable(QString::number(agreed)));
        const TickGrid wrong(kernelTick(), grid->startOf(0), 100);
        QVERIFY(!agrees(wrong, now));
    }
};

QTEST_APPLESS_MAIN(TickGridTest)
#include "tst_tick_grid.moc"
