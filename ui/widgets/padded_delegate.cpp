#include "ui/widgets/padded_delegate.h"

#include "ui/theme/colors.h"

#include <QPainter>

namespace kai::ui {

namespace {

constexpr int kPadding = 8;

} // namespace

void PaddedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const Colors& colors = colorsFor(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, colors.selection);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colors.grid);
    painter->setFont(cell.font);
    painter->setPen(colors.text);
    const QRect words = option.rect.adjusted(kPadding, 0, -kPadding, -1);
    painter->drawText(words, int(cell.displayAlignment),
                      cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, words.width()));
    painter->restore();
}

QSize PaddedDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kPadding, 0);
}

} // namespace kai::ui
