#include "ui/connections/cell_delegate.h"

#include "ui/connections/history_spark.h"
#include "ui/connections/next_probe_painting.h"
#include "ui/connections/row_mark.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"
#include "ui/theme/control_painting.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace kai::ui {

namespace {

/// What a cell's painting needs to know of its row.
struct Cell {
    const ConnectionModel& model;
    const ConnectionRow& row;
    Column column;
    RowMark mark;
    bool ended;
};

Cell cellAt(const QModelIndex& index)
{
    const auto& model = *static_cast<const ConnectionModel*>(index.model());
    const ConnectionRow& row = model.entryAt(index.row()).row;
    return {model, row, static_cast<Column>(index.column()), rowMarkOf(row, model.now()),
            conditionOf(row) == RowCondition::ended};
}

bool isQuiet(const Cell& cell)
{
    return cell.column == Column::peer || cell.column == Column::local ||
           (cell.column == Column::state && cell.mark != RowMark::probing) || cell.ended ||
           (cell.column == Column::unanswered && cell.row.local.unanswered == 0);
}

bool isStrong(const Cell& cell)
{
    const bool marked = cell.column == Column::name ? cell.mark == RowMark::probing
                                                    : cell.column == Column::unanswered;
    return marked && cell.row.local.unanswered > 0;
}

void paintBackground(QPainter& painter, const QStyleOptionViewItem& option, const Colors& colors)
{
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, colors.selection);
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(option.rect, mixed(colors.selection, colors.base, 0.4));
    }
    painter.setPen(colors.grid);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

void paintCheck(QPainter& painter, const QStyleOptionViewItem& option, const Cell& cell)
{
    constexpr int size = 14;
    QStyleOption box;
    box.rect = QRect(0, 0, size, size);
    box.rect.moveCenter(option.rect.center());
    box.palette = option.palette;
    box.state = (cell.row.enabled.value ? QStyle::State_On : QStyle::State_Off);
    if (!cell.ended) {
        box.state |= QStyle::State_Enabled;
    }
    paintCheckBox(painter, box, Emphasis::neutral);
}

/// The end of a name or an address is what tells it from others.
Qt::TextElideMode elideOf(Column column)
{
    switch (column) {
    case Column::name:
    case Column::host:
        return Qt::ElideMiddle;
    case Column::peer:
    case Column::local:
        return Qt::ElideLeft;
    default:
        return Qt::ElideRight;
    }
}

void paintWords(QPainter& painter, const QRect& rect, const Cell& cell, const QString& words,
                const Colors& colors)
{
    painter.setFont(typeFont(TypeSize::body, isStrong(cell) ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isQuiet(cell) ? colors.secondary : colors.text);
    painter.drawText(rect, int(traitsOf(cell.column).alignment | Qt::AlignVCenter),
                     fittedText(cell.column, words, painter.fontMetrics(), rect.width()));
}

void paintHistory(QPainter& painter, const QRect& rect, const Cell& cell,
                  const history::EventLog* log, const Colors& colors)
{
    if (log) {
        paintSpark(painter, rect, sparkOf(*log, cell.row.id, sparkLength(rect.width())), colors);
    }
}

void paintContent(QPainter& painter, const QStyleOptionViewItem& option, const Cell& cell,
                  const QModelIndex& index, const history::EventLog* log, const Colors& colors)
{
    QRect rect = option.rect.adjusted(kCellPadding, 0, -kCellPadding, -1);
    switch (cell.column) {
    case Column::on:
        return paintCheck(painter, option, cell);
    case Column::nextProbe:
        return paintNextProbe(painter, rect, nextProbeOf(cell.row, cell.model.now()), colors,
                              cell.ended || !cell.row.enabled.value ? colors.secondary
                                                                    : colors.text);
    case Column::history:
        return paintHistory(painter, rect, cell, log, colors);
    case Column::name:
        rect.setLeft(option.rect.left() + kMarkSpace);
        break;
    default:
        break;
    }
    paintWords(painter, rect, cell, index.data().toString(), colors);
}

void paintLeftEdge(QPainter& painter, const QStyleOptionViewItem& option, const Cell& cell,
                   const Colors& colors)
{
    const QRect& rect = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colors.blue);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintRowMark(painter, cell.mark, QPointF(rect.left() + 11.5, rect.center().y() + 0.5), colors);
}

void paintFocusFrame(QPainter& painter, const QStyleOptionViewItem& option, const Colors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colors.link, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
}

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

/// Empty when the text can be read.
std::optional<Error> problemOf(const QLineEdit& editor)
{
    if (editor.property("isCount").toBool()) {
        const Result<std::uint16_t> count = readCount(editor.text());
        return count ? std::nullopt : std::optional(count.error());
    }
    const Result<milliseconds> time =
        readTime(editor.text(), milliseconds(editor.property("shownMs").toLongLong()));
    return time ? std::nullopt : std::optional(time.error());
}

} // namespace

QString fittedText(Column column, const QString& words, const QFontMetrics& metrics, int width)
{
    if (metrics.horizontalAdvance(words) <= width) {
        return words;
    }
    const bool isTime = column == Column::time || column == Column::interval;
    const auto time = isTime ? readTime(words, {}) : Result<milliseconds>(Error{});
    if (time) {
        return metrics.elidedText(aboutText(*time), Qt::ElideRight, width);
    }
    QString shown = metrics.elidedText(words, elideOf(column), width);
    return shown.replace(QStringLiteral("\u2026."),
                         QStringLiteral("\u2026")); // not "....0.0.1:50000"
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Colors& colors = colorsFor(option.palette);
    const Cell cell = cellAt(index);
    painter->save();
    paintBackground(*painter, option, colors);
    paintContent(*painter, option, cell, index, m_log, colors);
    if (cell.column == Column::name) {
        paintLeftEdge(*painter, option, cell, colors);
    }
    if ((option.state & QStyle::State_HasFocus) &&
        (index.flags() & Qt::ItemIsEditable || cell.column == Column::on)) {
        paintFocusFrame(*painter, option, colors);
    }
    painter->restore();
}

QWidget* CellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                    const QModelIndex& index) const
{
    const auto column = static_cast<Column>(index.column());
    auto* editor = new QLineEdit(parent);
    editor->setFrame(true);
    editor->setAlignment(Qt::AlignRight);
    editor->setTextMargins(0, 0, 2, 0);
    editor->setAccessibleName(columnTitle(column));
    editor->setAccessibleDescription(
        tr("A number with its unit, such as 90 s, 1500 ms or 2 h. Enter applies, Escape leaves."));
    editor->setProperty("isCount", column == Column::probes);
    return editor;
}

void CellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* line = static_cast<QLineEdit*>(editor);
    if (line->isModified()) {
        return; // the row's refresh must not take away what is being typed
    }
    const auto& row = static_cast<const ConnectionModel*>(index.model())->entryAt(index.row()).row;
    const auto shown = index.column() == static_cast<int>(Column::time) ? row.idleTime.value
                                                                        : row.probeInterval.value;
    line->setProperty("shownMs", static_cast<qlonglong>(shown.count()));
    const QString text = index.data(Qt::EditRole).toString();
    if (line->text() != text) {
        line->setText(text);
        line->selectAll();
    }
}

void CellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                const QModelIndex& index) const
{
    auto* line = static_cast<QLineEdit*>(editor);
    if (line->isModified()) {
        model->setData(index, line->text(), Qt::EditRole);
    }
}

void CellDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const
{
    constexpr int least = 80;
    QRect rect = option.rect.adjusted(0, 0, 0, -1);
    rect.setLeft(std::min(rect.left(), rect.right() - least));
    editor->setGeometry(rect);
}

bool CellDelegate::eventFilter(QObject* editor, QEvent* event)
{
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (line && event->type() == QEvent::KeyPress &&
        isEnter(static_cast<QKeyEvent*>(event)->key())) {
        if (const std::optional<Error> problem = problemOf(*line)) {
            QToolTip::showText(line->mapToGlobal(QPoint(0, line->height())),
                               text(describe(*problem)), line);
            return true;
        }
        line->setModified(true); // Enter applies to all selected rows, even an unchanged value
        Q_EMIT commitData(line);
        Q_EMIT closeEditor(line);
        return true;
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

bool CellDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                               const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (index.column() != static_cast<int>(Column::on)) {
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    }
    const bool clicked = event->type() == QEvent::MouseButtonRelease &&
                         static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    if (!clicked || !(index.flags() & Qt::ItemIsUserCheckable)) {
        return false;
    }
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace kai::ui
