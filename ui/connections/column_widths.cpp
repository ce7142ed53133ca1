#include "ui/connections/column_widths.h"

#include "ui/connections/cell_delegate.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kai::ui {

namespace {

constexpr int kMostForWords = 110;

/// Who gives way by how much, in this order. The port of a peer, "2 min 3 s", "18.8 s" and "probe 3" can still be read; names,
/// which tell the rows apart, are the last.
constexpr std::array<ColumnWidth, 5> kGivesWay{{{Column::peer, 40},
                                                {Column::foundDeadAfter, 23},
                                                {Column::nextProbe, 40},
                                                {Column::lastEvent, 40},
                                                {Column::name, 16}}};

int sumOf(std::span<const ColumnWidth> columns)
{
    return std::accumulate(columns.begin(), columns.end(), 0,
                           [](int sum, const ColumnWidth& one) { return sum + one.width; });
}

ColumnWidth* find(std::vector<ColumnWidth>& columns, Column column)
{
    const auto found =
        std::find_if(columns.begin(), columns.end(),
                     [column](const ColumnWidth& one) { return one.column == column; });
    return found == columns.end() ? nullptr : &*found;
}

void widen(std::vector<ColumnWidth>& columns, int more)
{
    const int words = std::min(more / 3, kMostForWords);
    for (const Column column : {Column::name, Column::peer}) {
        if (ColumnWidth* one = find(columns, column)) {
            one->width += words;
            more -= words;
        }
    }
    for (const Column column : {Column::history, Column::lastEvent, Column::nextProbe}) {
        if (ColumnWidth* one = find(columns, column)) {
            one->width += more;
            return;
        }
    }
}

void narrow(std::vector<ColumnWidth>& columns, int less)
{
    for (const ColumnWidth& way : kGivesWay) {
        if (ColumnWidth* one = find(columns, way.column)) {
            const int given = std::min(less, way.width);
            one->width -= given;
            less -= given;
        }
    }
}

} // namespace

int neededWidth(Column column, const QFont& body, const QFont& header)
{
    const ColumnTraits& traits = traitsOf(column);
    const bool small = column == Column::nextProbe || column == Column::history;
    QFont own = small ? typeFont(TypeSize::lane) : body;
    own.setWeight(column == Column::name ? QFont::DemiBold : own.weight()); // while it is probed
    const QFontMetricsF sample(own);
    const int mark = column == Column::name ? kMarkSpace - kCellPadding : 0;
    const double words = std::max(sample.horizontalAdvance(QString::fromUtf8(traits.sample)) + mark,
                                  QFontMetricsF(header).horizontalAdvance(columnTitle(column)));
    return static_cast<int>(std::ceil(words)) + 2 * kCellPadding;
}

std::vector<ColumnWidth> sharedWidths(std::vector<ColumnWidth> needed, int room)
{
    const int left = room - sumOf(needed);
    left > 0 ? widen(needed, left) : narrow(needed, -left);
    return needed;
}

bool canFit(std::span<const ColumnWidth> needed, int room)
{
    return sumOf(sharedWidths({needed.begin(), needed.end()}, room)) <= room;
}

} // namespace kai::ui
