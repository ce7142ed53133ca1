#pragma once

#include <QStyledItemDelegate>

namespace kai::ui {

/// Paints an event's glyph, the one of the timeline, before its words.
class EventDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace kai::ui
