#include "core/keepalive/event.h"
#include "core/keepalive/event_sink.h"

#include <QTest>

using namespace kai;

class TestEvent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreReadBack()
    {
        for (int index = 0; index < kEventKindCount; ++index) {
            const auto kind = static_cast<EventKind>(index);
            QCOMPARE(eventNamed(eventName(kind)), std::optional(kind));
        }
        QVERIFY(!eventNamed("probe"));
    }

    void lettersAreReadBack()
    {
        for (const char letter : {'K', 'R', 'T', 'F', 'L'}) {
            QCOMPARE(endedLetter(*endedByLetter(letter)), letter);
        }
        QVERIFY(!endedByLetter('X'));
        QVERIFY(!endedByLetter('\0'));
    }

    void symbols_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("symbol");
        QTest::newRow("first") << 1 << "EPERM";
        QTest::newRow("linux timeout") << 110 << "ETIMEDOUT";
        QTest::newRow("winsock reset by keep-alive") << 10052 << "WSAENETRESET";
        QTest::newRow("last") << 10093 << "WSANOTINITIALISED";
        QTest::newRow("unknown") << 5000 << "";
    }
    void symbols()
    {
        QFETCH(int, number);
        QTEST(
            QString::fromLatin1(errorSymbol(number).data(), qsizetype(errorSymbol(number).size())),
            "symbol");
    }

    void worseEventsHaveHigherSeverity()
    {
        const EventKind order[] = {EventKind::ended,        EventKind::probe_unanswered,
                                   EventKind::fault_set,    EventKind::settings_changed,
                                   EventKind::probe_sent,   EventKind::probe_answered,
                                   EventKind::data_received};
        for (std::size_t index = 1; index < std::size(order); ++index) {
            QVERIFY(severity(order[index - 1]) > severity(order[index]));
        }
    }

    void equalTextsShareOneId()
    {
        EventSink sink;
        QCOMPARE(sink.text(""), TextId::empty);
        const TextId first = sink.text("host restarted");
        QCOMPARE(sink.text("host restarted"), first);
        const TextId second = sink.text("other");
        QVERIFY(second != first);
        std::vector<Event> events;
        std::vector<std::string> texts;
        sink.take(events, texts);
        QCOMPARE(texts, (std::vector<std::string>{"host restarted", "other"}));
        QCOMPARE(sink.text("host restarted"), first);
        sink.take(events, texts);
        QVERIFY(texts.empty());
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
