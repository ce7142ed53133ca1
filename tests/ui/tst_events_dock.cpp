#include "tests/lab/scripted_stack.h"
#include "tests/ui/warnings.h"
#include "ui/events/event_model.h"
#include "ui/lab/lab_controller.h"
#include "ui/window/events_dock.h"

#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

/// So many that their export takes a second or more.
constexpr std::uint64_t kMany = 400'000;

/// A simulated lab whose log has that many events.
std::unique_ptr<lab::Lab> labWith(std::uint64_t events)
{
    auto script = std::make_shared<lab::Script>();
    Event event;
    event.connection = ConnectionId{1};
    for (std::uint64_t i = 0; i < events; ++i) {
        event.time = Moment{milliseconds(i)};
        script->events.emplace_hint(script->events.end(), event.time, event);
    }
    auto made = lab::Lab::over(
        [&](EventSink& sink, std::chrono::steady_clock::time_point) -> Result<lab::MadeStack> {
            return lab::MadeStack{std::make_unique<lab::ScriptedStack>(script, sink)};
        });
    made.value()->runToEnd(Moment{milliseconds(events)}, false);
    return std::move(made).value();
}

struct Fixture {
    QTemporaryDir folder;
    LabController lab;
    EventsDock dock{lab};
    QSignalSpy exported{&dock, &EventsDock::exported};
    std::vector<Error> errors;

    explicit Fixture(std::uint64_t events)
    {
        lab.setLab(labWith(events));
        QObject::connect(&dock, &EventsDock::failed, &dock,
                         [this](const Error& error) { errors.push_back(error); });
    }
    [[nodiscard]] const EventModel& list() const
    {
        return *qobject_cast<const EventModel*>(dock.findChild<QTableView*>()->model());
    }
    [[nodiscard]] bool says(const char* words) const
    {
        const auto labels = dock.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [words](const QLabel* label) {
            return label->text().contains(QLatin1String(words));
        });
    }
    [[nodiscard]] QString path(const char* name) const
    {
        return folder.filePath(QLatin1String(name));
    }
};

} // namespace

class EventsDockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void whatIsInAFileIsNotLost()
    {
        Fixture fixture(3);
        QVERIFY(fixture.lab.hasUnexportedEvents());
        fixture.dock.exportTo(fixture.path("events.csv"));
        QTRY_COMPARE(fixture.exported.size(), 1);
        QVERIFY(!fixture.lab.hasUnexportedEvents());
        QVERIFY(fixture.errors.empty());
    }

    void anExportThatFailsSavesNothing()
    {
        Fixture fixture(3);
        fixture.dock.exportTo(fixture.path("no/such/folder.csv"));
        QTRY_COMPARE(fixture.errors.size(), std::size_t{1});
        QVERIFY(fixture.lab.hasUnexportedEvents());
    }

    /// A paused lab, or a live one whose connections have all ended: nothing new comes to go on with.
    void theListIsFilledWithoutNewEvents()
    {
        Fixture fixture(90'000);
        fixture.dock.show();
        QTRY_COMPARE(fixture.list().rowCount(), 90'000);
        QVERIFY(fixture.says("events"));
        QVERIFY(!fixture.says("still looking"));
    }

    void openedLateItBeginsAtTheNewest()
    {
        Fixture fixture(kMany);
        fixture.dock.show();
        QVERIFY(fixture.list().rowCount() > 0);
        QVERIFY(fixture.list().logIndexAt(0) >= kMany - EventModel::kMostRows);
        QTRY_COMPARE(fixture.list().logIndexAt(fixture.list().rowCount() - 1), kMany - 1);
    }

    void aSecondOneIsRefusedWhileOneRuns()
    {
        Fixture fixture(kMany);
        fixture.dock.exportTo(fixture.path("first.json"));
        fixture.dock.exportTo(fixture.path("second.json"));
        QCOMPARE(fixture.errors.size(), std::size_t{1});
        QCOMPARE(fixture.errors.front().symbol, std::string("EXPORT_RUNS"));
        fixture.lab.setLab(nullptr);
        QVERIFY(!QFile::exists(fixture.path("second.json")));
    }

    void anotherLabEndsTheExportOfTheFormerOne()
    {
        Fixture fixture(kMany);
        fixture.dock.exportTo(fixture.path("events.json"));
        fixture.lab.setLab(labWith(2));
        QVERIFY2(!QFile::exists(fixture.path("events.json")), "half a file is worse than none");
        QTest::qWait(50); // what the writer has told arrives
        QCOMPARE(fixture.exported.size(), 0);
        QVERIFY2(fixture.lab.hasUnexportedEvents(), "the new lab's events are in no file");
    }
};

QTEST_MAIN(EventsDockTest)
#include "tst_events_dock.moc"
