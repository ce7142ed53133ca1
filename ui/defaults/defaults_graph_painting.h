#pragma once

#include "core/defaults/graph_rows.h"
#include "ui/defaults/defaults_graph_geometry.h"
#include "ui/theme/colors.h"

#include <optional>

class QPainter;

namespace kai::ui {

/// Everything that one picture of the defaults graph shows.
struct DefaultsScene {
    const std::vector<defaults::GraphRow>& rows;
    const GraphGeometry& geometry;
    const std::vector<Box>& boxes;
    std::optional<std::size_t> chosenBox;
    const defaults::GraphRow* current = nullptr;
    /// The probe (from 1; N + 1 = the ending) that the keyboard stands on, 0 = none.
    int currentProbe = 0;
    bool linear = false;
    /// The row under the pointer: the loupe shows it rather than the current one.
    const defaults::GraphRow* hovered = nullptr;
};

/// A box's line and its flag, for painting and for clicks.
struct BoxFlag {
    double x = 0;
    QRectF flag;
    QString text;
};
/// One line each, leftmost lowest, so that none crosses.
[[nodiscard]] std::vector<BoxFlag> boxFlags(const DefaultsScene& scene);

/// The whole graph. Cost: its rows.
void paintDefaultsGraph(QPainter& painter, const DefaultsScene& scene, const Colors& colors);

// Its parts, in files of their own.
void paintGraphHeader(QPainter& painter, const DefaultsScene& scene, const Colors& colors);
void paintBoxLines(QPainter& painter, const DefaultsScene& scene, const Colors& colors);
void paintFirstPanel(QPainter& painter, const DefaultsScene& scene, const GraphLine& line,
                     const Colors& colors);
void paintSecondPanel(QPainter& painter, const DefaultsScene& scene, const GraphLine& line,
                      const Colors& colors);
void paintLoupe(QPainter& painter, const DefaultsScene& scene, const Colors& colors);
void paintGraphLegend(QPainter& painter, const DefaultsScene& scene, const Colors& colors);

/// Whether the wait after the last probe is our assumption (P3): it is measured where timers are Linux'.
[[nodiscard]] bool lastIntervalAssumed(const defaults::GraphRow& row);

} // namespace kai::ui
