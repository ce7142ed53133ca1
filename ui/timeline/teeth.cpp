#include "ui/timeline/teeth.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kai::ui {
namespace {

/// What the line does within one pixel column.
struct Column {
    double top = std::numeric_limits<double>::max();
    double bottom = std::numeric_limits<double>::lowest();
    double ground = 0; ///< the line at the column's middle
    bool used = false;

    void touch(double y)
    {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        used = true;
    }
};

/// How much of the pixel row [row, row + 1) lies between two heights.
double overlap(int row, double from, double until)
{
    return std::clamp(until - row, 0.0, 1.0) - std::clamp(from - row, 0.0, 1.0);
}

/// Samples the line, given in pixels of the picture, into its columns.
std::vector<Column> columnsOf(const QPolygonF& line, int width)
{
    std::vector<Column> columns(static_cast<std::size_t>(width));
    const auto columnAt = [&](double x) {
        return std::clamp(static_cast<int>(std::floor(x)), 0, width - 1);
    };
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const auto& from = line[i];
        const auto& until = line[i + 1];
        const double length = until.x() - from.x();
        const auto yAt = [&](double x) {
            return length <= 0 ? until.y()
                               : from.y() + (until.y() - from.y()) *
                                                std::clamp((x - from.x()) / length, 0.0, 1.0);
        };
        for (int column = columnAt(from.x()); column <= columnAt(until.x()); ++column) {
            auto& place = columns[static_cast<std::size_t>(column)];
            const double left = std::max<double>(column, from.x());
            const double right = std::min<double>(column + 1, until.x());
            place.touch(length <= 0 ? from.y() : yAt(left));
            place.touch(yAt(right));
            if (from.x() <= column + 0.5 && until.x() >= column + 0.5) {
                place.ground = yAt(column + 0.5);
            } else if (place.ground == 0) {
                place.ground = until.y();
            }
        }
    }
    return columns;
}

struct Ink {
    double alpha, red, green, blue;
    explicit Ink(const QColor& color)
        : alpha(color.isValid() ? color.alphaF() : 0)
        , red(color.redF())
        , green(color.greenF())
        , blue(color.blueF())
    {
    }
};

/// The edge over the fill, premultiplied.
QRgb blended(const Ink& fill, double fillCover, const Ink& edge, double edgeCover)
{
    const double over = edge.alpha * edgeCover;
    const double under = fill.alpha * fillCover * (1 - over);
    const auto channel = [](double value) { return static_cast<int>(std::lround(value * 255)); };
    return qRgba(channel(edge.red * over + fill.red * under),
                 channel(edge.green * over + fill.green * under),
                 channel(edge.blue * over + fill.blue * under), channel(over + under));
}

void paintColumns(QImage& image, const std::vector<Column>& columns, double base, const Ink& fill,
                  const Ink& edge)
{
    constexpr double kHalfLine = 0.5;
    const QRgb whole = blended(fill, 1, edge, 0);
    for (int y = 0; y < image.height(); ++y) {
        auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const auto& column = columns[static_cast<std::size_t>(x)];
            const bool above = y + 1 <= column.top - kHalfLine;
            const bool below = y >= base && y >= column.bottom + kHalfLine;
            if (!column.used || above || below) {
                continue;
            }
            const bool onlyGround =
                y >= column.bottom + kHalfLine && y >= column.ground && y + 1 <= base;
            pixels[x] =
                onlyGround
                    ? whole
                    : blended(fill, overlap(y, column.ground, std::max(base, column.ground)), edge,
                              overlap(y, column.top - kHalfLine, column.bottom + kHalfLine));
        }
    }
}

void paintAsVectors(QPainter& painter, const QPolygonF& line, double base, const QColor& fill,
                    const QColor& edge)
{
    auto area = line;
    area << QPointF(line.back().x(), base) << QPointF(line.front().x(), base);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(area);
    if (edge.isValid()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(edge, 1));
        painter.drawPolyline(line);
    }
    painter.restore();
}

} // namespace

void paintGround(QPainter& painter, const QPolygonF& line, double base, const QColor& fill,
                 const QColor& edge)
{
    if (line.size() < 2) {
        return;
    }
    if (painter.paintEngine()->type() != QPaintEngine::Raster ||
        painter.transform().type() > QTransform::TxTranslate) {
        paintAsVectors(painter, line, base, fill, edge);
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const auto bounds = line.boundingRect();
    const double left = std::floor(bounds.left());
    const double top = std::floor(bounds.top()) - 1;
    const int width = static_cast<int>(std::ceil((bounds.right() - left) * ratio));
    const int height =
        static_cast<int>(std::ceil((std::max(base, bounds.bottom()) + 1 - top) * ratio));
    if (width <= 0 || height <= 0) {
        return;
    }
    auto scaled = line.translated(-left, -top);
    for (auto& point : scaled) {
        point *= ratio;
    }
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    paintColumns(image, columnsOf(scaled, width), (base - top) * ratio, Ink(fill), Ink(edge));
    painter.drawImage(QPointF(left, top), image);
}

} // namespace kai::ui
