#pragma once

#include "ui/calculator/asked_systems.h"
#include "ui/widgets/text_table_model.h"

#include <optional>
#include <vector>

namespace kai::ui {

/// A system with what fulfils the wish on it, or why nothing does.
struct Answer {
    AskedSystem asked;
    Result<Plan> plan;
};

/// The largest time, and why the next one is not safe; or why the system cannot. For below the table.
[[nodiscard]] QString explanationOf(const Answer& answer);
/// What to ask a connection for: keep-alive on, the plan's values, no count where the system has none for a socket.
[[nodiscard]] KeepAliveSettings settingsOf(const Answer& answer);

/// The calculator's answers, a system a row. Rows stay where they are while a wish is typed: only their cells change.
class AnswersModel : public TextTableModel {
    Q_OBJECT

public:
    enum Column {
        System,
        Time,
        Interval,
        Probes,
        FoundAfter,
        Margin,
        Packets,
        Remark,
        ColumnCount
    };

    using TextTableModel::TextTableModel;

    void setSystems(std::vector<AskedSystem> systems);
    /// Empty: the wish cannot be read, and no row has an answer.
    void setWish(const std::optional<Wish>& wish);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// Null without a wish that can be read, and for no row.
    [[nodiscard]] const Answer* answerAt(int row) const;
    [[nodiscard]] const AskedSystem& systemAt(int row) const;

protected:
    [[nodiscard]] int lineCount() const override;
    [[nodiscard]] QStringList titles() const override;

private:
    void calculateAll();
    [[nodiscard]] QString cell(int row, int column) const;

    std::vector<AskedSystem> m_systems;
    std::optional<Wish> m_wish;
    std::vector<Answer> m_answers; ///< as many as systems, or none
};

} // namespace kai::ui
