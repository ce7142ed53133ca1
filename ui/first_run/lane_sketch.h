#pragma once

#include "ui/theme/marks.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace kai::ui {

/// An invented lane for the first-run pictures, in fractions of its width: teeth that rise from one moment to the next,
/// marks, the probe phase, and an ending.
struct LaneSketch {
    struct Tooth {
        double from;
        double until;
        double low = 0;  ///< idle share at `from`
        double high = 1; ///< idle share at `until`
    };
    struct SketchMark {
        Mark mark;
        double at;
        QString label;      ///< strong: "1 / 3"
        QString words = {}; ///< quiet: "answered"
    };
    std::vector<Tooth> teeth;
    std::vector<SketchMark> marks;
    std::vector<double>
        unanswered;       ///< when each probe became unanswered: the steps of the probe phase
    double faultFrom = 2; ///< above 1: no fault
    double endsAt = 2;    ///< above 1: does not end
    QString endWords;
    bool off = false;
};

/// How high the parts are; see the lanes of the timeline.
struct SketchForm {
    double markHeight = 9;
    double stairHeight = 3;
    double idleHeight = 9;
    bool large = false;
};

/// Paints the sketch into `rect`: marks above, the probe phase below them, the idle time at the bottom.
void paintSketch(QPainter& painter, const QRectF& rect, const LaneSketch& sketch,
                 const SketchForm& form, const Colors& colors);

/// Three lanes: healthy, goes silent, keep-alive off.
[[nodiscard]] std::vector<LaneSketch> seeItHappen();
/// Two hours of quiet, then `probes` unanswered probes and the end.
[[nodiscard]] LaneSketch twoHours(int probes);

} // namespace kai::ui
