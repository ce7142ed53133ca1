#include "ui/connections/row_order.h"

#include "ui/connections/row_key.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace kai::ui {

namespace {

int comparedTrouble(const ConnectionRow& one, const ConnectionRow& other)
{
    return compared(troubleKey(one), troubleKey(other));
}

} // namespace

bool comesBefore(const RowSort& sort, const ConnectionStore::Entry& one,
                 const ConnectionStore::Entry& other)
{
    int order = 0;
    if (sort.kind == RowSort::Kind::troubleFirst) {
        order = comparedTrouble(one.row, other.row);
    } else if (sort.kind == RowSort::Kind::column) {
        order = comparedBy(sort.column, one, other);
        order = sort.descending ? -order : order;
    }
    return order != 0 ? order < 0 : one.row.id < other.row.id;
}

int RowOrder::rowOf(ConnectionId id) const
{
    return indexOf(id) < m_rowOf.size() ? m_rowOf[indexOf(id)] : -1;
}

bool RowOrder::before(ConnectionId one, ConnectionId other) const
{
    return comesBefore(m_sort, *m_store.find(one), *m_store.find(other));
}

bool RowOrder::accepted(ConnectionId id) const
{
    const ConnectionStore::Entry* entry = m_store.find(id);
    return entry && m_filter.accepts(*entry);
}

std::vector<ConnectionId> RowOrder::arranged() const
{
    std::vector<ConnectionId> rows;
    rows.reserve(m_store.size());
    std::copy_if(m_store.ids().begin(), m_store.ids().end(), std::back_inserter(rows),
                 [this](ConnectionId id) { return accepted(id); });
    std::sort(rows.begin(), rows.end(),
              [this](ConnectionId one, ConnectionId other) { return before(one, other); });
    return rows;
}

bool RowOrder::staysAt(ConnectionId id, int row) const
{
    const auto at = static_cast<std::size_t>(row);
    const bool afterUpper = row == 0 || !before(id, m_rows[at - 1]);
    const bool beforeLower = at + 1 == m_rows.size() || !before(m_rows[at + 1], id);
    return afterUpper && beforeLower;
}

std::optional<std::vector<ConnectionId>> RowOrder::rearranged(std::span<const ConnectionId> changed)
{
    const bool nothingMoves = std::all_of(changed.begin(), changed.end(), [this](ConnectionId id) {
        const int row = rowOf(id);
        return accepted(id) ? row >= 0 && staysAt(id, row) : row < 0;
    });
    return nothingMoves ? std::nullopt : std::optional(merged(changed));
}

std::vector<ConnectionId> RowOrder::merged(std::span<const ConnectionId> changed)
{
    m_marked.resize(std::max(m_marked.size(), m_store.size() + 1));
    std::vector<ConnectionId> moved;
    for (const ConnectionId id : changed) {
        m_marked.resize(std::max<std::size_t>(m_marked.size(), indexOf(id) + 1));
        m_marked[indexOf(id)] = true;
        if (accepted(id)) {
            moved.push_back(id);
        }
    }
    const auto less = [this](ConnectionId one, ConnectionId other) { return before(one, other); };
    std::sort(moved.begin(), moved.end(), less);

    std::vector<ConnectionId> kept;
    kept.reserve(m_rows.size());
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(kept),
                 [this](ConnectionId id) { return !m_marked[indexOf(id)]; });
    for (const ConnectionId id : changed) {
        m_marked[indexOf(id)] = false;
    }
    std::vector<ConnectionId> rows;
    rows.reserve(kept.size() + moved.size());
    std::merge(kept.begin(), kept.end(), moved.begin(), moved.end(), std::back_inserter(rows),
               less);
    return rows;
}

void RowOrder::setRows(std::vector<ConnectionId> rows)
{
    for (const ConnectionId id : m_rows) {
        m_rowOf[indexOf(id)] = -1;
    }
    m_rows = std::move(rows);
    std::int32_t row = 0;
    for (const ConnectionId id : m_rows) {
        if (indexOf(id) >= m_rowOf.size()) {
            m_rowOf.resize(indexOf(id) + 1, -1);
        }
        m_rowOf[indexOf(id)] = row++;
    }
}

} // namespace kai::ui
