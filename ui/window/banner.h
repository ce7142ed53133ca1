#pragma once

#include "core/keepalive/reports.h"

#include <QWidget>

class QLabel;

namespace kai::ui {

class Plate;
class Sign;

/// An inline message above the page: what failed, with name, number, cause and what to do. The newest replaces the one before;
/// the same one again is counted. Escape or its button puts it away.
class Banner : public QWidget {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    void show(Notice::Severity severity, const QString& message);
    void show(const Error& error, const QString& before = {});
    void dismiss();
    [[nodiscard]] QString message() const { return m_message; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Plate* m_plate;
    Sign* m_sign;
    QLabel* m_words;
    QString m_message;
    int m_times = 0;
};

} // namespace kai::ui
