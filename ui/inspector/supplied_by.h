#pragma once

#include "core/keepalive/reports.h"

#include <QWidget>

#include <array>

class QLabel;

namespace kai::ui {

/// "Who supplied it": each value in force, who supplied it, and the values that lost, struck through.
class SuppliedBy : public QWidget {
    Q_OBJECT

public:
    explicit SuppliedBy(QWidget* parent = nullptr);
    void show(const ConnectionDetails& details);
    /// Nothing is known yet.
    void clear();

private:
    struct Line {
        QLabel* value;
        QLabel* origin;
        QLabel* losers;
    };
    std::array<Line, 4> m_lines{};
};

} // namespace kai::ui
