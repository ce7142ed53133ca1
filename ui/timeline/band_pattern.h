#pragma once

#include <QColor>

#include <span>

class QPainter;

namespace kai::ui {

/// Edges of a band, a y for each pixel column from `left` on; both have as many columns.
struct BandEdges {
    double left = 0;
    std::span<const double> upper;
    std::span<const double> lower;
};

/// Fills a band with diagonal lines, or with dots. Nothing is clipped, so that vector formats show the same.
void paintBandHatch(QPainter& painter, const BandEdges& band, const QColor& color);
void paintBandDots(QPainter& painter, const BandEdges& band, const QColor& color);

} // namespace kai::ui
