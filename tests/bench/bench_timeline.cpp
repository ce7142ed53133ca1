// The timeline with 10,000 lanes and 10 million events at 1600x900, offscreen.
#include "tests/bench/bench.h"
#include "tests/bench/fleet.h"
#include "tests/bench/lane_plot.h"
#include "ui/theme/theme.h"
#include "ui/timeline/heat_tile.h"
#include "ui/timeline/timeline_canvas.h"

#include <QApplication>
#include <QPixmap>
#include <memory>

using namespace kai;
using namespace kai::bench;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize{1600, 900};

std::unique_ptr<ui::TimelineCanvas> canvasOf(Fleet& fleet)
{
    auto canvas = std::make_unique<ui::TimelineCanvas>();
    canvas->setAttribute(Qt::WA_DontShowOnScreen);
    canvas->resize(kSize);
    canvas->setSource(&fleet.store, fleet.log.get(), 1'795'348'338'000'000'000, false);
    canvas->setLanes(fleet.lanes);
    canvas->refresh(fleet.now(), {});
    canvas->show();
    return canvas;
}

struct Steps {
    double median = 0;
    double p99 = 0;
};

/// The GUI thread's own time, so that a busy machine does not count.
template <typename Work>
double cpuMs(Work&& work)
{
    const double start = threadCpuMs();
    work();
    return threadCpuMs() - start;
}

template <typename Step>
Steps measured(int count, Step&& step)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        times.push_back(cpuMs([&] { step(i); }));
    }
    return {median(times), percentile(times, 0.99)};
}

void reportSteps(const Report& report, const std::string& name, const Steps& steps,
                 const std::string& remark)
{
    report({name + "_ms", steps.median, "ms a step, median", 0, {}, 0, Aim::atMost, 8, remark});
    report({name + "_p99_ms",
            steps.p99,
            "ms a step, 99th percentile",
            0,
            {},
            0,
            Aim::atMost,
            16,
            remark});
}

void benchMoves(const Report& report, Fleet& fleet)
{
    auto canvas = canvasOf(fleet);
    canvas->setMap(false);
    const auto first = cpuMs([&] { canvas->repaint(); });
    report({"timeline.first_paint_ms",
            first,
            "ms",
            0,
            {},
            0,
            Aim::none,
            0,
            "34 of 10,000 lanes in view, 2 min of them"});
    const auto pan = measured(400, [&](int i) {
        canvas->pan(i % 40 < 20 ? -0.02 : 0.02);
        canvas->repaint();
    });
    reportSteps(report, "timeline.pan", pan, "34 of 10,000 lanes in view, 2 min of them");
    const auto zoom = measured(400, [&](int i) {
        canvas->zoom(i % 60 < 30 ? -0.7 : 0.7);
        canvas->repaint();
    });
    reportSteps(report, "timeline.zoom", zoom, "from 2 min to the whole hour and back");
}

void benchHeatTile(const Report& report, Fleet& fleet)
{
    constexpr int kRows = 600;
    constexpr int kBuckets = 128;
    std::vector<ui::HeatLane> lanes;
    for (const auto id : fleet.lanes) {
        lanes.push_back({id,
                         {true, std::chrono::duration_cast<milliseconds>(kRound), 1s, 9},
                         Moment{},
                         kNever});
    }
    const auto tile = measured(20, [&](int i) {
        const auto from = Moment{} + 60s * i;
        (void)ui::heatTile(*fleet.log, lanes, kRows, from, from + 120s, kBuckets,
                           ui::lightColors());
    });
    report({"timeline.heatmap_tile_ms",
            tile.median,
            "ms a tile",
            0,
            {},
            0,
            Aim::atMost,
            50,
            "10,000 lanes, 128 buckets, off the GUI thread"});
}

void benchAppend(const Report& report, Fleet& fleet)
{
    constexpr int kFrames = 60;
    constexpr int kPerFrame = 100'000 / 30;
    auto canvas = canvasOf(fleet);
    canvas->setMap(false);
    canvas->setFollow(true);
    double append = 0;
    double paint = 0;
    for (int frame = 0; frame < kFrames; ++frame) {
        const double start = threadCpuMs();
        fleet.appendMore(kPerFrame);
        const double appended = threadCpuMs();
        canvas->refresh(fleet.now(), {});
        canvas->repaint();
        append += appended - start;
        paint += threadCpuMs() - appended;
    }
    constexpr double kSpanMs = kFrames * 1000.0 / 30;
    report({"timeline.follow_core_share",
            (append + paint) / kSpanMs * 100,
            "% of a core",
            0,
            {},
            0,
            Aim::atMost,
            20,
            "the same, followed and painted 30 times a second"});
}

#ifdef KAI_QCUSTOMPLOT
double ourMapPanMs(Fleet& fleet)
{
    auto canvas = canvasOf(fleet);
    canvas->setMap(true);
    const auto step = [&](int i) {
        canvas->pan(i % 10 < 5 ? -0.02 : 0.02);
        canvas->repaint();
    };
    (void)measured(20, step);
    for (int wait = 0; wait < 100; ++wait) { // tiles are made on another thread
        QThread::msleep(20);
        QApplication::processEvents();
    }
    return measured(60, step).median;
}

constexpr int kCompared = 45;
constexpr auto kCompareSpan = 120s;
constexpr auto kCompareStep = 2400ms;

struct OurPan {
    double ms = 0;
    std::size_t marks = 0;
    QSize size;
};

/// 45 lanes of 24 px, all in view, 120 s of the past.
OurPan ourLanesPan(Fleet& fleet)
{
    const auto parts = ui::timelineAreas(QRectF(0, 0, kSize.width(), 1000));
    const int others = 1000 - static_cast<int>(parts.lanes.height());
    auto canvas = canvasOf(fleet);
    canvas->setLanes({fleet.lanes.begin(), fleet.lanes.begin() + kCompared});
    canvas->resize(kSize.width(), others + kCompared * 24);
    canvas->showRange(fleet.now() - kCompareSpan - 2s, fleet.now() - 2s);
    canvas->repaint();
    OurPan pan;
    pan.marks = canvas->painted().marks.size();
    pan.size = canvas->size();
    pan.ms = measured(60, [&](int i) {
                 canvas->pan(i % 10 < 5 ? -0.02 : 0.02);
                 canvas->repaint();
             }).median;
    return pan;
}

/// Like for like: same size, same lanes, same stretch, same step, antialiased alike; both draw filled saw-teeth with
/// their edge, a glyph for each probe's fate, names and a ruler. Ours adds countdowns, the deadline ahead, probe phases,
/// overview and legend.
void benchVisible(const Report& report, Fleet& fleet)
{
    const auto ours = ourLanesPan(fleet);
    const auto theirs = [&](PlotFill fill) {
        LanePlot plot(fleet, kCompared, PlotContent::asOurs, fill, ours.size);
        const auto steps = measured(20, [&](int i) {
            plot.show(fleet.now() - kCompareSpan - 2s - kCompareStep * (i % 5), kCompareSpan);
        });
        return std::pair(steps.median, plot.marksShown());
    };
    const auto [ms, marks] = theirs(PlotFill::antialiased);
    const double coarse = theirs(PlotFill::coarse).first;
    const auto remark =
        QStringLiteral(
            "both 45 lanes at %1x%2: filled saw-teeth, glyphs (%3 and %4), names, ruler; "
            "with coarse fills QCustomPlot takes %5 ms, %6 times ours")
            .arg(ours.size.width())
            .arg(ours.size.height())
            .arg(ours.marks)
            .arg(marks)
            .arg(coarse, 0, 'f', 2)
            .arg(coarse / ours.ms, 0, 'f', 1);
    report({"timeline.vs_qcustomplot_visible", ours.ms, "ms a pan step", ms, "QCustomPlot",
            ms / ours.ms, Aim::atLeast, 3, remark.toStdString()});
}

void benchAgainstPlot(const Report& report, Fleet& fleet)
{
    benchVisible(report, fleet);
    const double ours = ourMapPanMs(fleet);
    LanePlot plot(fleet, kLanes, PlotContent::bareLines, PlotFill::coarse, kSize);
    const auto theirs = measured(5, [&](int i) {
        plot.show(fleet.now() - kCompareSpan - 2s - kCompareStep * i, kCompareSpan);
    });
    report({"timeline.vs_qcustomplot", ours, "ms a pan step", theirs.median, "QCustomPlot",
            theirs.median / ours, Aim::atLeast, 20,
            "both all 10,000 lanes: a heat map whose tiles are kept, and one bare line a lane"});
}
#else
void benchAgainstPlot(const Report&, Fleet&) {} // libqcustomplot-dev is not installed
#endif

void run(const Report& report)
{
    ui::applyTheme(*qApp, ui::Theme::light);
    Fleet fleet;
    benchMoves(report, fleet);
    benchHeatTile(report, fleet);
    benchAgainstPlot(report, fleet);
    benchAppend(report, fleet);
}

const Registration registration({"timeline", run});

} // namespace
