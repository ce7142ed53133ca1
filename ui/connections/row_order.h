#pragma once

#include "ui/connections/column.h"
#include "ui/connections/row_filter.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kai::ui {

/// By which the table is sorted. `opening` is the order in which the connections were opened.
struct RowSort {
    enum class Kind { opening, column, troubleFirst } kind = Kind::opening;
    Column column = Column::name;
    bool descending = false;
    bool operator==(const RowSort&) const = default;
};

/// Which row comes first. Keys are moments and settings, never ages, so that time alone moves no row.
/// Equal rows keep the order of opening. Trouble first: ended, then the most unanswered, then the nearest deadline.
[[nodiscard]] bool comesBefore(const RowSort& sort, const ConnectionStore::Entry& one,
                               const ConnectionStore::Entry& other);

/// The filtered and sorted order of the rows of a store. What did not change is neither filtered nor compared again:
/// k changed rows among n cost k log k comparisons and, only if one of them moves, n copies.
class RowOrder {
public:
    explicit RowOrder(const ConnectionStore& store)
        : m_store(store)
    {
    }

    [[nodiscard]] const RowSort& sort() const { return m_sort; }
    /// Both take effect with the next arranged().
    void setSort(const RowSort& sort) { m_sort = sort; }
    void setFilter(const RowFilter& filter) { m_filter = filter; }

    [[nodiscard]] const std::vector<ConnectionId>& rows() const { return m_rows; }
    /// -1 when filtered out or unknown.
    [[nodiscard]] int rowOf(ConnectionId id) const;

    /// The order in full, from the store.
    [[nodiscard]] std::vector<ConnectionId> arranged() const;
    /// The order after these rows have changed; empty when no row comes, goes or moves.
    [[nodiscard]] std::optional<std::vector<ConnectionId>>
    rearranged(std::span<const ConnectionId> changed);

    /// Makes `rows` the order: one of the above, or any step on the way to it.
    void setRows(std::vector<ConnectionId> rows);

private:
    [[nodiscard]] bool before(ConnectionId one, ConnectionId other) const;
    [[nodiscard]] bool accepted(ConnectionId id) const;
    [[nodiscard]] bool staysAt(ConnectionId id, int row) const;
    [[nodiscard]] std::vector<ConnectionId> merged(std::span<const ConnectionId> changed);

    const ConnectionStore& m_store;
    RowSort m_sort;
    RowFilter m_filter;
    std::vector<ConnectionId> m_rows;
    std::vector<std::int32_t> m_rowOf; ///< by id, -1 when not in m_rows
    std::vector<bool> m_marked;        ///< by id; all false between calls
};

} // namespace kai::ui
