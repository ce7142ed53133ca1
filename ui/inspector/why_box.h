#pragma once

#include "core/keepalive/explain.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace kai::ui {

class BreakingLabel;

/// "Why": the ordered questions with their answers. Evidence is below each question in small; a fix stands out.
class WhyBox : public QWidget {
    Q_OBJECT

public:
    explicit WhyBox(QWidget* parent = nullptr);
    /// Without any the box is empty.
    void show(const std::vector<WhyCheck>& checks);

private:
    struct Line {
        QLabel* ordinal;
        QLabel* question;
        QLabel* answer;
        BreakingLabel* evidence;
        BreakingLabel* fix;
    };
    [[nodiscard]] Line makeLine(int number);

    QGridLayout* m_grid;
    std::vector<Line> m_lines;
};

} // namespace kai::ui
