#pragma once

#include "ui/lab/connection_store.h"
#include "ui/timeline/comparison.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/lane_painting.h"
#include "ui/timeline/time_scale.h"

#include <QRectF>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace kai::history {
class EventLog;
}

namespace kai::ui {

class HeatMap;

enum class RulerTime { wall, sinceStart };

/// Everything that one picture of the timeline shows. Screen, PNG, SVG and PDF are painted from it by one function.
struct TimelineScene {
    const ConnectionStore* store = nullptr;
    const history::EventLog* log = nullptr;
    const LaneLayout* layout = nullptr;
    TimeScale scale; ///< x counts from the left edge of the time area
    Moment now{};
    qint64 startedUtcNs = 0;
    bool simulated = false;
    RulerTime ruler = RulerTime::wall;
    int scroll = 0; ///< content pixels above the lanes area
    ConnectionId current = ConnectionId::none;
    std::optional<Span> selection;
    std::vector<Moment> cursors; ///< at most two
    bool fleet = false;          ///< the band of all connections is above the lanes
    HeatMap* map = nullptr;      ///< in place of lanes
    std::optional<std::pair<std::size_t, std::size_t>>
        opened;                 ///< lanes of the map that are drawn in full, [first, last)
    bool wholeRecording = true; ///< the overview strip and the legend are painted too
    std::optional<Comparison> comparison; ///< below the last lane

    /// Of lanes and comparison, in pixels.
    [[nodiscard]] int contentHeight() const
    {
        return layout->totalHeight() + (comparison ? kComparisonHeight : 0);
    }
};

/// Where the parts of a timeline are within its rectangle.
struct TimelineAreas {
    QRectF ruler, fleet, lanes, overview, legend;
    double timeLeft = 150; ///< right edge of the frozen name column
};
inline constexpr double kNameWidth = 150;
[[nodiscard]] TimelineAreas timelineAreas(const QRectF& rect, bool wholeRecording = true,
                                          bool fleet = false);

/// What was painted, for hit tests, tooltips and the legend.
struct PaintedTimeline {
    std::vector<PaintedMark> marks;
    PaintedKinds kinds;

    /// The mark at a point of the picture, of several the nearest; null when there is none.
    [[nodiscard]] const PaintedMark* markAt(QPointF position) const;
    /// The mark of any lane that is nearest to `x`, at most 6 px away; null when there is none.
    [[nodiscard]] const PaintedMark* markNear(double x) const;
};

/// Paints ruler, visible lanes, overview and legend into `rect`. Cost follows the pixels and the visible lanes.
PaintedTimeline paintTimeline(QPainter& painter, const QRectF& rect, const TimelineScene& scene,
                              const Colors& colors);

/// The time between two cursors, on a line from one to the other at the foot of the lanes; nothing with fewer.
void paintCursorDistance(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                         const Colors& colors);

// Its parts, each in a file of its own.
void paintRuler(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                const TimeScale& scale, const Colors& colors);
void paintGrid(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
               const TimeScale& scale, const Colors& colors);
void paintOverview(QPainter& painter, const TimelineAreas& areas, const TimelineScene& scene,
                   const Colors& colors);
/// Returns the width that the entries take.
double paintLegend(QPainter& painter, const QRectF& rect, const PaintedKinds& kinds,
                   const Colors& colors);

/// The lanes of these connections, with their hosts.
[[nodiscard]] std::vector<LaneLayout::Lane> lanesOf(const std::vector<ConnectionId>& ids,
                                                    const ConnectionStore* store);
/// What the overview strip covers: all that is recorded, up to now or the view's end.
[[nodiscard]] Span recordedSpan(const TimelineScene& scene);
/// The end of what is worth seeing: the next deadlines, as long as they are not far beyond what is recorded.
/// With quiet time folded the view is short: then a little of what has passed since the last event is left free.
[[nodiscard]] Moment fitEnd(const TimelineScene& scene, const std::vector<ConnectionId>& lanes,
                            Moment from, bool folded);
/// The pixels of a fold: room for its length in words.
[[nodiscard]] double foldPixels(nanoseconds length);
/// foldPixels() for one thread that asks often: a length that it has seen before costs a look-up.
[[nodiscard]] std::function<double(nanoseconds)> rememberedFoldPixels();
/// Where the strip is drawn within the overview area.
[[nodiscard]] QRectF overviewStrip(const TimelineAreas& areas);

} // namespace kai::ui
