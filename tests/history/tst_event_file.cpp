#include "core/history/event_file.h"
#include "tests/history/random_events.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sstream>

using namespace kai;
using namespace kai::history;

namespace {

constexpr std::int64_t kStarted = 1'795'372'870'123'456'789; // 2026-11-22T18:41:10.123456789Z

std::vector<ConnectionInfo> connections()
{
    std::vector<ConnectionInfo> infos(4);
    for (unsigned i = 0; i < infos.size(); ++i) {
        infos[i].id = ConnectionId{i + 1};
        infos[i].hostName = "This computer";
        infos[i].local = "127.0.0.1:4000" + std::to_string(i);
        infos[i].peer = "127.0.0.1:7777";
    }
    infos[0].name = "db, \"main\"";
    infos[1].name = infos[2].name = "twin";
    infos[3].name = "named (peer)";
    return infos;
}

/// Every kind of row: both ends, probes, an ending with errno, settings, texts that need quotes, an event of the lab.
std::vector<Event> rows()
{
    std::vector<Event> events(7);
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].time = at(static_cast<double>(i));
        events[i].connection = static_cast<ConnectionId>(1 + i % 4);
    }
    events[0].kind = EventKind::opened;
    events[0].detail = TextId{1};
    events[1].kind = EventKind::probe_sent;
    events[1].idleMs = 7'200'000;
    events[1].uncertaintyNs = 4'000'000;
    events[2].kind = EventKind::probe_unanswered;
    events[2].probeNumber = 2;
    events[2].probeCount = 10;
    events[3].kind = EventKind::ended;
    events[3].endedBy = EndedBy::keepAlive;
    events[3].errorCode = 10052;
    events[4].kind = EventKind::data_received;
    events[4].flags = event_flag::kPeerEnd;
    events[5].kind = EventKind::note;
    events[5].detail = TextId{2};
    events[6].kind = EventKind::observation_gap;
    events[6].connection = ConnectionId::none;
    return events;
}

struct Exported {
    explicit Exported(std::int64_t started = kStarted)
        : names("This computer", started, connections())
    {
        const std::vector<std::string> texts{"off", "two\nlines, \"quoted\" \xC3\xA9"};
        log.append(rows(), texts);
    }
    [[nodiscard]] std::string text(EventFormat format) const
    {
        std::ostringstream out;
        const ExportRequest request{log, names};
        format == EventFormat::csv ? writeCsv(request, out) : writeJson(request, out);
        return out.str();
    }
    EventLog log;
    EventNames names;
};

Result<ImportedEvents> read(EventFormat format, const std::string& text)
{
    return format == EventFormat::csv ? readCsv(text) : readJson(text);
}

std::string writtenAgain(const ImportedEvents& imported, EventFormat format)
{
    EventLog log;
    log.append(imported.events, imported.texts);
    const EventNames names(imported.lab, imported.startedUtcNs, imported.connections);
    std::ostringstream out;
    const ExportRequest request{log, names};
    format == EventFormat::csv ? writeCsv(request, out) : writeJson(request, out);
    return out.str();
}

void formats()
{
    QTest::addColumn<int>("format");
    QTest::newRow("CSV") << static_cast<int>(EventFormat::csv);
    QTest::newRow("JSON") << static_cast<int>(EventFormat::json);
}

QString cause(const Result<ImportedEvents>& result)
{
    return result ? QString() : QString::fromStdString(result.error().cause);
}

} // namespace

class TestEventFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csvHasTheDocumentedColumns()
    {
        const QStringList lines =
            QString::fromStdString(Exported().text(EventFormat::csv)).split('\n');
        QCOMPARE(
            lines[0],
            QString("time_ns,utc,uncertainty_ns,lab,host,connection,local,peer,event,probe_number,"
                    "probe_count,idle_ms,ended_by,error_code,error_name,detail"));
        QCOMPARE(
            lines[2],
            QString("1000000000,2026-11-22T18:41:11.123456789Z,4000000,This computer,This computer,"
                    "twin#2,127.0.0.1:40001,127.0.0.1:7777,probe_sent,,,7200000,,,,"));
        QCOMPARE(
            lines[4],
            QString(
                "3000000000,2026-11-22T18:41:13.123456789Z,0,This computer,This computer,"
                "named (peer)#4,127.0.0.1:40003,127.0.0.1:7777,ended,,,0,K,10052,WSAENETRESET,"));
    }

    void aPeersEventHasItsOwnAddressFirst()
    {
        const QStringList lines =
            QString::fromStdString(Exported(0).text(EventFormat::csv)).split('\n');
        QCOMPARE(lines[5],
                 QString("4000000000,,0,This computer,This computer,\"db, \"\"main\"\" (peer)\","
                         "127.0.0.1:7777,127.0.0.1:40000,data_received,,,0,,,,"));
    }

    void whatIsImportedIsWhatWasExported_data() { formats(); }
    void whatIsImportedIsWhatWasExported()
    {
        QFETCH(int, format);
        const Exported exported;
        const auto result = read(EventFormat{static_cast<std::uint8_t>(format)},
                                 exported.text(EventFormat(format)));
        QVERIFY2(result.ok(), qPrintable(cause(result)));
        QCOMPARE(result->startedUtcNs, kStarted);
        QCOMPARE(result->lab, std::string("This computer"));
        QCOMPARE(result->connections.size(), 4u);
        auto expected = rows();
        expected[0].flags = event_flag::kKeepAliveOff;
        QVERIFY(result->events == expected);
        QCOMPARE(result->texts[1], std::string("two\nlines, \"quoted\" \xC3\xA9"));
    }

    void exportingAnImportGivesTheSameBytes_data() { formats(); }
    void exportingAnImportGivesTheSameBytes()
    {
        QFETCH(int, format);
        const std::string text = Exported(0).text(EventFormat(format));
        const auto result = read(EventFormat(format), text);
        QVERIFY2(result.ok(), qPrintable(cause(result)));
        QCOMPARE(writtenAgain(*result, EventFormat(format)), text);
    }

    void thousandsOfRandomEventsSurvive_data() { formats(); }
    void thousandsOfRandomEventsSurvive()
    {
        QFETCH(int, format);
        EventLog log;
        log.append(randomEvents(3000, 4, 2));
        const EventNames names("Simulated Windows", 0, connections());
        std::ostringstream out;
        const ExportRequest request{log, names};
        EventFormat(format) == EventFormat::csv ? writeCsv(request, out) : writeJson(request, out);
        const auto result = read(EventFormat(format), out.str());
        QVERIFY2(result.ok(), qPrintable(cause(result)));
        QCOMPARE(result->events.size(), 3000u);
        QCOMPARE(writtenAgain(*result, EventFormat(format)), out.str());
    }

    void onlyTheRangeIsExported()
    {
        const Exported exported;
        std::ostringstream out;
        writeCsv({exported.log, exported.names, at(1), at(3)}, out);
        QCOMPARE(std::ranges::count(out.str(), '\n'), 3);
    }

    void aDamagedCsvIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const QByteArray head =
            QByteArray::fromStdString(Exported(0).text(EventFormat::csv)).split('\n')[0] + "\n";
        const QByteArray good = "1,,0,L,H,c,a,b,note,,,0,,,,\n";
        QTest::newRow("nothing at all") << QByteArray() << "line 1: the header must be";
        QTest::newRow("another header") << QByteArray("a,b\n") << "line 1: the header must be";
        QTest::newRow("a field too few") << head + good + "2,,0,L\n"
                                         << "line 3: 4 fields where 16";
        QTest::newRow("no number") << head + "x,,0,L,H,c,a,b,note,,,0,,,,\n"
                                   << "line 2: time_ns \"x\" is no whole";
        QTest::newRow("time missing") << head + ",,0,L,H,c,a,b,note,,,0,,,,\n"
                                      << "line 2: time_ns is missing";
        QTest::newRow("backwards") << head + good + "0,,0,L,H,c,a,b,note,,,0,,,,\n"
                                   << "line 3: time_ns 0 is earlier";
        QTest::newRow("unknown event") << head + "1,,0,L,H,c,a,b,boom,,,0,,,,\n"
                                       << "line 2: event \"boom\"";
        QTest::newRow("unknown ending") << head + "1,,0,L,H,c,a,b,ended,,,0,Q,,,\n"
                                        << "line 2: ended_by \"Q\"";
        QTest::newRow("number too large") << head + "1,,0,L,H,c,a,b,note,256,,0,,,,\n"
                                          << "line 2: probe_number \"256\"";
        QTest::newRow("negative") << head + "1,,0,L,H,c,a,b,note,,,-1,,,,\n"
                                  << "line 2: idle_ms \"-1\"";
        QTest::newRow("another lab") << head + good + "2,,0,M,H,c,a,b,note,,,0,,,,\n"
                                     << "line 3: lab \"M\"";
        QTest::newRow("no such day")
            << head + "1,2026-02-30T00:00:00.000000000Z,0,L,H,c,a,b,note,,,0,,,,\n"
            << "line 2: utc \"2026-02-30";
        QTest::newRow("open quote after a text of two lines")
            << head + "1,,0,L,H,c,a,b,note,,,0,,,,\"x\ny\"\n2,,0,L,H,c,a,b,note,,,0,,,,\"x\n"
            << "line 4: the quote that begins here";
        QTest::newRow("text after a quote") << head + "1,,0,\"L\"x,H\n"
                                            << "line 2: a comma or the end";
    }

    void aDamagedCsvIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto result = readCsv(text.toStdString());
        QVERIFY2(cause(result).startsWith(expected), qPrintable(cause(result)));
    }

    void csvOfAnotherProgramIsRead()
    {
        QString text = QString::fromStdString(Exported().text(EventFormat::csv));
        text.replace("\n", "\r\n").prepend(QChar(0xFEFF));
        text.replace("two\r\nlines", "two\nlines");
        const auto result = readCsv(text.toStdString());
        QVERIFY2(result.ok(), qPrintable(cause(result)));
        QCOMPARE(result->events.size(), 7u);
    }

    void aDamagedJsonIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QString>("expected");
        QTest::newRow("another schema")
            << QByteArray("events/1") << QByteArray("events/9") << "line 1: schema";
        QTest::newRow("an unknown event")
            << QByteArray("probe_unanswered") << QByteArray("boom") << "line 6: event \"boom\"";
        QTest::newRow("a text for a number")
            << QByteArray("7200000") << QByteArray("\"2 h\"") << "line 5: idle_ms must";
        QTest::newRow("a key is missing")
            << QByteArray("\"idle_ms\":7200000,") << QByteArray("") << "line 5: idle_ms is";
        QTest::newRow("a fraction")
            << QByteArray("7200000") << QByteArray("1.5") << "line 5: idle_ms must";
        QTest::newRow("cut off") << QByteArray("\n]}\n") << QByteArray("")
                                 << "line 10: this is no JSON";
        QTest::newRow("no brackets") << QByteArray("\"events\": [") << QByteArray("\"events\": ")
                                     << "line 5: this is no JSON";
        QTest::newRow("not an object")
            << QByteArray("\n]}\n") << QByteArray(",\n7]}\n") << "line 1: events must hold";
    }

    void aDamagedJsonIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, by);
        QFETCH(QString, expected);
        QByteArray text = QByteArray::fromStdString(Exported().text(EventFormat::json));
        QVERIFY(text.contains(what));
        const auto result = readJson(text.replace(what, by).toStdString());
        QVERIFY2(cause(result).startsWith(expected), qPrintable(cause(result)));
    }

    void theSuffixChoosesTheFormat()
    {
        QCOMPARE(eventFormatOf("a.csv"), std::optional{EventFormat::csv});
        QCOMPARE(eventFormatOf("A.JSON"), std::optional{EventFormat::json});
        QVERIFY(!eventFormatOf("csv"));
        QVERIFY(!eventFormatOf("events.txt"));
    }

    void aCancelledExportLeavesNoFile()
    {
        const QTemporaryDir folder;
        const Exported exported;
        const auto path = std::filesystem::path(folder.filePath("events.csv").toStdString());
        ExportWatch watch;
        QVERIFY(writeEventFile({exported.log, exported.names, Moment::min(), kNever, &watch}, path)
                    .ok());
        QCOMPARE(watch.written.load(), std::uint64_t{7});
        QCOMPARE(watch.total.load(), std::uint64_t{7});
        watch.cancelled = true;
        QCOMPARE(writeEventFile({exported.log, exported.names, Moment::min(), kNever, &watch}, path)
                     .error()
                     .symbol,
                 std::string("CANCELLED"));
        QVERIFY(!std::filesystem::exists(path));
    }

    void filesAreWrittenAndRead()
    {
        const QTemporaryDir folder;
        const Exported exported;
        const auto path = std::filesystem::path(folder.filePath("events.json").toStdString());
        QVERIFY(writeEventFile({exported.log, exported.names}, path).ok());
        QCOMPARE(readEventFile(path)->events.size(), 7u);
        QCOMPARE(readEventFile(path.parent_path() / "none.csv").error().symbol,
                 std::string("ENOENT"));
        QCOMPARE(writeEventFile({exported.log, exported.names}, path.parent_path() / "no" / "x.csv")
                     .error()
                     .symbol,
                 std::string("ENOENT"));
        QCOMPARE(readEventFile(path.parent_path() / "x.txt").error().symbol,
                 std::string("UNKNOWN_FORMAT"));
    }
};

QTEST_APPLESS_MAIN(TestEventFile)
#include "tst_event_file.moc"
