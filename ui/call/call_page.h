#pragma once

#include "core/winsock/call_choice.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;

namespace kai::ui {

class CallForm;
class OutcomeView;

/// Choose one of the four calls, a socket and its state, and each argument, good or bad; press Call. A second release or the
/// other behaviour can stand beside it. Every call is made on a fresh simulated host: nothing of a lab is touched.
class CallPage : public QWidget {
    Q_OBJECT

public:
    explicit CallPage(QWidget* parent = nullptr);

public Q_SLOTS:
    void call();

private:
    QWidget* buildChoices();
    QWidget* buildOutcomes();
    void buildCompare();
    [[nodiscard]] std::optional<winsock::CallChoice> compared() const;
    void noteChange();

    CallForm* m_form;
    QScrollArea* m_formArea = nullptr;
    QComboBox* m_compare = nullptr;
    QPushButton* m_call = nullptr;
    QLabel* m_hint = nullptr;
    OutcomeView* m_first = nullptr;
    OutcomeView* m_second = nullptr;
};

} // namespace kai::ui
