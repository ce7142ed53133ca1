#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/lab/login_limit.h"
#include "ui/window/reports.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

/// One connection of a case.
struct Ending {
    const char* peer;
    EndedBy by;
    nanoseconds opened;
    nanoseconds age;
    bool builtIn = false;
};
Q_DECLARE_METATYPE(std::vector<Ending>)

/// Servers that close connections at the same age.
class LoginLimitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void closedAtTheSameAge_data();
    void closedAtTheSameAge();
    void saysItAgainOnlyWhenAnotherOneJoins();
    void namesThePeerTheAgeAndTheReason();
};

namespace {

constexpr auto kPostgres = "db.example:5432 (10.0.0.5)";
constexpr auto byPeer = EndedBy::peerClosed;

void put(ConnectionStore& store, std::uint32_t id, const Ending& ending,
         std::vector<ConnectionId>& changed)
{
    ConnectionRow row = endedRow(id, ending.by, 0);
    row.opened = at(ending.opened);
    row.endedAt = at(ending.opened + ending.age);
    StackChanges changes;
    changes.infos = {info(id, "conn", ending.peer)};
    changes.infos.front().builtInPeer = ending.builtIn;
    changes.rows = {row};
    store.update(changes, changed);
}

} // namespace

void LoginLimitTest::closedAtTheSameAge_data()
{
    QTest::addColumn<std::vector<Ending>>("endings");
    QTest::addColumn<int>("count");
    using Endings = std::vector<Ending>;
    QTest::newRow("one alone says nothing") << Endings{{kPostgres, byPeer, 0s, 60s}} << 0;
    QTest::newRow("two opened at different times, both closed after a minute")
        << Endings{{kPostgres, byPeer, 0s, 60s}, {kPostgres, byPeer, 7s, 60100ms}} << 2;
    QTest::newRow("three of four at the same age") << Endings{{kPostgres, byPeer, 0s, 60s},
                                                              {kPostgres, byPeer, 1s, 20s},
                                                              {kPostgres, byPeer, 2s, 60200ms},
                                                              {kPostgres, byPeer, 3s, 60s}}
                                                   << 3;
    QTest::newRow("other ages") << Endings{{kPostgres, byPeer, 0s, 60s},
                                           {kPostgres, byPeer, 1s, 61s}}
                                << 0;
    QTest::newRow("a hundredth of a long age is the same")
        << Endings{{kPostgres, byPeer, 0s, 600s}, {kPostgres, byPeer, 1s, 605s}} << 2;
    QTest::newRow("other peers") << Endings{{kPostgres, byPeer, 0s, 60s},
                                            {"10.0.0.6:5432", byPeer, 0s, 60s}}
                                 << 0;
    QTest::newRow("keep-alive gave up") << Endings{{kPostgres, EndedBy::keepAlive, 0s, 60s},
                                                   {kPostgres, EndedBy::keepAlive, 0s, 60s}}
                                        << 0;
    QTest::newRow("our own peer closes when it is told to")
        << Endings{{"127.0.0.1:7777", byPeer, 0s, 60s, true},
                   {"127.0.0.1:7777", byPeer, 0s, 60s, true}}
        << 0;
}

void LoginLimitTest::closedAtTheSameAge()
{
    QFETCH(std::vector<Ending>, endings);
    QFETCH(int, count);
    ConnectionStore store;
    LoginLimitWatch watch;
    std::vector<ConnectionId> changed;
    std::optional<ClosedAtSameAge> found;
    for (std::size_t i = 0; i < endings.size(); ++i) {
        put(store, static_cast<std::uint32_t>(i + 1), endings[i], changed);
        found = watch.look(store, changed);
    }
    QCOMPARE(found.has_value(), count > 0);
    if (found) {
        QCOMPARE(int(found->count), count);
        QCOMPARE(found->peer, std::string(kPostgres));
        QCOMPARE(found->age.count(), endings.back().age.count());
    }
}

void LoginLimitTest::saysItAgainOnlyWhenAnotherOneJoins()
{
    ConnectionStore store;
    LoginLimitWatch watch;
    std::vector<ConnectionId> changed;
    const auto close = [&](std::uint32_t id) {
        put(store, id, {kPostgres, byPeer, 0s, 60s}, changed);
        return watch.look(store, changed);
    };
    QVERIFY(!close(1));
    QVERIFY(close(2));
    QVERIFY(!close(2));
    QCOMPARE(close(3)->count, 3U);
    watch.reset();
    QVERIFY(close(3));
}

void LoginLimitTest::namesThePeerTheAgeAndTheReason()
{
    const Message message = messageOf(ClosedAtSameAge{kPostgres, 3, 60s});
    QCOMPARE(message.severity, Notice::Severity::warning);
    for (const char* words : {"3 connections", kPostgres, "60", "login"}) {
        QVERIFY2(message.words.contains(QString::fromLatin1(words)), qPrintable(message.words));
    }
}

QTEST_MAIN(LoginLimitTest)
#include "tst_login_limit.moc"
