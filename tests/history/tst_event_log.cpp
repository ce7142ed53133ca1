#include "core/history/event_log.h"
#include "tests/history/random_events.h"

#include <QtTest>

using namespace kai;
using namespace kai::history;

namespace {

std::vector<Event> everySecond(std::size_t count, double from = 0)
{
    std::vector<Event> events(count);
    for (std::size_t i = 0; i < count; ++i) {
        events[i].time = at(from + static_cast<double>(i));
        events[i].connection = static_cast<ConnectionId>(1 + i % 3);
        events[i].kind = EventKind::probe_sent;
    }
    return events;
}

std::vector<std::uint64_t> visited(const EventLog& log, Moment from, Moment until,
                                   ConnectionId connection)
{
    std::vector<std::uint64_t> indices;
    log.visit(from, until, connection,
              [&](std::uint64_t index, const Event&) { indices.push_back(index); });
    return indices;
}

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyLogHasNothing()
    {
        const EventLog log;
        QCOMPARE(log.endIndex(), 0u);
        QCOMPARE(log.lowerBound(Moment{}), 0u);
        QVERIFY(!log.next(Moment{}));
        QVERIFY(!log.previous(kNever));
        QCOMPARE(log.lost().events, 0u);
        QVERIFY(visited(log, Moment{}, kNever, ConnectionId::none).empty());
    }

    void everyEventComesBackAsItWas()
    {
        EventLog log;
        const auto events = randomEvents(20'000, 7, 1);
        for (std::size_t i = 0; i < events.size(); i += 100) {
            log.append(std::span(events).subspan(i, 100));
        }
        QCOMPARE(log.endIndex(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QVERIFY(log.at(i) == events[i]);
        }
    }

    void aRangeIncludesItsStartAndNotItsEnd()
    {
        EventLog log;
        log.append(everySecond(9));
        QCOMPARE(visited(log, at(2), at(5), ConnectionId::none),
                 (std::vector<std::uint64_t>{2, 3, 4}));
        QCOMPARE(visited(log, at(0), at(9), ConnectionId{2}),
                 (std::vector<std::uint64_t>{1, 4, 7}));
        QCOMPARE(log.lowerBound(at(2.5)), 3u);
        QCOMPARE(log.lowerBound(at(99)), 9u);
    }

    void oneConnectionMeansBothItsEnds()
    {
        EventLog log;
        auto events = everySecond(6);
        for (Event& event : events) {
            event.connection = ConnectionId{1};
        }
        events[1].flags = events[2].flags = event_flag::kPeerEnd;
        log.append(events);
        QCOMPARE(visited(log, at(0), at(9), ConnectionId{1}),
                 (std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5}));
    }

    void steppingFindsTheNeighboursOfAMoment()
    {
        EventLog log;
        auto events = everySecond(9);
        events[6].kind = EventKind::ended;
        log.append(events);
        QCOMPARE(log.next(at(3)), std::optional<std::uint64_t>{4});
        QCOMPARE(log.previous(at(3)), std::optional<std::uint64_t>{2});
        QCOMPARE(log.next(at(3), maskOf(EventKind::ended)), std::optional<std::uint64_t>{6});
        QVERIFY(!log.previous(at(3), maskOf(EventKind::ended)));
        QVERIFY(!log.next(at(8)));
    }

    void textsAreFoundById()
    {
        EventLog log;
        const std::vector<std::string> first{"one", "two"};
        const std::vector<std::string> many(1000, "again");
        log.append({}, first);
        log.append({}, many);
        QCOMPARE(log.text(TextId{1}), std::string_view("one"));
        QCOMPARE(log.text(TextId{2}), std::string_view("two"));
        QCOMPARE(log.text(TextId{1002}), std::string_view("again"));
        QVERIFY(log.text(TextId{1003}).empty());
        QVERIFY(log.text(TextId::empty).empty());
    }

    void theOldestShrinkToTheirSummary()
    {
        EventLog log({.events = 3 * EventStore::kChunk, .bytes = 1ull << 40});
        const auto events = everySecond(10 * EventStore::kChunk);
        log.append(events);
        const LostSummary lost = log.lost();
        QCOMPARE(lost.events, 7 * EventStore::kChunk);
        QCOMPARE(log.firstIndex(), lost.events);
        QVERIFY(lost.from == at(0));
        QVERIFY(lost.until == events[lost.events - 1].time);
        QCOMPARE(lost.kinds[static_cast<std::size_t>(EventKind::probe_sent)], lost.events);
        QCOMPARE(log.at(0).connection, ConnectionId::none);
        QVERIFY(log.at(lost.events) == events[lost.events]);
        QCOMPARE(visited(log, Moment{}, kNever, ConnectionId::none).size(), 3 * EventStore::kChunk);
        QCOMPARE(visited(log, Moment{}, kNever, ConnectionId{1}).size(), EventStore::kChunk);
    }

    void aBoundInBytesIsKept()
    {
        EventLog log({.events = 1'000'000, .bytes = 4'000'000});
        const auto events = randomEvents(400'000, 50, 3);
        for (std::size_t i = 0; i < events.size(); i += 1000) {
            log.append(std::span(events).subspan(i, 1000));
        }
        QVERIFY2(log.bytesUsed() <= 4'000'000, qPrintable(QString::number(log.bytesUsed())));
        QVERIFY(log.endIndex() - log.firstIndex() > 50'000);
        std::uint64_t seen = 0;
        for (unsigned id = 1; id <= 50; ++id) {
            seen += visited(log, Moment{}, kNever, ConnectionId{id}).size();
        }
        QCOMPARE(seen, log.endIndex() - log.firstIndex());
    }

    void anEventTakesAtMost48Bytes()
    {
        EventLog log;
        const auto events = randomEvents(1'000'000, 1000, 4);
        for (std::size_t i = 0; i < events.size(); i += 25'000) {
            log.append(std::span(events).subspan(i, 25'000));
        }
        const double each =
            static_cast<double>(log.bytesUsed()) / static_cast<double>(events.size());
        QVERIFY2(each <= 48, qPrintable(QString::number(each)));
    }
};

QTEST_APPLESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
