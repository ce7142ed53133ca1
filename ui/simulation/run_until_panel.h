#pragma once

#include "core/keepalive/event.h"
#include "core/keepalive/moment.h"

#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace kai::ui {

/// "Run for", "run until" and "until it ends": unit-aware fields that say at once what they do not understand.
class RunUntilPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunUntilPanel(QWidget* parent = nullptr);

    void setNow(Moment now) { m_now = now; }
    void setSelected(ConnectionId id, const QString& name);
    /// What was typed wrongly last time says nothing any more; the first field gets the keys.
    void begin();

Q_SIGNALS:
    void runForRequested(std::chrono::nanoseconds duration);
    void runUntilRequested(kai::Moment moment);
    void runUntilEndedRequested(kai::ConnectionId id);

protected:
    /// Within the panel: the menu that holds it would take the focus for itself.
    bool focusNextPrevChild(bool next) override;
    /// Enter presses the button that has the focus, and never closes the menu by itself.
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// For a length of time, or until one; an error is shown below the field.
    enum class Means { length, moment };
    QLineEdit* addField(int row, const QString& label, const QString& example, Means means);
    void runFrom(QLineEdit* field, Means means);

    QGridLayout* m_layout = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_untilEnded = nullptr;
    ConnectionId m_selected = ConnectionId::none;
    Moment m_now{};
};

} // namespace kai::ui
