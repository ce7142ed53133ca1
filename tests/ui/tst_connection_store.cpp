#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

class ConnectionStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void keepsTheNewestRow();
    void reportsEachIdOnceNewOnesFirst();
    void knowsNothingOfOtherIds();
    void forgetsAll();
};

void ConnectionStoreTest::keepsTheNewestRow()
{
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(manyRows(2), changed);
    StackChanges later;
    later.rows = {probingRow(2, 3)};
    store.update(later, changed);
    QCOMPARE(store.find(ConnectionId{2})->row.local.unanswered, std::uint16_t(3));
    QCOMPARE(store.find(ConnectionId{2})->info.name, std::string("conn-2"));
}

void ConnectionStoreTest::reportsEachIdOnceNewOnesFirst()
{
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(manyRows(3), changed);
    QCOMPARE(numbers(changed), (std::vector<std::uint32_t>{1, 2, 3}));

    StackChanges later;
    later.infos = {info(2, "renamed"), info(4, "new")};
    later.rows = {openRow(2), openRow(4), openRow(1)};
    store.update(later, changed);
    QCOMPARE(numbers(changed), (std::vector<std::uint32_t>{4, 2, 1}));
    QCOMPARE(numbers(store.ids()), (std::vector<std::uint32_t>{1, 2, 3, 4}));

    store.update({}, changed);
    QVERIFY(changed.empty());
}

void ConnectionStoreTest::knowsNothingOfOtherIds()
{
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    StackChanges gap;
    gap.rows = {openRow(7)};
    store.update(gap, changed);
    QVERIFY(!store.find(ConnectionId::none));
    QVERIFY(!store.find(ConnectionId{3}));
    QVERIFY(!store.find(ConnectionId{8}));
    QVERIFY(store.find(ConnectionId{7}));
}

void ConnectionStoreTest::forgetsAll()
{
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(manyRows(3), changed);
    store.clear();
    QCOMPARE(store.size(), std::size_t(0));
    QVERIFY(!store.find(ConnectionId{1}));
    store.update(manyRows(1), changed);
    QCOMPARE(numbers(changed), (std::vector<std::uint32_t>{1}));
}

QTEST_GUILESS_MAIN(ConnectionStoreTest)
#include "tst_connection_store.moc"
