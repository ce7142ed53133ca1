#pragma once

#include "core/keepalive/system_default.h"
#include "ui/widgets/text_table_model.h"

#include <vector>

namespace kai::ui {

/// A value with its unit in words, as it is stored and as hexadecimal: "7200 s (2 h)", "0x1c20". GUI-free text for one value.
[[nodiscard]] QString defaultText(std::uint64_t value, DefaultUnit unit);
[[nodiscard]] QString hexText(std::uint64_t value);

/// The system-wide defaults of the lab's hosts as a table: stored, built-in, in force, unit, range, where it is.
class DefaultsModel : public TextTableModel {
    Q_OBJECT

public:
    enum Column { Name, InForce, Stored, BuiltIn, Hex, Range, Place, UsedBy, ColumnCount };

    using TextTableModel::TextTableModel;

    /// Replaces all rows; those of several hosts follow each other.
    void setDefaults(const std::vector<SystemDefaults>& defaults);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const SystemDefault& valueAt(int row) const;

protected:
    [[nodiscard]] int lineCount() const override;
    [[nodiscard]] QStringList titles() const override;

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
