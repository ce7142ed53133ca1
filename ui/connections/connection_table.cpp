#include "ui/connections/connection_table.h"

#include "ui/connections/cell_delegate.h"
#include "ui/connections/row_mark.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDataStream>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kRowHeight = 28;

/// By column: 0 as at first, 1 switched on, 2 switched off by the user.
enum class Choice : quint8 { none, on, off };

} // namespace

ConnectionTable::ConnectionTable(ConnectionModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new CellDelegate(this))
    , m_chosen(kColumnCount, static_cast<quint8>(Choice::none))
{
    setModel(&model);
    setItemDelegate(m_delegate);
    model.setTogether([this](ConnectionId id) { return togetherWith(id); });
    setAccessibleName(tr("Connections"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(kRowHeight);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    setUpHeader();
}

void ConnectionTable::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    header->setAccessibleName(tr("Columns of the connections table"));
    header->setFont(typeFont(TypeSize::header));
    header->setFixedHeight(kRowHeight);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->moveSection(static_cast<int>(Column::host), 1); // beside the name
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(24);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu;
        fillColumnMenu(menu);
        menu.exec(horizontalHeader()->mapToGlobal(at));
    });
    arrangeColumns();
    // Hiding and stretching resize sections too; only a person does it while holding the header.
    header->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this,
            [this] { m_userSized = m_userSized || m_headerHeld; });
}

bool ConnectionTable::eventFilter(QObject* object, QEvent* event)
{
    if (object == horizontalHeader()->viewport()) {
        m_headerHeld = event->type() == QEvent::MouseButtonPress ||
                       (m_headerHeld && event->type() != QEvent::MouseButtonRelease);
    }
    return QTableView::eventFilter(object, event);
}

void ConnectionTable::arrangeColumns()
{
    for (const ColumnTraits& traits : allColumns()) {
        setColumnHidden(static_cast<int>(traits.column), !isWanted(traits.column));
    }
    shareRoom();
}

/// The columns for which `isIn` holds, and what they need.
std::vector<ColumnWidth> ConnectionTable::needed(const std::function<bool(Column)>& isIn) const
{
    std::vector<ColumnWidth> widths;
    for (const ColumnTraits& traits : allColumns()) {
        if (isIn(traits.column)) {
            widths.push_back({traits.column, neededWidth(traits.column, typeFont(TypeSize::body),
                                                         horizontalHeader()->font())});
        }
    }
    return widths;
}

void ConnectionTable::shareRoom()
{
    if (m_userSized || !isVisible()) {
        return;
    }
    const auto isShown = [this](Column column) {
        return !isColumnHidden(static_cast<int>(column));
    };
    for (const ColumnWidth& one : sharedWidths(needed(isShown), viewport()->width())) {
        setColumnWidth(static_cast<int>(one.column), one.width);
    }
}

void ConnectionTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    arrangeColumns();
}

bool ConnectionTable::isWanted(Column column) const
{
    const auto choice = static_cast<Choice>(m_chosen[static_cast<qsizetype>(column)]);
    if (choice != Choice::none) {
        return choice == Choice::on;
    }
    switch (traitsOf(column).shown) {
    case Shown::always:
        return true;
    case Shown::whenWide:
        return m_room != TableRoom::narrow && !makesWayForHost(column);
    case Shown::whenAlone:
        return m_room == TableRoom::alone;
    case Shown::whenEnded:
        return m_someEnded && hasRoomFor(column);
    case Shown::whenSeveralHosts:
        return m_severalHosts && hasRoomFor(column);
    case Shown::onDemand:
        break;
    }
    return false;
}

/// The inspector shows the same.
bool ConnectionTable::makesWayForHost(Column column) const
{
    return column == Column::foundDeadAfter && m_severalHosts && m_room == TableRoom::wide;
}

/// Beside every other column; Host comes before Ended by.
bool ConnectionTable::hasRoomFor(Column column) const
{
    const auto isIn = [&](Column other) {
        return other == column || (traitsOf(other).shown != Shown::whenEnded && isWanted(other));
    };
    return m_userSized || canFit(needed(isIn), viewport()->width());
}

void ConnectionTable::setRoom(TableRoom room)
{
    m_room = room;
    arrangeColumns();
}

void ConnectionTable::setSomeEnded(bool some)
{
    if (m_someEnded != some) {
        m_someEnded = some;
        arrangeColumns();
    }
}

void ConnectionTable::setSeveralHosts(bool several)
{
    if (m_severalHosts != several) {
        m_severalHosts = several;
        arrangeColumns();
    }
}

void ConnectionTable::setLog(const history::EventLog* log)
{
    m_delegate->setLog(log);
}

void ConnectionTable::showColumn(Column column, bool shown)
{
    m_chosen[static_cast<qsizetype>(column)] =
        static_cast<quint8>(shown ? Choice::on : Choice::off);
    arrangeColumns();
}

void ConnectionTable::fillColumnMenu(QMenu& menu)
{
    for (const ColumnTraits& traits : allColumns()) {
        QAction* action = menu.addAction(columnTitle(traits.column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(static_cast<int>(traits.column)));
        action->setEnabled(traits.column != Column::name);
        connect(action, &QAction::toggled, this,
                [this, column = traits.column](bool shown) { showColumn(column, shown); });
    }
}

void ConnectionTable::editColumn(Column column)
{
    if (currentIndex().isValid()) {
        const QModelIndex cell = currentIndex().siblingAtColumn(static_cast<int>(column));
        selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
        edit(cell);
    }
}

std::vector<ConnectionId> ConnectionTable::selectedIds() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<ConnectionId> ids;
    ids.reserve(rows.size());
    for (const int row : rows) {
        ids.push_back(m_model.idAt(row));
    }
    return ids;
}

std::size_t ConnectionTable::selectedCount() const
{
    std::size_t count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        count += static_cast<std::size_t>(range.height());
    }
    return count;
}

void ConnectionTable::clearSortIndicator()
{
    const QSignalBlocker blocker(horizontalHeader());
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->viewport()->update();
}

std::vector<ConnectionId> ConnectionTable::togetherWith(ConnectionId id) const
{
    const QModelIndex index = m_model.indexOf(id);
    return index.isValid() && selectionModel()->isSelected(index) ? selectedIds() : std::vector{id};
}

ConnectionId ConnectionTable::currentId() const
{
    return currentIndex().isValid() ? m_model.idAt(currentIndex().row()) : ConnectionId::none;
}

void ConnectionTable::setCurrentId(ConnectionId id)
{
    const QModelIndex index = m_model.indexOf(id);
    if (index.isValid() && !(id == currentId() && selectionModel()->isSelected(index))) {
        setCurrentIndex(index.siblingAtColumn(std::max(currentIndex().column(), 0)));
    }
}

void ConnectionTable::tick(Moment now)
{
    m_model.setNow(now);
    viewport()->update();
}

void ConnectionTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row()) {
        Q_EMIT currentIdChanged(currentId());
    }
}

void ConnectionTable::selectionChanged(const QItemSelection& selected,
                                       const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedIdsChanged();
}

void ConnectionTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        return toggleSelected();
    }
    const bool moves = event->key() == Qt::Key_Down || event->key() == Qt::Key_Up;
    if (moves && selectedCount() == 0 && m_model.rowCount() > 0) {
        return selectRow(std::max(currentIndex().row(), 0));
    }
    QTableView::keyPressEvent(event);
}

void ConnectionTable::toggleSelected()
{
    if (!currentIndex().isValid()) {
        return;
    }
    const QModelIndex check = currentIndex().siblingAtColumn(static_cast<int>(Column::on));
    const bool on = check.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model.setData(check, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool ConnectionTable::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = indexAt(help->pos());
        if (index.isValid() && index.column() == static_cast<int>(Column::name)) {
            const RowMark mark = rowMarkOf(m_model.entryAt(index.row()).row, m_model.now());
            const QString name = index.data().toString();
            QToolTip::showText(help->globalPos(),
                               mark == RowMark::none
                                   ? name
                                   : QStringLiteral("%1: %2").arg(name, rowMarkText(mark)),
                               viewport());
            return true;
        }
    }
    return QTableView::viewportEvent(event);
}

QByteArray ConnectionTable::saveColumns() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << quint32(kColumnsVersion) << horizontalHeader()->saveState() << m_chosen
           << m_userSized;
    return bytes;
}

bool ConnectionTable::restoreColumns(const QByteArray& bytes)
{
    QDataStream stream(bytes);
    quint32 version = 0;
    QByteArray header;
    QList<quint8> chosen;
    bool userSized = false;
    stream >> version >> header >> chosen >> userSized;
    if (stream.status() != QDataStream::Ok || version != kColumnsVersion ||
        chosen.size() != kColumnCount) {
        return false;
    }
    if (!horizontalHeader()->restoreState(header)) {
        return false;
    }
    m_userSized = userSized;
    m_chosen = chosen;
    arrangeColumns();
    return true;
}

} // namespace kai::ui
