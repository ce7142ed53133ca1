#pragma once

#include "core/history/event_log.h"
#include "ui/events/event_filter.h"
#include "ui/events/word_match.h"
#include "ui/lab/connection_store.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace kai::ui {

/// The newest events of the log that pass the filter, as a table. It keeps their indices, no events, and takes in a bounded
/// number at each refresh, so that a filter over a long log fills while the window stays fluid.
class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Connection, What, Probe, Idle, Detail, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< EventKind as int
    };
    /// What is listed at most, and how far back a filter looks.
    static constexpr std::size_t kMostRows = 100'000;
    static constexpr std::uint64_t kLookBack = 1'000'000;

    explicit EventModel(const ConnectionStore& store, QObject* parent = nullptr);

    /// Null shows nothing. `startedUtcNs` is UTC of moment zero; 0 shows times since the start instead.
    void setLog(const history::EventLog* log, std::int64_t startedUtcNs);
    void setFilter(const EventFilter& filter);
    [[nodiscard]] const EventFilter& filter() const { return m_filter; }
    /// Takes in what is new, at most `most` events; false when more is waiting. Begins anew near the log's end when it is
    /// farther behind than it would list.
    bool refresh(std::uint64_t most = 50'000);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// "1,234 events", or how far back it looked when the log has older ones that may fit.
    [[nodiscard]] QString countText() const;

    [[nodiscard]] Event eventAt(int row) const;
    /// Its place in the log.
    [[nodiscard]] std::uint64_t logIndexAt(int row) const
    {
        return m_rows[static_cast<std::size_t>(row)];
    }
    /// The row of an event of the log; -1 when it is not listed.
    [[nodiscard]] int rowOf(std::uint64_t logIndex) const;

private:
    void restart();
    /// The first event that the filter may accept, and that is still in the log.
    [[nodiscard]] std::uint64_t firstOfRange() const;
    /// One past the last event that the filter may accept.
    [[nodiscard]] std::uint64_t endOfRange() const;
    void append(const std::vector<std::uint64_t>& found);
    [[nodiscard]] bool accepts(const Event& event);
    [[nodiscard]] std::uint64_t lookBack() const;
    [[nodiscard]] QString cell(const Event& event, int column) const;
    [[nodiscard]] QString timeText(const Event& event) const;
    [[nodiscard]] std::optional<std::string> knownName(ConnectionId id) const;
    [[nodiscard]] QString connectionName(ConnectionId id) const;
    [[nodiscard]] QString detailText(const Event& event) const;

    const ConnectionStore& m_store;
    const history::EventLog* m_log = nullptr;
    std::int64_t m_startedUtcNs = 0;
    EventFilter m_filter;
    WordMatch m_match;
    std::vector<std::uint64_t> m_rows; ///< log indices, rising
    std::uint64_t m_next = 0;          ///< the first event not looked at yet
    std::uint64_t m_from = 0;          ///< the first event looked at
    bool m_rowsDropped = false;        ///< found since then, but too many to list
};

} // namespace kai::ui
