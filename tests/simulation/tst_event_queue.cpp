#include "core/simulation/event_queue.h"
#include "core/simulation/random.h"

#include <QtTest>

#include <map>
#include <utility>

using namespace kai;
using namespace kai::simulation;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

std::vector<int> popAll(EventQueue<int>& queue)
{
    std::vector<int> order;
    while (!queue.empty()) {
        order.push_back(queue.pop());
    }
    return order;
}

/// The same queue, simply made: what is due by (time, order of scheduling).
class SimpleQueue {
public:
    std::uint64_t schedule(std::int64_t at, int what)
    {
        m_due[{at, m_next}] = what;
        m_time[m_next] = at;
        return m_next++;
    }
    bool cancel(std::uint64_t id)
    {
        const auto known = m_time.find(id);
        if (known == m_time.end()) {
            return false;
        }
        m_due.erase({known->second, id});
        m_time.erase(known);
        return true;
    }
    /// A new id, or 0 when it is not there.
    std::uint64_t reschedule(std::uint64_t id, std::int64_t at)
    {
        const auto known = m_time.find(id);
        if (known == m_time.end()) {
            return 0;
        }
        const int what = m_due[{known->second, id}];
        cancel(id);
        return schedule(at, what);
    }
    int pop()
    {
        const auto first = m_due.begin();
        const int what = first->second;
        m_time.erase(first->first.second);
        m_due.erase(first);
        return what;
    }
    [[nodiscard]] std::size_t size() const { return m_due.size(); }
    [[nodiscard]] std::int64_t nextTime() const { return m_due.begin()->first.first; }

private:
    std::map<std::pair<std::int64_t, std::uint64_t>, int> m_due;
    std::map<std::uint64_t, std::int64_t> m_time;
    std::uint64_t m_next = 1;
};

} // namespace

class EventQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byTimeThenByOrder();
    void cancelled();
    void rescheduledGoesBehindItsEquals();
    void anIdIsNeverUsedAgain();
    void nothingIsAllocatedOnceWarm();
    void behavesLikeASimpleOne_data();
    void behavesLikeASimpleOne();
};

void EventQueueTest::byTimeThenByOrder()
{
    EventQueue<int> queue;
    QCOMPARE(queue.nextTime(), kNever);
    queue.schedule(Moment{2s}, 3);
    queue.schedule(Moment{1s}, 1);
    queue.schedule(Moment{2s}, 4);
    queue.schedule(Moment{1s}, 2);
    queue.schedule(Moment{0s}, 0);
    QCOMPARE(queue.nextTime(), Moment{0s});
    QCOMPARE(popAll(queue), (std::vector<int>{0, 1, 2, 3, 4}));
    QCOMPARE(queue.nextTime(), kNever);
}

void EventQueueTest::cancelled()
{
    EventQueue<int> queue;
    queue.schedule(Moment{1s}, 1);
    const ScheduleId second = queue.schedule(Moment{2s}, 2);
    const ScheduleId third = queue.schedule(Moment{3s}, 3);
    QVERIFY(queue.cancel(second));
    QVERIFY(!queue.cancel(second));
    QVERIFY(!queue.cancel(ScheduleId::none));
    QCOMPARE(queue.size(), std::size_t{2});
    QCOMPARE(popAll(queue), (std::vector<int>{1, 3}));
    QVERIFY(!queue.cancel(third));
}

void EventQueueTest::rescheduledGoesBehindItsEquals()
{
    EventQueue<int> queue;
    const ScheduleId moved = queue.schedule(Moment{1s}, 1);
    queue.schedule(Moment{1s}, 2);
    queue.schedule(Moment{5s}, 3);
    const ScheduleId again = queue.reschedule(moved, Moment{1s});
    QVERIFY(again != ScheduleId::none && again != moved);
    QCOMPARE(queue.reschedule(moved, Moment{2s}), ScheduleId::none);
    QCOMPARE(popAll(queue), (std::vector<int>{2, 1, 3}));
}

void EventQueueTest::anIdIsNeverUsedAgain()
{
    EventQueue<int> queue;
    const ScheduleId first = queue.schedule(Moment{1s}, 1);
    QCOMPARE(queue.pop(), 1);
    const ScheduleId second = queue.schedule(Moment{1s}, 2);
    QVERIFY(first != second);
    QVERIFY(!queue.cancel(first));
    QVERIFY(queue.cancel(second));
}

void EventQueueTest::nothingIsAllocatedOnceWarm()
{
    EventQueue<int> queue;
    for (int i = 0; i < 1000; ++i) {
        queue.schedule(Moment{seconds{i}}, i);
    }
    const std::size_t warm = queue.bytesUsed();
    Random random(1);
    for (int i = 0; i < 100'000; ++i) {
        queue.pop();
        queue.schedule(Moment{nanoseconds{random.upTo(1'000'000)}}, i);
    }
    QCOMPARE(queue.size(), std::size_t{1000});
    QCOMPARE(queue.bytesUsed(), warm);
}

void EventQueueTest::behavesLikeASimpleOne_data()
{
    QTest::addColumn<int>("span");
    QTest::newRow("many at the same time") << 5;
    QTest::newRow("some at the same time") << 500;
    QTest::newRow("hardly any at the same time") << 1'000'000'000;
}

void EventQueueTest::behavesLikeASimpleOne()
{
    QFETCH(int, span);
    EventQueue<int> queue;
    SimpleQueue simple;
    std::vector<std::pair<ScheduleId, std::uint64_t>> ids;
    Random random(static_cast<std::uint64_t>(span));
    for (int i = 0; i < 50'000; ++i) {
        const std::int64_t at = random.upTo(span);
        const auto what = random.upTo(9);
        if (what < 4 || simple.size() == 0) {
            ids.emplace_back(queue.schedule(Moment{nanoseconds{at}}, i), simple.schedule(at, i));
        } else if (what < 7) {
            QCOMPARE(queue.nextTime(), Moment{nanoseconds{simple.nextTime()}});
            QCOMPARE(queue.pop(), simple.pop());
        } else if (what < 8) {
            const auto& id = ids[static_cast<std::size_t>(random.upTo(qint64(ids.size()) - 1))];
            QCOMPARE(queue.cancel(id.first), simple.cancel(id.second));
        } else {
            auto& id = ids[static_cast<std::size_t>(random.upTo(qint64(ids.size()) - 1))];
            const ScheduleId moved = queue.reschedule(id.first, Moment{nanoseconds{at}});
            id = {moved, simple.reschedule(id.second, at)};
            QCOMPARE(moved != ScheduleId::none, id.second != 0);
        }
        QCOMPARE(queue.size(), simple.size());
    }
}

QTEST_GUILESS_MAIN(EventQueueTest)
#include "tst_event_queue.moc"
