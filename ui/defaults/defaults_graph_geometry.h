#pragma once

#include "core/defaults/graph_rows.h"

#include <QRectF>

#include <QString>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace kai::ui {

/// A time axis that shows zero and decades at once: a linear foot, then logarithmic. Pure.
class FootedAxis {
public:
    /// From `left`: `footPixels` for 0 to `foot` seconds, then log up to `most` at `right`. Without foot pixels it is linear.
    FootedAxis(double left, double right, double footPixels, double foot, double most);

    [[nodiscard]] double x(double seconds) const;
    [[nodiscard]] double seconds(double x) const;
    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double right() const { return m_right; }
    [[nodiscard]] double most() const { return m_most; }

private:
    double m_left;
    double m_right;
    double m_footPixels;
    double m_foot;
    double m_most;
};

/// The columns for a width of at least 900: labels | panel 1 | break | panel 2 | verdict.
struct GraphColumns {
    double labels = 190, panel1 = 190, breakLeft = 457, panel2 = 485, verdict = 854, right = 1024;
};
[[nodiscard]] GraphColumns graphColumns(double width);

/// One painted line of the graph: a group's caption or a row.
struct GraphLine {
    const defaults::GraphRow* row = nullptr; ///< null for a caption
    defaults::RowGroup group = defaults::RowGroup::now;
    double top = 0;
    double height = 36;
    bool member = false; ///< shown because its merged row is open

    [[nodiscard]] double bottom() const { return top + height; }
};

/// Where everything is. Heights in pixels from the widget's top.
struct GraphGeometry {
    GraphColumns columns;
    FootedAxis panel1{0, 1, 0, 0, 1};
    FootedAxis panel2{0, 1, 0, 0, 1};
    std::vector<GraphLine> lines;
    double headerTop = 44, rowsTop = 147, rowsBottom = 0, loupeTop = 0, legendTop = 0, height = 0;
};

struct GraphOptions {
    bool linear = false;           ///< panel 2 to scale
    std::vector<std::string> open; ///< labels of merged rows that are split
};

[[nodiscard]] GraphGeometry graphGeometry(const std::vector<defaults::GraphRow>& rows, double width,
                                          const GraphOptions& options);

/// When probe k (from 1) is sent, in seconds after the first one; the ending is probe N + 1.
[[nodiscard]] double probeSeconds(const KeepAliveTimes& times, int k);

/// The loupe's scale for a row: pixels a second and a tick step in seconds; 58 px a second where ten fit.
struct LoupeScale {
    double pixelsPerSecond = 58;
    double step = 1;
};
[[nodiscard]] LoupeScale loupeScale(const KeepAliveTimes& times, double width);

/// A tick at each of these seconds whose label is at least 4 px from the one before; `widthOf` measures a label.
struct AxisLabel {
    double x = 0;
    QString text;
};
[[nodiscard]] std::vector<AxisLabel>
axisLabels(const FootedAxis& axis, const std::vector<std::pair<double, QString>>& candidates,
           const std::function<double(const QString&)>& widthOf);

} // namespace kai::ui
