#pragma once

#include "ui/defaults/defaults_model.h"

#include <QWidget>

class QLabel;
class QTableView;
class QVBoxLayout;

namespace kai::ui {

/// The page "System defaults": what the system gives to sockets that set nothing of their own, as a table of values, and a
/// place below it for what they mean, painted.
class DefaultsPage : public QWidget {
    Q_OBJECT

public:
    explicit DefaultsPage(QWidget* parent = nullptr);

    void setDefaults(const std::vector<SystemDefaults>& defaults);
    /// In place of the table, for a system whose values may be changed here; null brings the table back.
    void setEditor(QWidget* editor);
    /// Below the table; the page scrolls where it does not fit.
    void setGraph(QWidget* graph);

private:
    void showMeaning(int row);
    void fitHeight();

    DefaultsModel m_model;
    QTableView* m_table;
    QLabel* m_system;
    QLabel* m_meaning;
    QWidget* m_editor = nullptr;
    QVBoxLayout* m_column;
};

} // namespace kai::ui
