#include "core/defaults/registry_report.h"
#include "tests/ui/rows.h"
#include "ui/defaults/defaults_text.h"
#include "ui/lab/texts.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

namespace {

SystemDefaults linuxHost(const defaults::KeepAliveSysctls& values = {})
{
    return defaults::describeSysctls(values, "Linux 6.1");
}

SystemDefaults windowsHost(const defaults::RegistryValues& values = {})
{
    return defaults::systemDefaults(HostId::first,
                                    {defaults::WindowsRelease::windows11, values, values});
}

ConnectionRow rowWith(std::uint32_t id, Origin time, Origin interval, Origin count)
{
    ConnectionRow row = openRow(id);
    row.idleTime.origin = time;
    row.probeInterval.origin = interval;
    row.probeCount.origin = count;
    return row;
}

ConnectionStore storeOf(const std::vector<ConnectionRow>& rows)
{
    StackChanges changes;
    changes.rows = rows;
    for (const ConnectionRow& row : rows) {
        changes.infos.push_back(info(indexOf(row.id), "app-" + std::to_string(indexOf(row.id))));
    }
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(changes, changed);
    return store;
}

using Rows = std::vector<ConnectionRow>;

} // namespace

Q_DECLARE_METATYPE(Rows)

class TestDefaultsText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usedBy_data()
    {
        QTest::addColumn<Rows>("rows");
        QTest::addColumn<QString>("words");
        const auto sys = Origin::sysctl;
        const auto own = Origin::socketOption;
        QTest::newRow("nobody there") << Rows{} << "Used by no connections.";
        QTest::newRow("one that sets nothing")
            << Rows{rowWith(1, sys, sys, sys)} << "Used by 1 of 1 connection.";
        QTest::newRow("off, own values, ended")
            << Rows{rowWith(1, sys, sys, sys), offRow(2), rowWith(3, own, own, own),
                    endedRow(4, EndedBy::reset, 104)}
            << "Used by 1 of 4 connections: app-2 keep-alive off, app-3 own values, app-4 has "
               "ended.";
        QTest::newRow("S13: inherited from the listener")
            << Rows{rowWith(1, Origin::listener, Origin::listener, Origin::listener)}
            << "Used by 0 of 1 connection: app-1 values of its listener.";
        QTest::newRow("I3: SIO_KEEPALIVE_VALS leaves the count to the system")
            << Rows{rowWith(1, Origin::keepAliveVals, Origin::keepAliveVals, Origin::builtIn)}
            << "Time and interval used by 0 of 1 connection: app-1 own values. Probe count used "
               "by 1 of 1 connection.";
        QTest::newRow("an interval of its own only")
            << Rows{rowWith(1, sys, own, sys)}
            << "Time used by 1 of 1 connection. Interval used by 0 of 1 connection: app-1 own "
               "values. Probe count used by 1 of 1 connection.";
    }
    void usedBy()
    {
        QFETCH(Rows, rows);
        QFETCH(QString, words);
        QCOMPARE(usedByText(storeOf(rows), {linuxHost()}), words);
    }

    void severalHostsHaveALineEach()
    {
        SystemDefaults other = windowsHost();
        other.host = static_cast<HostId>(1);
        const auto store =
            storeOf({rowWith(1, Origin::registry, Origin::registry, Origin::registry)});
        QCOMPARE(usedByText(store, {windowsHost(), other}),
                 QStringLiteral("Windows 11: Used by 1 of 1 connection.\n"
                                "Windows 11: Used by no connections."));
    }

    void sysctlsComeBackFromTheirDescription()
    {
        const defaults::KeepAliveSysctls values{300, 20, 4};
        QCOMPARE(sysctlsOf(linuxHost(values)), values);
        const auto lines = linesOf(linuxHost(values));
        QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY(lines[0].lines.contains(QStringLiteral("net.ipv4.tcp_keepalive_time = 300\n")));
    }

    void registryLinesNameWhatIsStored()
    {
        defaults::RegistryValues values;
        values.store(defaults::RegistryName::keepAliveTime, 300'000);
        QCOMPARE(storedIn(windowsHost(values)), values);
        const auto lines = linesOf(windowsHost(values));
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(lines[0].lines.startsWith(QStringLiteral("reg add ")));
        QVERIFY(lines[1].lines.startsWith(QStringLiteral("Set-ItemProperty ")));
        for (const DefaultsLines& one : lines) {
            QVERIFY(one.lines.contains(QStringLiteral("300000")));
            QCOMPARE(one.lines.count(QLatin1Char('\n')), 1);
        }
        QVERIFY(linesOf(windowsHost())[0].lines.isEmpty());
    }

    void pasted_data()
    {
        QTest::addColumn<QString>("clipboard");
        QTest::addColumn<QString>("system");
        QTest::addColumn<qint64>("timeMs");
        QTest::addColumn<QString>("summary");
        QTest::newRow("sysctl -a, one of them")
            << "kernel.ostype = Linux\nnet.ipv4.tcp_keepalive_time = 600\n"
            << "Linux" << qint64{600'000}
            << "1 value. Not about keep-alive, or not understood: kernel.ostype";
        QTest::newRow("reg query")
            << "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\r\n"
               "    KeepAliveTime    REG_DWORD    0x493e0\r\n"
            << "Windows 11" << qint64{300'000} << "1 value.";
        QTest::newRow("five other lines: three are named")
            << "a.b = 1\na.c = 1\na.d = 1\na.e = 1\na.f = 1\n"
               "net.ipv4.tcp_keepalive_probes = 5\nnet.ipv4.tcp_keepalive_intvl = 5\n"
            << "Linux" << qint64{7'200'000} << "a.d = 1; and 2 more";
    }
    void pasted()
    {
        QFETCH(QString, clipboard);
        QFETCH(QString, system);
        QFETCH(qint64, timeMs);
        QFETCH(QString, summary);
        const auto read = defaults::readPasted(clipboard.toStdString());
        QVERIFY(read.ok());
        const auto meaning = meaningOf(*read, 4ms);
        QCOMPARE(text(meaning.defaults.system), system);
        QCOMPARE(qint64(meaning.defaults.idleTime.count()), timeMs);
        QCOMPARE(meaning.tick, system == QLatin1String("Linux") ? nanoseconds{4ms} : nanoseconds{});
        QVERIFY2(summaryOf(*read).contains(summary), qPrintable(summaryOf(*read)));
    }
};

QTEST_MAIN(TestDefaultsText)
#include "tst_defaults_text.moc"
