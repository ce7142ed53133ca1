#include "ui/connections/connection_model.h"

#include "ui/connections/cell_text.h"
#include "ui/connections/row_key.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace kai::ui {

namespace {

Column columnOf(const QModelIndex& index)
{
    return static_cast<Column>(index.column());
}

QVariant checkState(Column column, const ConnectionRow& row)
{
    return column == Column::on ? QVariant(row.enabled.value ? Qt::Checked : Qt::Unchecked)
                                : QVariant();
}

QString checkText(const ConnectionRow& row)
{
    return row.enabled.value ? ConnectionModel::tr("keep-alive on")
                             : ConnectionModel::tr("keep-alive off");
}

/// How the time comes about, and the whole of a range that the column may have cut.
QString foundDeadHelp(const ConnectionRow& row)
{
    const Detection found = foundDeadAfter(row);
    const std::string sum = arithmeticText(timesOf(row), found);
    return sum.empty() ? QString()
                       : QStringLiteral("%1: %2").arg(text(detectionText(found)), text(sum));
}

/// The ids of `from` that are not in `what`, in the order of `from`.
std::vector<ConnectionId> without(const std::vector<ConnectionId>& from,
                                  const std::vector<ConnectionId>& what)
{
    std::vector<bool> excluded;
    for (const ConnectionId id : what) {
        excluded.resize(std::max<std::size_t>(excluded.size(), indexOf(id) + 1));
        excluded[indexOf(id)] = true;
    }
    std::vector<ConnectionId> rest;
    std::copy_if(from.begin(), from.end(), std::back_inserter(rest), [&](ConnectionId id) {
        return indexOf(id) >= excluded.size() || !excluded[indexOf(id)];
    });
    return rest;
}

} // namespace

ConnectionModel::ConnectionModel(const ConnectionStore& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_order(store)
{
    m_order.setRows(m_order.arranged());
}

int ConnectionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows().size());
}

int ConnectionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

ConnectionId ConnectionModel::idAt(int row) const
{
    return rows()[static_cast<std::size_t>(row)];
}

const ConnectionStore::Entry& ConnectionModel::entryAt(int row) const
{
    const ConnectionStore::Entry* entry = m_store.find(idAt(row));
    assert(entry);
    return *entry;
}

QModelIndex ConnectionModel::indexOf(ConnectionId id, Column column) const
{
    const int row = m_order.rowOf(id);
    return row < 0 ? QModelIndex() : index(row, static_cast<int>(column));
}

/// Times are rounded where the cell is too narrow.
QVariant ConnectionModel::helpOn(Column column, const ConnectionStore::Entry& entry) const
{
    switch (column) {
    case Column::foundDeadAfter:
        return foundDeadHelp(entry.row);
    case Column::time:
    case Column::interval:
        return cellText(column, entry, m_now);
    default:
        return {};
    }
}

QVariant ConnectionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Column column = columnOf(index);
    const ConnectionStore::Entry& entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(column, entry, m_now);
    case Qt::EditRole:
        return editText(column, entry.row);
    case Qt::CheckStateRole:
        return checkState(column, entry.row);
    case Qt::TextAlignmentRole:
        return int(traitsOf(column).alignment | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return helpOn(column, entry);
    case Qt::AccessibleTextRole:
        return column == Column::on ? checkText(entry.row) : cellText(column, entry, m_now);
    case ConditionRole:
        return static_cast<int>(conditionOf(entry.row));
    default:
        return {};
    }
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount) {
        return {};
    }
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole) {
        return columnTitle(column);
    }
    if (role == Qt::TextAlignmentRole) {
        return int(traitsOf(column).alignment | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && column == Column::history) {
        return tr("The last events, the newest at the right, a step each");
    }
    return {};
}

Qt::ItemFlags ConnectionModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || !traitsOf(columnOf(index)).editable ||
        conditionOf(entryAt(index.row()).row) == RowCondition::ended) {
        return flags;
    }
    return flags | (columnOf(index) == Column::on ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

Result<KeepAliveSettings> ConnectionModel::read(Column column, const QVariant& value,
                                                const ConnectionRow& row) const
{
    KeepAliveSettings settings;
    if (column == Column::on) {
        settings.enabled = value.toInt() == Qt::Checked;
    } else if (column == Column::probes) {
        const Result<std::uint16_t> count = readCount(value.toString());
        if (!count) {
            return count.error();
        }
        settings.probeCount = *count;
    } else {
        const bool isTime = column == Column::time;
        const Result<milliseconds> time =
            readTime(value.toString(), isTime ? row.idleTime.value : row.probeInterval.value);
        if (!time) {
            return time.error();
        }
        (isTime ? settings.idleTime : settings.probeInterval) = *time;
    }
    return settings;
}

bool ConnectionModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || (role != Qt::EditRole && role != Qt::CheckStateRole) ||
        !(flags(index) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable))) {
        return false;
    }
    const auto settings = read(columnOf(index), value, entryAt(index.row()).row);
    if (!settings) {
        Q_EMIT refused(columnTitle(columnOf(index)), settings.error());
        return false;
    }
    const ConnectionId id = idAt(index.row());
    Q_EMIT settingsAsked(m_together ? m_together(id) : std::vector{id}, *settings);
    return true;
}

void ConnectionModel::setTogether(std::function<std::vector<ConnectionId>(ConnectionId)> together)
{
    m_together = std::move(together);
}

void ConnectionModel::sort(int column, Qt::SortOrder order)
{
    const bool valid = column >= 0 && column < kColumnCount;
    m_order.setSort({.kind = valid ? RowSort::Kind::column : RowSort::Kind::opening,
                     .column = valid ? static_cast<Column>(column) : Column::name,
                     .descending = order == Qt::DescendingOrder});
    arrangeAll();
}

void ConnectionModel::setTroubleFirst(bool on)
{
    if (!on && sorting().kind != RowSort::Kind::troubleFirst) {
        return;
    }
    m_order.setSort({.kind = on ? RowSort::Kind::troubleFirst : RowSort::Kind::opening});
    arrangeAll();
}

void ConnectionModel::setFilter(const RowFilter& filter)
{
    m_order.setFilter(filter);
    arrangeAll();
}

void ConnectionModel::arrangeAll()
{
    moveTo(m_order.arranged());
}

void ConnectionModel::reload()
{
    beginResetModel();
    m_order.setRows(m_order.arranged());
    endResetModel();
    Q_EMIT rowsRearranged();
}

void ConnectionModel::refresh(std::span<const ConnectionId> changed)
{
    if (const auto rows = m_order.rearranged(changed)) {
        moveTo(*rows);
    }
    announceChanged(changed);
}

void ConnectionModel::announceChanged(std::span<const ConnectionId> changed)
{
    int first = rowCount();
    int last = -1;
    for (const ConnectionId id : changed) {
        const int row = m_order.rowOf(id);
        if (row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first, 0), index(last, kColumnCount - 1));
    }
}

/// However many rows come, go and move, the views hear at most four signals: leavers go to the end, are dropped there,
/// newcomers are appended, and all find their place.
void ConnectionModel::moveTo(const std::vector<ConnectionId>& rows)
{
    const std::vector<ConnectionId> leaving = without(m_order.rows(), rows);
    const std::vector<ConnectionId> coming = without(rows, m_order.rows());
    if (!leaving.empty()) {
        std::vector<ConnectionId> step = without(rows, coming);
        step.insert(step.end(), leaving.begin(), leaving.end());
        reorder(std::move(step));
        dropLast(leaving.size());
    }
    append(coming);
    reorder(rows);
    Q_EMIT rowsRearranged();
}

void ConnectionModel::reorder(std::vector<ConnectionId> rows)
{
    if (rows == m_order.rows()) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<ConnectionId> ids;
    ids.reserve(static_cast<std::size_t>(before.size()));
    for (const QModelIndex& index : before) {
        ids.push_back(idAt(index.row()));
    }
    m_order.setRows(std::move(rows));
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        after.append(indexOf(ids[static_cast<std::size_t>(i)], columnOf(before[i])));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void ConnectionModel::dropLast(std::size_t count)
{
    const std::size_t left = rows().size() - count;
    beginRemoveRows({}, static_cast<int>(left), rowCount() - 1);
    m_order.setRows({rows().begin(), rows().begin() + static_cast<std::ptrdiff_t>(left)});
    endRemoveRows();
}

void ConnectionModel::append(std::span<const ConnectionId> ids)
{
    if (ids.empty()) {
        return;
    }
    std::vector<ConnectionId> longer = rows();
    longer.insert(longer.end(), ids.begin(), ids.end());
    beginInsertRows({}, rowCount(), static_cast<int>(longer.size()) - 1);
    m_order.setRows(std::move(longer));
    endInsertRows();
}

} // namespace kai::ui
