#include "ui/widgets/text_table_model.h"

#include <QFont>

namespace kai::ui {

int TextTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : lineCount();
}

int TextTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(titles().size());
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto all = titles();
    if (orientation != Qt::Horizontal || section < 0 || section >= all.size()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return all[section];
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant TextTableModel::emphasis(bool bold)
{
    QFont font;
    font.setBold(bold);
    return bold ? QVariant(font) : QVariant();
}

} // namespace kai::ui
