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

/// A colour, premultiplied; an invalid one is transparent.
struct Ink {
    float alpha, red, green, blue;
    explicit Ink(const QColor& color)
        : alpha(color.isValid() ? static_cast<float>(color.alphaF()) * 255 : 0)
        , red(static_cast<float>(color.redF()) * alpha)
        , green(static_cast<float>(color.greenF()) * alpha)
        , blue(static_cast<float>(color.blueF()) * alpha)
    {
    }
};

/// The edge over the fill, each with its share of the pixel.
QRgb blended(const Ink& fill, double fillCover, const Ink& edge, double edgeCover)
{
    const auto over = static_cast<float>(edgeCover);
    const float under = static_cast<float>(fillCover) * (1 - over * edge.alpha / 255);
    const auto channel = [&](float front, float back) {
        return static_cast<int>(front * over + back * under + 0.5f);
    };
    return qRgba(channel(edge.red, fill.red), channel(edge.green, fill.green),
                 channel(edge.blue, fill.blue), channel(edge.alpha, fill.alpha));
}

/// One column: mixed pixels around the edge, then plain ones, then what the base leaves of the last.
class ColumnPainter {
public:
    ColumnPainter(QImage& image, double base, const QColor& fill, const QColor& edge)
        : m_pixels(reinterpret_cast<QRgb*>(image.bits()))
        , m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)))
        , m_height(image.height())
        , m_base(base)
        , m_fill(fill)
        , m_edge(edge)
        , m_plain(blended(m_fill, 1, m_edge, 0))
    {
    }

    void paint(int x, const Column& column) const
    {
        constexpr double kHalfLine = 0.5;
        const double edgeTop = column.top - kHalfLine;
        const double edgeBottom = column.bottom + kHalfLine;
        const int first = std::clamp(static_cast<int>(std::floor(edgeTop)), 0, m_height);
        const int plain = std::clamp(
            static_cast<int>(std::ceil(std::max(edgeBottom, column.ground))), first, m_height);
        const int last = std::clamp(static_cast<int>(std::floor(m_base)), plain, m_height);
        const double base = std::max(m_base, column.ground);
        const auto mixedPixel = [&](int y) {
            return blended(m_fill, overlap(y, column.ground, base), m_edge,
                           overlap(y, edgeTop, edgeBottom));
        };
        auto* pixel = m_pixels + x + first * m_stride;
        int y = first;
        for (; y < plain; ++y, pixel += m_stride) {
            *pixel = mixedPixel(y);
        }
        for (; y < last; ++y, pixel += m_stride) {
            *pixel = m_plain;
        }
        if (y < m_height && y < m_base) {
            *pixel = mixedPixel(y);
        }
    }

private:
    QRgb* m_pixels;
    qsizetype m_stride;
    int m_height;
    double m_base;
    Ink m_fill;
    Ink m_edge;
    QRgb m_plain;
};

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
    const ColumnPainter columnPainter(image, (base - top) * ratio, fill, edge);
    const auto columns = columnsOf(scaled, width);
    for (int x = 0; x < width; ++x) {
        if (columns[static_cast<std::size_t>(x)].used) {
            columnPainter.paint(x, columns[static_cast<std::size_t>(x)]);
        }
    }
    painter.drawImage(QPointF(left, top), image);
}

} // namespace kai::ui
