#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/connections/row_key.h"
#include "ui/connections/row_order.h"

#include <QTest>

#include <random>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

using Numbers = std::vector<std::uint32_t>;

class RowOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void filters_data();
    void filters();
    void comparesNumbersInTexts_data();
    void comparesNumbersInTexts();
    void aRangeSortsByItsEnd();
    void sortsTroubleFirst();
    void staysPutWhenNothingMoves();
    void rearrangesLikeAFullSort_data();
    void rearrangesLikeAFullSort();
};

namespace {

void fillWithKinds(ConnectionStore& store)
{
    StackChanges changes;
    changes.infos = {info(1, "web-1", "10.0.0.21:443"), info(2, "db-1"), info(3, "raw-1"),
                     info(4, "lost"), info(5, "nat-1")};
    changes.rows = {openRow(1), probingRow(2, 2), offRow(3), endedRow(4, EndedBy::keepAlive, 110),
                    endedRow(5, EndedBy::reset, 104)};
    std::vector<ConnectionId> changed;
    store.update(changes, changed);
}

} // namespace

void RowOrderTest::filters_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Numbers>("rows");
    QTest::newRow("nothing typed") << "  " << Numbers{1, 2, 3, 4, 5};
    QTest::newRow("part of a name, any case") << "DB" << Numbers{2};
    QTest::newRow("part of a peer") << ":443" << Numbers{1};
    QTest::newRow("two words must both match") << "1 5432" << Numbers{2, 3, 4, 5};
    QTest::newRow("ended ones") << "state:ended" << Numbers{4, 5};
    QTest::newRow("probing ones") << "state:probing" << Numbers{2};
    QTest::newRow("keep-alive off") << "state:off" << Numbers{3};
    QTest::newRow("ended by keep-alive") << "ended:k" << Numbers{4};
    QTest::newRow("not the ended ones") << "-state:ended -db" << Numbers{1, 3};
    QTest::newRow("name only") << "name:1" << Numbers{1, 2, 3, 5};
    QTest::newRow("unknown key is a text") << "colour:red" << Numbers{};
    QTest::newRow("a key without a value") << "state:" << Numbers{1, 2, 3, 4, 5};
}

void RowOrderTest::filters()
{
    QFETCH(QString, line);
    QFETCH(Numbers, rows);
    ConnectionStore store;
    fillWithKinds(store);
    RowOrder order(store);
    order.setFilter(RowFilter(line.toStdString()));
    QCOMPARE(numbers(order.arranged()), rows);
}

void RowOrderTest::comparesNumbersInTexts_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<int>("sign");
    QTest::newRow("2 before 10") << "conn-2"
                                 << "conn-10" << -1;
    QTest::newRow("same") << "conn-2"
                          << "conn-2" << 0;
    QTest::newRow("leading zeros do not count") << "conn-002"
                                                << "conn-10" << -1;
    QTest::newRow("a prefix comes first") << "conn"
                                          << "conn-1" << -1;
    QTest::newRow("letters") << "db"
                             << "app" << 1;
    QTest::newRow("more digits than any integer") << "x99999999999999999999998"
                                                  << "x99999999999999999999999" << -1;
}

void RowOrderTest::comparesNumbersInTexts()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(int, sign);
    const int found = comparedNaturally(one.toStdString(), other.toStdString());
    QCOMPARE((found > 0) - (found < 0), sign);
}

/// Simulated 3 min 16 s, exact, lies within live 3 min 15 s to 3 min 18.3 s.
void RowOrderTest::aRangeSortsByItsEnd()
{
    ConnectionStore::Entry exact{openRow(1, 136s), info(1, "exact")};
    ConnectionStore::Entry range{openRow(2, 120s), info(2, "range")};
    range.row.probeInterval.value = 15s;
    range.row.probeCount.value = 5;
    range.row.timerTick = 4ms;
    ConnectionStore::Entry never{offRow(3), info(3, "never")};
    QVERIFY(comparedBy(Column::foundDeadAfter, exact, range) < 0);
    QVERIFY(comparedBy(Column::foundDeadAfter, range, never) < 0);
    exact.row.idleTime.value = 139s;
    QVERIFY(comparedBy(Column::foundDeadAfter, exact, range) > 0);
}

void RowOrderTest::sortsTroubleFirst()
{
    ConnectionStore store;
    fillWithKinds(store);
    StackChanges more;
    more.rows = {openRow(6, 5s), probingRow(7, 5)};
    std::vector<ConnectionId> changed;
    store.update(more, changed);
    RowOrder order(store);
    order.setSort({.kind = RowSort::Kind::troubleFirst});
    QCOMPARE(numbers(order.arranged()), (Numbers{4, 5, 7, 2, 6, 1, 3}));
}

void RowOrderTest::staysPutWhenNothingMoves()
{
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(manyRows(100), changed);
    RowOrder order(store);
    order.setSort({.kind = RowSort::Kind::column, .column = Column::time});
    order.setRows(order.arranged());
    StackChanges heard;
    heard.rows = {openRow(40, 40s, 12s), openRow(41, 41s, 13s)};
    store.update(heard, changed);
    QVERIFY(!order.rearranged(changed));
}

void RowOrderTest::rearrangesLikeAFullSort_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("filter");
    const auto byColumn = static_cast<int>(RowSort::Kind::column);
    QTest::newRow("trouble first")
        << static_cast<int>(RowSort::Kind::troubleFirst) << 0 << false << "";
    QTest::newRow("by name, filtered by state")
        << byColumn << static_cast<int>(Column::name) << false << "state:open";
    QTest::newRow("by next probe, upwards")
        << byColumn << static_cast<int>(Column::nextProbe) << true << "";
    QTest::newRow("by unanswered, without ended")
        << byColumn << static_cast<int>(Column::unanswered) << true << "-state:ended";
    QTest::newRow("by idle now") << byColumn << static_cast<int>(Column::idleNow) << false << "";
}

namespace {

ConnectionRow anyRow(std::uint32_t id, std::mt19937& random)
{
    switch (random() % 4) {
    case 0:
        return openRow(id, std::chrono::seconds(1 + random() % 20),
                       std::chrono::seconds(random() % 50));
    case 1:
        return probingRow(id, static_cast<std::uint16_t>(1 + random() % 6));
    case 2:
        return endedRow(id, EndedBy::reset, 104);
    default:
        return offRow(id);
    }
}

} // namespace

void RowOrderTest::rearrangesLikeAFullSort()
{
    QFETCH(int, kind);
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QString, filter);
    std::mt19937 random(7); // NOLINT: the same run each time
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    RowOrder order(store);
    order.setFilter(RowFilter(filter.toStdString()));
    order.setSort({static_cast<RowSort::Kind>(kind), static_cast<Column>(column), descending});
    std::uint32_t known = 0;
    for (int round = 0; round < 200; ++round) {
        StackChanges changes;
        for (std::uint32_t i = 0; i < 1 + random() % 8; ++i) {
            const bool isNew = known == 0 || random() % 3 == 0;
            const std::uint32_t id =
                isNew ? ++known : static_cast<std::uint32_t>(1 + random() % known);
            changes.rows.push_back(anyRow(id, random));
            changes.infos.push_back(info(id, "conn-" + std::to_string(random() % 30)));
        }
        store.update(changes, changed);
        if (const auto rows = order.rearranged(changed)) {
            order.setRows(*rows);
        }
        QCOMPARE(numbers(order.rows()), numbers(order.arranged()));
    }
    for (std::size_t row = 0; row < order.rows().size(); ++row) {
        QCOMPARE(order.rowOf(order.rows()[row]), static_cast<int>(row));
    }
}

QTEST_GUILESS_MAIN(RowOrderTest)
#include "tst_row_order.moc"
