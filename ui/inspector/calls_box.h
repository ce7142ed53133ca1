#pragma once

#include "core/keepalive/reports.h"

#include <QWidget>

class QLabel;

namespace kai::ui {

/// "Calls (C)": the last settings calls made on the socket, as C with their results, to copy.
class CallsBox : public QWidget {
    Q_OBJECT

public:
    explicit CallsBox(QWidget* parent = nullptr);
    /// Oldest first; without any the box says so.
    void show(const std::vector<CallRecord>& calls);
    /// What Copy puts on the clipboard: all calls, a line each.
    [[nodiscard]] QString asC() const { return m_asC; }

public Q_SLOTS:
    void copy() const;

private:
    QLabel* m_code;
    QString m_asC;
};

} // namespace kai::ui
