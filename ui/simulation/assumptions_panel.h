#pragma once

#include "core/winsock/assumptions.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace kai::ui {

class Refusal;

/// What a simulated host assumes where the public record leaves a choice open: each choice with its clause, its answer in words and
/// the tag "our assumption". Closed at first: one line that says how many differ from the contract. Refuses a bad value at its place.
class AssumptionsPanel : public QWidget {
    Q_OBJECT

public:
    explicit AssumptionsPanel(QWidget* parent = nullptr);

    void setAssumed(const winsock::HostAssumptions& assumed);
    [[nodiscard]] const winsock::HostAssumptions& assumed() const { return m_assumed; }
    void setOpen(bool open);

Q_SIGNALS:
    void openChanged(bool open);
    /// A value was chosen that can be assumed, and assumed() has it.
    void assumeAsked(const QString& name, const QString& value);

private:
    struct Row {
        QLabel* question;
        QComboBox* value;
        QLabel* meaning;
    };

    QWidget* buildHead();
    QWidget* buildRows();
    QComboBox* makeChoice(std::size_t index);
    void choose(std::size_t index, const QString& value);
    void showRow(std::size_t index);
    void showCount();

    winsock::HostAssumptions m_assumed;
    QToolButton* m_toggle = nullptr;
    QLabel* m_count = nullptr;
    QWidget* m_body = nullptr;
    Refusal* m_refusal = nullptr;
    std::vector<Row> m_rows;
};

} // namespace kai::ui
