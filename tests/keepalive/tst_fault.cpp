#include "core/keepalive/fault.h"

#include <QTest>

using namespace kai;

class TestFault : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreReadBack_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("kind");
        QTest::newRow("cable") << "silent" << int(FaultKind::silentForward);
        QTest::newRow("return path") << "silent-return" << int(FaultKind::silentReturn);
        QTest::newRow("both") << "silent-both" << int(FaultKind::silentBoth);
        QTest::newRow("every third") << "lossy-3" << int(FaultKind::lossyEveryNth);
        QTest::newRow("a share") << "lossy-30%" << int(FaultKind::lossyShare);
        QTest::newRow("soft ICMP") << "icmp-soft" << int(FaultKind::icmpSoft);
        QTest::newRow("hard ICMP") << "icmp-hard" << int(FaultKind::icmpHard);
        QTest::newRow("back") << "back" << int(FaultKind::restored);
        QTest::newRow("reboot") << "reboot" << int(FaultKind::rebooted);
        QTest::newRow("hang") << "hang" << int(FaultKind::peerHangs);
    }
    void wordsAreReadBack()
    {
        QFETCH(QString, word);
        const auto fault = parseFault(word.toStdString());
        QVERIFY(fault.ok());
        QTEST(int(fault->kind), "kind");
        QCOMPARE(QString::fromStdString(faultWord(*fault)), word);
    }

    void amounts()
    {
        QCOMPARE(parseFault("lossy-3")->everyNth, 3u);
        QCOMPARE(parseFault("lossy-30%")->share, 0.3);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word : {"", "quiet", "none", "lossy-", "lossy-1", "lossy-0%", "lossy-101%",
                                 "lossy-x", "lossy-3x", "icmp", "icmp-"}) {
            QTest::newRow(word) << QString::fromLatin1(word);
        }
    }
    void refuses()
    {
        QFETCH(QString, word);
        const auto fault = parseFault(word.toStdString());
        QVERIFY(!fault.ok());
        QCOMPARE(fault.error().symbol, std::string("UNKNOWN_FAULT"));
    }

    void everyKindIsDescribed()
    {
        for (int kind = 0; kind <= int(FaultKind::peerHangs); ++kind) {
            QVERIFY(!faultDescription(static_cast<FaultKind>(kind)).empty());
        }
        QVERIFY(lasts(FaultKind::silentBoth));
        QVERIFY(lasts(FaultKind::icmpSoft));
        QVERIFY(lasts(FaultKind::icmpHard));
        QVERIFY(!lasts(FaultKind::peerCloses));
    }
};

QTEST_GUILESS_MAIN(TestFault)
#include "tst_fault.moc"
