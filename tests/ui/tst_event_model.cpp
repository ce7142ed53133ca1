#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/events/event_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

class EventModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void showsAnEvent_data();
    void showsAnEvent();
    void filters_data();
    void filters();
    void faultsAreToldInWords_data();
    void faultsAreToldInWords();
    void aNameThatComesLateIsFound();
    void eachNameAndTextIsSearchedOnce();
    void listsOnlyTheRange();
    void takesInABoundedNumber();
    void keepsTheNewest();
    void saysHowFarBackItLooked();
    void findsAnEventOfTheLog();
    void obeysTheRulesOfModels();
};

namespace {

Event happened(nanoseconds time, EventKind kind, std::uint32_t id = 1)
{
    Event made;
    made.time = at(time);
    made.kind = kind;
    made.connection = ConnectionId{id};
    return made;
}

Event ended()
{
    Event made = happened(8s, EventKind::ended);
    made.endedBy = EndedBy::keepAlive;
    made.errorCode = 110;
    return made;
}

struct Fixture {
    ConnectionStore store;
    history::EventLog log;
    EventModel model{store};

    Fixture()
    {
        std::vector<ConnectionId> changed;
        store.update(manyRows(2), changed);
        model.setLog(&log, 0);
    }
    void add(const std::vector<Event>& events, const std::vector<std::string>& texts = {})
    {
        log.append(events, texts);
        model.refresh();
    }
    /// A life of connection 1, and data on connection 2.
    void addALife()
    {
        Event lost = happened(7s, EventKind::probe_unanswered);
        lost.probeNumber = 1;
        lost.probeCount = 3;
        lost.idleMs = 5000;
        Event changed = happened(2s, EventKind::settings_changed);
        changed.detail = TextId{1};
        add({happened(1s, EventKind::opened), changed, happened(3s, EventKind::data_received, 2),
             happened(5s, EventKind::probe_sent), lost, ended()},
            {"5 s / 1 s / 3"});
    }
};

} // namespace

void EventModelTest::showsAnEvent_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::newRow("time since the start") << 0 << int(EventModel::Time) << "1 s";
    QTest::newRow("connection's name") << 2 << int(EventModel::Connection) << "conn-2";
    QTest::newRow("what happened") << 4 << int(EventModel::What) << "probe unanswered";
    QTest::newRow("probe 1 of 3") << 4 << int(EventModel::Probe) << "1 / 3";
    QTest::newRow("idle for 5 s") << 4 << int(EventModel::Idle) << "5.0 s";
    QTest::newRow("settings as text") << 1 << int(EventModel::Detail) << "5 s / 1 s / 3";
    QTest::newRow("who ended it and the error")
        << 5 << int(EventModel::Detail) << "K: keep-alive gave up, ETIMEDOUT (110)";
}

void EventModelTest::showsAnEvent()
{
    QFETCH(int, row);
    QFETCH(int, column);
    Fixture fixture;
    fixture.addALife();
    QTEST(fixture.model.index(row, column).data().toString(), "text");
}

void EventModelTest::filters_data()
{
    QTest::addColumn<EventFilter>("filter");
    QTest::addColumn<int>("rows");
    const ConnectionId none = ConnectionId::none;
    QTest::newRow("everything") << EventFilter{} << 6;
    QTest::newRow("changes and trouble") << EventFilter{EventLevel::noticeable, none, {}} << 4;
    QTest::newRow("trouble only") << EventFilter{EventLevel::trouble, none, {}} << 2;
    QTest::newRow("one connection") << EventFilter{{}, ConnectionId{2}, {}} << 1;
    QTest::newRow("an error's name, any case") << EventFilter{{}, none, "etimedout"} << 1;
    QTest::newRow("two words") << EventFilter{{}, none, "conn-1 probe"} << 2;
    QTest::newRow("name, event and detail") << EventFilter{{}, none, "conn-1 ended gave"} << 1;
    QTest::newRow("nothing fits") << EventFilter{{}, none, "weather"} << 0;
}

void EventModelTest::filters()
{
    QFETCH(EventFilter, filter);
    Fixture fixture;
    fixture.addALife();
    fixture.model.setFilter(filter);
    fixture.model.refresh();
    QTEST(fixture.model.rowCount(), "rows");
}

void EventModelTest::faultsAreToldInWords_data()
{
    QTest::addColumn<std::string>("word");
    QTest::addColumn<QString>("words");
    QTest::newRow("every third") << std::string("lossy-3") << "every 3rd probe is lost";
    QTest::newRow("every eleventh") << std::string("lossy-11") << "every 11th probe is lost";
    QTest::newRow("a share") << std::string("lossy-30%") << "30% of the probes are lost";
    QTest::newRow("the cable") << std::string("silent")
                               << "cable pulled beyond the switch: what we send is lost";
    QTest::newRow("no fault's word") << std::string("host gone") << "host gone";
}

void EventModelTest::faultsAreToldInWords()
{
    QFETCH(std::string, word);
    Fixture fixture;
    Event fault = happened(1s, EventKind::fault_set);
    fault.detail = TextId{1};
    fixture.add({fault}, {word});
    QTEST(fixture.model.index(0, EventModel::Detail).data().toString(), "words");
    for (const std::string& wanted : {word, std::string("lost")}) {
        fixture.model.setFilter({{}, ConnectionId::none, wanted});
        fixture.model.refresh();
        QCOMPARE(fixture.model.rowCount(), wanted == "lost" && word == "host gone" ? 0 : 1);
    }
}

void EventModelTest::aNameThatComesLateIsFound()
{
    Fixture fixture;
    fixture.model.setFilter({{}, ConnectionId::none, "late"});
    fixture.add({happened(1s, EventKind::opened, 3)});
    QCOMPARE(fixture.model.rowCount(), 0);
    StackChanges changes;
    changes.infos.push_back(info(3, "late"));
    std::vector<ConnectionId> changed;
    fixture.store.update(changes, changed);
    fixture.add({happened(2s, EventKind::data_received, 3)});
    QCOMPARE(fixture.model.rowCount(), 1);
}

void EventModelTest::eachNameAndTextIsSearchedOnce()
{
    int asked = 0;
    WordMatch match(
        [&](ConnectionId id) {
            ++asked;
            return std::optional("conn-" + std::to_string(indexOf(id)));
        },
        [&](TextId) {
            ++asked;
            return std::string("5 s / 1 s / 3");
        });
    match.setWords("conn-1 3");
    int accepted = 0;
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        Event event = happened(1s, EventKind::settings_changed, i % 20);
        event.detail = TextId{1};
        accepted += match.accepts(event) ? 1 : 0;
    }
    QCOMPARE(accepted, 11 * 2500); // 1 and 10 to 19
    QCOMPARE(asked, 20 + 1);
}

void EventModelTest::listsOnlyTheRange()
{
    Fixture fixture;
    fixture.addALife();
    EventFilter filter;
    filter.from = at(2s);
    filter.until = at(7s);
    fixture.model.setFilter(filter);
    QVERIFY(fixture.model.refresh());
    QCOMPARE(fixture.model.rowCount(), 3); // changed, data, probe; what is at its end is not in it
    QCOMPARE(fixture.model.eventAt(0).kind, EventKind::settings_changed);
    fixture.add({happened(9s, EventKind::note)});
    QCOMPARE(fixture.model.rowCount(), 3);
    fixture.model.setFilter({});
    QVERIFY(fixture.model.refresh());
    QCOMPARE(fixture.model.rowCount(), 7);
}

void EventModelTest::takesInABoundedNumber()
{
    Fixture fixture;
    fixture.log.append(std::vector<Event>(1000, happened(1s, EventKind::probe_sent)));
    QVERIFY(!fixture.model.refresh(300));
    QCOMPARE(fixture.model.rowCount(), 300);
    QVERIFY(fixture.model.refresh(700));
    QCOMPARE(fixture.model.rowCount(), 1000);
}

void EventModelTest::keepsTheNewest()
{
    Fixture fixture;
    const auto most = EventModel::kMostRows + EventModel::kMostRows / 5;
    std::vector<Event> events(most, happened(1s, EventKind::probe_sent));
    events.back().time = at(2s);
    fixture.log.append(events);
    while (!fixture.model.refresh()) {
    }
    QCOMPARE(fixture.model.rowCount(), int(EventModel::kMostRows));
    QCOMPARE(fixture.model.eventAt(fixture.model.rowCount() - 1).time, at(2s));
}

void EventModelTest::saysHowFarBackItLooked()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Fixture fixture;
    const auto refreshAll = [&] {
        while (!fixture.model.refresh()) {
        }
    };
    fixture.addALife();
    QCOMPARE(fixture.model.countText(), QStringLiteral("6 events"));
    fixture.model.setFilter({EventLevel::trouble, ConnectionId::none, {}});
    refreshAll();
    QCOMPARE(fixture.model.countText(), QStringLiteral("2 events"));
    fixture.log.append(
        std::vector<Event>(EventModel::kLookBack - 1, happened(9s, EventKind::probe_answered)));
    fixture.model.setFilter({EventLevel::trouble, ConnectionId{1}, {}});
    refreshAll();
    QCOMPARE(fixture.model.countText(), QStringLiteral("1 events in the last 1,000,000"));
    fixture.model.setFilter({});
    refreshAll();
    QCOMPARE(fixture.model.countText(), QStringLiteral("the last 100,000 of 1,000,005 events"));
}

void EventModelTest::findsAnEventOfTheLog()
{
    Fixture fixture;
    fixture.addALife();
    fixture.model.setFilter({EventLevel::trouble, ConnectionId::none, {}});
    fixture.model.refresh();
    QCOMPARE(fixture.model.rowOf(5), 1);
    QCOMPARE(fixture.model.rowOf(0), -1);
}

void EventModelTest::obeysTheRulesOfModels()
{
    Fixture fixture;
    QAbstractItemModelTester tester(&fixture.model,
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    fixture.addALife();
    fixture.model.setFilter({EventLevel::noticeable, ConnectionId::none, {}});
    fixture.model.refresh();
    fixture.add({happened(9s, EventKind::note)});
    QCOMPARE(fixture.model.rowCount(), 5);
}

QTEST_MAIN(EventModelTest)
#include "tst_event_model.moc"
