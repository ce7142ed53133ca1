#pragma once

#include "core/winsock/call_page.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPlainTextEdit;

namespace kai::ui {

/// What came back from one call: return value, last error with name, number, the page's words and what to do, output values, the
/// socket afterwards, and the call as C to copy.
class OutcomeView : public QFrame {
    Q_OBJECT

public:
    explicit OutcomeView(QWidget* parent = nullptr);

    /// `title` says on which release, with which behaviour.
    void setOutcome(const QString& title, const winsock::CallOutcome& outcome);

private:
    void addFact(const QString& name, const QString& value);
    void clearFacts();
    void fitCode();
    void addOutputs(const winsock::CallOutcome& outcome);
    void addAfter(const winsock::SocketAfter& after);

    QLabel* m_title;
    QLabel* m_verdict;
    QLabel* m_explanation;
    QGridLayout* m_facts;
    QPlainTextEdit* m_code;
    int m_row = 0;
};

} // namespace kai::ui
