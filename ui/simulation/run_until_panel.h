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
    void runUntilEndedRequested(kai::ConnectionId id);

protected:
    /// Within the panel: the menu that holds it would take the focus for itself.
    bool focusNextPrevChild(bool next) override;
    /// Enter presses the button that has the focus, and never closes the menu by itself.
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// `toDuration` turns what was typed into the time to run; an error is shown below the field.
    QLineEdit* addField(int row, const QString& label, const QString& example,
                        std::function<nanoseconds(nanoseconds)> toDuration);
    void runFrom(QLineEdit* field, const std::function<nanoseconds(nanoseconds)>& toDuration);

    QGridLayout* m_layout = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_untilEnded = nullptr;
    ConnectionId m_selected = ConnectionId::none;
    Moment m_now{};
};

} // namespace kai::ui
