#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/events/event_export.h"

#include <QTemporaryDir>
#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

/// Events into a file, beside the window's thread.
class EventExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void writesTheRange_data();
    void writesTheRange();
    void tellsWhyNot_data();
    void tellsWhyNot();
    void itsEndWaitsForTheFile();
    void oneAtATime();
    void cancelLeavesNoFile();
};

namespace {

/// So many that their export takes a second or more.
constexpr std::size_t kMany = 400'000;

struct Fixture {
    QTemporaryDir folder;
    history::EventLog log;
    EventExport events;
    QStringList written;
    QStringList cancelled;
    std::optional<Error> error;

    explicit Fixture(std::size_t count = 3)
    {
        std::vector<Event> happened(count);
        for (std::size_t i = 0; i < happened.size(); ++i) {
            happened[i].time = at(std::chrono::seconds(i + 1));
            happened[i].kind = EventKind::data_received;
            happened[i].connection = ConnectionId{1};
        }
        log.append(happened);
        QObject::connect(&events, &EventExport::written, &events,
                         [this](const QString& file) { written << file; });
        QObject::connect(&events, &EventExport::cancelled, &events,
                         [this](const QString& file) { cancelled << file; });
        QObject::connect(&events, &EventExport::failed, &events,
                         [this](const Error& failed) { error = failed; });
    }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    bool start(const QString& file, Moment from = Moment::min(), Moment until = kNever)
    {
        const std::vector infos{info(1, "db-1")};
        return events.start(log, history::EventNames("Linux", 0, infos), from, until, file);
    }
};

} // namespace

void EventExportTest::writesTheRange_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("until");
    QTest::addColumn<int>("count");
    QTest::newRow("all, CSV") << "events.csv" << qint64(0) << qint64(60) << 3;
    QTest::newRow("all, JSON") << "events.json" << qint64(0) << qint64(60) << 3;
    QTest::newRow("a range without its end") << "range.csv" << qint64(2) << qint64(3) << 1;
    QTest::newRow("a name that is not ASCII")
        << QStringLiteral("\u00e9v\u00e9nements.csv") << qint64(0) << qint64(60) << 3;
}

void EventExportTest::writesTheRange()
{
    QFETCH(QString, name);
    QFETCH(qint64, from);
    QFETCH(qint64, until);
    QFETCH(int, count);
    Fixture fixture;
    fixture.start(fixture.path(name), at(std::chrono::seconds(from)),
                  at(std::chrono::seconds(until)));
    QTRY_COMPARE(fixture.written, QStringList{fixture.path(name)});
    QVERIFY(QFile::exists(fixture.path(name)));
    const auto read = history::readEventFile(QFile::encodeName(fixture.path(name)).toStdString());
    QVERIFY(read);
    QCOMPARE(int(read.value().events.size()), count);
    QCOMPARE(read.value().connections.front().name, std::string("db-1"));
}

void EventExportTest::tellsWhyNot_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("symbol");
    QTest::newRow("another format") << "events.txt"
                                    << "UNKNOWN_FORMAT";
    QTest::newRow("a folder that is not there") << "none/events.csv"
                                                << "ENOENT";
}

void EventExportTest::tellsWhyNot()
{
    QFETCH(QString, name);
    QFETCH(QString, symbol);
    Fixture fixture;
    fixture.start(fixture.path(name));
    QTRY_VERIFY(fixture.error);
    QCOMPARE(QString::fromStdString(fixture.error->symbol), symbol);
    QVERIFY(fixture.written.isEmpty());
}

void EventExportTest::itsEndWaitsForTheFile()
{
    Fixture fixture;
    fixture.start(fixture.path(QStringLiteral("events.csv")));
    fixture.events.wait();
    QVERIFY(history::readEventFile(fixture.path(QStringLiteral("events.csv")).toStdString()));
}

void EventExportTest::oneAtATime()
{
    Fixture fixture(kMany);
    QVERIFY(fixture.start(fixture.path(QStringLiteral("first.json"))));
    QVERIFY(!fixture.start(fixture.path(QStringLiteral("second.json"))));
    QTRY_VERIFY(fixture.events.progress() > 0);
    fixture.events.cancel();
    QTRY_VERIFY(!fixture.events.isRunning());
    QVERIFY(fixture.start(fixture.path(QStringLiteral("third.csv")), Moment::min(), at(2s)));
    QTRY_COMPARE(fixture.written, QStringList{fixture.path(QStringLiteral("third.csv"))});
    QCOMPARE(fixture.events.progress(), 1.0);
    QVERIFY(!QFile::exists(fixture.path(QStringLiteral("second.json"))));
}

void EventExportTest::cancelLeavesNoFile()
{
    Fixture fixture(kMany);
    const QString file = fixture.path(QStringLiteral("events.json"));
    QVERIFY(fixture.start(file));
    QTRY_VERIFY(fixture.events.progress() > 0);
    fixture.events.cancel();
    QTRY_COMPARE(fixture.cancelled, QStringList{file});
    QVERIFY(fixture.events.progress() < 1);
    QVERIFY(!QFile::exists(file));
    QVERIFY(fixture.written.isEmpty());
    QVERIFY(!fixture.error);
}

QTEST_MAIN(EventExportTest)
#include "tst_event_export.moc"
