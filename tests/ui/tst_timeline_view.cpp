#include "timeline_sample.h"
#include "ui/theme/theme.h"
#include "ui/timeline/event_table.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/timeline/timeline_canvas.h"
#include "ui/timeline/timeline_head.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(kai::ConnectionId)

namespace {

constexpr QPoint kInLanes(600, 100);

/// A timeline of the eight connections, 1000 x 450, shown.
struct Shown {
    Shown()
        : recording(sample::mainWindow())
    {
        applyTheme(*qApp, Theme::light);
        view.resize(1000, 450);
        view.setSource(&recording.store, recording.log.get(), recording.startedUtcNs, false);
        view.setLanes(recording.store.ids());
        view.refresh(recording.now, {});
        view.grab(); // lays out and paints, without a window: the offscreen platform warns about size hints
        canvas = view.findChild<TimelineCanvas*>();
    }

    void wheel(int steps, Qt::KeyboardModifiers modifiers) const
    {
        QWheelEvent event(kInLanes, canvas->mapToGlobal(kInLanes), {}, QPoint(0, 120 * steps),
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &event);
    }

    void drag(QPoint from, QPoint until, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mousePress(canvas, button, modifiers, from);
        for (const auto at : {(from + until) / 2, until}) {
            QMouseEvent move(QEvent::MouseMove, at, canvas->mapToGlobal(at), button, button,
                             modifiers);
            QCoreApplication::sendEvent(canvas, &move);
        }
        QTest::mouseRelease(canvas, button, modifiers, until);
    }

    [[nodiscard]] Moment under(QPoint point) const
    {
        return canvas->viewport().scale().toMoment(point.x() - kNameWidth);
    }

    sample::Recording recording;
    TimelineView view;
    TimelineCanvas* canvas = nullptr;
};

} // namespace

class TimelineViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rangeFiguresAreNeverCut_data();
    void rangeFiguresAreNeverCut();
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        qRegisterMetaType<ConnectionId>();
    }

    void theWheelZoomsAtThePointer()
    {
        const Shown shown;
        shown.canvas->setFollow(false);
        const auto before = shown.under(kInLanes);
        const auto scale = shown.canvas->viewport().scale().nsPerPixel();
        shown.wheel(4, Qt::ControlModifier);
        QCOMPARE(shown.canvas->viewport().scale().nsPerPixel(), scale / 2);
        QVERIFY(std::chrono::abs(shown.under(kInLanes) - before) < 1ms);
    }

    void draggingWithShiftPansAndLetsGoOfNow()
    {
        const Shown shown;
        const auto before = shown.under(kInLanes);
        shown.drag(kInLanes, kInLanes + QPoint(100, 0), Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(!shown.canvas->viewport().follows());
        QVERIFY(std::chrono::abs(shown.under(kInLanes + QPoint(100, 0)) - before) < 1ms);
    }

    void draggingSelectsARangeThatCanBeZoomedInto()
    {
        Shown shown;
        const auto from = shown.under({400, 100});
        const auto until = shown.under({700, 100});
        shown.drag({400, 100}, {700, 100});
        QVERIFY(shown.canvas->scene().selection);
        const auto scale = shown.canvas->viewport().scale().nsPerPixel();
        QTest::keyClick(shown.canvas, Qt::Key_Z);
        QVERIFY(!shown.canvas->scene().selection);
        QVERIFY(shown.canvas->viewport().scale().nsPerPixel() < scale / 2);
        QVERIFY(shown.view.viewFrom() <= from + 1s && shown.view.viewUntil() >= until - 1s);
        shown.view.goBack();
        QCOMPARE(shown.canvas->viewport().scale().nsPerPixel(), scale);
        shown.view.goForward();
        QVERIFY(shown.canvas->viewport().scale().nsPerPixel() < scale / 2);
    }

    void filteringLeavesLanesWithEventsInTheRange()
    {
        Shown shown;
        QSignalSpy filtered(&shown.view, &TimelineView::filterRequested);
        shown.drag({760, 100}, {810, 100}); // only web-1 and what follows db-1's second probe
        shown.canvas->filterToSelection();
        QCOMPARE(filtered.count(), 1);
        const auto left = shown.canvas->lanes().size();
        QVERIFY2(left > 0 && left < 8, qPrintable(QString::number(left)));
        shown.canvas->goBack();
        QCOMPARE(int(shown.canvas->lanes().size()), 8);
    }

    void arrowsWalkTheEventsOfTheCurrentLane()
    {
        Shown shown;
        QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
        shown.view.setCurrent(static_cast<ConnectionId>(7));
        shown.view.showRange(sample::at(640), sample::at(690));
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(shown.canvas, Qt::Key_Right);
        }
        QCOMPARE(chosen.count(), 3);
        const auto event = shown.recording.log->at(chosen.last().first().toULongLong());
        QCOMPARE(event.connection, static_cast<ConnectionId>(7));
        QVERIFY(shown.canvas->spokenEvent().startsWith(QLatin1String("lost: ")));
        const auto third = event.time;
        QTest::keyClick(shown.canvas, Qt::Key_Left);
        QVERIFY(shown.recording.log->at(chosen.last().first().toULongLong()).time < third);
    }

    void upAndDownMoveTheCurrentLane()
    {
        Shown shown;
        QSignalSpy changed(&shown.view, &TimelineView::currentChanged);
        QTest::keyClick(shown.canvas, Qt::Key_Down);
        QCOMPARE(shown.view.current(), static_cast<ConnectionId>(1));
        QTest::keyClick(shown.canvas, Qt::Key_Down);
        QTest::keyClick(shown.canvas, Qt::Key_Up);
        QTest::keyClick(shown.canvas, Qt::Key_Up);
        QCOMPARE(shown.view.current(), static_cast<ConnectionId>(8));
        QCOMPARE(changed.count(), 4);
    }

    void lettersZoomAndPan()
    {
        const Shown shown;
        const auto scale = shown.canvas->viewport().scale().nsPerPixel();
        QTest::keyClick(shown.canvas, Qt::Key_W);
        QVERIFY(shown.canvas->viewport().scale().nsPerPixel() < scale);
        QTest::keyClick(shown.canvas, Qt::Key_S);
        const auto from = shown.view.viewFrom();
        QTest::keyClick(shown.canvas, Qt::Key_A);
        QVERIFY(shown.view.viewFrom() < from);
        QVERIFY(!shown.canvas->viewport().follows());
        QTest::keyClick(shown.canvas, Qt::Key_N);
        QVERIFY(shown.canvas->viewport().follows());
    }

    void aDoubleClickOnTheNameTogglesTheHeight()
    {
        const Shown shown;
        const QPoint name(40, 24 + 12);
        QTest::mouseDClick(shown.canvas, Qt::LeftButton, {}, name);
        const auto height = shown.canvas->scene().layout->rows()[0].height;
        QTest::mouseDClick(shown.canvas, Qt::LeftButton, {}, name);
        QVERIFY(height != shown.canvas->scene().layout->rows()[0].height);
    }

    void draggingALanesEdgeSetsItsHeight()
    {
        const Shown shown;
        const int edge = 24 + shown.canvas->scene().layout->rows()[1].bottom();
        shown.drag({40, edge}, {40, edge + 34});
        QCOMPARE(shown.canvas->scene().layout->rows()[1].height, 60);
    }

    void twoCursorsSnapToEvents()
    {
        Shown shown;
        shown.view.setCurrent(static_cast<ConnectionId>(4));
        QTest::keyClick(shown.canvas, Qt::Key_C);
        QTest::keyClick(shown.canvas, Qt::Key_C);
        QTest::keyClick(shown.canvas, Qt::Key_C);
        QCOMPARE(int(shown.canvas->scene().cursors.size()), 2);
        QTest::keyClick(shown.canvas, Qt::Key_Escape);
        QVERIFY(shown.canvas->scene().cursors.empty());
    }

    void everyActionHasAWordAndKeysAreNotTakenTwice()
    {
        const Shown shown;
        QStringList keys;
        for (const auto* action : shown.view.timelineActions()) {
            QVERIFY(!action->text().isEmpty());
            const auto key = keyText(*action);
            QVERIFY2(key.isEmpty() || !keys.contains(key), qPrintable(key));
            keys << key;
        }
        QVERIFY(keys.contains(QStringLiteral("W")));
        QVERIFY2(!keys.contains(QStringLiteral("?")), "the window owns it: see tst_main_window");
    }

    void manyLanesBecomeAMap()
    {
        sample::Script script;
        for (int i = 0; i < 250; ++i) {
            script.lane("lane-" + std::to_string(i), {true, 10s, 1s, 5});
        }
        const auto recording = script.recorded(sample::at(20));
        TimelineView view;
        view.resize(1000, 500);
        view.setSource(&recording.store, recording.log.get(), 0, true);
        view.setLanes(recording.store.ids());
        auto* canvas = view.findChild<TimelineCanvas*>();
        QVERIFY(canvas->showsMap());
        QTest::keyClick(canvas, Qt::Key_M);
        QVERIFY(!canvas->showsMap());
        view.setLanes({static_cast<ConnectionId>(1), static_cast<ConnectionId>(2)});
        QVERIFY(!canvas->showsMap());
    }

    void theTableListsWhatIsInView()
    {
        const Shown shown;
        EventTableModel model(shown.canvas->scene(), shown.canvas->lanes(), sample::at(640),
                              sample::at(720));
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.rowCount() > 20);
        QVERIFY(!model.isCut());
        bool found = false;
        for (int row = 0; row < model.rowCount(); ++row) {
            found = found || (model.index(row, EventTableModel::lane).data().toString() ==
                                  QLatin1String("nat-1") &&
                              model.index(row, EventTableModel::event)
                                  .data()
                                  .toString()
                                  .startsWith(QLatin1String("ended R")));
        }
        QVERIFY(found);
    }

    void anEmptyTimelineTakesEveryKey()
    {
        TimelineView view;
        view.resize(800, 300);
        view.grab();
        auto* canvas = view.findChild<TimelineCanvas*>();
        for (const auto key : {Qt::Key_W, Qt::Key_F, Qt::Key_Z, Qt::Key_Left, Qt::Key_Down,
                               Qt::Key_C, Qt::Key_M, Qt::Key_Q, Qt::Key_Return, Qt::Key_P}) {
            QTest::keyClick(canvas, key);
        }
        QTest::mouseClick(canvas, Qt::LeftButton, {}, {400, 60});
        QVERIFY(!view.grab().isNull());
    }

    void theKeyboardSelectsZoomsAndFilters()
    {
        Shown shown;
        shown.view.setCurrent(static_cast<ConnectionId>(7)); // lost
        QTest::keyClick(shown.canvas, Qt::Key_Right);
        const auto start = shown.canvas->scene().cursors.back();
        QTest::keyClick(shown.canvas, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(shown.canvas, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(shown.canvas->scene().selection);
        QCOMPARE(shown.canvas->scene().selection->from, start);
        const auto end = shown.canvas->scene().selection->until;
        QVERIFY(end > start);
        QTest::keyClick(shown.canvas, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(shown.canvas->scene().selection->until < end);

        QSignalSpy filtered(&shown.view, &TimelineView::filterRequested);
        QTest::keyClick(shown.canvas, Qt::Key_R);
        QCOMPARE(filtered.count(), 1);
        QVERIFY(shown.canvas->lanes().size() < 8);
        QTest::keyClick(shown.canvas, Qt::Key_Z);
        QVERIFY(!shown.canvas->scene().selection);
        QVERIFY(shown.canvas->viewport().until() - shown.canvas->viewport().from() < 60s);
    }

    void screenReadersHearRangeLaneAndEvent()
    {
        Shown shown;
        auto* spoken = QAccessible::queryAccessibleInterface(shown.canvas);
        QVERIFY(spoken != nullptr);
        QCOMPARE(spoken->role(), QAccessible::Chart);
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("Timeline"));
        QVERIFY(spoken->text(QAccessible::Description).contains(QLatin1String("8 lanes")));
        QVERIFY(spoken->text(QAccessible::Value).isEmpty());
        shown.view.setCurrent(static_cast<ConnectionId>(7));
        QTest::keyClick(shown.canvas, Qt::Key_Left);
        const auto description = spoken->text(QAccessible::Description);
        QVERIFY2(description.contains(QLatin1String("lane lost")), qPrintable(description));
        QVERIFY2(description.contains(QLatin1String("ended K")), qPrintable(description));
        QVERIFY(spoken->text(QAccessible::Value).startsWith(QLatin1String("lost: ")));
    }

    void enterOpensTheMapAtTheCurrentLane()
    {
        sample::Script script;
        for (int i = 0; i < 300; ++i) {
            script.lane("lane", {true, 60s, 1s, 3});
        }
        const auto recording = script.recorded(sample::at(20));
        TimelineView view;
        view.resize(1000, 500);
        view.setSource(&recording.store, recording.log.get(), 0, true);
        view.setLanes(recording.store.ids());
        auto* canvas = view.findChild<TimelineCanvas*>();
        view.setCurrent(static_cast<ConnectionId>(101));
        QTest::keyClick(canvas, Qt::Key_Return);
        QVERIFY(canvas->scene().opened);
        QVERIFY(canvas->scene().opened->first <= 100 && canvas->scene().opened->second > 100);
    }

    void fitWithFoldsKeepsTheProbesApart()
    {
        const auto recording = sample::xpBesideEleven();
        TimelineView view;
        view.resize(1000, 450);
        view.setSource(&recording.store, recording.log.get(), 0, true);
        view.setLanes(recording.store.ids());
        view.refresh(recording.now, {});
        auto* canvas = view.findChild<TimelineCanvas*>();
        view.setFollowNow(false);
        view.fit();
        const auto& scale = canvas->viewport().scale();
        QVERIFY(scale.toX(sample::at(0)) >= 0);
        QVERIFY(scale.toX(recording.now) <= 1000 - kNameWidth);
        QVERIFY2(scale.toX(sample::at(7205)) - scale.toX(sample::at(7204)) >= 14,
                 "the numbers in the steps can be read");
    }
};

void TimelineViewTest::rangeFiguresAreNeverCut_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("1280") << 1280;
    QTest::newRow("1024") << 1024;
    QTest::newRow("beside the inspector") << 720;
}

void TimelineViewTest::rangeFiguresAreNeverCut()
{
    QFETCH(int, width);
    TimelineHead head;
    QAction follow(QStringLiteral("Follow now"));
    QAction fold(QStringLiteral("Fold quiet time"));
    QAction zoom(QStringLiteral("Zoom in"));
    QAction filter(QStringLiteral("Filter to"));
    QAction save(QStringLiteral("Export range..."));
    for (auto* action : {&follow, &fold}) {
        head.addAction(action, action->text(), 8);
    }
    for (auto* action : {&zoom, &filter, &save}) {
        head.addRangeAction(action);
    }
    head.resize(width, head.height());
    head.show();
    const auto figures = QStringLiteral("4.291 s: 12 probes, 10 unanswered, 2.8 a second");
    head.setRangeText(figures);
    QCoreApplication::processEvents();
    const auto labels = head.findChildren<QLabel*>();
    const auto label = std::find_if(labels.begin(), labels.end(),
                                    [&](const QLabel* each) { return each->text() == figures; });
    QVERIFY(label != labels.end());
    QVERIFY2((*label)->width() >= (*label)->sizeHint().width(),
             qPrintable(QString::number((*label)->width())));
    const auto buttons = head.findChildren<QPushButton*>();
    head.setRangeText({});
    QCOMPARE(std::count_if(buttons.begin(), buttons.end(),
                           [](const QPushButton* button) { return button->isVisible(); }),
             2); // the others came back
}

QTEST_MAIN(TimelineViewTest)
#include "tst_timeline_view.moc"
