#pragma once

#include "ui/timeline/timeline_scene.h"

#include <QAbstractTableModel>

#include <vector>

namespace kai::ui {

/// The events of some lanes in a stretch of time, one a row: what the timeline shows, as words. A copy made once; at most
/// 5,000 events.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { lane, event, time, detail, columnCount_ };

    EventTableModel(const TimelineScene& scene, const std::vector<ConnectionId>& lanes, Moment from,
                    Moment until, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// There were more events than are listed.
    [[nodiscard]] bool isCut() const { return m_cut; }

private:
    struct Row {
        QString texts[columnCount_];
    };
    std::vector<Row> m_rows;
    bool m_cut = false;
};

/// Shows them in a window of its own, which is deleted when closed.
void showEventTable(QWidget* parent, const TimelineScene& scene,
                    const std::vector<ConnectionId>& lanes, Moment from, Moment until);

} // namespace kai::ui
