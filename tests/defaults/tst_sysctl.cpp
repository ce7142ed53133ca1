#include "core/defaults/sysctl.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace kai;
using namespace kai::defaults;
using namespace std::chrono_literals;

class SysctlTest : public QObject {
    Q_OBJECT

    static void write(const QTemporaryDir& folder, const char* name, const QByteArray& text)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static Result<KeepAliveSysctls> read(const QTemporaryDir& folder)
    {
        return readSysctls(folder.path().toStdString());
    }

private slots:
    void reading_data()
    {
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<QByteArray>("interval");
        QTest::addColumn<QByteArray>("probes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("as the kernel comes")
            << QByteArray("7200\n") << QByteArray("75\n") << QByteArray("9\n") << "7200 75 9";
        QTest::newRow("changed by an administrator")
            << QByteArray("60\n") << QByteArray("10\n") << QByteArray("6\n") << "60 10 6";
        QTest::newRow("negative, which the kernel stores")
            << QByteArray("-1\n") << QByteArray("75\n") << QByteArray("0\n") << "0 75 0";
        QTest::newRow("damaged") << QByteArray("soon\n") << QByteArray("75\n") << QByteArray("9\n")
                                 << "NO_NUMBER";
        QTest::newRow("empty file")
            << QByteArray("") << QByteArray("75\n") << QByteArray("9\n") << "EIO";
    }
    void reading()
    {
        QFETCH(QByteArray, time);
        QFETCH(QByteArray, interval);
        QFETCH(QByteArray, probes);
        QFETCH(QString, expected);
        const QTemporaryDir folder;
        write(folder, "tcp_keepalive_time", time);
        write(folder, "tcp_keepalive_intvl", interval);
        write(folder, "tcp_keepalive_probes", probes);
        const Result<KeepAliveSysctls> values = read(folder);
        const QString got = values.ok() ? QStringLiteral("%1 %2 %3")
                                              .arg(values->timeSeconds)
                                              .arg(values->intervalSeconds)
                                              .arg(values->probes)
                                        : QString::fromStdString(values.error().symbol);
        QCOMPARE(got, expected);
    }

    void missingFolderIsAnErrorWithARemedy()
    {
        const Result<KeepAliveSysctls> values = readSysctls("/nonexistent");
        QVERIFY(!values.ok());
        QCOMPARE(values.error().symbol, std::string("ENOENT"));
        QCOMPARE(values.error().number, 2);
        QVERIFY(!values.error().remedy.empty());
    }

    void thisComputerAgreesWithItsFiles()
    {
        QFile file(QStringLiteral("/proc/sys/net/ipv4/tcp_keepalive_time"));
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("no /proc/sys here");
        }
        const Result<KeepAliveSysctls> values = readSysctls();
        QVERIFY(values.ok());
        QCOMPARE(values->timeSeconds, file.readAll().trimmed().toUInt());
    }

    void described()
    {
        const SystemDefaults defaults = describeSysctls({600, 30, 4}, "Linux 6.18.44");
        QCOMPARE(defaults.system, std::string("Linux 6.18.44"));
        QCOMPARE(defaults.idleTime, milliseconds{600s});
        QCOMPARE(defaults.probeInterval, milliseconds{30s});
        QCOMPARE(defaults.probeCount, std::uint16_t{4});
        QCOMPARE(defaults.values.size(), std::size_t{3});
        const SystemDefault& time = defaults.values.front();
        QCOMPARE(time.path, std::string("/proc/sys/net/ipv4/tcp_keepalive_time"));
        QCOMPARE(time.builtIn, std::uint64_t{7200});
        QCOMPARE(time.stored.value(), std::uint64_t{600});
        QCOMPARE(time.inForce, std::uint64_t{600});
        QVERIFY(time.unit == DefaultUnit::second);
    }
};

QTEST_APPLESS_MAIN(SysctlTest)
#include "tst_sysctl.moc"
