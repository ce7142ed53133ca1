#include "core/lab/publisher.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;
using namespace std::chrono_literals;

namespace {

Event happened(nanoseconds time, EventKind kind = EventKind::probe_sent)
{
    Event event;
    event.time = Moment{time};
    event.connection = ConnectionId{1};
    event.kind = kind;
    return event;
}

} // namespace

class TestPublisher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAreSortedAndEqualTimesKeepTheirOrder()
    {
        history::EventLog log;
        Publisher publisher(log);
        publisher.sink().add(happened(3s));
        publisher.sink().add(happened(1s, EventKind::opened));
        publisher.sink().add(happened(1s, EventKind::probe_answered));
        QCOMPARE(publisher.publish(Moment{5s}).size(), 3u);
        QCOMPARE(log.at(0).kind, EventKind::opened);
        QCOMPARE(log.at(1).kind, EventKind::probe_answered);
        QVERIFY(log.at(2).time == Moment{3s});
    }

    void whatIsLaterWaitsForTheNextTick()
    {
        history::EventLog log;
        Publisher publisher(log);
        publisher.sink().add(happened(2s));
        publisher.sink().add(happened(1s));
        QCOMPARE(publisher.publish(Moment{1s}).size(), 1u);
        publisher.sink().add(happened(1500ms));
        QCOMPARE(publisher.publish(Moment{2s}).size(), 2u);
        QVERIFY(log.at(1).time == Moment{1500ms});
    }

    void aLateEventComesWithItsUncertainty()
    {
        history::EventLog log;
        Publisher publisher(log);
        publisher.sink().add(happened(2s));
        (void)publisher.publish(Moment{2s});
        publisher.sink().add(happened(1900ms));
        (void)publisher.publish(Moment{3s});
        const Event late = log.at(1);
        QVERIFY(late.time == Moment{2s});
        QVERIFY(late.derived());
        QCOMPARE(late.uncertaintyNs, 100'000'000u);
    }

    void settingsThatSayOffMarkTheEvent()
    {
        history::EventLog log;
        Publisher publisher(log);
        for (const char* detail : {"off", "60 s / 10 s / 6"}) {
            Event event = happened(1s, EventKind::settings_changed);
            event.detail = publisher.sink().text(detail);
            publisher.sink().add(event);
        }
        (void)publisher.publish(Moment{1s});
        QVERIFY(log.at(0).keepAliveOff());
        QVERIFY(!log.at(1).keepAliveOff());
        QCOMPARE(log.text(log.at(1).detail), std::string_view("60 s / 10 s / 6"));
    }
};

QTEST_APPLESS_MAIN(TestPublisher)
#include "tst_publisher.moc"
