#pragma once

#include "core/keepalive/reports.h"
#include "ui/widgets/sign.h"

#include <QLineEdit>
#include <QWidget>

#include <optional>

class QLabel;

namespace kai::ui {

/// A setting's label, its field, and what became of what was typed: "accepted", "rounded to 2 s", "refused: why".
class FieldRow : public QWidget {
    Q_OBJECT

public:
    enum class Kind { time, count };

    FieldRow(const QString& label, Kind kind, QWidget* parent = nullptr);

    /// What is in force; replaces the field's text unless the user is editing it.
    void setValue(milliseconds value);
    void setValue(std::uint16_t value);
    /// Gives up what was typed.
    void revert();
    /// What was typed has been sent: the field follows the value in force again.
    void settle();
    /// The user has typed something that differs from the value in force.
    [[nodiscard]] bool isEdited() const;

    /// What was typed, or the value in force. Errors: those of readTime() and readCount().
    [[nodiscard]] Result<milliseconds> time() const;
    [[nodiscard]] Result<std::uint16_t> count() const;

    void sayNothing();
    void sayAccepted();
    void sayRounded(const QString& to);
    void sayRefused(const Error& error);

Q_SIGNALS:
    void edited();
    void applyAsked();

private:
    void setShown(const QString& text);
    void say(Sign::Kind sign, const QString& words, const QString& reason = {});

    QLineEdit* m_field;
    Sign* m_sign;
    QLabel* m_verdict;
    QLabel* m_reason; ///< below, only while refused
    QString m_shown;  ///< the value in force as text
    milliseconds m_value{0};
};

} // namespace kai::ui
