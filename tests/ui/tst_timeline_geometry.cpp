#include "tests/ui/warnings.h"
#include "ui/timeline/activity_reader.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/physical_key.h"
#include "ui/timeline/quiet_time.h"
#include "ui/timeline/ticks.h"
#include "ui/timeline/viewport.h"
#include "ui/timeline/zoom_stack.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

Moment at(double seconds)
{
    return Moment{nanoseconds{std::llround(seconds * 1e9)}};
}

Activity activityAt(std::initializer_list<double> times)
{
    Activity activity;
    for (const double time : times) {
        activity.add(at(time));
    }
    return activity;
}

/// Data, two hours of quiet, then ten probes a second apart and the ending.
Activity twoHoursThenTenProbes()
{
    auto activity = activityAt({0});
    for (int k = 0; k <= 10; ++k) {
        activity.add(at(7200 + k));
    }
    return activity;
}

Viewport viewportOf(double width)
{
    Viewport viewport;
    viewport.setWidth(width);
    return viewport;
}

std::vector<LaneLayout::Lane> lanes(std::uint32_t count, HostId host = HostId::first,
                                    std::uint32_t first = 1)
{
    std::vector<LaneLayout::Lane> result;
    for (std::uint32_t i = 0; i < count; ++i) {
        result.push_back({static_cast<ConnectionId>(first + i), host});
    }
    return result;
}

constexpr auto kFourth = static_cast<ConnectionId>(4);

} // namespace

class TimelineGeometryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void timeToPixelAndBack_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::newRow("before the start") << -12.5;
        QTest::newRow("at the start") << 0.0;
        QTest::newRow("before the fold") << 99.0;
        QTest::newRow("at the fold's edge") << 100.0;
        QTest::newRow("inside the fold") << 3333.0;
        QTest::newRow("at the fold's end") << 7100.0;
        QTest::newRow("after the fold") << 7200.25;
        QTest::newRow("a year later") << 31.5e6;
    }
    void timeToPixelAndBack()
    {
        QFETCH(double, seconds);
        const FoldMap map(1e8, {{at(100), at(7100), 48}});
        const auto back = map.moment(map.position(at(seconds)));
        QVERIFY(std::abs((back - at(seconds)).count()) <= 100);
    }

    void foldTakesItsWidth()
    {
        const FoldMap map(1e9, {{at(100), at(7100), 48}, {at(8000), at(9000), 60}});
        QCOMPARE(map.position(at(7100)) - map.position(at(100)), 48.0);
        QCOMPARE(map.position(at(9000)) - map.position(at(8000)), 60.0);
        QCOMPARE(map.position(at(8000)) - map.position(at(7100)), 900.0);
        QCOMPARE(map.foldAt(at(8500)), &map.folds()[1]);
        QVERIFY(!map.foldAt(at(7100)));
    }

    void neverIsFarRight() { QVERIFY(FoldMap(1e9).position(kNever) > 1e9); }

    void tenProbesAfterTwoHoursAreApart()
    {
        auto viewport = viewportOf(900);
        viewport.setFold(true);
        viewport.setNow(at(7210), twoHoursThenTenProbes(), {});
        viewport.show(at(0), at(7210));
        QCOMPARE(int(viewport.scale().map().folds().size()), 1);
        double before = viewport.scale().toX(at(7200));
        QVERIFY(before > 0);
        for (int k = 1; k < 10; ++k) {
            const double x = viewport.scale().toX(at(7200 + k));
            QVERIFY2(x - before >= 8, qPrintable(QString::number(x - before)));
            before = x;
        }
        QVERIFY(before < 900);
        QVERIFY(viewport.scale().toX(at(0)) >= 0);
    }

    void regularQuietIsNotFolded()
    {
        const FoldRule rule{1e9, 900};
        QVERIFY(quietFolds(activityAt({0, 200, 400, 600, 800}), at(800), {}, rule).empty());
    }

    /// The rule as it is written, tried until nothing changes. The last gap ends now.
    static std::vector<Moment> foldedByTheRule(std::vector<Moment> bursts, const FoldRule& rule)
    {
        std::vector<bool> folded(bursts.size() - 1);
        const auto length = [&](std::size_t gap) { return bursts[gap + 1] - bursts[gap]; };
        const auto nearest = [&](std::size_t gap) {
            auto shorter = nanoseconds::max();
            for (std::size_t left = gap; left-- > 0;) {
                if (!folded[left]) {
                    shorter = length(left);
                    break;
                }
            }
            for (std::size_t right = gap + 1; right < folded.size(); ++right) {
                if (!folded[right]) {
                    return std::min(shorter, length(right));
                }
            }
            return shorter;
        };
        for (std::size_t round = 0; round < folded.size(); ++round) {
            for (std::size_t gap = 0; gap < folded.size(); ++gap) {
                const double pixels = static_cast<double>(length(gap).count()) / rule.nsPerPixel;
                const bool worth = pixels > 0.05 * rule.width && pixels > 48 + 2 * kFoldMargin;
                const int factor = gap + 1 == folded.size() ? 30 : 3;
                const auto near = nearest(gap);
                folded[gap] = folded[gap] ||
                              (worth && near != nanoseconds::max() && length(gap) / factor > near);
            }
        }
        std::vector<Moment> starts;
        for (std::size_t gap = 0; gap < folded.size(); ++gap) {
            if (folded[gap]) {
                starts.push_back(bursts[gap]);
            }
        }
        return starts;
    }

    void theFoldsAreThoseOfTheRule()
    {
        std::mt19937 random(4);
        const FoldRule rule{1e7, 900};
        for (int round = 0; round < 200; ++round) {
            std::vector<Moment> bursts{at(0)};
            Activity activity;
            activity.add(bursts.front());
            for (int i = 0; i < 40; ++i) {
                const double gap = std::pow(2, int(random() % 9)) * (random() % 2 ? 1 : 1.9);
                bursts.push_back(bursts.back() + milliseconds(std::int64_t(gap * 1000)));
                activity.add(bursts.back());
            }
            std::vector<Moment> starts;
            for (const auto& fold : quietFolds(activity, bursts.back(), {}, rule)) {
                const auto after = std::upper_bound(bursts.begin(), bursts.end(), fold.from);
                starts.push_back(*std::prev(after));
            }
            const auto expected = foldedByTheRule(bursts, rule);
            QCOMPARE(starts, expected);
        }
    }

    /// Beside a fold of two hours a fraction of a pixel is seconds.
    void theScaleBendsAtTheEdgesOfFolds()
    {
        const Fold fold{at(10), at(7200), 48};
        for (const double origin : {0.0, 0.25, 0.49, 0.51, 0.9}) {
            const TimeScale scale(FoldMap(1e8, {fold}), at(0), origin);
            const auto found = seams(scale, 0, 400);
            QCOMPARE(found.size(), std::size_t{4});
            QCOMPARE(found[1].at, fold.from);
            QCOMPARE(found[1].x, std::round(scale.toX(fold.from)));
            QCOMPARE(found[2].at, fold.until);
            const auto right = seams(scale, found[2].x, 400);
            QCOMPARE(right.front().at, fold.until);
            const auto left = seams(scale, 0, found[1].x);
            QCOMPARE(left.back().at, fold.from);
        }
    }

    void aDeadlineEndsTheQuiet()
    {
        const FoldRule rule{1e9, 900};
        const auto without = quietFolds(activityAt({0, 10, 20, 3000}), at(3000), {}, rule);
        QCOMPARE(int(without.size()), 1);
        const auto with = quietFolds(activityAt({0, 10, 20, 3000}), at(3000), {at(1500)}, rule);
        QCOMPARE(int(with.size()), 2);
        QVERIFY(with[0].until < at(1500) && with[1].from > at(1500));
    }

    void aBusyStretchIsNotQuiet()
    {
        Activity activity = activityAt({0, 10});
        for (int i = 0; i < 10'000; ++i) {
            activity.add(at(20 + 0.1 * i));
        }
        activity.add(at(1025));
        const FoldRule rule{1e9, 900};
        QVERIFY(quietFolds(activity, at(1030), {at(1035)}, rule).empty());
    }

    /// What is due is sorted once; each moment and each scale asked for afterwards gives what a fresh look would.
    void gapsServeEveryMomentAndScale()
    {
        const auto activity = twoHoursThenTenProbes();
        const std::vector<Moment> upcoming{at(9000), at(7300), at(20'000)};
        const QuietGaps gaps(activity, upcoming);
        for (const double now : {7210.0, 7299.9, 7300.1, 8000.0, 9000.0, 19'999.9, 30'000.0}) {
            for (const double nsPerPixel : {1e8, 1e9, 1e10}) {
                const FoldRule rule{nsPerPixel, 900};
                auto moments = upcoming;
                moments.push_back(at(now));
                const auto folds = gaps.folds(at(now), rule);
                QCOMPARE(folds, quietFolds(activity, at(now), upcoming, rule));
                for (const auto& fold : folds) {
                    for (const auto moment : moments) {
                        QVERIFY2(moment <= fold.from || moment >= fold.until, "folded away");
                    }
                }
            }
        }
        QCOMPARE(int(gaps.folds(at(7210), {1e9, 900}).size()), 3);
    }

    void whatHasJustHappenedStaysInSight()
    {
        const FoldRule rule{1e7, 900};
        QVERIFY(quietFolds(activityAt({0, 1, 2, 3}), at(11), {}, rule).empty());
        QCOMPARE(int(quietFolds(activityAt({0, 1, 2, 3}), at(500), {}, rule).size()), 1);
    }

    void aLongLogIsReadInParts()
    {
        history::EventLog log;
        std::vector<Event> events(900'000);
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i].time = at(double(i));
            events[i].connection = static_cast<ConnectionId>(1 + i % 2);
        }
        log.append(events);
        ActivityReader reader;
        reader.setSource(&log);
        reader.setLanes({static_cast<ConnectionId>(1)});
        QVERIFY(!reader.update());
        QVERIFY(!reader.update());
        QVERIFY(reader.update());
        Activity one;
        for (std::size_t i = 0; i < events.size(); i += 2) {
            one.add(events[i].time);
        }
        QCOMPARE(reader.activity(), one);
        // a connection that is new in the log takes nothing back
        reader.setLanes({static_cast<ConnectionId>(1), static_cast<ConnectionId>(3)});
        QVERIFY(reader.update());
        QCOMPARE(reader.activity(), one);
        reader.setLanes({static_cast<ConnectionId>(1), static_cast<ConnectionId>(2)});
        QVERIFY(!reader.update());
        QVERIFY(!reader.update());
        QVERIFY(reader.update());
        QVERIFY(!(reader.activity() == one));
        history::EventLog other;
        other.append(std::span(events).first(1));
        reader.setSource(&other);
        reader.setLanes({static_cast<ConnectionId>(1)});
        QVERIFY(reader.update());
        QCOMPARE(reader.activity().bursts().size(), std::size_t{1});
    }

    void activityIsBounded()
    {
        Activity activity;
        for (int i = 0; i < 100'000; ++i) {
            activity.add(at(i));
        }
        QVERIFY(activity.bursts().size() <= 4096);
        QVERIFY(activity.bursts().front().from == at(0));
        QVERIFY(activity.bursts().back().until == at(99'999));
    }

    void zoomKeepsWhatIsUnderThePointer_data()
    {
        QTest::addColumn<bool>("fold");
        QTest::newRow("to scale") << false;
        QTest::newRow("quiet time folded") << true;
    }
    void zoomKeepsWhatIsUnderThePointer()
    {
        QFETCH(bool, fold);
        auto viewport = viewportOf(900);
        viewport.setFold(fold);
        viewport.setNow(at(7210), twoHoursThenTenProbes(), {});
        viewport.show(at(7195), at(7210));
        const double x = 300;
        const auto under = viewport.scale().toMoment(x);
        viewport.zoomAt(x, 3);
        QVERIFY(std::abs(viewport.scale().toX(under) - x) < 0.5);
        viewport.zoomAt(x, -5);
        QVERIFY(std::abs(viewport.scale().toX(under) - x) < 0.5);
    }

    void zoomStopsAtItsLimits()
    {
        QCOMPARE(zoomedScale(1e9, 4), 5e8);
        QCOMPARE(zoomedScale(1e9, 1000), kFinestScale);
        QCOMPARE(zoomedScale(1e9, -1000), kCoarsestScale);
    }

    void nowStaysAtFourFifths()
    {
        auto viewport = viewportOf(1000);
        viewport.setNow(at(50));
        QVERIFY(std::abs(viewport.scale().toX(at(50)) - 800) < 0.01);
        viewport.zoomAt(123, 2);
        QVERIFY(std::abs(viewport.scale().toX(at(50)) - 800) < 0.01);
        viewport.setNow(at(60));
        QVERIFY(std::abs(viewport.scale().toX(at(60)) - 800) < 0.01);
    }

    void aRecordingIsFollowedFromItsStart()
    {
        auto viewport = viewportOf(1000);
        viewport.begin(at(0));
        viewport.setNow(at(4));
        const double start = viewport.scale().toX(at(0));
        QVERIFY2(start >= 0 && start < 40, "no time before the recording is in view");
        const double fine = viewport.scale().nsPerPixel();
        viewport.setNow(at(30));
        QVERIFY2(viewport.scale().nsPerPixel() > fine, "the scale grows with the recording");
        QVERIFY(std::abs(viewport.scale().toX(at(0)) - start) < 0.01);
        QVERIFY(viewport.scale().toX(at(30)) <= 800);
        viewport.setNow(at(1000));
        QVERIFY(std::abs(viewport.scale().nsPerPixel() - 1e9 / 7) < 1);
        QVERIFY(std::abs(viewport.scale().toX(at(1000)) - 800) < 0.01);
    }

    void aFoldMakesRoomForAFinerScaleAgain()
    {
        auto viewport = viewportOf(1000);
        viewport.setFold(true);
        viewport.begin(at(0));
        viewport.setNow(at(7211)); // now is known before what happened until then
        viewport.setNow(at(7211), twoHoursThenTenProbes(), {});
        const double apart = viewport.scale().toX(at(7201)) - viewport.scale().toX(at(7200));
        QVERIFY2(apart >= 14, qPrintable(QString::number(apart)));
    }

    void aGrowingViewFoldsNoSeconds()
    {
        auto viewport = viewportOf(1000);
        viewport.setFold(true);
        viewport.begin(at(0));
        viewport.setNow(at(0), activityAt({0, 7200}), {at(7201), at(7205), at(7210)});
        viewport.setNow(at(7200.5));
        QCOMPARE(viewport.scale().map().folds().size(), std::size_t{1});
    }

    void aChosenScaleGrowsNoMore()
    {
        auto viewport = viewportOf(1000);
        viewport.begin(at(0));
        viewport.setNow(at(4));
        viewport.zoomAt(100, 2);
        const double chosen = viewport.scale().nsPerPixel();
        viewport.setNow(at(100));
        QCOMPARE(viewport.scale().nsPerPixel(), chosen);
        QVERIFY(std::abs(viewport.scale().toX(at(100)) - 800) < 0.01);
    }

    void panningLetsGoOfNow()
    {
        auto viewport = viewportOf(1000);
        viewport.setNow(at(50));
        viewport.panBy(100);
        QVERIFY(!viewport.follows());
        QVERIFY(std::abs(viewport.scale().toX(at(50)) - 700) < 0.01);
        viewport.setNow(at(55));
        QVERIFY(std::abs(viewport.scale().toX(at(50)) - 700) < 0.01);
    }

    void fitShowsEverything()
    {
        auto viewport = viewportOf(1000);
        viewport.setNow(at(120));
        viewport.setFollow(false);
        viewport.fit(at(0), at(140));
        QVERIFY(viewport.scale().toX(at(0)) >= 0);
        QVERIFY(viewport.scale().toX(at(140)) <= 1000);
        viewport.setFollow(true);
        viewport.fit(at(0), at(140));
        QVERIFY(viewport.follows());
        QVERIFY(viewport.scale().toX(at(0)) >= 0);
    }

    void revealMovesNoFurtherThanNeeded()
    {
        auto viewport = viewportOf(1000);
        viewport.show(at(0), at(100));
        const auto before = viewport.from();
        viewport.reveal(at(50));
        QCOMPARE(viewport.from(), before);
        viewport.reveal(at(500));
        const double x = viewport.scale().toX(at(500));
        QVERIFY(x > 900 && x < 1000);
    }

    void ticksFallOnHumanSteps_data()
    {
        QTest::addColumn<double>("pixelsPerSecond");
        QTest::addColumn<double>("labelSeconds");
        QTest::newRow("two minutes in view") << 6.9 << 30.0;
        QTest::newRow("half a minute in view") << 26.6 << 5.0;
        QTest::newRow("a day in view") << 0.01 << 6 * 3600.0;
        QTest::newRow("a second in view") << 900.0 << 0.2;
    }
    void ticksFallOnHumanSteps()
    {
        QFETCH(double, pixelsPerSecond);
        QFETCH(double, labelSeconds);
        const auto step = tickStep(1e9 / pixelsPerSecond, 112);
        QCOMPARE(std::chrono::duration<double>(step.label).count(), labelSeconds);
        QCOMPARE(step.label % step.minor, 0ns);
        QCOMPARE(step.medium % step.minor, 0ns);
    }

    void ticksFollowTheWallClock()
    {
        const TimeScale scale(FoldMap(1e8), Moment{}, 0);
        const auto ticks =
            ticksBetween(scale, 0, 900, {30s, 10s, 5s}, 12s); // moment zero is 12 s past the minute
        const auto label = std::find_if(ticks.begin(), ticks.end(), [](const Tick& tick) {
            return tick.rank == TickRank::label;
        });
        QVERIFY(label != ticks.end());
        QCOMPARE(label->at, at(18));
        QCOMPARE(label->x, 180.0);
    }

    void ticksLeaveFoldsAlone()
    {
        const TimeScale scale(FoldMap(1e8, {{at(20), at(7000), 60}}), Moment{}, 0);
        const auto ticks = ticksBetween(scale, 0, 900, {30s, 10s, 5s}, 0s);
        QVERIFY(!ticks.empty());
        for (const auto& tick : ticks) {
            QVERIFY(tick.at < at(20) || tick.at >= at(7000));
        }
        QVERIFY(ticks.back().at > at(7000));
    }

    void rowsAreFoundWhereTheyAre()
    {
        LaneLayout layout;
        layout.setLanes(lanes(10));
        layout.setHeight(kFourth, 120);
        QCOMPARE(layout.totalHeight(), 9 * 24 + 120);
        for (const auto& row : layout.rows()) {
            for (const int y : {row.top, row.bottom() - 1}) {
                QCOMPARE(&layout.rows()[*layout.rowAt(y)], &row);
            }
        }
        QVERIFY(!layout.rowAt(-1));
        QVERIFY(!layout.rowAt(layout.totalHeight()));
        const auto [first, last] = layout.visibleRows(25, 100);
        QCOMPARE(int(first), 1);
        QCOMPARE(int(last), 4);
    }

    void hostsAreGroupedUnderCaptions()
    {
        LaneLayout layout;
        auto mixed = lanes(2);
        const auto other = static_cast<HostId>(1);
        mixed.insert(mixed.begin() + 1, {static_cast<ConnectionId>(9), other});
        layout.setLanes(mixed);
        QCOMPARE(int(layout.rows().size()), 5);
        QCOMPARE(layout.rows()[0].kind, LaneRow::Kind::caption);
        QCOMPARE(layout.rows()[2].id, static_cast<ConnectionId>(2));
        QCOMPARE(layout.rows()[3].kind, LaneRow::Kind::caption);
        QCOMPARE(layout.rows()[3].host, other);
    }

    void lanesThatNameTheirHostsNeedNoCaptions()
    {
        LaneLayout layout;
        layout.setLanes({{ConnectionId{1}, HostId{0}, true}, {ConnectionId{2}, HostId{1}, true}});
        QCOMPARE(layout.rows().size(), std::size_t(2));
        QCOMPARE(layout.rows()[1].kind, LaneRow::Kind::lane);
    }

    void thePeersEndIsBelowItsLane()
    {
        LaneLayout layout;
        layout.setLanes(lanes(3));
        layout.setPeerShown(static_cast<ConnectionId>(2), true);
        QCOMPARE(layout.rows()[2].kind, LaneRow::Kind::peer);
        QCOMPARE(layout.rows()[2].top, layout.rows()[1].bottom());
        layout.setPeerShown(static_cast<ConnectionId>(2), false);
        QCOMPARE(int(layout.rows().size()), 3);
    }

    void theCurrentLaneOpensWhileAllFit()
    {
        LaneLayout layout;
        layout.setLanes(lanes(8));
        layout.setCurrent(kFourth, 288);
        QCOMPARE(layout.rows()[3].height, 120);
        layout.setCurrent(kFourth, 287);
        QCOMPARE(layout.rows()[3].height, 24);
        layout.setHeight(kFourth, 60);
        layout.setCurrent(kFourth, 2000);
        QCOMPARE(layout.rows()[3].height, 60);
    }

    void draggedHeightsSnap()
    {
        QCOMPARE(snappedHeight(-5), 24);
        QCOMPARE(snappedHeight(45), 60);
        QCOMPARE(snappedHeight(150), 120);
        QCOMPARE(snappedHeight(9999), 240);
    }

    void viewsCanBeGoneBackTo()
    {
        ZoomStack stack;
        const ZoomStack::Entry all{{1e9, at(0), true}, {}};
        const ZoomStack::Entry near{{1e6, at(30), false}, Span{at(30), at(31)}};
        stack.leave(all);
        const auto back = stack.back(near);
        QVERIFY(back && back->view == all.view && !back->filter);
        const auto forward = stack.forward(all);
        QVERIFY(forward && forward->view == near.view && forward->filter);
        QVERIFY(!stack.canGoForward());
        QVERIFY(stack.back(near));
        stack.leave(all);
        QVERIFY(!stack.canGoForward());
    }

    void lettersAreBoundByTheirPlace_data()
    {
        QTest::addColumn<quint32>("scanCode");
        QTest::addColumn<int>("key");
        QTest::addColumn<QChar>("letter");
        QTest::newRow("W on a US keyboard") << 25u << int(Qt::Key_W) << QChar(u'W');
        QTest::newRow("the same place on a French one") << 25u << int(Qt::Key_Z) << QChar(u'W');
        QTest::newRow("A's place, French Q") << 38u << int(Qt::Key_Q) << QChar(u'A');
        QTest::newRow("no scan code") << 0u << int(Qt::Key_S) << QChar(u'S');
        QTest::newRow("an arrow") << 113u << int(Qt::Key_Left) << QChar();
    }
    void lettersAreBoundByTheirPlace()
    {
        QFETCH(quint32, scanCode);
        QFETCH(int, key);
        QFETCH(QChar, letter);
        QCOMPARE(physicalLetter(scanCode, key), letter);
    }
};

QTEST_APPLESS_MAIN(TimelineGeometryTest)
#include "tst_timeline_geometry.moc"
