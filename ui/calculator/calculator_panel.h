#pragma once

#include "ui/calculator/answers_model.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace kai::ui {

class WishForm;

/// The connections that an answer would be applied to.
struct CalculatorTarget {
    std::size_t connections = 0; ///< selected and not ended
    std::vector<HostId> hosts;   ///< theirs, each once
    bool operator==(const CalculatorTarget&) const = default;
};

/// Why an answer cannot be applied there; empty when it can.
[[nodiscard]] QString obstacle(const Answer* answer, const CalculatorTarget& target);

/// The calculator: a wish, the answer of every system as a table, why the chosen row's time is the largest or why it has none,
/// and one click to apply it. It knows no lab: it says what is asked for. Its size does not depend on what it shows.
class CalculatorPanel : public QWidget {
    Q_OBJECT

public:
    explicit CalculatorPanel(QWidget* parent = nullptr);

    void setBoxes(std::vector<Box> boxes);
    /// By id; an unknown or empty one is no box.
    void chooseBox(const QString& id);
    void setSystems(std::vector<AskedSystem> systems);
    void setTarget(const CalculatorTarget& target);
    /// Says beside the button what became of it, until something else is asked or selected.
    void sayApplied(std::size_t connections);

Q_SIGNALS:
    /// The box in the form is another one, or none.
    void boxChanged(const std::optional<kai::Box>& box);
    void applyAsked(const kai::KeepAliveSettings& settings);

private:
    void setUpTable();
    void fitHeight();
    void showAnswer();
    [[nodiscard]] const Answer* current() const;

    AnswersModel m_model;
    CalculatorTarget m_target;
    WishForm* m_form;
    QTableView* m_table;
    QLabel* m_explanation;
    QPushButton* m_apply;
    QLabel* m_obstacle;
};

} // namespace kai::ui
