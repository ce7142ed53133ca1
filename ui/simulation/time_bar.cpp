#include "ui/simulation/time_bar.h"

#include "core/keepalive/duration_text.h"
#include "ui/simulation/run_until_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QWidgetAction>

#include <cmath>

namespace kai::ui {

namespace {

using lab::Pace;

/// The bar must not grow with a name.
constexpr int kNameWidth = 160;

/// A pace counts as kept within 5 %; below, the achieved one is shown.
bool isKept(const lab::ClockState& clock)
{
    return !clock.running || clock.pace.kind != Pace::Kind::factor ||
           clock.achieved >= 0.95 * clock.pace.factor;
}

/// The others are in the menu only, which shows the one in force.
bool hasButton(const Pace& pace)
{
    return pace.kind == Pace::Kind::story || pace.factor == 1 || pace.factor == 1000;
}

} // namespace

TimeBar::TimeBar(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 0);
    layout->setSpacing(8);
    buildRunAndStep();
    buildPaces();
    buildUntil();
    layout->addStretch();
    buildClock();
    setClock({});
}

QAction* TimeBar::addTimeAction(const QString& text, const QKeySequence& key)
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    addAction(action);
    m_actions.append(action);
    return action;
}

void TimeBar::buildRunAndStep()
{
    m_run = new QPushButton(this);
    setPrimary(m_run, true);
    m_runAction = addTimeAction(tr("Run"), QKeySequence(Qt::CTRL | Qt::Key_Space));
    connect(m_runAction, &QAction::triggered, this,
            [this] { m_clock.running ? Q_EMIT pauseRequested() : Q_EMIT runRequested(); });
    connect(m_run, &QPushButton::clicked, m_runAction, &QAction::trigger);
    layout()->addWidget(m_run);

    auto* step = new QPushButton(tr("Next event"), this);
    step->setToolTip(tr("Runs on at once to the next event and pauses there (Ctrl+Right)"));
    m_stepAction = addTimeAction(tr("Next event"), QKeySequence(Qt::CTRL | Qt::Key_Right));
    connect(m_stepAction, &QAction::triggered, this, &TimeBar::stepRequested);
    connect(step, &QPushButton::clicked, m_stepAction, &QAction::trigger);
    layout()->addWidget(step);
}

void TimeBar::buildPaces()
{
    addPace(tr("Story"), tr("Quiet time takes at most 3 s, every event stays at least 0.7 s"),
            {Pace::Kind::story, 1});
    for (const double factor : {1.0, 10.0, 100.0, 1000.0, 10'000.0, 100'000.0}) {
        addPace(tr("\u00d7%1").arg(locale().toString(factor, 'f', 0)),
                factor == 1
                    ? tr("As fast as real time")
                    : tr("%1 virtual seconds in a real one").arg(locale().toString(factor, 'f', 0)),
                {Pace::Kind::factor, factor});
    }
    m_paceGroup = new QActionGroup(this);
    auto* menu = new QMenu(this);
    for (const auto& [pace, action] : m_paces) {
        m_paceGroup->addAction(action);
        menu->addAction(action);
        if (hasButton(pace)) {
            auto* button = new QPushButton(action->text(), this);
            button->setCheckable(true);
            button->setToolTip(action->toolTip());
            connect(button, &QPushButton::clicked, action, &QAction::trigger);
            connect(action, &QAction::toggled, button, &QPushButton::setChecked);
            layout()->addWidget(button);
        }
    }
    m_more = new QToolButton(this); // last, as Tab goes
    m_more->setAccessibleName(tr("Other paces"));
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    layout()->addWidget(m_more);
}

void TimeBar::addPace(const QString& text, const QString& tip, const Pace& pace)
{
    auto* action = addTimeAction(text, {});
    action->setCheckable(true);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, [this, pace] { Q_EMIT paceRequested(pace); });
    m_paces.append({pace, action});
}

void TimeBar::buildUntil()
{
    auto* button = new QToolButton(this);
    button->setText(tr("Run until\u2026"));
    button->setPopupMode(QToolButton::InstantPopup);
    m_untilMenu = new QMenu(this);
    button->setMenu(m_untilMenu);
    layout()->addWidget(button);
    connect(m_untilMenu, &QMenu::aboutToShow, this, &TimeBar::fillUntil);
}

/// Made when it is first asked for: a live lab never shows it.
void TimeBar::fillUntil()
{
    if (!m_until) {
        m_until = new RunUntilPanel(m_untilMenu);
        auto* holder = new QWidgetAction(m_untilMenu);
        holder->setDefaultWidget(m_until);
        m_untilMenu->addAction(holder);
        connect(m_until, &RunUntilPanel::runForRequested, this,
                [this](std::chrono::nanoseconds duration) {
                    m_untilMenu->close();
                    Q_EMIT runForRequested(duration);
                });
        connect(m_until, &RunUntilPanel::runUntilRequested, this, [this](Moment moment) {
            m_untilMenu->close();
            Q_EMIT runUntilRequested(moment);
        });
        connect(m_until, &RunUntilPanel::runUntilEndedRequested, this, [this](ConnectionId id) {
            m_untilMenu->close();
            m_untilName = m_selectedName;
            Q_EMIT runUntilEndedRequested(id);
        });
    }
    m_until->setNow(m_clock.now);
    m_until->setSelected(m_selected, m_selectedName);
    m_until->begin();
}

void TimeBar::buildClock()
{
    m_achieved = makeQuietLabel({}, TypeSize::body);
    m_time = new QLabel(this);
    m_time->setAccessibleName(tr("Virtual time since the lab began"));
    m_time->setFont(typeFont(TypeSize::title, QFont::Bold));
    m_target = makeQuietLabel({}, TypeSize::body);
    for (QWidget* part :
         {m_achieved, makeQuietLabel(tr("Clock"), TypeSize::body), m_time, m_target}) {
        layout()->addWidget(part);
    }
}

void TimeBar::setClock(const lab::ClockState& clock)
{
    m_clock = clock;
    if (m_until) {
        m_until->setNow(clock.now);
    }
    const QString verb = clock.running ? tr("Pause") : tr("Run");
    m_run->setText(verb);
    m_runAction->setText(verb);
    const bool due = clock.nextEvent != kNever;
    m_stepAction->setEnabled(due);
    const auto whole = std::chrono::floor<std::chrono::seconds>(clock.now.time_since_epoch());
    const nanoseconds shown = clock.running ? nanoseconds(whole) : clock.now.time_since_epoch();
    m_time->setText(QString::fromStdString(formatDuration(shown)));
    m_achieved->setVisible(!isKept(clock));
    m_achieved->setText(
        tr("reaches \u00d7%1").arg(locale().toString(std::floor(clock.achieved), 'f', 0)));
    showTarget();
    QString more = tr("Pace");
    for (const auto& [pace, action] : m_paces) {
        action->setChecked(pace == clock.pace);
        if (pace == clock.pace && !hasButton(pace)) {
            more = action->text();
        }
    }
    m_more->setText(more);
}

void TimeBar::showTarget()
{
    const bool untilEnded = m_clock.untilEnded != ConnectionId::none;
    m_target->setVisible(untilEnded || m_clock.target != kNever);
    if (untilEnded) {
        const QString name =
            m_target->fontMetrics().elidedText(m_untilName, Qt::ElideMiddle, kNameWidth);
        m_target->setText(tr("until %1 ends").arg(name));
    } else if (m_clock.target != kNever) {
        const auto at = std::chrono::round<milliseconds>(m_clock.target.time_since_epoch());
        m_target->setText(tr("until %1").arg(QString::fromStdString(formatDuration(at))));
    }
}

void TimeBar::setSelected(ConnectionId id, const QString& name)
{
    m_selected = id;
    m_selectedName = name;
    if (m_until) {
        m_until->setSelected(id, name);
    }
}

} // namespace kai::ui
