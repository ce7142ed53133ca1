#pragma once

#include "core/keepalive/reports.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace kai::ui {

/// "Calls (C)": the last settings calls made on the socket, as C with their results, to copy.
class CallsBox : public QWidget {
    Q_OBJECT

public:
    explicit CallsBox(QWidget* parent = nullptr);
    /// Oldest first; without any the box says so. Each apply is headed by when it was.
    void show(const std::vector<CallRecord>& calls, Moment opened);
    /// Selects the calls of the last apply up to this moment, ready to be copied; nothing where none is known.
    void select(Moment at);
    [[nodiscard]] QString selectedText() const;
    /// What Copy puts on the clipboard: all calls, a line each.
    [[nodiscard]] QString asC() const { return m_asC; }

public Q_SLOTS:
    void copy() const;

private:
    /// Of one apply: where its lines are in the text.
    struct Group {
        Moment at{};
        int start = 0;
        int length = 0;
    };

    QLabel* m_code;
    QString m_asC;
    std::vector<Group> m_groups;
};

} // namespace kai::ui
