#include "core/keepalive/boxes.h"

#include <QFile>
#include <QtTest>

using namespace kai;
using namespace std::chrono_literals;

namespace {

constexpr nanoseconds kExact = 0ns;
constexpr nanoseconds kHz250 = 4ms;

std::string shippedFile()
{
    QFile file{QStringLiteral(KAI_BOXES_FILE)};
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

} // namespace

/// The shipped boxes, and who survives them.
class BoxesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedBoxes();
    void refused_data();
    void refused();
    void verdicts_data();
    void verdicts();
    void exampleOfTheGraph();
    void largestSafeTimeBehind350s();
    void theLimitItselfIsTooLate();
    void everyLostProbeCostsAnInterval();
    void hugeSettingsAreTooLate();
};

void BoxesTest::shippedBoxes()
{
    const auto boxes = readBoxes(shippedFile());
    QVERIFY2(boxes.ok(), boxes.ok() ? "" : describe(boxes.error()).c_str());
    QStringList labels;
    for (const auto& box : *boxes) {
        labels << QString::fromStdString(box.label());
        QVERIFY(!box.source.empty() && !box.address.empty());
    }
    QCOMPARE(labels, (QStringList{QStringLiteral("Azure 4 min"), QStringLiteral("AWS NLB 350 s"),
                                  QStringLiteral("GCP 10 min"), QStringLiteral("IPVS 15 min"),
                                  QStringLiteral("RFC 5382 floor 2 h 4 min")}));
    QVERIFY(boxes->at(4).limit == 2h + 4min);
    QVERIFY(boxes->at(1).note.starts_with("unless your listener says otherwise"));
}

void BoxesTest::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const char* json, const char* place, const char* cause) {
        QTest::newRow(name) << QByteArray{json} << QByteArray{place} << QByteArray{cause};
    };
    row("nothing", "", "line 1, column 1", "not valid JSON");
    row("comma missing", "{\n \"boxes\": [\n  {\"id\": \"a\" \"name\"}]}", "line 3, column",
        "not valid JSON");
    row("invalid UTF-8", "{\"boxes\": [\"\xFF\"]}", "line 1, column", "not valid JSON");
    row("no list", "{}", "line 1", "no list");
    row("list at the top", "[]", "line 1", "no list");
    row("boxes is a number", R"({"boxes": 3})", "line 1", "no list");
    row("box is a number", R"({"boxes": [3]})", "box 1", "\"id\" is missing");
    row("no name", R"({"boxes": [{"id": "a"}]})", "box 1", "\"name\" is missing");
    row("limit is a number",
        R"({"boxes": [{"id": "a", "name": "A", "limit": 350, "source": "s"}]})", "box 1",
        "\"limit\" is missing");
    row("limit without a unit",
        R"({"boxes": [{"id": "a", "name": "A", "limit": "350", "source": "s"}]})", "box 1 (a)",
        "\"350\"");
    row("limit of zero", R"({"boxes": [{"id": "a", "name": "A", "limit": "0 s", "source": "s"}]})",
        "box 1 (a)", "not a time");
    row("same id twice",
        R"({"boxes": [{"id": "a", "name": "A", "limit": "1 s", "source": "s"},
            {"id": "a", "name": "B", "limit": "2 s", "source": "s"}]})",
        "box 2", "twice");
}

void BoxesTest::refused()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, cause);
    const auto boxes = readBoxes(json.toStdString());
    QVERIFY(!boxes.ok());
    QCOMPARE(boxes.error().symbol, std::string{"BAD_BOXES"});
    QVERIFY2(boxes.error().operation.find(place.toStdString()) != std::string::npos,
             boxes.error().operation.c_str());
    QVERIFY2(boxes.error().cause.find(cause.toStdString()) != std::string::npos,
             boxes.error().cause.c_str());
}

void BoxesTest::verdicts_data()
{
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<qint64>("intervalMs");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("linux");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, qint64 time, qint64 interval, int count, bool onLinux,
                        const char* text) {
        QTest::newRow(name) << time << interval << count << onLinux << QByteArray{text};
    };
    row("Windows, 5 min", 300'000, 1'000, 10, false, "survives 350 s (margin 49 s)");
    row("Linux, 5 min", 300'000, 1'000, 10, true, "survives 350 s (margin 32 s)");
    row("Windows default", 7'200'000, 1'000, 10, false, "too late by 1 h 54 min");
    row("15 min and 2 s", 900'000, 2'000, 10, false, "too late by 9 min 12 s");
    row("close to the limit", 348'750, 1'000, 10, false, "survives 350 s (margin 250 ms)");
    row("Linux, interval longer than the time", 60'000, 300'000, 10, true,
        "too late by 4 min 42 s");
    row("Windows, interval longer than the time", 10'000, 300'000, 10, false,
        "survives 350 s (margin 40 s)");
    row("one probe only", 60'000, 1'000, 1, false,
        "no packet: ended by keep-alive after 1 lost probe");
    row("no probes", 60'000, 1'000, 0, false, "no packet: 0 probes");
}

void BoxesTest::verdicts()
{
    QFETCH(qint64, timeMs);
    QFETCH(qint64, intervalMs);
    QFETCH(int, count);
    QFETCH(bool, linux);
    QFETCH(QByteArray, text);
    const KeepAliveTimes times{true, milliseconds{timeMs}, milliseconds{intervalMs},
                               static_cast<std::uint16_t>(count)};
    const auto verdict = boxVerdict(times, linux ? kHz250 : kExact, 350s);
    QCOMPARE(QByteArray::fromStdString(verdictText(verdict, "350 s")), text);
    QCOMPARE(verdict.survives, text.startsWith("survives"));
}

void BoxesTest::exampleOfTheGraph()
{
    const KeepAliveTimes times{true, 300s, 1s, 9};
    QVERIFY(latestHealthyPeriod(times, kHz250) == 316'384ms);
    QVERIFY(boxVerdict(times, kHz250, 350s, 1).lastPacket == 316'384ms + 1'032ms);
    QVERIFY(!boxVerdict({false, 300s, 1s, 9}, kHz250, 350s).survives);
}

void BoxesTest::largestSafeTimeBehind350s()
{
    for (auto time = 1s; time <= 400s; ++time) {
        QCOMPARE(boxVerdict({true, time, 1s, 9}, kHz250, 350s, 1).survives, time <= 332s);
    }
}

void BoxesTest::theLimitItselfIsTooLate()
{
    const auto verdict = boxVerdict({true, 349s, 1s, 10}, kExact, 350s, 1);
    QVERIFY(verdict.margin == 0ns);
    QVERIFY(!verdict.survives);
}

void BoxesTest::everyLostProbeCostsAnInterval()
{
    const KeepAliveTimes times{true, 300s, 10s, 10};
    for (std::uint16_t lost = 0; lost < 10; ++lost) {
        const auto verdict = boxVerdict(times, kExact, 350s, lost);
        QVERIFY(verdict.margin == 50s - lost * 10s);
        QCOMPARE(verdict.survives, lost < 5);
    }
    QVERIFY(!boxVerdict(times, kExact, 24h, 10).noPacket.empty());
}

void BoxesTest::hugeSettingsAreTooLate()
{
    const milliseconds longest{std::numeric_limits<std::int64_t>::max()};
    const auto verdict = boxVerdict({true, longest, longest, 255}, kHz250, 350s, 200);
    QVERIFY(!verdict.survives);
    QVERIFY(verdict.lastPacket == nanoseconds::max());
}

QTEST_APPLESS_MAIN(BoxesTest)
#include "tst_boxes.moc"
