#include "core/live/event_order.h"

#include <QTest>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

class EventOrderTest : public QObject {
    Q_OBJECT

    static Event at(nanoseconds time, EventKind kind = EventKind::note)
    {
        Event event;
        event.time = Moment{time};
        event.kind = kind;
        return event;
    }

private slots:
    void sortedByTime()
    {
        EventSink sink;
        EventOrder order(sink);
        order.add(at(3s));
        order.add(at(1s));
        order.add(at(2s));
        order.publish(Moment{5s});
        QCOMPARE(sink.events().size(), std::size_t{3});
        QCOMPARE(sink.events()[0].time, Moment{1s});
        QCOMPARE(sink.events()[2].time, Moment{3s});
    }

    void laterThanTheDumpWaits()
    {
        EventSink sink;
        EventOrder order(sink);
        order.add(at(10'100ms, EventKind::ended)); // an ending that epoll told
        order.publish(Moment{10s});
        QVERIFY(sink.events().empty());
        order.add(at(10'050ms, EventKind::probe_sent)); // what the next dump finds came before it
        order.publish(Moment{10'250ms});
        QCOMPARE(sink.events().size(), std::size_t{2});
        QVERIFY(sink.events()[0].kind == EventKind::probe_sent);
        QVERIFY(order.empty());
    }

    void aLateFindSaysHowFarItWasMoved()
    {
        EventSink sink;
        EventOrder order(sink);
        order.publish(Moment{10s});
        Event found = at(7s);
        found.uncertaintyNs = 4'000'000;
        order.add(found); // a peer's end that was looked at in its turn
        order.publish(Moment{11s});
        std::vector<Event> events;
        std::vector<std::string> texts;
        sink.take(events, texts);
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events.front().time == Moment{10s});
        QCOMPARE(events.front().uncertaintyNs, 3'004'000'000u);
    }

    void equalTimesKeepTheirOrder()
    {
        EventSink sink;
        EventOrder order(sink);
        order.add(at(1s, EventKind::probe_unanswered));
        order.add(at(1s, EventKind::probe_sent));
        order.add(at(1s, EventKind::probe_answered));
        order.publish(Moment{1s});
        QVERIFY(sink.events()[0].kind == EventKind::probe_unanswered);
        QVERIFY(sink.events()[1].kind == EventKind::probe_sent);
        QVERIFY(sink.events()[2].kind == EventKind::probe_answered);
    }

    void neverBeforeWhatIsPublished()
    {
        EventSink sink;
        EventOrder order(sink);
        order.publish(Moment{2s});
        order.add(at(1'999ms)); // an estimate, a little early
        order.publish(Moment{3s});
        QCOMPARE(sink.events()[0].time, Moment{2s});
    }

    void eachIsShownOnce()
    {
        EventSink sink;
        EventOrder order(sink);
        int seen = 0;
        order.add(at(1s), "text");
        order.publish(Moment{1s},
                      [&](const Event& event) { seen += event.detail == TextId::empty ? 0 : 1; });
        order.publish(Moment{2s}, [&](const Event&) { ++seen; });
        QCOMPARE(seen, 1);
    }
};

QTEST_APPLESS_MAIN(EventOrderTest)
#include "tst_event_order.moc"
