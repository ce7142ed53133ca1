#include "core/defaults/used_by.h"

#include <QtTest>

#include <vector>

using namespace kai::defaults;

class UsedByTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts();
    void manyAreCounted();
};

void UsedByTest::texts()
{
    using enum NotUsing;
    const auto text = [](const std::vector<ConnectionUse>& uses) { return usedBy(uses); };
    QCOMPARE(text({}), std::string{"no connections"});
    QCOMPARE(text({{"db", nothing}}), std::string{"1 of 1 connection"});
    QCOMPARE(text({{"app-1", keepAliveOff}, {"app-2", ownValues}, {"app-3", openedBeforeRestart}}),
             std::string{"0 of 3 connections: app-1 keep-alive off, app-2 own values, app-3 opened "
                         "before the restart"});
    QCOMPARE(text({{"db", nothing}, {"web", fromListener}, {"old", ended}}),
             std::string{"1 of 3 connections: web values of its listener, old has ended"});
}

void UsedByTest::manyAreCounted()
{
    std::vector<ConnectionUse> uses(10'000, ConnectionUse{"c", NotUsing::keepAliveOff});
    QCOMPARE(usedBy(uses),
             std::string{"0 of 10000 connections: c keep-alive off, c keep-alive off, "
                         "c keep-alive off, c keep-alive off, c keep-alive off and 9995 more"});
    uses.resize(5);
    QVERIFY(usedBy(uses).find("more") == std::string::npos);
}

QTEST_APPLESS_MAIN(UsedByTest)
#include "tst_used_by.moc"
