#include "tests/ui/warnings.h"
#include "timeline_sample.h"
#include "ui/timeline/fleet_band.h"
#include "ui/timeline/heat_map.h"
#include "ui/timeline/map_painting.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <random>
#include <set>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;
using sample::at;

namespace {

/// Forty lanes with probes at random moments, some of them unanswered until the end, every seventh one off.
sample::Recording randomFleet()
{
    std::mt19937 random(7);
    sample::Script script;
    for (int i = 0; i < 40; ++i) {
        auto& lane = script.lane("lane-" + std::to_string(i), {i % 7 != 3, 10s, 1s, 5});
        double time = 0;
        const bool dies = i % 5 == 2;
        while (i % 7 != 3 && time < 90) {
            time += 1 + static_cast<double>(random() % 12'000) / 1000;
            script.probe(lane, at(time), 1, true);
        }
        if (dies) {
            script.probe(lane, at(time + 10), 1, false);
            script.end(lane, at(time + 12), EndedBy::keepAlive, 110, "in recv");
        }
    }
    return script.recorded(at(120));
}

std::vector<HeatLane> lanesOf(const sample::Recording& recording)
{
    LaneLayout layout;
    std::vector<LaneLayout::Lane> lanes;
    for (const auto id : recording.store.ids()) {
        lanes.push_back({id, HostId::first});
    }
    layout.setLanes(lanes);
    return heatLanes(layout, recording.store);
}

/// Lane i of a thousand ends in pixel column i, when a pixel is kColumn.
constexpr nanoseconds kColumn{1'024'000};
sample::Recording aThousandEndings()
{
    sample::Script script;
    for (int i = 0; i < 1000; ++i) {
        auto& lane = script.lane(std::to_string(i), {true, 10s, 1s, 5});
        script.end(lane, Moment{kColumn * i + kColumn / 2}, EndedBy::reset, 104, "in recv");
    }
    return script.recorded(Moment{kColumn * 1000});
}

/// The rows of a column that are red.
std::vector<int> redRows(const QImage& image, int column)
{
    std::vector<int> rows;
    for (int y = 0; y < image.height(); ++y) {
        const auto color = image.pixelColor(column, y);
        if (color.red() > color.green() + 40) {
            rows.push_back(y);
        }
    }
    return rows;
}

/// One lane: the probe at 10 s is unanswered, the next one is answered.
sample::Recording answeredLate(double nextProbe, milliseconds interval)
{
    sample::Script script;
    auto& lane = script.lane("one", {true, 10s, interval, 9});
    script.probe(lane, at(10), 1, false);
    script.probe(lane, at(nextProbe), 2, true);
    return script.recorded(at(60));
}

/// All lanes of a recording as a map.
QImage painted(HeatMap& map, const sample::Recording& recording, QSize size, double nsPerPixel)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(lightColors().base);
    QPainter painter(&image);
    map.paint(painter, QRectF(image.rect()), TimeScale(FoldMap(nsPerPixel), Moment{}, 0),
              recording.now, 0, map.lanes().size(), lightColors());
    painter.end();
    return image;
}

/// How many of the lanes have an event of a kind in [from, until), by looking at every event.
std::uint32_t lanesWith(const sample::Recording& recording, EventKind kind, Moment from,
                        Moment until)
{
    std::set<ConnectionId> ids;
    recording.log->visit(from, until, ConnectionId::none, [&](std::uint64_t, const Event& event) {
        if (event.kind == kind) {
            ids.insert(event.connection);
        }
    });
    return static_cast<std::uint32_t>(ids.size());
}

/// The fleet band of 100 s, time from 150 px on.
QImage bandOf(const sample::Recording& recording)
{
    QImage image(1000, static_cast<int>(kFleetBandHeight), QImage::Format_RGB32);
    QPainter painter(&image);
    const TimeScale scale(FoldMap(100e9 / 700), Moment{}, 150);
    paintFleetBand(painter, QRectF(image.rect()), 150, recording.log->fleet(), scale, recording.now,
                   lightColors());
    painter.end();
    return image;
}

} // namespace

class HeatMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void cellsAgreeWithEveryEvent()
    {
        const auto recording = randomFleet();
        const auto lanes = lanesOf(recording);
        constexpr int kBuckets = 24;
        const auto cells = heatCells(*recording.log, lanes, 1, at(0), at(120), kBuckets);
        for (int bucket = 0; bucket < kBuckets; ++bucket) {
            const auto& cell = cells[static_cast<std::size_t>(bucket)];
            const auto from = at(5.0 * bucket);
            QCOMPARE(cell.lanes(), 40u);
            QCOMPARE(cell.ended, lanesWith(recording, EventKind::ended, from, from + 5s));
            QVERIFY(cell.waiting <= 8);
            QVERIFY(cell.idleShare >= 0 && cell.idleShare <= 1);
        }
        QCOMPARE(cells.back().gone, 8u - cells.back().ended);
    }

    void anUnansweredProbeIsSeenUntilTheEnd()
    {
        sample::Script script;
        auto& lane = script.lane("one", {true, 10s, 5s, 3});
        for (int k = 1; k <= 3; ++k) {
            script.probe(lane, at(10 + 5 * (k - 1)), k, false);
        }
        script.end(lane, at(25), EndedBy::keepAlive, 110, "in recv");
        const auto recording = script.recorded(at(40));
        const auto lanes = lanesOf(recording);
        const auto cells = heatCells(*recording.log, lanes, 1, at(0), at(40), 40);
        QCOMPARE(cells[5].idle, 1u);
        QCOMPARE(cells[16].waiting, 1u);
        QCOMPARE(cells[24].waiting, 1u);
        QCOMPARE(cells[25].ended, 1u);
        QCOMPARE(cells[30].gone, 1u);
    }

    void oneBrokenInSeventeenIsVisible()
    {
        const auto& colors = lightColors();
        HeatCell one;
        one.idle = 16;
        one.ended = 1;
        HeatCell all;
        all.ended = 17;
        const auto hue = [](QRgb rgb) { return QColor(rgb).hslHue(); };
        QVERIFY(QColor(heatColor(one, colors)).hslSaturation() > 60);
        QVERIFY(std::abs(hue(heatColor(one, colors)) - hue(heatColor(all, colors))) < 12);
        QVERIFY2(heatColor(one, colors) != heatColor(all, colors),
                 "one of many is not all of them");
        QVERIFY(QColor(heatColor(one, colors)).lightness() >
                QColor(heatColor(all, colors)).lightness());
    }

    void rowsShareLanesEvenly()
    {
        std::size_t next = 0;
        for (int row = 0; row < 600; ++row) {
            const auto [first, last] = lanesOfRow(10'000, 600, row);
            QCOMPARE(first, next);
            QVERIFY(last - first == 16 || last - first == 17);
            next = last;
        }
        QCOMPARE(next, std::size_t{10'000});
    }

    void oneEndedLaneLeavesARedPixelWhateverItsPlace_data()
    {
        QTest::addColumn<int>("height");
        QTest::newRow("three lanes a pixel") << 400;
        QTest::newRow("a few lanes to the pixel more than rows") << 999;
        QTest::newRow("two pixels a lane") << 2000;
    }
    void oneEndedLaneLeavesARedPixelWhateverItsPlace()
    {
        QFETCH(int, height);
        const auto recording = aThousandEndings();
        HeatMap map;
        map.setSynchronous(true);
        map.setLog(recording.log.get());
        map.setLanes(lanesOf(recording));
        const auto image =
            painted(map, recording, QSize(1000, height), static_cast<double>(kColumn.count()));
        const auto plan = mapPlan(QRectF(image.rect()), 1000, {});
        for (int lane = 0; lane < 1000; ++lane) {
            const auto rows = redRows(image, lane);
            QVERIFY2(!rows.empty(), qPrintable(QStringLiteral("lane %1 is not seen").arg(lane)));
            for (const int row : rows) {
                const auto [first, last] = plan.lanesAt(row, map.rows());
                QVERIFY2(std::size_t(lane) >= first && std::size_t(lane) < last,
                         "the hover names the lanes of the pixel");
                QVERIFY(last - first <= plan.lanesPerPixel());
            }
        }
    }

    /// A tile that begins before a fold, or in it, has its content right of the fold in its place.
    void whatLiesBehindAFoldIsInItsPlace_data()
    {
        QTest::addColumn<double>("foldUntil");
        QTest::addColumn<double>("origin");
        QTest::newRow("a tile that begins in the fold") << 90.0 << 0.0;
        QTest::newRow("a fold that is out of view") << 90.0 << -60.0;
        QTest::newRow("a tile that begins behind the fold") << 70.0 << 0.0;
    }
    void whatLiesBehindAFoldIsInItsPlace()
    {
        QFETCH(double, foldUntil);
        QFETCH(double, origin);
        sample::Script script;
        script.probe(script.lane("one", {true, 60s, 1s, 9}), at(95), 1, false);
        const auto recording = script.recorded(at(100));
        HeatMap map;
        map.setSynchronous(true);
        map.setLog(recording.log.get());
        map.setLanes(lanesOf(recording));
        const TimeScale scale(FoldMap(1e8, {{at(2), at(foldUntil), 48}}), at(0), origin);
        QImage image(600, 4, QImage::Format_RGB32);
        image.fill(lightColors().base);
        QPainter painter(&image);
        map.paint(painter, QRectF(image.rect()), scale, recording.now, 0, 1, lightColors());
        painter.end();
        const int expected = static_cast<int>(scale.toX(at(96)));
        int first = 0;
        while (first < image.width() && image.pixel(first, 1) != image.pixel(expected + 8, 1)) {
            ++first;
        }
        QVERIFY2(std::abs(first - expected) <= 2, qPrintable(QString::number(first - expected)));
    }

    void anEndingMakesOnlyWhatIsBehindItAgain()
    {
        sample::Script script;
        script.probe(script.lane("one", {true, 20s, 1s, 9}), at(20), 1, true);
        const auto recording = script.recorded(at(90));
        auto lanes = lanesOf(recording);
        HeatMap map;
        map.setLog(recording.log.get());
        QImage image(900, 4, QImage::Format_RGB32);
        const TimeScale scale(FoldMap(1e8), at(0), 0); // six tiles of 16.8 s
        QSignalSpy made(&map, &HeatMap::tileReady);
        const auto paint = [&] {
            map.setLanes(lanes);
            QPainter painter(&image);
            map.paint(painter, QRectF(image.rect()), scale, recording.now, 0, 1, lightColors());
        };
        paint();
        QTRY_COMPARE(made.size(), 6);
        paint();
        lanes.front().endedAt = at(85);
        paint();
        QTRY_COMPARE(made.size(), 7);
        lanes.front().settings.idleTime = 30s;
        paint();
        QTRY_COMPARE(made.size(), 13);
        paint();
        QTest::qWait(50);
        QCOMPARE(made.size(), 13);
    }

    void noLaneLosesItsPixelsToTheOpenedOnes()
    {
        const QRectF area(0, 0, 1000, 600);
        for (const auto first : {std::size_t{1}, std::size_t{9970}}) {
            const auto plan = mapPlan(area, 10'000, std::pair(first, first + 29));
            QVERIFY(plan.upper.height() >= 1 && plan.lower.height() >= 1);
        }
    }

    void aTileThatBeginsWhileALaneWaitsKnowsIt()
    {
        const auto recording = answeredLate(30, 5s);
        const auto lanes = lanesOf(recording);
        const auto later = heatCells(*recording.log, lanes, 1, at(20), at(40), 20);
        QCOMPARE(later.front().waiting, 1u);
        QCOMPARE(later[9].waiting, 1u);
        QCOMPARE(later[11].idle, 1u);
        const auto after = heatCells(*recording.log, lanes, 1, at(40), at(60), 20);
        QCOMPARE(after.front().idle, 1u);
    }

    void anAnswerInTheSameBucketEndsTheWait()
    {
        const auto recording = answeredLate(11.5, 1s);
        const auto cells = heatCells(*recording.log, lanesOf(recording), 1, at(0), at(60), 12);
        QCOMPARE(cells[2].waiting, 1u);
        QCOMPARE(cells[3].idle, 1u);
    }

    void aLaneIsColouredByWhatWasInForceThen()
    {
        sample::Script script;
        auto& lane = script.lane("one", {true, 10s, 1s, 5});
        script.event(lane, EventKind::settings_changed, at(20), "off");
        script.event(lane, EventKind::settings_changed, at(40), "40 s / 1 s / 5");
        lane.row.idleTime.value = 40s;
        auto& off = script.lane("off today", {true, 10s, 1s, 5});
        script.event(off, EventKind::settings_changed, at(20), "off").flags =
            event_flag::kKeepAliveOff;
        off.row.enabled.value = false;
        const auto recording = script.recorded(at(60));
        const auto lanes = lanesOf(recording);
        const auto cells = heatCells(*recording.log, lanes, 2, at(0), at(60), 12);
        const auto later = heatCells(*recording.log, lanes, 2, at(30), at(60), 6);
        QCOMPARE(cells[0].idleShare, 0.5); // 5 of the 10 s in force then
        QCOMPARE(cells[5].off, 1u);
        QCOMPARE(cells[7].off, 1u);
        QCOMPARE(cells[8].idle, 1u);
        QCOMPARE(later[0].off, 1u);
        QCOMPARE(later[5].idle, 1u);
        QCOMPARE(cells[12 + 3].idle, 1u);
        QCOMPARE(cells[12 + 5].off, 1u);
        QCOMPARE(later[6].off, 1u);
    }

    void onAgainWaitsForNothing()
    {
        sample::Script script;
        auto& lane = script.lane("one", {true, 10s, 1s, 5});
        script.probe(lane, at(10), 1, false);
        script.event(lane, EventKind::settings_changed, at(21), "off").flags =
            event_flag::kKeepAliveOff;
        script.event(lane, EventKind::settings_changed, at(31), "40 s / 1 s / 5");
        lane.row.idleTime.value = 40s;
        const auto recording = script.recorded(at(60));
        const auto lanes = lanesOf(recording);
        const auto cells = heatCells(*recording.log, lanes, 1, at(0), at(60), 6);
        QCOMPARE(cells[1].waiting, 1u);
        QCOMPARE(cells[2].off, 1u);
        QCOMPARE(cells[3].idle, 1u);
        QCOMPARE(cells[5].idle, 1u);
        const auto coarse = heatCells(*recording.log, lanes, 1, at(0), at(60), 3);
        QCOMPARE(coarse[1].waiting, 1u); // for its first second
        QCOMPARE(coarse[2].idle, 1u);
        QCOMPARE(heatCells(*recording.log, lanes, 1, at(40), at(60), 2)[0].idle, 1u);
    }

    void offEndsAWaitAsInTheFleetBand()
    {
        sample::Script script;
        auto& lane = script.lane("one", {true, 10s, 1s, 5});
        script.probe(lane, at(10), 1, false);
        script.event(lane, EventKind::settings_changed, at(21), "off").flags =
            event_flag::kKeepAliveOff;
        lane.row.enabled.value = false;
        const auto recording = script.recorded(at(60));
        const auto cells = heatCells(*recording.log, lanesOf(recording), 1, at(0), at(60), 12);
        QCOMPARE(cells[2].waiting, 1u);
        QCOMPARE(cells[3].waiting, 1u);
        QCOMPARE(cells[5].off, 1u);
        QCOMPARE(recording.log->fleet().at(at(30)).counts.off, 1u);
    }

    void theHoverCountsWhatThePixelShows()
    {
        sample::Script script;
        script.probe(script.lane("one", {true, 10s, 5s, 9}), at(10), 1, false);
        const auto recording = script.recorded(at(60));
        LaneLayout layout;
        layout.setLanes({{static_cast<ConnectionId>(1), HostId::first}});
        HeatMap map;
        map.setLanes(heatLanes(layout, recording.store));
        TimelineScene scene;
        scene.store = &recording.store;
        scene.log = recording.log.get();
        scene.layout = &layout;
        scene.map = &map;
        const auto plan = mapPlan(QRectF(0, 0, 100, 100), 1, {});
        const auto words = mapSentence(scene, plan, 50, at(40), 100ms);
        QVERIFY2(words.contains(QStringLiteral("1 unanswered")), qPrintable(words));
    }

    void idleGreyFollowsTheTheme()
    {
        HeatCell idle;
        idle.idle = 1;
        idle.idleShare = 1;
        Colors theme = lightColors();
        theme.toothEdge = QColor(0x20, 0x60, 0x20);
        QVERIFY(heatColor(idle, theme) != heatColor(idle, lightColors()));
    }

    void lanesThatAreApartShowTheirEventsAsDots()
    {
        sample::Script script;
        for (int i = 0; i < 10; ++i) {
            auto& lane = script.lane(std::to_string(i), {true, 10s, 1s, 5});
            if (i == 3) {
                script.probe(lane, Moment{kColumn * 50 + kColumn / 10}, 1, true);
            }
        }
        const auto recording = script.recorded(Moment{kColumn * 100});
        HeatMap map;
        map.setSynchronous(true);
        map.setLog(recording.log.get());
        map.setLanes(lanesOf(recording));
        const auto greens = [&](int height) {
            const auto image =
                painted(map, recording, QSize(100, height), static_cast<double>(kColumn.count()));
            std::vector<int> rows;
            for (int y = 0; y < height; ++y) {
                if (image.pixelColor(50, y) == lightColors().green) {
                    rows.push_back(y);
                }
            }
            return rows;
        };
        QCOMPARE(greens(40), (std::vector{12, 13, 14})); // 4 px a lane, the last one free
        QCOMPARE(greens(20), std::vector<int>{});
    }

    void openedLanesHaveTheirHeight()
    {
        const QRectF area(0, 100, 1000, 600);
        const auto whole = mapPlan(area, 10'000, {});
        QCOMPARE(whole.upper, area);
        QCOMPARE(int(whole.lanesPerPixel()), 17);
        const auto plan = mapPlan(area, 10'000, std::pair<std::size_t, std::size_t>{3400, 3417});
        QCOMPARE(plan.lastOpened - plan.firstOpened, std::size_t{17});
        QCOMPARE(plan.opened.height(), 17 * 24.0);
        QCOMPARE(plan.upper.height() + plan.opened.height() + plan.lower.height(), 600.0);
        const auto [first, last] = plan.lanesAt(plan.lower.top(), 600);
        QCOMPARE(first, plan.lastOpened);
        QVERIFY(last > first && last - first <= plan.lanesPerPixel());
        const auto bottom = plan.lanesAt(plan.lower.bottom() - 1, 600);
        QCOMPARE(bottom.second, std::size_t{10'000});
        const auto inside = plan.lanesAt(plan.opened.center().y(), 600);
        QVERIFY(inside.first == inside.second);
    }

    void tilesAreMadeElsewhereAndKept()
    {
        const auto recording = randomFleet();
        HeatMap map;
        map.setLog(recording.log.get());
        map.setLanes(lanesOf(recording));
        QSignalSpy ready(&map, &HeatMap::tileReady);
        const auto paint = [&recording](HeatMap& each) {
            return painted(each, recording, QSize(400, 40), 120e9 / 400);
        };
        (void)paint(map);
        QTRY_VERIFY(ready.count() >= 2);
        const auto first = paint(map);
        const auto asked = ready.count();
        QCOMPARE(paint(map), first);
        QCOMPARE(ready.count(), asked);
        HeatMap atOnce;
        atOnce.setSynchronous(true);
        atOnce.setLog(recording.log.get());
        atOnce.setLanes(lanesOf(recording));
        QCOMPARE(paint(atOnce), first);
    }

    void theFleetsStatesHavePatterns()
    {
        sample::Script script;
        for (int i = 0; i < 10; ++i) {
            auto& lane = script.lane(std::to_string(i), {i >= 3, 10s, 1s, 5});
            if (i >= 6) {
                script.end(lane, at(1), EndedBy::reset, 104, "in recv");
            }
        }
        const auto image = bandOf(script.recorded(at(100)));
        const auto share = [&](int top, int bottom, auto matches) {
            int count = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = 300; x < 500; ++x) {
                    count += matches(image.pixelColor(x, y)) ? 1 : 0;
                }
            }
            return count / 200.0 / (bottom - top);
        };
        const auto idleGround = mixed(idleGrey(lightColors()), lightColors().base, 0.4);
        // 64 px for ten lanes: four ended from 6 px on, three off from 32 px on, three idle from 51 px on
        const double lines =
            share(8, 30, [](const QColor& c) { return c.red() > 180 && c.green() < 130; });
        QVERIFY2(lines > 0.1 && lines < 0.5, "hatched, not solid");
        const double dots = share(34, 49, [](const QColor& c) { return c.lightness() < 100; });
        QVERIFY2(dots > 0.02 && dots < 0.2, "dotted");
        QCOMPARE(share(53, 69, [&](const QColor& c) { return c == idleGround; }), 1.0);
    }

    void theLegendsPatchesAreThoseOfTheBand()
    {
        const auto coloursOf = [](FleetArea area) {
            QImage image(16, 12, QImage::Format_RGB32);
            QPainter painter(&image);
            paintFleetPatch(painter, QRectF(image.rect()), area, lightColors());
            painter.end();
            std::set<QRgb> colours;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    colours.insert(image.pixel(x, y));
                }
            }
            return colours;
        };
        QCOMPARE(coloursOf(FleetArea::idle),
                 std::set{mixed(idleGrey(lightColors()), lightColors().base, 0.4).rgb()});
        QCOMPARE(coloursOf(FleetArea::waiting), std::set{lightColors().orange.rgb()});
        QCOMPARE(coloursOf(FleetArea::off),
                 (std::set{lightColors().base.rgb(), lightColors().text.rgb()}));
        QVERIFY2(coloursOf(FleetArea::ended).size() > 2, "smooth lines on a ground");
    }

    void probesASecondHaveAnAxisOfTheirOwn()
    {
        const auto blueAtTheEdge = [](bool probes) {
            sample::Script script;
            auto& lane = script.lane("one", {true, 10s, 1s, 5});
            for (int i = 0; probes && i < 9; ++i) {
                script.probe(lane, at(10 + i), 1, true);
            }
            const auto image = bandOf(script.recorded(at(100)));
            int blue = 0;
            for (int y = 0; y < image.height(); ++y) {
                blue += image.pixelColor(image.width() - 1, y) == lightColors().blue ? 1 : 0;
            }
            return blue;
        };
        QVERIFY(blueAtTheEdge(true) > 50);
        QCOMPARE(blueAtTheEdge(false), 0);
    }

    void theFleetIsCountedColumnByColumn()
    {
        const auto recording = randomFleet();
        const TimeScale scale(FoldMap(120e9 / 400), Moment{}, 0);
        const auto columns = fleetColumns(recording.log->fleet(), scale, 0, 400);
        QCOMPARE(int(columns.size()), 400);
        const auto& last = columns.back().counts;
        QCOMPARE(last.ended, 8u);
        QCOMPARE(last.off, 5u); // one of the six has ended
        QCOMPARE(last.idle + last.waiting + last.ended + last.off, 40u);
    }
};

QTEST_MAIN(HeatMapTest)
#include "tst_heat_map.moc"
