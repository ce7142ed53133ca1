#pragma once

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace kai::ui {

class Plate;

/// The line above the defaults graph: who uses the defaults, and what can be done with them: calculate, copy, paste. Below it,
/// while there is something to say, what became of that. It knows no lab.
class DefaultsBar : public QWidget {
    Q_OBJECT

public:
    explicit DefaultsBar(QWidget* parent = nullptr);

    void setUsedBy(const QString& words);
    /// Filled by the owner when it is about to be shown.
    [[nodiscard]] QMenu& copyMenu() { return *m_copyMenu; }

    /// Says what became of a copy or paste until the next one; `undo` names a button, none when empty.
    void say(const QString& words, const QString& undo = {});
    void sayFailed(const QString& words);
    void sayNothing();

Q_SIGNALS:
    void calculatorAsked();
    void pasteAsked();
    /// The message's button.
    void undoAsked();
    /// The bar came into view: what it shows may be old.
    void shown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();

    QLabel* m_usedBy;
    QPushButton* m_calculator;
    QPushButton* m_copy;
    QMenu* m_copyMenu;
    QPushButton* m_paste;
    Plate* m_message;
    QLabel* m_words;
    QPushButton* m_undo;
};

} // namespace kai::ui
