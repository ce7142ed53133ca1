#pragma once

#include "core/lab/lab.h"

#include <QWidget>

class QActionGroup;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace kai::ui {

class RunUntilPanel;

/// Time control of a simulated lab: run and pause, step to the next event, the paces, run for and run until, and the virtual
/// clock. Shows the pace that is really reached where it differs from the one asked for. GUI thread; decides nothing itself.
class TimeBar : public QWidget {
    Q_OBJECT

public:
    explicit TimeBar(QWidget* parent = nullptr);

    void setClock(const lab::ClockState& clock);
    /// The connection that "until it ends" means; none disables that choice.
    void setSelected(ConnectionId id, const QString& name);

    /// The bar's actions, for the menu and the `?` overlay.
    [[nodiscard]] const QList<QAction*>& timeActions() const { return m_actions; }

Q_SIGNALS:
    void runRequested();
    void pauseRequested();
    void stepRequested();
    void paceRequested(const kai::lab::Pace& pace);
    void runForRequested(std::chrono::nanoseconds duration);
    void runUntilRequested(kai::Moment moment);
    void runUntilEndedRequested(kai::ConnectionId id);

private:
    void buildRunAndStep();
    void buildPaces();
    void buildUntil();
    void fillUntil();
    void buildClock();
    void showTarget();
    void addPace(const QString& text, const QString& tip, const lab::Pace& pace);
    QAction* addTimeAction(const QString& text, const QKeySequence& key);

    QList<QAction*> m_actions;
    QPushButton* m_run = nullptr;
    QAction* m_runAction = nullptr;
    QAction* m_stepAction = nullptr;
    QActionGroup* m_paceGroup = nullptr;
    QToolButton* m_more = nullptr;
    QMenu* m_untilMenu = nullptr;
    RunUntilPanel* m_until = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_achieved = nullptr;
    QLabel* m_target = nullptr;
    QList<std::pair<lab::Pace, QAction*>> m_paces;
    lab::ClockState m_clock;
    ConnectionId m_selected = ConnectionId::none;
    QString m_selectedName;
    QString m_untilName; ///< of the connection at whose end the run pauses
};

} // namespace kai::ui
