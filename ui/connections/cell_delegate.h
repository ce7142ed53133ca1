#pragma once

#include "ui/connections/column.h"

#include <QStyledItemDelegate>

namespace kai::history {
class EventLog;
}

namespace kai::ui {

class ConnectionModel;

/// Paints the cells of the connections table: row marks, the current row's edge, pale words in ended rows, the next-probe bar,
/// the history's marks, neutral check boxes. Edits times and counts as text, applied on Enter or when the cell is left, never on each key;
/// text that cannot be read keeps the editor open.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// What history cells are painted from; null leaves them empty.
    void setLog(const history::EventLog* log) { m_log = log; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;
    /// A click anywhere in the cell toggles keep-alive: the box is painted in its middle.
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    const history::EventLog* m_log = nullptr;
};

/// What a cell of that width, in pixels, shows of its words: all, a time rounded ("≈ 52 min" of "52 min 25.728 s"), or with a gap
/// that leaves the end of a name or an address.
[[nodiscard]] QString fittedText(Column column, const QString& words, const QFontMetrics& metrics,
                                 int width);

/// Space left of the name for the row's mark.
inline constexpr int kMarkSpace = 20;
/// Left and right of every cell's text.
inline constexpr int kCellPadding = 8;

} // namespace kai::ui
