#pragma once

#include "core/keepalive/system_default.h"

#include <QAbstractTableModel>

#include <vector>

namespace kai::ui {

/// A value with its unit in words, as it is stored and as hexadecimal: "7200 s (2 h)", "0x1c20". GUI-free text for one value.
[[nodiscard]] QString defaultText(std::uint64_t value, DefaultUnit unit);
[[nodiscard]] QString hexText(std::uint64_t value);

/// The system-wide defaults of the lab's hosts as a table: stored, built-in, in force, unit, range, where it is.
class DefaultsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, InForce, Stored, BuiltIn, Hex, Range, Place, UsedBy, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Replaces all rows; those of several hosts follow each other.
    void setDefaults(const std::vector<SystemDefaults>& defaults);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    [[nodiscard]] const SystemDefault& valueAt(int row) const;

private:
    struct Line {
        SystemDefault value;
        QString system;
    };
    [[nodiscard]] QString cell(const Line& line, int column) const;

    std::vector<Line> m_lines;
    bool m_severalHosts = false;
};

} // namespace kai::ui
