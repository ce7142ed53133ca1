#include "ui/window/window_menus.h"

#include "ui/connections/connection_table.h"
#include "ui/lab/texts.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/connection_commands.h"
#include "ui/window/lab_choice.h"
#include "ui/window/window_settings.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>

#include <array>
#include <utility>

namespace kai::ui {

namespace {

/// Enough to be seen within a few probes, and to leave some answered.
constexpr std::uint32_t kEveryNth = 3;
constexpr double kShare = 0.3;

} // namespace

WindowMenus::WindowMenus(QMenuBar& bar, const Actions& actions, ConnectionCommands& commands,
                         QObject* parent)
    : QObject(parent)
    , m_actions(actions)
    , m_commands(commands)
    , m_menus(buildMenus(bar, actions))
{
    fillProgram();
}

void WindowMenus::fillProgram()
{
    QMenu& menu = *m_menus.program;
    connect(menu.addAction(tr("&Waits in recv")), &QAction::triggered, this, [this] {
        m_commands.setProgram({ProgramKind::waitsInRecv, {}});
    });
    connect(menu.addAction(tr("Does &nothing")), &QAction::triggered, this, [this] {
        m_commands.setProgram({ProgramKind::doesNothing, {}});
    });
    connect(menu.addAction(tr("&Sends every...")), &QAction::triggered, this,
            [this] { m_commands.askForPeriod(); });
}

void WindowMenus::fillLabs(LabChoice& choice)
{
    choice.fillMenu(*m_menus.lab);
}

void WindowMenus::fillTimeline(const TimelineView& timeline)
{
    m_menus.timeline->addActions(timeline.timelineActions());
}

void WindowMenus::fillThemes(WindowSettings& settings)
{
    const std::array<std::pair<Theme, QString>, 4> themes{
        {{Theme::system, tr("As the &system")},
         {Theme::light, tr("&Light")},
         {Theme::dark, tr("&Dark")},
         {Theme::highContrast, tr("&High contrast")}}};
    for (const auto& [theme, name] : themes) {
        QAction* action = m_menus.theme->addAction(name);
        action->setCheckable(true);
        action->setChecked(theme == settings.theme());
        m_themes.addAction(action);
        connect(action, &QAction::triggered, this, [&settings, theme = theme] {
            settings.setTheme(theme);
            applyTheme(*qApp, theme);
        });
    }
}

void WindowMenus::attachTable(ConnectionTable& table)
{
    connect(m_menus.columns, &QMenu::aboutToShow, this, [this, &table] {
        m_menus.columns->clear();
        table.fillColumnMenu(*m_menus.columns);
    });
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table, &QWidget::customContextMenuRequested, this,
            [this, &table](const QPoint& at) { popUp(table.viewport()->mapToGlobal(at)); });
}

void WindowMenus::setFaults(const std::vector<FaultKind>& kinds)
{
    QMenu& menu = *m_menus.faults;
    menu.clear();
    menu.addAction(m_actions.pullCable);
    menu.addSeparator();
    for (const FaultKind kind : kinds) {
        Fault fault;
        fault.kind = kind;
        fault.everyNth = kEveryNth;
        fault.share = kShare;
        connect(menu.addAction(text(faultDescription(kind))), &QAction::triggered, this,
                [this, fault] { m_commands.inject(fault); });
    }
}

void WindowMenus::setSelected(bool selected)
{
    for (QAction* action : m_actions.forSelection()) {
        action->setEnabled(selected);
    }
    m_menus.program->setEnabled(selected);
}

void WindowMenus::popUp(const QPoint& screen)
{
    QMenu menu;
    menu.addActions({m_actions.toggle, m_actions.editTime, m_actions.setDefaults});
    menu.addSeparator();
    menu.addActions({m_actions.askNow, m_actions.askWithText});
    menu.addMenu(m_menus.faults);
    menu.addMenu(m_menus.program);
    menu.addAction(m_actions.boxLimit);
    menu.addSeparator();
    menu.addActions({m_actions.copy, m_actions.close, m_actions.reset});
    menu.exec(screen);
}

} // namespace kai::ui
