#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace kai::ui {

/// A flat table of texts: counts and titles are answered here, a model adds its lines and their cells.
class TextTableModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final;
    /// The titles, left-aligned.
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const final;

protected:
    [[nodiscard]] virtual int lineCount() const = 0;
    /// One a column, always as many.
    [[nodiscard]] virtual QStringList titles() const = 0;
    /// For Qt::FontRole.
    [[nodiscard]] static QVariant emphasis(bool bold);
};

} // namespace kai::ui
