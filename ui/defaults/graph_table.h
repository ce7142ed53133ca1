#pragma once

#include "core/defaults/graph_rows.h"

#include <QAbstractTableModel>

#include <vector>

class QWidget;

namespace kai::ui {

/// The rows of the defaults graph as words, one a line: for screen readers, and for everybody who wants to copy them. A copy made
/// once, of the rows that the CSV has.
class GraphTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { row, note, time, interval, probes, foundAfter, verdict, ColumnCount };

    explicit GraphTableModel(const std::vector<defaults::GraphRow>& rows,
                             QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        QString texts[ColumnCount];
    };
    [[nodiscard]] static Row textsOf(const defaults::GraphRow& row);
    std::vector<Row> m_rows;
};

/// Shows them in a window of its own, which is deleted when closed; the focus is on the first row.
void showGraphTable(QWidget* parent, const std::vector<defaults::GraphRow>& rows);

} // namespace kai::ui
