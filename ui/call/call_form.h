#pragma once

#include "core/winsock/call_choice.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace kai::ui {

/// The choices of the Call page: which call, on which socket in which state, with which arguments, good or bad. Shows only the
/// arguments that the chosen call has. What is no number is said at the field and not taken over.
class CallForm : public QWidget {
    Q_OBJECT

public:
    explicit CallForm(QWidget* parent = nullptr);

    [[nodiscard]] const winsock::CallChoice& choice() const { return m_choice; }
    /// False while a field holds what is no number.
    [[nodiscard]] bool isComplete() const { return m_wrong.empty(); }

Q_SIGNALS:
    void changed();

private:
    using Shown = std::function<bool(const winsock::CallChoice&)>;
    struct Row {
        QWidget* label;
        QWidget* field;
        Shown shown;
    };

    void buildCall();
    void buildSocket();
    void buildOptionArguments();
    void buildIoctlArguments();
    void addHeading(const QString& text, Shown shown = {});
    void addRow(const QString& label, QWidget* field, Shown shown);
    void addPointer(const QString& label, winsock::PointerChoice winsock::CallChoice::*member,
                    Shown shown);
    /// `read` takes the number over; decimal, or hexadecimal with 0x; a minus is allowed where `least` is negative.
    QLineEdit* addNumber(const QString& label, qint64 value, qint64 least, qint64 most,
                         std::function<void(qint64)> read, Shown shown);
    QComboBox* addChoice(const QString& label, const QStringList& texts, int current,
                         std::function<void(int)> read, Shown shown);
    /// Names to choose from, or any number typed.
    QComboBox* addNamedNumber(const QString& label,
                              const std::vector<std::pair<QString, qint64>>& names,
                              std::function<void(qint64)> read, Shown shown);
    void setWrong(QWidget* field, const QString& reason);
    void update();

    winsock::CallChoice m_choice;
    QFormLayout* m_layout;
    QLabel* m_message;
    std::vector<Row> m_rows;
    std::vector<QWidget*> m_wrong;
};

} // namespace kai::ui
