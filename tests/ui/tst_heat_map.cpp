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
        const auto [first, last] = plan.lanesAt(plan.lower.top() + 1, 600);
        QVERIFY(first >= 3400 && last <= 3500);
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
        const TimeScale scale(FoldMap(120e9 / 400), Moment{}, 0);
        const auto paint = [&] {
            QImage image(400, 40, QImage::Format_RGB32);
            image.fill(lightColors().base);
            QPainter painter(&image);
            map.paint(painter, QRectF(0, 0, 400, 40), scale, recording.now, 0, 1, lightColors());
            return image;
        };
        (void)paint();
        QTRY_VERIFY(ready.count() >= 2);
        const auto first = paint();
        const auto asked = ready.count();
        QCOMPARE(paint(), first);
        QCOMPARE(ready.count(), asked);
        HeatMap atOnce;
        atOnce.setSynchronous(true);
        atOnce.setLog(recording.log.get());
        atOnce.setLanes(lanesOf(recording));
        QImage image(400, 40, QImage::Format_RGB32);
        image.fill(lightColors().base);
        QPainter painter(&image);
        atOnce.paint(painter, QRectF(0, 0, 400, 40), scale, recording.now, 0, 1, lightColors());
        painter.end();
        QCOMPARE(image, first);
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
