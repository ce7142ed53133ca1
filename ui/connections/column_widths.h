#pragma once

#include "ui/connections/column.h"

#include <QFont>

#include <span>
#include <vector>

namespace kai::ui {

/// A visible column and what it needs, or gets, in pixels.
struct ColumnWidth {
    Column column;
    int width;
    bool operator==(const ColumnWidth&) const = default;
};

/// What a column needs for its sample and its title.
[[nodiscard]] int neededWidth(Column column, const QFont& body, const QFont& header);

/// The widths that fill `room`: what is left over goes to names, addresses and the column with a graph; where it is short, words
/// that can be cut give way, each down to what still says something. Below that the table is wider than `room`.
[[nodiscard]] std::vector<ColumnWidth> sharedWidths(std::vector<ColumnWidth> needed, int room);

/// Whether the columns fit once those that can have given way.
[[nodiscard]] bool canFit(std::span<const ColumnWidth> needed, int room);

} // namespace kai::ui
