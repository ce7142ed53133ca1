#pragma once

#include "core/history/event_log.h"
#include "core/keepalive/connection.h"
#include "ui/theme/colors.h"
#include "ui/timeline/lane_metrics.h"
#include "ui/timeline/lane_model.h"
#include "ui/timeline/time_scale.h"

#include <QRectF>
#include <QString>

#include <array>
#include <cstdint>
#include <vector>

class QPainter;

namespace kai::ui {

/// A mark that was painted, for hit tests and tooltips.
struct PaintedMark {
    QRectF rect;
    double x = 0; ///< of the glyph
    history::LaneKey lane;
    /// In the log: of the event drawn, or of the first one here when `drawn` says what is.
    std::uint64_t index = 0;
    std::uint64_t count = 1; ///< events that share the place
    /// What is drawn of many events that nobody has read: the worst kind of them.
    history::KindMask drawn = 0;
};

/// The log's index of the event drawn: the worst of those that share the place. A search in the lane, never a walk over it.
[[nodiscard]] std::uint64_t eventDrawn(const PaintedMark& mark, const history::EventLog& log);

/// What the legend has to explain: what was painted, filled while painting.
struct PaintedKinds {
    bool probe = false, answered = false, unanswered = false, changed = false, fault = false,
         data = false;
    bool retransmitted = false, timerIdle = false, deadline = false, armedTimer = false,
         waiting = false;
    bool boxForgot = false, fold = false, assumed = false, note = false, gap = false;
    std::array<bool, 6> ended{};   ///< by EndedBy
    std::size_t lanesPerPixel = 0; ///< of the map; 0 = no map
    bool fleet = false;            ///< the band of all connections
};

/// Everything that the painters of one picture share. x of the scale is the picture's own x.
struct LanePaint {
    QPainter& painter;
    const Colors& colors;
    const TimeScale& scale;
    double left = 150; ///< of the time area
    double right = 980;
    Moment now{};
    bool simulated = false;
    PaintedKinds& kinds;
    std::vector<PaintedMark>* marks = nullptr;

    [[nodiscard]] double x(Moment at) const { return at == kNever ? 1e9 : scale.toX(at); }
    [[nodiscard]] double clamped(Moment at) const;
    [[nodiscard]] bool inView(double from, double until) const
    {
        return until >= left && from <= right;
    }
};

/// One lane's place and what it shows.
struct LanePlace {
    double top = 0;
    int height = 24;
    bool current = false;
    bool peerEnd = false;
};

/// The zigzags of folded time, from top to bottom; before the lanes, whose words they must not cross.
void paintFoldEdges(const LanePaint& paint, const QRectF& area);

/// The time area of one lane: everything but its name. `model` covers the scale's view.
void paintLane(LanePaint& paint, const LanePlace& place, const LaneModel& model,
               const ConnectionRow& row, const ConnectionInfo& info);

/// The frozen name column: name, countdown or k / N, and from 120 px the axis.
void paintLaneName(LanePaint& paint, const LanePlace& place, const ConnectionRow& row,
                   const ConnectionInfo& info);

// The parts of paintLane(), in their files: lane_body.cpp, lane_marks.cpp, lane_prediction.cpp, lane_ending.cpp.
void paintRamps(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model);
void paintStairs(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model);
void paintWaiting(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model);
void paintPath(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model);
void paintSettingsRibbon(LanePaint& paint, double top, const LaneMetrics& metrics,
                         const LaneModel& model, const ConnectionRow& row);
void paintTimerLine(LanePaint& paint, double top, const LaneMetrics& metrics,
                    const LaneModel& model, const EndTimers& end);
void paintMarks(LanePaint& paint, double top, const LaneMetrics& metrics, const LaneModel& model,
                const history::LaneKey& lane);
void paintPrediction(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const ConnectionRow& row, const EndTimers& end);
void paintBoxLimit(LanePaint& paint, double top, const LaneMetrics& metrics,
                   const ConnectionRow& row, const ConnectionInfo& info);
void paintLaneEnding(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const LaneModel& model, const history::LaneKey& lane);

} // namespace kai::ui
