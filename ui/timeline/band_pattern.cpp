#include "ui/timeline/band_pattern.h"

#include <QLineF>
#include <QPainter>
#include <QVector>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr int kHatchStep = 5;
constexpr int kDotStep = 4;

/// The parts of the line x + y = `sum`, in columns and pixels, that are between the edges.
void addDiagonal(QVector<QLineF>& lines, const BandEdges& band, int sum, int first, int last)
{
    int begun = -1;
    for (int column = first; column <= last; ++column) {
        const double y = sum - column;
        const auto index = static_cast<std::size_t>(column);
        const bool inside = column < last && y >= band.upper[index] && y < band.lower[index];
        if (inside && begun < 0) {
            begun = column;
        } else if (!inside && begun >= 0) {
            lines << QLineF(band.left + begun, sum - begun, band.left + column, y);
            begun = -1;
        }
    }
}

} // namespace

void paintBandHatch(QPainter& painter, const BandEdges& band, const QColor& color)
{
    if (band.upper.empty()) {
        return;
    }
    const int columns = static_cast<int>(band.upper.size());
    const int top =
        static_cast<int>(std::floor(*std::min_element(band.upper.begin(), band.upper.end())));
    const int bottom =
        static_cast<int>(std::ceil(*std::max_element(band.lower.begin(), band.lower.end())));
    QVector<QLineF> lines;
    for (int sum = top / kHatchStep * kHatchStep; sum < columns + bottom; sum += kHatchStep) {
        addDiagonal(lines, band, sum, std::clamp(sum - bottom, 0, columns),
                    std::clamp(sum - top + 1, 0, columns));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.3));
    painter.drawLines(lines);
    painter.restore();
}

void paintBandDots(QPainter& painter, const BandEdges& band, const QColor& color)
{
    QVector<QRectF> dots;
    for (std::size_t column = 0; column < band.upper.size(); column += kDotStep) {
        const double first = std::ceil(band.upper[column] / kDotStep) * kDotStep;
        for (double y = first; y + 1 <= band.lower[column]; y += kDotStep) {
            dots << QRectF(band.left + static_cast<double>(column), y, 1, 1);
        }
    }
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRects(dots);
    painter.restore();
}

} // namespace kai::ui
