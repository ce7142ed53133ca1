#include "tests/lab/scripted_stack.h"
#include "tests/ui/warnings.h"
#include "ui/lab/lab_controller.h"

#include <QTest>

#include <future>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

/// Takes as long to close as the test wants, as thousands of sockets would.
class SlowStack final : public lab::ScriptedStack {
public:
    SlowStack(std::shared_ptr<lab::Script> script, EventSink& sink, std::shared_future<void> mayEnd)
        : ScriptedStack(std::move(script), sink)
        , m_mayEnd(std::move(mayEnd))
    {
    }
    ~SlowStack() override { m_mayEnd.wait(); }

private:
    std::shared_future<void> m_mayEnd;
};

std::unique_ptr<lab::Lab> labOver(const std::shared_ptr<lab::Script>& script,
                                  const std::shared_future<void>& mayEnd)
{
    auto made = lab::Lab::over(
        [&](EventSink& sink, std::chrono::steady_clock::time_point) -> Result<lab::MadeStack> {
            return lab::MadeStack{std::make_unique<SlowStack>(script, sink, mayEnd)};
        });
    return std::move(made).value();
}

} // namespace

/// The window's way to a lab: how one makes room for the next, and what is known of it.
class LabControllerTest : public QObject {
    Q_OBJECT

    std::promise<void> m_end;
    std::shared_future<void> m_mayEnd;
    std::shared_ptr<lab::Script> m_script;

private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_end = {};
        m_mayEnd = m_end.get_future().share();
        m_script = std::make_shared<lab::Script>();
    }

    void aFormerLabIsClosedElsewhere()
    {
        auto controller = std::make_unique<LabController>();
        controller->setLab(labOver(m_script, m_mayEnd));
        controller->setLab(nullptr); // would wait for ever if it closed the lab itself
        QVERIFY(!controller->lab());
        QVERIFY(m_script->destroyedOn == std::thread::id());
        m_end.set_value();
        controller.reset();
        QVERIFY2(m_script->destroyedOn != std::thread::id(), "the end waits for it");
    }

    void whatIsFoundOutLaterIsKnown()
    {
        m_end.set_value();
        LabController controller;
        controller.setLab(labOver(m_script, m_mayEnd));
        QVERIFY(controller.capabilities().lines.empty());
        lab::LabChanges changes;
        changes.capabilities = controller.capabilities();
        changes.capabilities->lines.push_back({"tick calibration", true, "measured", {}});
        controller.absorb(changes);
        QCOMPARE(controller.capabilities().lines.size(), std::size_t{1});
        controller.setLab(nullptr);
        QVERIFY(controller.capabilities().lines.empty());
    }

    void eventsAreUnexportedUntilTheLastOneIsInAFile()
    {
        m_end.set_value();
        Event event;
        event.connection = ConnectionId{1};
        event.time = Moment{1s};
        m_script->events.emplace(event.time, event);
        event.time = Moment{2s};
        m_script->events.emplace(event.time, event);
        LabController controller;
        QVERIFY(!controller.hasUnexportedEvents());
        controller.setLab(labOver(m_script, m_mayEnd));
        QVERIFY(!controller.hasUnexportedEvents());
        controller.lab()->runToEnd(Moment{1s}, false);
        QVERIFY(controller.hasUnexportedEvents());
        controller.noteExported(1);
        QVERIFY(!controller.hasUnexportedEvents());
        controller.lab()->runToEnd(Moment{2s}, false);
        QVERIFY(controller.hasUnexportedEvents());
        controller.noteExported(2);
        controller.noteExported(0); // a part of them says nothing of all
        QVERIFY(!controller.hasUnexportedEvents());
    }
};

QTEST_MAIN(LabControllerTest)
#include "tst_lab_controller.moc"
