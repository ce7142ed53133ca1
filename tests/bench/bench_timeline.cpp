// The timeline with 10,000 lanes and 10 million events at 1600x900, offscreen.
#include "tests/bench/bench.h"
#include "ui/theme/theme.h"
#include "ui/timeline/heat_tile.h"
#include "ui/timeline/timeline_canvas.h"

#include "core/history/event_log.h"

#include <QApplication>
#include <QPixmap>
#ifdef KAI_QCUSTOMPLOT
// Written with Qt's keywords, which this program does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
#endif

#include <cmath>
#include <memory>

using namespace kai;
using namespace kai::bench;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kLanes = 10'000;
constexpr std::uint32_t kRounds = 500; ///< of one probe and one answer a lane
constexpr nanoseconds kRound = 7200ms;
constexpr nanoseconds kStagger = 700us; ///< from lane to lane
constexpr QSize kSize{1600, 900};

/// 10,000 connections that are probed every 7.2 s for an hour; each 50th one is silent in the last minute.
class Fleet {
public:
    explicit Fleet(std::uint64_t room = 12'000'000)
        : log(std::make_unique<history::EventLog>(history::EventLog::Limits{room, 2ull << 30}))
    {
        addRows();
        std::vector<Event> events;
        for (std::uint32_t round = 0; round < kRounds; ++round) {
            events.clear();
            for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
                addProbe(events, round, lane);
            }
            log->append(events);
        }
        for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
            lanes.push_back(static_cast<ConnectionId>(lane));
        }
    }

    /// `count` more events at the end, as a busy lab would add them.
    void appendMore(std::uint32_t count)
    {
        m_more.clear();
        for (std::uint32_t i = 0; i < count / 2; ++i) {
            m_last += 20us;
            m_more.push_back(event(EventKind::probe_sent, m_last, 1 + m_nextLane % kLanes));
            m_more.push_back(
                event(EventKind::probe_answered, m_last + 4us, 1 + m_nextLane++ % kLanes));
        }
        log->append(m_more);
    }

    [[nodiscard]] Moment now() const { return m_last; }

    ui::ConnectionStore store;
    std::unique_ptr<history::EventLog> log;
    std::vector<ConnectionId> lanes;

private:
    static Event event(EventKind kind, Moment at, std::uint32_t lane)
    {
        Event event;
        event.kind = kind;
        event.time = at;
        event.connection = static_cast<ConnectionId>(lane);
        event.probeNumber = 1;
        event.probeCount = 5;
        return event;
    }

    void addProbe(std::vector<Event>& events, std::uint32_t round, std::uint32_t lane)
    {
        const bool silent = lane % 50 == 0 && round >= kRounds - 8;
        const auto at = Moment{} + kRound * round + kStagger * lane;
        events.push_back(event(EventKind::probe_sent, at, lane));
        events.push_back(event(silent ? EventKind::probe_unanswered : EventKind::probe_answered,
                               at + 400us, lane));
        m_last = std::max(m_last, at + 400us);
    }

    void addRows()
    {
        StackChanges changes;
        for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
            ConnectionRow row;
            row.id = static_cast<ConnectionId>(lane);
            row.enabled.value = row.local.keepAliveOn = true;
            row.idleTime.value = 7200ms;
            row.probeInterval.value = 1s;
            row.probeCount.value = 5;
            row.local.state = ConnectionState::open;
            row.local.lastReceived = Moment{} + kRound * (kRounds - 1) + kStagger * lane;
            row.local.deadline = row.local.lastReceived + kRound;
            changes.rows.push_back(row);
            ConnectionInfo info;
            info.id = row.id;
            info.name = "conn-" + std::to_string(lane);
            changes.infos.push_back(info);
        }
        std::vector<ConnectionId> changed;
        store.update(changes, changed);
    }

    Moment m_last{};
    std::uint32_t m_nextLane = 0;
    std::vector<Event> m_more;
};

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
            "45 of 10,000 lanes, 2 min in view"});
    const auto pan = measured(400, [&](int i) {
        canvas->pan(i % 40 < 20 ? -0.02 : 0.02);
        canvas->repaint();
    });
    reportSteps(report, "timeline.pan", pan, "45 visible lanes");
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
        lanes.push_back({id, kRound, Moment{}, kNever});
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
/// The same saw-teeth as line graphs of QCustomPlot, one a lane; a pan step is a new range and a replot.
double plotPanMs(const Fleet& fleet, std::size_t lanes, int steps)
{
    QCustomPlot plot;
    plot.setAttribute(Qt::WA_DontShowOnScreen);
    plot.resize(kSize);
    plot.setAutoAddPlottableToLegend(false);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        QVector<QCPGraphData> points;
        points.reserve(200); // the last ten minutes
        fleet.log->lanes().visit(
            {fleet.lanes[lane], false}, fleet.now() - 600s, kNever,
            [&](std::uint64_t, const Event& event) {
                const double seconds =
                    static_cast<double>(event.time.time_since_epoch().count()) / 1e9;
                const double height = event.kind == EventKind::probe_sent ? 0.9 : 0.0;
                points.append(QCPGraphData(seconds, static_cast<double>(lane) + height));
            });
        plot.addGraph()->data()->set(points, true);
    }
    plot.yAxis->setRange(0, static_cast<double>(lanes));
    plot.show();
    const double until = static_cast<double>(fleet.now().time_since_epoch().count()) / 1e9;
    return measured(steps,
                    [&](int i) {
                        plot.xAxis->setRange(until - 122 - 2 * (i % 5), until - 2 - 2 * (i % 5));
                        plot.replot(QCustomPlot::rpImmediateRefresh);
                    })
        .median;
}

double ourPanMs(Fleet& fleet, bool map)
{
    auto canvas = canvasOf(fleet);
    canvas->setMap(map);
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

void benchAgainstPlot(const Report& report, Fleet& fleet)
{
    const auto compare = [&](const std::string& name, double ours, double theirs, double limit,
                             const std::string& remark) {
        report({name, ours, "ms a pan step", theirs, "QCustomPlot", theirs / ours, Aim::atLeast,
                limit, remark});
    };
    compare("timeline.vs_qcustomplot_visible", ourPanMs(fleet, false), plotPanMs(fleet, 45, 20), 3,
            "both show 45 lanes");
    compare("timeline.vs_qcustomplot", ourPanMs(fleet, true), plotPanMs(fleet, kLanes, 3), 20,
            "both show all 10,000 lanes; our tiles are kept");
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
