#include "core/keepalive/duration_text.h"
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
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(kai::ConnectionId)

namespace {

constexpr QPoint kInLanes(600, 100);

/// A timeline, 1000 x 450, of the eight connections unless told otherwise, shown.
struct Shown {
    explicit Shown(sample::Recording made = sample::mainWindow())
        : recording(std::move(made))
    {
        applyTheme(*qApp, Theme::light);
        view.resize(1000, 450);
        view.setSource(&recording.store, recording.log.get(), recording.startedUtcNs, false);
        view.setLanes(recording.store.ids());
        view.refresh(recording.now, {});
        view.grab(); // lays out and paints, without a window: the offscreen platform warns about size hints
        canvas = view.findChild<TimelineCanvas*>();
    }

    void wheel(int steps, Qt::KeyboardModifiers modifiers, quint64 atMs = 0) const
    {
        QWheelEvent event(kInLanes, canvas->mapToGlobal(kInLanes), {}, QPoint(0, 120 * steps),
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        event.setTimestamp(atMs);
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

    void point(QPoint at) const
    {
        QMouseEvent move(QEvent::MouseMove, at, canvas->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         {});
        QCoreApplication::sendEvent(canvas, &move);
    }

    [[nodiscard]] int x(Moment at) const
    {
        return static_cast<int>(std::lround(canvas->viewport().scale().toX(at) + kNameWidth));
    }

    /// The first event of a kind on a lane.
    [[nodiscard]] std::uint64_t eventOf(ConnectionId lane, EventKind kind, Moment from = {}) const
    {
        std::uint64_t found = UINT64_MAX;
        recording.log->lanes().visit({lane, false}, from, kNever,
                                     [&](std::uint64_t i, const Event& e) {
                                         found = e.kind == kind && found == UINT64_MAX ? i : found;
                                     });
        return found;
    }

    [[nodiscard]] Moment under(QPoint point) const
    {
        return canvas->viewport().scale().toMoment(point.x() - kNameWidth);
    }

    sample::Recording recording;
    TimelineView view;
    TimelineCanvas* canvas = nullptr;
};

/// 300 lanes as a map, opened around one of them.
struct ShownMap {
    ShownMap()
    {
        sample::Script script;
        for (int i = 0; i < 300; ++i) {
            script.lane("lane", {true, 60s, 1s, 3});
        }
        recording = script.recorded(sample::at(20));
        view.resize(1000, 500);
        view.setSource(&recording.store, recording.log.get(), 0, true);
        view.setLanes(recording.store.ids());
        view.refresh(recording.now, {});
        view.grab();
        canvas = view.findChild<TimelineCanvas*>();
        view.setCurrent(static_cast<ConnectionId>(101));
        canvas->openMapAtCurrent();
    }

    sample::Recording recording;
    TimelineView view;
    TimelineCanvas* canvas = nullptr;
};

/// Rows of "lane" and "kind": one event for each mark that stands on the baseline.
void addBaselineRows()
{
    QTest::addColumn<int>("lane");
    QTest::addColumn<EventKind>("kind");
    QTest::newRow("data sent") << 8 << EventKind::data_sent;
    QTest::newRow("a retransmission") << 5 << EventKind::retransmitted;
    QTest::newRow("a timer that ran out") << 2 << EventKind::timer_idle;
}

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

    void twoCursorsSnapToEvents_data();
    void twoCursorsSnapToEvents();
    void bothEndsOfASelectionSnapToEvents();
    void whatStandsOnTheBaselineCanBePointedAt_data();
    void whatStandsOnTheBaselineCanBePointedAt();
    void theWorstOfAPlaceIsNamedAndChosen();
    void theWorstOfADensePlaceIsNamedAndChosen_data();
    void theWorstOfADensePlaceIsNamedAndChosen();
    void aBurstOfWheelStepsIsOneStepBack();
    void walkingMeetsEventsOfOneInstantOneByOne();
    void walkingWithoutALaneKeepsToTheLanesShown();
    void anEventChosenElsewhereIsGoneTo();
    void fineWheelsScroll();
    void theRightButtonLeavesTheSelection();
    void anotherLabForgetsHeightsPeersAndRuler();
    void escapeClosesTheLanesOpenedInTheMap();
    void openedLanesOfTheMapHoverAsOthersDo();
    void frameByFrameNothingIsSaidAnew();
    void theKeyboardReachesEveryHeight();
    void theListOfKeysHasThoseOfTheCanvas();
    void aNameWithoutSuffixBecomesAPng();
    void screenReadersAreToldOfTheTableAndOpenIt();
    void theExportHasWhatTheScreenHas();

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

void TimelineViewTest::twoCursorsSnapToEvents_data()
{
    addBaselineRows();
    QTest::newRow("an ending, left of its letter") << 7 << EventKind::ended;
    QTest::newRow("changed settings, with their { }") << 4 << EventKind::settings_changed;
}

void TimelineViewTest::twoCursorsSnapToEvents()
{
    QFETCH(int, lane);
    QFETCH(EventKind, kind);
    Shown shown;
    const auto id = static_cast<ConnectionId>(lane);
    shown.view.setCurrent(id);
    const auto event = shown.recording.log->at(shown.eventOf(id, kind));
    shown.view.showRange(event.time - 4s, event.time + 4s); // nothing else within reach
    shown.view.grab();
    for (const int aside : {-5, 5}) {
        shown.point({shown.x(event.time) + aside, 100});
        QTest::keyClick(shown.canvas, Qt::Key_C);
        QCOMPARE(shown.canvas->scene().cursors.back(), event.time);
    }
    shown.point({shown.x(event.time) + 9, 100});
    QTest::keyClick(shown.canvas, Qt::Key_C);
    QCOMPARE(int(shown.canvas->scene().cursors.size()), 2);
    QVERIFY2(shown.canvas->scene().cursors.back() != event.time, "beyond reach");
    QTest::keyClick(shown.canvas, Qt::Key_Escape);
    QVERIFY(shown.canvas->scene().cursors.empty());
}

void TimelineViewTest::bothEndsOfASelectionSnapToEvents()
{
    Shown shown;
    const auto lane = static_cast<ConnectionId>(7);
    shown.view.setCurrent(lane);
    const auto start = shown.recording.log->at(shown.eventOf(lane, EventKind::fault_set)).time;
    const auto end = shown.recording.log->at(shown.eventOf(lane, EventKind::ended)).time;
    shown.view.showRange(start - 4s, end + 4s);
    shown.view.setLanes({lane}); // nothing else within reach
    shown.view.grab();
    shown.drag({shown.x(start) + 5, 300}, {shown.x(end) - 5, 300});
    QCOMPARE(shown.canvas->scene().selection->from, start);
    QCOMPARE(shown.canvas->scene().selection->until, end + 1ns);
    const QPoint beside{shown.x(start) + 5, 300};
    const auto pulled = shown.under(beside);
    shown.drag(beside, beside + QPoint(100, 0), Qt::MiddleButton);
    QVERIFY2(std::chrono::abs(shown.under(beside + QPoint(100, 0)) - pulled) < 1ms,
             "panning keeps what is under the pointer");
}

void TimelineViewTest::whatStandsOnTheBaselineCanBePointedAt_data()
{
    addBaselineRows();
}

void TimelineViewTest::whatStandsOnTheBaselineCanBePointedAt()
{
    QFETCH(int, lane);
    QFETCH(EventKind, kind);
    Shown shown;
    const auto id = static_cast<ConnectionId>(lane);
    const auto index = shown.eventOf(id, kind);
    const auto at = shown.recording.log->at(index).time;
    shown.view.showRange(at - 10s, at + 10s);
    shown.view.grab();
    const auto& layout = *shown.canvas->scene().layout;
    const int baseline = 24 + layout.rows()[*layout.rowOf(id)].top + 20;
    QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
    QTest::mouseClick(shown.canvas, Qt::LeftButton, {}, {shown.x(at), baseline});
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toULongLong(), index);
}

void TimelineViewTest::theWorstOfAPlaceIsNamedAndChosen()
{
    sample::Script script;
    auto& lane = script.lane("db", {true, 60s, 1s, 3});
    script.event(lane, EventKind::note, sample::at(50), "before");
    script.event(lane, EventKind::fault_set, sample::at(50.001), "cable pulled");
    script.event(lane, EventKind::data_received, sample::at(50.002));
    Shown shown(script.recorded(sample::at(60)));
    auto* canvas = shown.canvas;
    const auto& marks = canvas->painted().marks;
    const auto shared =
        std::find_if(marks.begin(), marks.end(), [](const auto& mark) { return mark.count == 3; });
    QVERIFY(shared != marks.end());
    QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
    QTest::mouseClick(canvas, Qt::LeftButton, {}, shared->rect.center().toPoint());
    QCOMPARE(chosen.count(), 1);
    const auto event = shown.recording.log->at(chosen.first().first().toULongLong());
    QCOMPARE(event.kind, EventKind::fault_set);
    QVERIFY2(canvas->spokenEvent().contains(QLatin1String("cable pulled")),
             qPrintable(canvas->spokenEvent()));
}

void TimelineViewTest::theWorstOfADensePlaceIsNamedAndChosen_data()
{
    QTest::addColumn<bool>("peerEnd");
    QTest::newRow("own end") << false;
    QTest::newRow("peer's end") << true;
}

void TimelineViewTest::theWorstOfADensePlaceIsNamedAndChosen()
{
    QFETCH(bool, peerEnd);
    const std::uint8_t end = peerEnd ? event_flag::kPeerEnd : 0;
    sample::Script script;
    auto& lane = script.lane("db", {true, 60s, 1s, 3});
    for (int i = 0; i < 600; ++i) {
        script.event(lane, EventKind::data_received, sample::at(0.1 * i)).flags = end;
    }
    script.event(lane, EventKind::settings_changed, sample::at(30.05), "50 s / 1 s / 3").flags =
        end;
    Shown shown(script.recorded(sample::at(60)));
    const auto id = static_cast<ConnectionId>(1);
    shown.view.setCurrent(id);
    if (peerEnd) {
        shown.canvas->togglePeer();
    }
    shown.view.showRange(sample::at(0), sample::at(60));
    shown.view.grab();
    const auto& marks = shown.canvas->painted().marks;
    const auto change = std::find_if(marks.begin(), marks.end(), [](const PaintedMark& mark) {
        return mark.drawn == history::maskOf(EventKind::settings_changed);
    });
    QVERIFY(change != marks.end() && change->count > 1);
    QCOMPARE(change->lane, (history::LaneKey{id, peerEnd}));
    const auto place = change->rect.center().toPoint();
    QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
    QTest::mouseClick(shown.canvas, Qt::LeftButton, {}, place);
    QCOMPARE(chosen.count(), 1);
    const auto event = shown.recording.log->at(chosen.first().first().toULongLong());
    QCOMPARE(event.kind, EventKind::settings_changed);
    shown.point(place);
    QTest::keyClick(shown.canvas, Qt::Key_C);
    QCOMPARE(shown.canvas->scene().cursors.back(), event.time);
}

void TimelineViewTest::aBurstOfWheelStepsIsOneStepBack()
{
    Shown shown;
    shown.view.setFollowNow(false);
    const auto& viewport = shown.canvas->viewport();
    const auto first = viewport.state();
    for (quint64 step = 0; step < 5; ++step) {
        shown.wheel(1, Qt::ControlModifier, step * 400);
    }
    const auto second = viewport.scale().nsPerPixel();
    QVERIFY(second < first.nsPerPixel);
    shown.view.zoomIn();
    shown.wheel(1, Qt::ControlModifier);
    shown.wheel(1, Qt::ControlModifier);
    shown.view.goBack(); // the second burst
    shown.view.goBack(); // the action
    QCOMPARE(viewport.scale().nsPerPixel(), second);
    shown.view.goBack();
    QCOMPARE(viewport.state(), first);
    QVERIFY(!shown.canvas->zoomStack().canGoBack());
    shown.wheel(1, Qt::ControlModifier, 10'000);
    const auto third = viewport.state();
    shown.wheel(1, Qt::ControlModifier, 11'000); // after a pause
    shown.view.goBack();
    QCOMPARE(viewport.state(), third);
    shown.view.goBack();
    QCOMPARE(viewport.state(), first);
}

void TimelineViewTest::walkingMeetsEventsOfOneInstantOneByOne()
{
    sample::Script script;
    auto& lane = script.lane("db", {true, 60s, 1s, 3});
    auto& other = script.lane("other", {true, 60s, 1s, 3});
    script.event(lane, EventKind::data_sent, sample::at(50));
    script.event(other, EventKind::note, sample::at(50), "between");
    script.end(lane, sample::at(50), EndedBy::reset, 104, "in send");
    Shown shown(script.recorded(sample::at(60)));
    auto& view = shown.view;
    view.setFollowNow(false);
    QSignalSpy chosen(&view, &TimelineView::eventChosen);
    const auto kind = [&] {
        return shown.recording.log->at(chosen.last().first().toULongLong()).kind;
    };
    view.setCurrent(static_cast<ConnectionId>(1));
    view.showRange(sample::at(40), sample::at(60));
    view.nextEvent();
    QCOMPARE(kind(), EventKind::data_sent);
    view.nextEvent();
    QCOMPARE(kind(), EventKind::ended);
    view.nextEvent();
    QCOMPARE(chosen.count(), 2); // it was the last one
    view.previousEvent();
    QCOMPARE(kind(), EventKind::data_sent);
    view.previousEvent();
    QCOMPARE(kind(), EventKind::opened);

    view.setCurrent(ConnectionId::none);
    view.showRange(sample::at(40), sample::at(60));
    chosen.clear();
    for (int i = 0; i < 3; ++i) {
        view.nextEvent();
    }
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(kind(), EventKind::ended);
}

void TimelineViewTest::walkingWithoutALaneKeepsToTheLanesShown()
{
    Shown shown;
    QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
    shown.view.setLanes({static_cast<ConnectionId>(5), static_cast<ConnectionId>(7)});
    shown.view.showRange(sample::at(600), sample::at(720));
    for (int i = 0; i < 12; ++i) {
        shown.view.nextEvent();
    }
    QCOMPARE(chosen.count(), 12);
    std::uint64_t before = 0;
    bool both[2] = {false, false};
    for (const auto& each : chosen) {
        const auto index = each.first().toULongLong();
        QVERIFY(index > before);
        before = index;
        const auto lane = indexOf(shown.recording.log->at(index).connection);
        QVERIFY2(lane == 5 || lane == 7, qPrintable(QString::number(lane)));
        both[lane == 7] = true;
    }
    QVERIFY(both[0] && both[1]);
}

void TimelineViewTest::anEventChosenElsewhereIsGoneTo()
{
    Shown shown;
    QSignalSpy chosen(&shown.view, &TimelineView::eventChosen);
    const auto lane = static_cast<ConnectionId>(6); // raw-1, opened long before what is in view
    const auto index = shown.eventOf(lane, EventKind::opened);
    const auto at = shown.recording.log->at(index).time;
    QVERIFY(at < shown.view.viewFrom());
    shown.view.goToEvent(index);
    QVERIFY(at >= shown.view.viewFrom() && at <= shown.view.viewUntil());
    QCOMPARE(shown.view.current(), lane);
    QCOMPARE(shown.canvas->scene().cursors.back(), at);
    QVERIFY(shown.canvas->spokenEvent().startsWith(QLatin1String("raw-1: ")));
    QCOMPARE(chosen.count(), 0);
    shown.view.goToEvent(1'000'000); // not in the log
    QCOMPARE(shown.canvas->scene().cursors.back(), at);

    const auto lost = static_cast<ConnectionId>(7);
    shown.view.goToEvent(shown.eventOf(lost, EventKind::fault_set));
    shown.view.nextEvent();
    QCOMPARE(shown.recording.log->at(chosen.last().first().toULongLong()).kind,
             EventKind::probe_sent);
}

void TimelineViewTest::fineWheelsScroll()
{
    Shown shown;
    shown.view.resize(1000, 240);
    shown.view.setCurrent(static_cast<ConnectionId>(1));
    shown.view.grab();
    const auto wheel = [&](int delta) {
        QWheelEvent event(kInLanes, shown.canvas->mapToGlobal(kInLanes), {}, QPoint(0, delta),
                          Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(shown.canvas, &event);
    };
    for (int i = 0; i < 10; ++i) {
        wheel(-8);
    }
    QCOMPARE(shown.canvas->scene().scroll, 48); // as two thirds of a notch, 72 pixels
    for (int i = 0; i < 40; ++i) {
        wheel(1);
    }
    QCOMPARE(shown.canvas->scene().scroll, 24);
}

void TimelineViewTest::theRightButtonLeavesTheSelection()
{
    const Shown shown;
    shown.drag({400, 100}, {700, 100});
    QVERIFY(shown.canvas->scene().selection);
    QTest::mouseClick(shown.canvas, Qt::RightButton, {}, {500, 100});
    QVERIFY(shown.canvas->scene().selection);
    QTest::mouseClick(shown.canvas, Qt::LeftButton, {}, {500, 100});
    QVERIFY(!shown.canvas->scene().selection);
}

void TimelineViewTest::anotherLabForgetsHeightsPeersAndRuler()
{
    Shown shown;
    const auto toggle = [&] {
        for (auto* action : shown.view.timelineActions()) {
            if (keyText(*action) == QLatin1String("T")) {
                return action;
            }
        }
        return static_cast<QAction*>(nullptr);
    }();
    QVERIFY(toggle != nullptr);
    toggle->trigger();
    QCOMPARE(shown.canvas->scene().ruler, RulerTime::sinceStart);
    const auto first = static_cast<ConnectionId>(1);
    shown.view.setCurrent(first);
    shown.canvas->togglePeer();
    shown.canvas->stepHeight(1);
    QTest::keyClick(shown.canvas, Qt::Key_Right);

    shown.view.setSource(&shown.recording.store, shown.recording.log.get(), 0, false);
    shown.view.setLanes(shown.recording.store.ids());
    const auto& layout = *shown.canvas->scene().layout;
    QVERIFY(!layout.peerShown(first));
    QCOMPARE(layout.rows()[*layout.rowOf(first)].height, 24);
    QCOMPARE(shown.canvas->scene().ruler, RulerTime::wall);
    QVERIFY(!toggle->isChecked());
    QTest::keyClick(shown.canvas, Qt::Key_C);
    QCOMPARE(shown.canvas->scene().cursors.back(),
             shown.recording.now); // not where it was walked to

    shown.view.setSource(&shown.recording.store, shown.recording.log.get(), 0, true);
    QVERIFY2(toggle->isChecked(), "a simulated lab counts since its start");
}

void TimelineViewTest::escapeClosesTheLanesOpenedInTheMap()
{
    ShownMap shown;
    QVERIFY(shown.canvas->scene().opened);
    auto ids = shown.recording.store.ids();
    shown.view.setLanes(ids);
    QVERIFY2(shown.canvas->scene().opened, "the same lanes in the same places");
    std::reverse(ids.begin(), ids.end());
    shown.view.setLanes(ids);
    QVERIFY2(!shown.canvas->scene().opened, "other lanes have their places now");
    shown.canvas->openMapAtCurrent();
    QVERIFY(shown.canvas->scene().opened);
    QTest::keyClick(shown.canvas, Qt::Key_Escape);
    QVERIFY(!shown.canvas->scene().opened);
}

void TimelineViewTest::openedLanesOfTheMapHoverAsOthersDo()
{
    ShownMap shown;
    QSignalSpy hovered(&shown.view, &TimelineView::hovered);
    std::set<ConnectionId> seen;
    for (int y = 100; y < 440; y += 8) {
        QMouseEvent move(QEvent::MouseMove, QPoint(600, y),
                         shown.canvas->mapToGlobal(QPoint(600, y)), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(shown.canvas, &move);
        seen.insert(hovered.last().first().value<ConnectionId>());
    }
    QVERIFY(seen.contains(static_cast<ConnectionId>(101)));
    QVERIFY2(seen.contains(ConnectionId::none), "compressed lanes are no single one");
}

void TimelineViewTest::frameByFrameNothingIsSaidAnew()
{
    Shown shown;
    std::vector<std::unique_ptr<QSignalSpy>> spies;
    for (auto* action : shown.view.timelineActions()) {
        spies.push_back(std::make_unique<QSignalSpy>(action, &QAction::changed));
    }
    for (int frame = 1; frame <= 5; ++frame) {
        shown.view.refresh(shown.recording.now + frame * 16ms, {});
    }
    for (const auto& spy : spies) {
        QCOMPARE(spy->count(), 0);
    }
    shown.canvas->pan(-0.1); // lets go of now
    QVERIFY(std::any_of(spies.begin(), spies.end(), [](const auto& spy) { return spy->count(); }));
}

void TimelineViewTest::theKeyboardReachesEveryHeight()
{
    Shown shown;
    const auto lane = static_cast<ConnectionId>(2);
    shown.view.setCurrent(lane);
    const auto& layout = *shown.canvas->scene().layout;
    const auto height = [&] { return layout.rows()[*layout.rowOf(lane)].height; };
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(shown.canvas, Qt::Key_L);
    }
    for (const int expected : kLaneHeights) {
        QCOMPARE(height(), expected);
        QTest::keyClick(shown.canvas, Qt::Key_H);
    }
    QCOMPARE(height(), 240);
}

void TimelineViewTest::theListOfKeysHasThoseOfTheCanvas()
{
    const Shown shown;
    QStringList keys;
    for (const auto* action : shown.view.timelineActions()) {
        keys << keyText(*action);
    }
    for (const auto* key : {"PgUp", "PgDown", "Home", "End", "H", "L"}) {
        QVERIFY2(keys.contains(QLatin1String(key)), key);
    }
}

void TimelineViewTest::screenReadersAreToldOfTheTableAndOpenIt()
{
    const Shown shown;
    auto* spoken = QAccessible::queryAccessibleInterface(shown.canvas);
    for (const auto which : {QAccessible::Description, QAccessible::Help}) {
        QVERIFY2(spoken->text(which).contains(QLatin1String("Ctrl+Shift+T")),
                 qPrintable(spoken->text(which)));
    }
    auto* actions = spoken->actionInterface();
    const auto name = QStringLiteral("Events in view as a table");
    QVERIFY(actions->actionNames().contains(name));
    QCOMPARE(actions->keyBindingsForAction(name), QStringList{QStringLiteral("Ctrl+Shift+T")});
    actions->doAction(name);
    const auto* window = shown.view.findChild<QDialog*>();
    QVERIFY(window != nullptr);
    auto* table = window->findChild<QTableView*>();
    QVERIFY(table->model()->rowCount() > 20);
    QVERIFY2(table->currentIndex().isValid(), "there is a row to read");
    QCOMPARE(window->focusWidget(), table);
    QVERIFY(table->accessibleDescription().endsWith(QLatin1String(" events")));
}

void TimelineViewTest::aNameWithoutSuffixBecomesAPng()
{
    Shown shown;
    const QTemporaryDir folder;
    QSignalSpy exported(&shown.view, &TimelineView::exported);
    QTimer::singleShot(0, &shown.view, [&] {
        auto* dialog = shown.view.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->setDirectory(folder.path());
        dialog->findChild<QLineEdit*>()->setText(QStringLiteral("picture"));
        QMetaObject::invokeMethod(dialog, "accept");
    });
    shown.view.exportPicture();
    QCOMPARE(exported.count(), 1);
    QVERIFY(!QImage(folder.filePath(QStringLiteral("picture.png"))).isNull());
}

void TimelineViewTest::theExportHasWhatTheScreenHas()
{
    Shown shown;
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("timeline.svg"));
    const auto exported = [&] {
        shown.view.exportPictureTo(file);
        QFile svg(file);
        return svg.open(QIODevice::ReadOnly) ? QString::fromUtf8(svg.readAll()) : QString();
    };
    const auto heightOf = [](const QString& svg) {
        static const QRegularExpression box(QStringLiteral("viewBox=\"0 0 1280 (\\d+)\""));
        return box.match(svg).captured(1).toInt();
    };
    const auto plain = exported();
    QVERIFY(heightOf(plain) > 0);
    QVERIFY(!plain.contains(QLatin1String(">peer")));
    const auto lane = static_cast<ConnectionId>(3);
    const int before = shown.canvas->scene().layout->totalHeight();
    shown.view.setCurrent(lane);
    shown.canvas->togglePeer();
    for (int i = 0; i < 4; ++i) {
        shown.canvas->stepHeight(1);
    }
    const int grown = shown.canvas->scene().layout->totalHeight() - before;
    shown.canvas->setRuler(RulerTime::sinceStart);
    shown.point({400, 100});
    shown.canvas->putCursor();
    shown.point({600, 100});
    shown.canvas->putCursor();
    const auto full = exported();
    QCOMPARE(heightOf(full), heightOf(plain) + grown);
    QVERIFY(full.contains(QLatin1String(">peer")));
    QVERIFY2(plain.contains(QLatin1String("12:04:")), "wall time");
    QVERIFY2(!full.contains(QLatin1String("12:04:")), "time since the start");
    const auto& cursors = shown.canvas->scene().cursors;
    const auto apart = std::chrono::round<milliseconds>(cursors[1] - cursors[0]);
    QVERIFY2(apart != cursors[1] - cursors[0], "a pixel is coarser");
    const auto distance = QString::fromStdString(formatDuration(apart));
    QVERIFY2(full.contains(distance), qPrintable(distance));
}

QTEST_MAIN(TimelineViewTest)
#include "tst_timeline_view.moc"
