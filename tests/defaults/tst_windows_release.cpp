#include "core/defaults/windows_release.h"

#include <QtTest>

#include <algorithm>

using namespace kai::defaults;

/// The table of releases: D2-D4, S10, S11, O1.
class WindowsReleaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsStandInOrderOfBuild();
    void namesThatPeopleWrite_data();
    void namesThatPeopleWrite();
    void unknownNames();
    void rulesBegin_data();
    void rulesBegin();
};

void WindowsReleaseTest::rowsStandInOrderOfBuild()
{
    const auto rows = allReleases();
    QCOMPARE(rows.size(), std::size_t{15});
    for (const auto& row : rows) {
        QVERIFY(&rulesOf(row.release) == &row);
        QVERIFY(releaseNamed(row.word) == row.release);
        QVERIFY(releaseNamed(row.name) == row.release);
    }
    QVERIFY(std::is_sorted(rows.begin(), rows.end(), [](const auto& one, const auto& other) {
        return one.build < other.build;
    }));
}

void WindowsReleaseTest::namesThatPeopleWrite_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("release");
    const auto row = [](const char* word, WindowsRelease release) {
        QTest::newRow(word) << QByteArray{word} << static_cast<int>(release);
    };
    row("windows-11", WindowsRelease::windows11);
    row("Windows 11", WindowsRelease::windows11);
    row("11", WindowsRelease::windows11);
    row("xp", WindowsRelease::windowsXp);
    row("XP", WindowsRelease::windowsXp);
    row("2000", WindowsRelease::windows2000);
    row("server-2003", WindowsRelease::windowsServer2003);
    row("windows-server-2008", WindowsRelease::windowsVista);
    row("Server 2008 R2", WindowsRelease::windows7);
    row("8.1", WindowsRelease::windows81);
    row("server-2016", WindowsRelease::windows10_1607);
    row("2019", WindowsRelease::windows10_1809);
    row("10_21H1", WindowsRelease::windows10_21H1);
    row("windows-10", WindowsRelease::windows10_21H1);
    row("15063", WindowsRelease::windows10_1703);
    row("server-2025", WindowsRelease::windowsServer2025);
}

void WindowsReleaseTest::namesThatPeopleWrite()
{
    QFETCH(QByteArray, word);
    QFETCH(int, release);
    const auto found = releaseNamed(word.toStdString());
    QVERIFY(found.has_value());
    QCOMPARE(static_cast<int>(*found), release);
}

void WindowsReleaseTest::unknownNames()
{
    QVERIFY(!releaseNamed(""));
    QVERIFY(!releaseNamed("windows-"));
    QVERIFY(!releaseNamed("windows-12"));
    QVERIFY(!releaseNamed("linux"));
}

void WindowsReleaseTest::rulesBegin_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("rule");
    const auto row = [](const char* name, WindowsRelease before, WindowsRelease from, int rule) {
        QTest::newRow(name) << static_cast<int>(before) << static_cast<int>(from) << rule;
    };
    using enum WindowsRelease;
    row("D2: fixed count from Vista", windowsServer2003, windowsVista, 0);
    row("S10: refused while connecting from Vista", windowsServer2003, windowsVista, 1);
    row("D4: TCP_KEEPCNT from 1703", windows10_1607, windows10_1703, 2);
    row("D4: TCP_KEEPIDLE and TCP_KEEPINTVL from 1709", windows10_1703, windows10_1709, 3);
    row("D4: option 3 undocumented from Vista", windowsServer2003, windowsVista, 4);
    row("O1: WSAENOBUFS for length -1 from 21H1", windows10_1809, windows10_21H1, 5);
}

void WindowsReleaseTest::rulesBegin()
{
    QFETCH(int, before);
    QFETCH(int, from);
    QFETCH(int, rule);
    const auto holds = [rule](const ReleaseRules& r) {
        const bool rules[]{!r.countFromRegistry,
                           !r.setWhileConnecting,
                           r.keepCount,
                           r.keepIdleAndInterval,
                           r.option3Undocumented || r.keepIdleAndInterval,
                           r.negativeLengthIsNoBufs};
        return rules[rule];
    };
    for (const auto& release : allReleases()) {
        QCOMPARE(holds(release), static_cast<int>(release.release) >= from);
    }
    QCOMPARE(from, before + 1);
}

QTEST_APPLESS_MAIN(WindowsReleaseTest)
#include "tst_windows_release.moc"
