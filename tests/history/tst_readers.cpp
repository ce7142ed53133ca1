#include "core/history/event_log.h"
#include "tests/history/random_events.h"

#include <QtTest>

#include <thread>

using namespace kai;
using namespace kai::history;

/// Readers look at everything while the writer appends and the oldest chunks go. Mostly for ThreadSanitizer.
class TestReaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readersSeeOnlyWholeEventsWhileTheWriterAppends()
    {
        const auto events = randomEvents(60'000, 5, 11);
        const std::vector<std::string> texts{"a text"};
        EventLog log({.events = 4 * EventStore::kChunk, .bytes = 1ull << 40});
        std::atomic<bool> done{false};
        std::atomic<int> wrong{0};
        std::atomic<int> rounds{0};
        const auto read = [&] {
            while (!done || rounds == 0) {
                wrong += lookAtEverything(log, events);
                ++rounds;
            }
        };
        std::thread first(read);
        std::thread second(read);
        for (std::size_t i = 0; i < events.size(); i += 50) {
            log.append(std::span(events).subspan(i, 50), texts);
        }
        done = true;
        first.join();
        second.join();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(log.endIndex(), events.size());
        QVERIFY(log.firstIndex() > 0);
    }

private:
    static int lookAtEverything(const EventLog& log, const std::vector<Event>& events)
    {
        int wrong = 0;
        const std::uint64_t end = log.endIndex();
        const auto check = [&](std::uint64_t index, const Event& event) {
            wrong += event == events[index] ? 0 : 1;
        };
        log.visitIndices(end - std::min<std::uint64_t>(end, 300), end, check);
        const LaneKey lane{ConnectionId{2}, false};
        if (end > 0) {
            const Moment last = log.at(end - 1).time;
            log.lanes().visit(lane, last - std::chrono::seconds{600}, last, check);
            const LaneSummary sum = log.lanes().summary(lane, Moment{}, last);
            wrong += sum.kinds > kAllKinds ? 1 : 0;
            std::vector<LaneSummary> columns(50);
            log.lanes().columns(lane, Moment{}, last, columns);
            std::vector<FleetColumn> fleet(50);
            log.fleet().columns(Moment{}, last, fleet);
            wrong += log.text(TextId{1}) == "a text" ? 0 : 1;
            wrong += log.lost().events > log.endIndex() ? 1 : 0;
        }
        return wrong;
    }
};

QTEST_APPLESS_MAIN(TestReaders)
#include "tst_readers.moc"
