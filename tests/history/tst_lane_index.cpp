#include "core/history/event_log.h"
#include "tests/history/random_events.h"

#include <QtTest>

using namespace kai;
using namespace kai::history;

namespace {

/// What LaneIndex promises, by looking at every event.
class BruteForce {
public:
    BruteForce(std::vector<Event> events, std::size_t first)
        : m_events(std::move(events))
        , m_first(first)
    {
    }

    [[nodiscard]] LaneSummary summary(const LaneKey& lane, Moment from, Moment until) const
    {
        LaneSummary sum;
        Moment received = kNever;
        for (std::size_t i = m_first; i < m_events.size() && m_events[i].time < until; ++i) {
            const Event& event = m_events[i];
            if (!(laneOf(event) == lane)) {
                continue;
            }
            if (event.time >= from) {
                add(sum, event, i, received);
            }
            received = restartsIdle(event.kind) ? event.time : received;
        }
        return sum;
    }

    [[nodiscard]] std::optional<std::uint64_t> next(const LaneKey& lane, Moment time,
                                                    KindMask kinds) const
    {
        for (std::size_t i = m_first; i < m_events.size(); ++i) {
            if (laneOf(m_events[i]) == lane && m_events[i].time > time &&
                (maskOf(m_events[i].kind) & kinds) != 0) {
                return i;
            }
        }
        return {};
    }

    [[nodiscard]] std::optional<std::uint64_t> previous(const LaneKey& lane, Moment time,
                                                        KindMask kinds) const
    {
        for (std::size_t i = m_events.size(); i > m_first; --i) {
            const Event& event = m_events[i - 1];
            if (laneOf(event) == lane && event.time < time && (maskOf(event.kind) & kinds) != 0) {
                return i - 1;
            }
        }
        return {};
    }

private:
    static void add(LaneSummary& sum, const Event& event, std::size_t index, Moment received)
    {
        sum.firstIndex = sum.count == 0 ? index : sum.firstIndex;
        sum.lastIndex = index;
        ++sum.count;
        sum.kinds |= maskOf(event.kind);
        if (received != kNever) {
            sum.longestIdle =
                std::max(sum.longestIdle, std::chrono::floor<milliseconds>(event.time - received));
        }
        if (event.kind == EventKind::probe_unanswered && event.probeNumber > sum.unanswered) {
            sum.unanswered = event.probeNumber;
            sum.probeCount = event.probeCount;
        }
    }

    std::vector<Event> m_events;
    std::size_t m_first;
};

QByteArray text(const LaneSummary& sum)
{
    return QByteArray::number(quint64(sum.count)) + " events " +
           QByteArray::number(quint64(sum.firstIndex)) + ".." +
           QByteArray::number(quint64(sum.lastIndex)) + " kinds " +
           QByteArray::number(sum.kinds, 2) + " k " + QByteArray::number(sum.unanswered) + "/" +
           QByteArray::number(sum.probeCount) + " idle " +
           QByteArray::number(qint64(sum.longestIdle.count()));
}

} // namespace

class TestLaneIndex : public QObject {
    Q_OBJECT

    static LaneKey lane(unsigned id, bool peer = false) { return {ConnectionId{id}, peer}; }

private Q_SLOTS:
    void summariesAgreeWithAScan_data()
    {
        QTest::addColumn<unsigned>("connections");
        QTest::addColumn<int>("count");
        QTest::addColumn<unsigned>("seed");
        QTest::newRow("one connection, few events") << 1u << 40 << 1u;
        QTest::newRow("one connection, four levels") << 1u << 120'000 << 2u;
        QTest::newRow("ten connections") << 10u << 20'000 << 3u;
        QTest::newRow("a thousand connections") << 1000u << 20'000 << 4u;
    }

    void summariesAgreeWithAScan()
    {
        QFETCH(unsigned, connections);
        QFETCH(int, count);
        QFETCH(unsigned, seed);
        const auto events = randomEvents(static_cast<std::size_t>(count), connections, seed);
        EventLog log;
        log.append(events);
        compareAtRandom(log, BruteForce(events, 0), events, connections, seed);
    }

    void aBoundedLogKnowsOnlyWhatIsLeft()
    {
        const auto events = randomEvents(60'000, 20, 9);
        EventLog log({.events = 4 * EventStore::kChunk, .bytes = 1ull << 40});
        log.append(events);
        QVERIFY(log.firstIndex() > 0);
        const BruteForce scan(events, log.firstIndex());
        for (unsigned id = 1; id <= 20; ++id) {
            const LaneSummary sum = log.lanes().summary(lane(id), Moment{}, kNever);
            const LaneSummary expected = scan.summary(lane(id), Moment{}, kNever);
            QCOMPARE(sum.count, expected.count);
            QCOMPARE(sum.firstIndex, expected.firstIndex);
            QCOMPARE(sum.lastIndex, expected.lastIndex);
            QCOMPARE(log.lanes().previous(lane(id), kNever, maskOf(EventKind::ended)),
                     scan.previous(lane(id), kNever, maskOf(EventKind::ended)));
        }
    }

    void aLaneWhoseEventsAreAllLostIsEmptyAndGoesOn()
    {
        EventLog log({.events = 2 * EventStore::kChunk, .bytes = 1ull << 40});
        std::vector<Event> events = randomEvents(40'000, 1, 5);
        for (Event& event : events) {
            event.connection = ConnectionId{2};
        }
        events[0].connection = events[1].connection = ConnectionId{1};
        events[0].flags = events[1].flags = 0;
        log.append(events);
        QCOMPARE(log.lanes().count(lane(1), Moment{}, kNever), 0u);
        Event late;
        late.time = events.back().time;
        late.connection = ConnectionId{1};
        log.append({&late, 1});
        QCOMPARE(log.lanes().summary(lane(1), Moment{}, kNever).lastIndex, 40'000u);
    }

    void columnsAreTheSummariesOfTheirParts_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("more columns than events") << 30;
        QTest::newRow("more events than columns") << 30'000;
    }

    void columnsAreTheSummariesOfTheirParts()
    {
        QFETCH(int, count);
        const auto events = randomEvents(static_cast<std::size_t>(count), 2, 6);
        EventLog log;
        log.append(events);
        const Moment from = at(0.37);
        const Moment until = events.back().time + milliseconds{17};
        std::vector<LaneSummary> columns(333);
        log.lanes().columns(lane(1), from, until, columns);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const LaneSummary expected = log.lanes().summary(
                lane(1), columnStart(from, until, i, 333), columnStart(from, until, i + 1, 333));
            QVERIFY2(columns[i] == expected, text(columns[i]) + " instead of " + text(expected));
        }
    }

    void columnStartsAreExactForAnyRange()
    {
        const Moment early{nanoseconds{std::numeric_limits<std::int64_t>::min() / 2}};
        const Moment late{nanoseconds{std::numeric_limits<std::int64_t>::max() / 2}};
        QVERIFY(columnStart(early, late, 0, 1600) == early);
        QVERIFY(columnStart(early, late, 1600, 1600) == late);
        QVERIFY(columnStart(at(0), at(3), 1, 3) == at(1));
        QVERIFY(columnStart(at(0), Moment{nanoseconds{10}}, 2, 4) == Moment{nanoseconds{5}});
    }

    void visitsInOrderWithoutTheEnd()
    {
        const auto events = randomEvents(5000, 3, 8);
        EventLog log;
        log.append(events);
        const Moment from = events[1000].time;
        const Moment until = events[4000].time;
        std::vector<std::uint64_t> expected;
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (laneOf(events[i]) == lane(2, true) && events[i].time >= from &&
                events[i].time < until) {
                expected.push_back(i);
            }
        }
        std::vector<std::uint64_t> seen;
        log.lanes().visit(lane(2, true), from, until, [&](std::uint64_t index, const Event& event) {
            QVERIFY(event == events[index]);
            seen.push_back(index);
        });
        QCOMPARE(seen, expected);
        QCOMPARE(log.lanes().count(lane(2, true), from, until), expected.size());
    }

    void anUnknownLaneIsEmpty()
    {
        EventLog log;
        log.append(randomEvents(100, 2, 1));
        QCOMPARE(log.lanes().summary(lane(77), Moment{}, kNever), LaneSummary{});
        QCOMPARE(log.lanes().summary(lane(5'000'000), Moment{}, kNever), LaneSummary{});
        QVERIFY(!log.lanes().next(lane(77), Moment{}));
    }

    void theWorstOfSeveralWins()
    {
        QCOMPARE(worstOf(maskOf(EventKind::probe_sent) | maskOf(EventKind::ended) |
                         maskOf(EventKind::note)),
                 EventKind::ended);
        QCOMPARE(worstOf(maskOf(EventKind::probe_answered) | maskOf(EventKind::probe_unanswered)),
                 EventKind::probe_unanswered);
        QCOMPARE(worstOf(0), EventKind::note);
    }

private:
    void compareAtRandom(const EventLog& log, const BruteForce& scan,
                         const std::vector<Event>& events, unsigned connections, unsigned seed)
    {
        std::mt19937 random(seed);
        const auto moment = [&] {
            return events[random() % events.size()].time + nanoseconds{random() % 2};
        };
        for (int i = 0; i < 300; ++i) {
            const LaneKey key =
                lane(1 + static_cast<unsigned>(random() % connections), random() % 2 == 0);
            const Moment from = moment();
            const Moment until = moment();
            const LaneSummary sum = log.lanes().summary(key, from, until);
            const LaneSummary expected = scan.summary(key, from, until);
            QVERIFY2(sum == expected, text(sum) + " instead of " + text(expected));
            const KindMask kinds = i % 2 == 0 ? kAllKinds : maskOf(EventKind::ended);
            QCOMPARE(log.lanes().next(key, from, kinds), scan.next(key, from, kinds));
            QCOMPARE(log.lanes().previous(key, from, kinds), scan.previous(key, from, kinds));
        }
    }
};

QTEST_APPLESS_MAIN(TestLaneIndex)
#include "tst_lane_index.moc"
