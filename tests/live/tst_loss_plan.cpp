#include "core/live/loss_plan.h"

#include <QTest>

using namespace kai;
using namespace kai::live;

class LossPlanTest : public QObject {
    Q_OBJECT

    static Fault everyNth(std::uint32_t n)
    {
        Fault fault;
        fault.kind = FaultKind::lossyEveryNth;
        fault.everyNth = n;
        return fault;
    }
    static Fault share(double part, std::uint64_t seed)
    {
        Fault fault;
        fault.kind = FaultKind::lossyShare;
        fault.share = part;
        fault.seed = seed;
        return fault;
    }

private slots:
    void everyThird()
    {
        const LossPlan plan(everyNth(3), 1, 1);
        QString lost;
        for (std::uint32_t probe = 1; probe <= 9; ++probe) {
            lost += QLatin1Char(plan.loses(probe) ? 'x' : '.');
        }
        QCOMPARE(lost, QStringLiteral("..x..x..x"));
    }

    void shareIsKept_data()
    {
        QTest::addColumn<double>("part");
        QTest::newRow("30 %") << 0.3;
        QTest::newRow("1 %") << 0.01;
        QTest::newRow("all") << 1.0;
    }
    void shareIsKept()
    {
        QFETCH(double, part);
        const LossPlan plan(share(part, 42), 5, 1);
        int lost = 0;
        for (std::uint32_t probe = 1; probe <= 100'000; ++probe) {
            lost += plan.loses(probe) ? 1 : 0;
        }
        QVERIFY2(std::abs(lost - 100'000 * part) < 700, qPrintable(QString::number(lost)));
    }

    void sameSeedSameLosses()
    {
        const LossPlan a(share(0.5, 7), 1, 1);
        const LossPlan b(share(0.5, 7), 1, 1);
        const LossPlan otherSeed(share(0.5, 8), 1, 1);
        const LossPlan otherConnection(share(0.5, 7), 2, 1);
        const LossPlan otherLab(share(0.5, 7), 1, 2);
        int seedDiffers = 0;
        int connectionDiffers = 0;
        int labDiffers = 0;
        for (std::uint32_t probe = 1; probe <= 64; ++probe) {
            QCOMPARE(a.loses(probe), b.loses(probe));
            seedDiffers += a.loses(probe) != otherSeed.loses(probe) ? 1 : 0;
            connectionDiffers += a.loses(probe) != otherConnection.loses(probe) ? 1 : 0;
            labDiffers += a.loses(probe) != otherLab.loses(probe) ? 1 : 0;
        }
        QVERIFY(seedDiffers > 10);
        QVERIFY(connectionDiffers > 10);
        QVERIFY(labDiffers > 10);
    }

    void noPlanLosesNothing()
    {
        const LossPlan none;
        QVERIFY(!none.active());
        QVERIFY(!none.loses(1));
    }
};

QTEST_APPLESS_MAIN(LossPlanTest)
#include "tst_loss_plan.moc"
