#include "tests/ui/warnings.h"
#include "ui/connections/history_spark.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

/// The marks of a history cell.
class HistorySparkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void showsTheLastMarks_data();
    void showsTheLastMarks();
    void ignoresOthersAndThePeersEnd();
    void aFaultOlderThanTheMarksIsKnown();
    void asManyMarksAsFit();
    void anEndingStaysInItsCell();
};

Q_DECLARE_METATYPE(EventKind)

namespace {

using Kinds = std::vector<EventKind>;
constexpr std::size_t kMost = 5;

Event eventOf(EventKind kind, nanoseconds time, std::uint32_t connection = 1)
{
    Event event;
    event.kind = kind;
    event.time = Moment{time};
    event.connection = ConnectionId{connection};
    event.endedBy = kind == EventKind::ended ? EndedBy::keepAlive : EndedBy::notEnded;
    return event;
}

Kinds kindsOf(const std::vector<SparkMark>& marks)
{
    Kinds kinds;
    for (const SparkMark& mark : marks) {
        kinds.push_back(mark.kind);
    }
    return kinds;
}

constexpr auto sent = EventKind::probe_sent;
constexpr auto answered = EventKind::probe_answered;
constexpr auto unanswered = EventKind::probe_unanswered;

} // namespace

void HistorySparkTest::showsTheLastMarks_data()
{
    QTest::addColumn<Kinds>("events");
    QTest::addColumn<Kinds>("marks");
    QTest::newRow("nothing has happened") << Kinds{} << Kinds{};
    QTest::newRow("only opened") << Kinds{EventKind::opened} << Kinds{};
    QTest::newRow("a probe and its answer are one mark")
        << Kinds{EventKind::opened, sent, answered} << Kinds{answered};
    QTest::newRow("a first probe on its way") << Kinds{EventKind::opened, sent} << Kinds{sent};
    QTest::newRow("a probe on its way after another")
        << Kinds{sent, answered, sent} << Kinds{answered, sent};
    QTest::newRow("a timer with nothing due is left out")
        << Kinds{EventKind::data_received, EventKind::timer_idle}
        << Kinds{EventKind::data_received};
    QTest::newRow("found dead") << Kinds{EventKind::fault_set, sent, unanswered, sent, unanswered,
                                         EventKind::ended}
                                << Kinds{EventKind::fault_set, unanswered, unanswered,
                                         EventKind::ended};
    QTest::newRow("older marks leave at the left")
        << Kinds{EventKind::data_sent,
                 sent,
                 answered,
                 sent,
                 answered,
                 sent,
                 answered,
                 sent,
                 answered,
                 sent,
                 unanswered}
        << Kinds{answered, answered, answered, answered, unanswered};
}

void HistorySparkTest::showsTheLastMarks()
{
    QFETCH(Kinds, events);
    QFETCH(Kinds, marks);
    // Once with a second between the events, and once all of them at one moment.
    for (const nanoseconds step : {nanoseconds(1s), nanoseconds(0)}) {
        history::EventLog log;
        nanoseconds time = 1s;
        for (const EventKind kind : events) {
            log.append(std::vector{eventOf(kind, time)});
            time += step;
        }
        QCOMPARE(kindsOf(sparkOf(log, ConnectionId{1}, kMost)), marks);
    }
}

void HistorySparkTest::ignoresOthersAndThePeersEnd()
{
    history::EventLog log;
    Event peers = eventOf(EventKind::data_received, 2s);
    peers.flags = event_flag::kPeerEnd;
    log.append(std::vector{eventOf(EventKind::data_sent, 1s), peers,
                           eventOf(EventKind::data_received, 3s, 2)});
    QCOMPARE(kindsOf(sparkOf(log, ConnectionId{1}, kMost)), Kinds{EventKind::data_sent});
}

void HistorySparkTest::aFaultOlderThanTheMarksIsKnown()
{
    history::EventLog log;
    nanoseconds time = 1s;
    const auto add = [&](EventKind kind) { log.append(std::vector{eventOf(kind, time += 1s)}); };
    const auto faults = [&] {
        std::vector<bool> result;
        for (const SparkMark& mark : sparkOf(log, ConnectionId{1}, 3)) {
            result.push_back(mark.fault);
        }
        return result;
    };
    add(answered);
    add(EventKind::fault_set);
    QCOMPARE(faults(), (std::vector{false, true}));
    for (int probe = 0; probe < 4; ++probe) {
        add(unanswered);
    }
    QCOMPARE(faults(), (std::vector{true, true, true}));
    add(EventKind::fault_cleared);
    add(answered);
    QCOMPARE(faults(), (std::vector{true, false, false}));
}

void HistorySparkTest::asManyMarksAsFit()
{
    QCOMPARE(sparkLength(0), 0U);
    QCOMPARE(sparkLength(-8), 0U);
    QCOMPARE(sparkLength(26), 1U);
    QVERIFY(sparkLength(120) >= 8);
}

void HistorySparkTest::anEndingStaysInItsCell()
{
    constexpr int width = 120;
    QImage image(width + 40, 28, QImage::Format_RGB32);
    image.fill(Qt::white);
    std::vector<SparkMark> marks(sparkLength(width), {answered, EndedBy::notEnded});
    marks.back() = {EventKind::ended, EndedBy::keepAlive};
    QPainter painter(&image);
    paintSpark(painter, QRect(0, 0, width, 27), marks, lightColors());
    painter.end();
    bool painted = false;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool ink = image.pixelColor(x, y) != QColor(Qt::white);
            painted = painted || (ink && x < width);
            QVERIFY2(!ink || x < width, "paints beyond its cell");
        }
    }
    QVERIFY(painted);
}

QTEST_MAIN(HistorySparkTest)
#include "tst_history_spark.moc"
