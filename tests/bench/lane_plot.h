#pragma once

#include "tests/bench/fleet.h"

#include <QSize>

#include <memory>

class QCustomPlot;

namespace kai::bench {

enum class PlotContent {
    bareLines, ///< one line a lane
    asOurs,    ///< saw-teeth filled down to the baseline, a glyph for each probe's fate, names
};
enum class PlotFill { antialiased, coarse };

/// The fleet's lanes drawn by QCustomPlot, from all of their events. Only where that package is installed.
class LanePlot {
public:
    LanePlot(const Fleet& fleet, std::uint32_t lanes, PlotContent content, PlotFill fill,
             QSize size);
    ~LanePlot();

    /// Shows a stretch of time and draws it at once.
    void show(Moment from, nanoseconds length);
    /// Glyphs in the stretch shown.
    [[nodiscard]] int marksShown() const;

private:
    void addLane(const Fleet& fleet, std::uint32_t lane, PlotContent content, PlotFill fill);

    std::unique_ptr<QCustomPlot> m_plot;
};

} // namespace kai::bench
