#include "ui/timeline/teeth.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace kai::ui {
namespace {

/// Heights are whole 32nds of a pixel: as fine as an eye can tell, and every mixture of two colours fits in a table.
constexpr int kUnit = 32;

int unitsOf(double pixels)
{
    return static_cast<int>(std::lround(pixels * kUnit));
}

/// What the line does within one pixel column, in units. Unused while bottom < top.
struct Column {
    int top = std::numeric_limits<int>::max();
    int bottom = std::numeric_limits<int>::lowest();
    int ground = 0; ///< the line at the column's middle

    void touch(int y)
    {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
};

/// One piece of the line: y = start + slope * (x - left).
struct Piece {
    QPointF from;
    QPointF until;
    double slope;

    Piece(QPointF begin, QPointF end)
        : from(begin)
        , until(end)
        , slope(end.x() > begin.x() ? (end.y() - begin.y()) / (end.x() - begin.x()) : 0)
    {
    }
    [[nodiscard]] double yAt(double x) const
    {
        return x >= until.x() ? until.y() : from.y() + slope * (std::max(x, from.x()) - from.x());
    }
};

/// A column that other pieces touch too: those at the piece's ends.
void touchShared(Column& column, double x, const Piece& piece)
{
    const bool untouched = column.bottom < column.top;
    column.touch(piece.from.x() < x ? unitsOf(piece.yAt(x)) : unitsOf(piece.from.y()));
    column.touch(unitsOf(piece.yAt(x + 1)));
    const double middle = x + 0.5;
    if (untouched || (piece.from.x() <= middle && piece.until.x() >= middle)) {
        column.ground = unitsOf(piece.yAt(middle));
    }
}

/// Samples the line, given in pixels of the picture, into its columns.
void sample(const QPolygonF& line, std::vector<Column>& columns)
{
    const auto columnAt = [last = static_cast<int>(columns.size()) - 1](double x) {
        return std::clamp(static_cast<int>(x), 0, last);
    };
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const Piece piece(line[i], line[i + 1]);
        const int first = columnAt(piece.from.x());
        const int last = columnAt(piece.until.x());
        touchShared(columns[static_cast<std::size_t>(first)], first, piece);
        double left = piece.yAt(first + 1) * kUnit;
        for (int x = first + 1; x < last; ++x) { // nothing else is here
            const double right = left + piece.slope * kUnit;
            auto& column = columns[static_cast<std::size_t>(x)];
            column.top = static_cast<int>(std::min(left, right));
            column.bottom = static_cast<int>(std::max(left, right));
            column.ground = static_cast<int>((left + right) / 2);
            left = right;
        }
        if (last > first) {
            touchShared(columns[static_cast<std::size_t>(last)], last, piece);
        }
    }
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
QRgb blended(const Ink& fill, float under, const Ink& edge, float over)
{
    under *= 1 - over * edge.alpha / 255;
    const auto channel = [&](float front, float back) {
        return static_cast<int>(std::lround(front * over + back * under));
    };
    return qRgba(channel(edge.red, fill.red), channel(edge.green, fill.green),
                 channel(edge.blue, fill.blue), channel(edge.alpha, fill.alpha));
}

/// Every mixture of two colours, by how many units of the pixel's height each of them covers.
class Mixtures {
public:
    Mixtures(const QColor& fill, const QColor& edge)
        : m_fill(fill)
        , m_edge(edge)
    {
        const Ink under(fill);
        const Ink over(edge);
        for (int f = 0; f <= kUnit; ++f) {
            for (int e = 0; e <= kUnit; ++e) {
                m_table[place(f, e)] = blended(under, static_cast<float>(f) / kUnit, over,
                                               static_cast<float>(e) / kUnit);
            }
        }
    }

    [[nodiscard]] bool isOf(const QColor& fill, const QColor& edge) const
    {
        return fill == m_fill && edge == m_edge;
    }
    [[nodiscard]] QRgb at(int fillUnits, int edgeUnits) const
    {
        return m_table[place(fillUnits, edgeUnits)];
    }

private:
    [[nodiscard]] static std::size_t place(int fillUnits, int edgeUnits)
    {
        return static_cast<std::size_t>(fillUnits) * (kUnit + 1) +
               static_cast<std::size_t>(edgeUnits);
    }

    QColor m_fill;
    QColor m_edge;
    std::array<QRgb, (kUnit + 1) * (kUnit + 1)> m_table{};
};

/// The same two colours come lane after lane.
const Mixtures& mixturesOf(const QColor& fill, const QColor& edge)
{
    thread_local std::optional<Mixtures> mixtures;
    if (!mixtures || !mixtures->isOf(fill, edge)) {
        mixtures.emplace(fill, edge);
    }
    return *mixtures;
}

/// How many units of the pixel row that begins at `row` lie between two heights.
int overlap(int row, int from, int until)
{
    return std::clamp(until - row, 0, kUnit) - std::clamp(from - row, 0, kUnit);
}

/// One column: mixed pixels around the edge, then plain ones, then what the base leaves of the last.
class ColumnPainter {
public:
    ColumnPainter(QImage& image, double base, const Mixtures& mixtures)
        : m_pixels(reinterpret_cast<QRgb*>(image.bits()))
        , m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)))
        , m_height(image.height())
        , m_base(unitsOf(base))
        , m_mixtures(mixtures)
        , m_plain(mixtures.at(kUnit, 0))
    {
    }

    void paint(int x, const Column& column) const
    {
        const int edgeTop = column.top - kUnit / 2;
        const int edgeBottom = column.bottom + kUnit / 2;
        const int base = std::max(m_base, column.ground);
        const int first = rowOf(edgeTop, 0);
        const int plain = rowOf(std::max(edgeBottom, column.ground) + kUnit - 1, first);
        const int last = rowOf(m_base, plain);
        const auto mixedPixel = [&](int y) {
            const int row = y * kUnit;
            return m_mixtures.at(overlap(row, column.ground, base),
                                 overlap(row, edgeTop, edgeBottom));
        };
        auto* pixel = m_pixels + x + first * m_stride;
        int y = first;
        for (; y < plain; ++y, pixel += m_stride) {
            *pixel = mixedPixel(y);
        }
        for (; y < last; ++y, pixel += m_stride) {
            *pixel = m_plain;
        }
        if (y < m_height && y * kUnit < m_base) {
            *pixel = mixedPixel(y);
        }
    }

private:
    [[nodiscard]] int rowOf(int height, int least) const
    {
        return std::clamp(height / kUnit, least, m_height);
    }

    QRgb* m_pixels;
    qsizetype m_stride;
    int m_height;
    int m_base;
    const Mixtures& m_mixtures;
    QRgb m_plain;
};

/// Transparent, in memory that is used again: lane after lane has the same size.
QImage blankPicture(int width, int height)
{
    thread_local std::vector<QRgb> pixels;
    pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    return {reinterpret_cast<uchar*>(pixels.data()), width, height,
            QImage::Format_ARGB32_Premultiplied};
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
    thread_local std::vector<Column> columns;
    columns.assign(static_cast<std::size_t>(width), {});
    sample(scaled, columns);
    auto image = blankPicture(width, height);
    const ColumnPainter columnPainter(image, (base - top) * ratio, mixturesOf(fill, edge));
    for (int x = 0; x < width; ++x) {
        const auto& column = columns[static_cast<std::size_t>(x)];
        if (column.top <= column.bottom) {
            columnPainter.paint(x, column);
        }
    }
    image.setDevicePixelRatio(ratio);
    painter.drawImage(QPointF(left, top), image);
}

} // namespace kai::ui
