#include "tests/ui/golden.h"
#include "timeline_sample.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lane_thumbnail.h"
#include "ui/timeline/timeline_export.h"

#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace kai;
using namespace kai::ui;

namespace {

QImage picture(const sample::Recording& recording, const Colors& colors, bool fold,
               int height = 380)
{
    TimelinePicture picture;
    picture.store = &recording.store;
    picture.log = recording.log.get();
    picture.lanes = recording.store.ids();
    picture.now = recording.now;
    picture.startedUtcNs = recording.startedUtcNs;
    picture.simulated = recording.simulated;
    picture.foldQuietTime = fold;
    picture.from = fold ? kNever : sample::at(624);
    picture.until = fold ? kNever : sample::at(744);
    picture.colors = colors;
    picture.title = QStringLiteral("Keepalive Inspector");
    picture.size = QSize(980, height);
    QImage image(picture.size, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    paintTimelinePicture(painter, picture);
    return image;
}

PaintedTimeline paintedMain(double nsPerPixel)
{
    const auto recording = sample::mainWindow();
    LaneLayout layout;
    std::vector<LaneLayout::Lane> lanes;
    for (const auto id : recording.store.ids()) {
        lanes.push_back({id, HostId::first});
    }
    layout.setLanes(lanes);
    TimelineScene scene;
    scene.store = &recording.store;
    scene.log = recording.log.get();
    scene.layout = &layout;
    scene.now = recording.now;
    scene.scale = TimeScale(FoldMap(nsPerPixel), recording.now, 664);
    QImage image(980, 365, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    return paintTimeline(painter, QRectF(image.rect()), scene, lightColors());
}

/// The time area of a recording's first lane, as painted, and what was painted.
struct LanePicture {
    QImage image;
    PaintedTimeline painted;

    [[nodiscard]] bool dark(int x, int y) const { return image.pixelColor(x, y).lightness() < 150; }
    [[nodiscard]] int darkOf(int left, int right, int top, int bottom) const
    {
        int count = 0;
        for (int y = top; y <= bottom; ++y) {
            for (int x = left; x < right; ++x) {
                count += dark(x, y) ? 1 : 0;
            }
        }
        return count;
    }
};

/// x of the scale and of the picture is the same, y counts from the top of the lane.
LanePicture firstLane(const sample::Recording& recording, const TimeScale& scale, int laneHeight,
                      bool peerEnd = false)
{
    LaneLayout layout;
    layout.setLanes({{recording.store.ids().front(), HostId::first}});
    layout.setHeight(recording.store.ids().front(), laneHeight);
    layout.setPeerShown(recording.store.ids().front(), peerEnd);
    TimelineScene scene;
    scene.store = &recording.store;
    scene.log = recording.log.get();
    scene.layout = &layout;
    scene.now = recording.now;
    scene.simulated = recording.simulated;
    scene.scale = scale;
    QImage image(1150, 365, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    const auto painted = paintTimeline(painter, QRectF(image.rect()), scene, lightColors());
    painter.end();
    const auto area = timelineAreas(QRectF(image.rect()));
    const int top = static_cast<int>(area.lanes.top()) + (peerEnd ? laneHeight : 0);
    return {image.copy(static_cast<int>(area.timeLeft), top, 1000, peerEnd ? 24 : laneHeight),
            painted};
}

/// Answered probes each second up to 400 s, and then what `write` adds: too dense for a mark each at 2 px a second.
LanePicture denseLane(bool on,
                      const std::function<void(sample::Script&, sample::Script::Lane&)>& write,
                      double now, int laneHeight = 24, bool peerEnd = false)
{
    sample::Script script;
    auto& lane = script.lane("db", {on, std::chrono::seconds{10}, std::chrono::seconds{1}, 3});
    for (int second = 1; second <= 400; ++second) {
        const bool quiet = second > 300 && second < 320;
        if (on && !quiet) {
            script.probe(lane, sample::at(second), 1, true);
        } else if (!quiet) {
            script.event(lane, EventKind::data_received, sample::at(second));
            script.event(lane, EventKind::data_sent, sample::at(second + 0.5));
        }
    }
    lane.row.local.lastReceived = sample::at(400);
    write(script, lane);
    return firstLane(script.recorded(sample::at(now)), TimeScale(FoldMap(5e8), {}, 0), laneHeight,
                     peerEnd);
}

constexpr int kTimerLine = 115;
constexpr int kBaseline = 110;

} // namespace

class TimelinePicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        if (QFontInfo(typeFont(TypeSize::body)).family() != QLatin1String("Noto Sans")) {
            QSKIP("the golden pictures are written in Noto Sans, which is not installed");
        }
    }

    void eightConnectionsLight()
    {
        golden::compare(picture(sample::mainWindow(), lightColors(), false),
                        QStringLiteral("main-light"));
    }
    void eightConnectionsDark()
    {
        golden::compare(picture(sample::mainWindow(), darkColors(), false),
                        QStringLiteral("main-dark"));
    }
    void xpBesideEleven()
    {
        golden::compare(picture(sample::xpBesideEleven(), lightColors(), true, 400),
                        QStringLiteral("xp-beside-11"));
    }

    void firstRun()
    {
        QImage image(1024, 260, QImage::Format_ARGB32_Premultiplied);
        image.fill(lightColors().base);
        QPainter painter(&image);
        paintExampleLane(painter, QRectF(0, 0, 1024, kExampleLaneHeight), lightColors());
        int x = 15;
        for (const auto which :
             {Thumbnail::seeItHappen, Thumbnail::xpBesideEleven, Thumbnail::ownServer}) {
            paintThumbnail(painter, QRectF(x, 166, 290, 84), which, lightColors());
            x += 340;
        }
        painter.end();
        golden::compare(image, QStringLiteral("first-run"));
    }

    void everyMarkIsPainted()
    {
        const auto painted = paintedMain(1e9 / 6.9);
        const auto marksOf = [&](std::uint32_t lane) {
            return std::count_if(painted.marks.begin(), painted.marks.end(),
                                 [lane](const PaintedMark& mark) {
                                     return mark.lane.connection == static_cast<ConnectionId>(lane);
                                 });
        };
        QCOMPARE(int(marksOf(1)),
                 13); // five answered probes, three times data both ways, two timers
        QCOMPARE(int(marksOf(4)), 6); // a change, data, a fault, two probes, a timer
        QCOMPARE(int(marksOf(7)), 9); // two answered, a fault, five unanswered, the ending
        QVERIFY(painted.kinds.answered && painted.kinds.unanswered && painted.kinds.changed &&
                painted.kinds.fault);
        QVERIFY(painted.kinds.waiting && painted.kinds.boxForgot && painted.kinds.deadline &&
                painted.kinds.armedTimer);
        QVERIFY(painted.kinds.ended[static_cast<std::size_t>(EndedBy::keepAlive)]);
        QVERIFY(painted.kinds.ended[static_cast<std::size_t>(EndedBy::reset)]);
        QVERIFY(!painted.kinds.fold);
    }

    void theBucketBeginsAtTheDeadlineWhenTheTimerOnlyArmsItselfAgain()
    {
        sample::Script script;
        auto& lane =
            script.lane("db", {true, std::chrono::seconds{60}, std::chrono::seconds{10}, 6});
        lane.row.local.lastReceived = sample::at(0);
        lane.row.local.armedExpiry = sample::at(20);
        lane.row.local.deadline = sample::at(60);
        lane.row.local.predictedProbe = sample::at(64);
        const auto recording = script.recorded(sample::at(10));
        TimelinePicture picture;
        picture.store = &recording.store;
        picture.log = recording.log.get();
        picture.lanes = recording.store.ids();
        picture.now = recording.now;
        picture.until = sample::at(100);
        picture.from = sample::at(0);
        picture.size = QSize(1000, 300);
        QImage image(picture.size, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        paintTimelinePicture(painter, picture);
        painter.end();
        constexpr int kTimerLineBelowHead = 40 + 24 + kTimerLine;
        const auto xOf = [](double seconds) { return 150 + int(850 * (0.02 + 0.0096 * seconds)); };
        const auto shade = [&](double seconds) {
            return image.pixelColor(xOf(seconds), kTimerLineBelowHead - 2).lightness();
        };
        QVERIFY2(shade(40) > 240, "before the deadline nothing can be sent");
        QVERIFY2(shade(62) < 220, "the bucket");
    }

    void anOffLaneIsDottedAndHasNoTimer()
    {
        sample::Script script;
        auto& lane =
            script.lane("raw", {false, std::chrono::hours{2}, std::chrono::seconds{75}, 9});
        for (const double time : {20.0, 40.0}) {
            script.event(lane, EventKind::data_received, sample::at(time));
        }
        const auto recording = script.recorded(sample::at(80));
        const auto shown = firstLane(recording, TimeScale(FoldMap(1e8), {}, 0), 120);
        QCOMPARE(shown.darkOf(2, 780, kTimerLine, kTimerLine), 0);
        const int solid = shown.darkOf(2, 780, kBaseline, kBaseline);
        QVERIFY2(solid > 100 && solid < 400,
                 "a dot in four pixels, to the left of the last data too");
    }

    void aLaneThatIsOffTodayKeepsTheLevelsOfItsPast()
    {
        sample::Script script;
        auto& lane =
            script.lane("raw", {true, std::chrono::seconds{90}, std::chrono::seconds{1}, 9});
        script.event(lane, EventKind::settings_changed, sample::at(50), "off");
        lane.row.enabled.value = lane.row.local.keepAliveOn = false;
        const auto recording = script.recorded(sample::at(80));
        const auto shown = firstLane(recording, TimeScale(FoldMap(1e8), {}, 0), 120);
        constexpr int kDeadline = 63;
        QCOMPARE(shown.image.pixelColor(205, kDeadline), lightColors().secondary);
    }

    void thePeersEndIsDottedWhileItsKeepAliveIsOff_data()
    {
        QTest::addColumn<bool>("on");
        QTest::newRow("off, as the built-in peer's is") << false;
        QTest::newRow("on") << true;
    }
    void thePeersEndIsDottedWhileItsKeepAliveIsOff()
    {
        QFETCH(bool, on);
        sample::Script script;
        auto& lane =
            script.lane("db", {true, std::chrono::seconds{10}, std::chrono::seconds{1}, 9});
        lane.row.peer.keepAliveOn = on;
        lane.row.peer.lastReceived = sample::at(0);
        const auto recording = script.recorded(sample::at(80));
        const auto shown = firstLane(recording, TimeScale(FoldMap(1e8), {}, 0), 24, true);
        const auto plateau = shown.image.pixelColor(700, 18);
        QCOMPARE(plateau != lightColors().base, on);
        const int solid = shown.darkOf(2, 780, 22, 22);
        QCOMPARE(solid > 700, on);
    }

    void theDashedRampClimbsInsideAFold()
    {
        sample::Script script;
        auto& lane = script.lane("db", {true, std::chrono::hours{2}, std::chrono::seconds{1}, 9});
        lane.row.local.lastReceived = sample::at(0);
        lane.row.local.deadline = lane.row.local.armedExpiry = sample::at(7200);
        const auto recording = script.recorded(sample::at(10));
        const FoldMap folded(1e9 / 20, {Fold{sample::at(20), sample::at(7180), 100}});
        const auto shown = firstLane(recording, TimeScale(folded, sample::at(10), 100), 120);
        constexpr int kFoldFrom = 300;
        QVERIFY2(shown.darkOf(kFoldFrom - 60, kFoldFrom - 2, kBaseline - 20, kBaseline - 3) == 0,
                 "ten seconds of two hours");
        QVERIFY2(shown.darkOf(kFoldFrom + 45, kFoldFrom + 56, 78, 94) > 0, "half of it");
    }

    void aDenseLaneThatEndedSaysHow()
    {
        const auto shown = denseLane(
            true,
            [](auto& script, auto& lane) {
                for (int k = 1; k <= 3; ++k) {
                    script.probe(lane, sample::at(409 + k), k, false);
                }
                script.end(lane, sample::at(413), EndedBy::keepAlive, 110, "in recv");
            },
            450);
        const auto& kinds = shown.painted.kinds;
        QVERIFY(kinds.ended[static_cast<std::size_t>(EndedBy::keepAlive)]);
        QVERIFY(kinds.answered && kinds.unanswered && !kinds.deadline);
        QVERIFY2(shown.darkOf(826 + 16, 826 + 26, 6, 17) > 10, "the letter");
        const auto after = shown.image.pixelColor(950, 22);
        QVERIFY2(after.lightness() > 200, "the path ends with it");
        QVERIFY2(shown.image.pixelColor(812, 19) != lightColors().base, "silent before");
    }

    void aDenseLaneGoesOnToItsDeadline()
    {
        const auto shown = denseLane(
            true,
            [](auto&, auto& lane) {
                lane.row.local.deadline = sample::at(410);
                lane.row.local.armedExpiry = sample::at(406);
                lane.row.boxForgetsAt = sample::at(430);
                lane.info.boxLimit = std::chrono::seconds{30};
            },
            404);
        QVERIFY(shown.painted.kinds.deadline && shown.painted.kinds.armedTimer);
        QVERIFY2(shown.image.pixelColor(806, 20) != lightColors().base, "idle for three seconds");
        const auto box = shown.image.pixelColor(860, 12);
        QVERIFY2(box.red() > box.blue() + 100, "where the box will forget");
    }

    void aDenseLaneShowsFaultsAndWaits()
    {
        const auto shown = denseLane(
            true,
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::fault_set, sample::at(200), "silent");
                script.event(lane, EventKind::fault_cleared, sample::at(250));
                script.event(lane, EventKind::data_sent, sample::at(302));
                script.event(lane, EventKind::retransmitted, sample::at(304));
                script.event(lane, EventKind::retransmitted, sample::at(308));
                script.event(lane, EventKind::data_received, sample::at(318));
            },
            404);
        QVERIFY(shown.painted.kinds.waiting);
        QCOMPARE(shown.darkOf(405, 495, 23, 23), 90);
        QCOMPARE(shown.darkOf(300, 395, 23, 23), 0);
        QCOMPARE(shown.darkOf(505, 600, 23, 23), 0);
    }

    void aDenseLaneThatIsOffHasNoTeeth()
    {
        const auto shown = denseLane(
            false, [](auto&, auto& lane) { lane.row.local.deadline = kNever; }, 404);
        for (int x = 10; x < 800; x += 7) {
            QVERIFY(shown.image.pixelColor(x, 19).lightness() > 225); // a line of the grid at most
        }
        QVERIFY2(shown.darkOf(0, 800, 22, 22) < 300, "dotted");
    }

    void aDenseLaneHasItsTimerLineWhileItIsOn()
    {
        const auto shown = denseLane(
            true,
            [](auto& script, auto& lane) {
                script.event(lane, EventKind::settings_changed, sample::at(200), "off");
                script.event(lane, EventKind::settings_changed, sample::at(300), "10 s / 1 s / 3");
            },
            404, 120);
        QCOMPARE(shown.darkOf(10, 395, kTimerLine, kTimerLine), 385);
        QCOMPARE(shown.darkOf(405, 595, kTimerLine, kTimerLine), 0);
        QCOMPARE(shown.darkOf(605, 795, kTimerLine, kTimerLine), 190);
    }

    void aDensePeersEndKnowsProbesAsArrivals_data()
    {
        QTest::addColumn<bool>("data");
        QTest::newRow("probes only") << false;
        QTest::newRow("and data, now and then") << true;
    }
    void aDensePeersEndKnowsProbesAsArrivals()
    {
        QFETCH(bool, data);
        const auto shown = denseLane(
            true,
            [data](auto& script, auto& lane) {
                lane.row.peer.keepAliveOn = true;
                lane.row.peer.lastReceived = sample::at(400);
                lane.row.peer.deadline = sample::at(402);
                for (int second = 50; data && second < 400; second += 100) {
                    script.event(lane, EventKind::data_received, sample::at(second + 0.7)).flags =
                        event_flag::kPeerEnd;
                }
            },
            404, 24, true);
        for (const int x : {5, 101, 300, 590, 700, 797}) {
            QVERIFY2(shown.image.pixelColor(x, 20) != lightColors().base,
                     "idle for a second of two");
            QCOMPARE(shown.image.pixelColor(x, 15), lightColors().base);
        }
        QVERIFY2(shown.image.pixelColor(620, 15) != lightColors().base, "silent for twenty");
    }

    void fromAfarMarksShareAPlaceAndSayHowMany()
    {
        const auto painted = paintedMain(4e9);
        std::uint64_t most = 0;
        for (const auto& mark : painted.marks) {
            most = std::max(most, mark.count);
        }
        QVERIFY(most >= 4);
        const auto recording = sample::mainWindow();
        const auto marksOf = [&](bool baseline) {
            std::vector<PaintedMark> marks;
            for (const auto& mark : painted.marks) {
                const auto kind = recording.log->at(mark.index).kind;
                const bool stands = kind == EventKind::data_sent ||
                                    kind == EventKind::retransmitted ||
                                    kind == EventKind::timer_idle;
                if (stands == baseline && kind != EventKind::ended) {
                    marks.push_back(mark);
                }
            }
            return marks;
        };
        QVERIFY(marksOf(false).size() > 18);
        QVERIFY(marksOf(true).size() > 3);
        for (const bool baseline : {false, true}) {
            const auto marks = marksOf(baseline);
            for (std::size_t i = 1; i < marks.size(); ++i) {
                QVERIFY(marks[i].lane != marks[i - 1].lane || marks[i].x - marks[i - 1].x >= 7.99);
            }
        }
    }
};

QTEST_MAIN(TimelinePicturesTest)
#include "tst_timeline_pictures.moc"
