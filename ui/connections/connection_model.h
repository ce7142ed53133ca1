#pragma once

#include "core/keepalive/settings.h"
#include "ui/connections/row_order.h"

#include <QAbstractTableModel>

#include <functional>
#include <span>
#include <vector>

namespace kai::ui {

/// The connections as a filtered and sorted table over the store. Only rows that changed are filtered and sorted anew.
/// Ages and countdowns are computed when a cell is read, from the moment given to setNow(): the view repaints, no signal is sent.
class ConnectionModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ConditionRole = Qt::UserRole + 1, ///< RowCondition as int
    };

    explicit ConnectionModel(const ConnectionStore& store, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Asks for the setting on every row of together(): see settingsAsked(). False, and refused() is sent, when the text cannot be
    /// read; the cell shows the new value once the system has taken it.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    /// A column below 0 is the order of opening.
    void sort(int column, Qt::SortOrder order) override;

    /// Off: back to the order of opening, unless a column has taken over meanwhile.
    void setTroubleFirst(bool on);
    void setFilter(const RowFilter& filter);
    /// The rows that an edit of this one means: itself, or the selection that it is part of.
    void setTogether(std::function<std::vector<ConnectionId>(ConnectionId)> together);

    /// Takes over rows that the store has changed.
    void refresh(std::span<const ConnectionId> changed);
    /// The store was emptied or exchanged.
    void reload();
    void setNow(Moment now) { m_now = now; }
    [[nodiscard]] Moment now() const { return m_now; }

    /// As shown, top to bottom.
    [[nodiscard]] const std::vector<ConnectionId>& rows() const { return m_order.rows(); }
    [[nodiscard]] const RowSort& sorting() const { return m_order.sort(); }
    /// Both for a row that is shown.
    [[nodiscard]] ConnectionId idAt(int row) const;
    [[nodiscard]] const ConnectionStore::Entry& entryAt(int row) const;
    /// Invalid when filtered out or unknown.
    [[nodiscard]] QModelIndex indexOf(ConnectionId id, Column column = Column::name) const;

Q_SIGNALS:
    void settingsAsked(const std::vector<kai::ConnectionId>& ids,
                       const kai::KeepAliveSettings& settings);
    void refused(const QString& column, const kai::Error& error);
    /// Rows came, went or moved.
    void rowsRearranged();

private:
    void arrangeAll();
    void moveTo(const std::vector<ConnectionId>& rows);
    void reorder(std::vector<ConnectionId> rows);
    void dropLast(std::size_t count);
    void append(std::span<const ConnectionId> ids);
    void announceChanged(std::span<const ConnectionId> changed);
    [[nodiscard]] QVariant helpOn(Column column, const ConnectionStore::Entry& entry) const;
    [[nodiscard]] Result<KeepAliveSettings> read(Column column, const QVariant& value,
                                                 const ConnectionRow& row) const;

    const ConnectionStore& m_store;
    RowOrder m_order;
    Moment m_now{};
    std::function<std::vector<ConnectionId>(ConnectionId)> m_together;
};

} // namespace kai::ui
