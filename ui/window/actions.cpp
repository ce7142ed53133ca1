#include "ui/window/actions.h"

#include "ui/timeline/timeline_actions.h"

#include <QMenu>
#include <QMenuBar>

namespace kai::ui {

Actions::Actions(QObject* parent)
    : QObject(parent)
    , open(make(tr("&Open..."), QKeySequence::Open, tr("Open test connections")))
    , exportEvents(make(tr("&Export events..."), QKeySequence::Save,
                        tr("Write the events of the chosen range, or all, into a file")))
    , savePicture(make(tr("Save a &picture..."), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                       tr("Save a picture of this window")))
    , quit(make(tr("&Quit"), QKeySequence::Quit))
    , copy(make(tr("&Copy rows"), QKeySequence::Copy, tr("Copy the selected rows as text")))
    , selectAll(make(tr("Select &all"), QKeySequence::SelectAll))
    , find(make(tr("&Filter"), QKeySequence::Find, tr("Go to the filter line")))
    , toggle(make(tr("&Keep-alive on or off"), QKeySequence(Qt::CTRL | Qt::Key_K)))
    , editTime(make(tr("Edit the &time"), QKeySequence(Qt::Key_F2)))
    , editInInspector(make(tr("Edit &settings"), QKeySequence(Qt::CTRL | Qt::Key_Return)))
    , setDefaults(make(tr("Set back to the system's &defaults")))
    , askNow(make(tr("&Ask now"), QKeySequence(Qt::CTRL | Qt::Key_B),
                  tr("Send one byte and see what becomes of it")))
    , askWithText(make(tr("Ask with a te&xt...")))
    , boxLimit(make(tr("&Box limit to draw...")))
    , close(make(tr("&Close"), QKeySequence::Delete))
    , reset(make(tr("&Reset"), QKeySequence(Qt::SHIFT | Qt::Key_Delete)))
    , pullCable(make(tr("&Pull the cable"), QKeySequence(Qt::CTRL | Qt::Key_P),
                     tr("Beyond the switch: what is sent is lost, and nothing says so")))
    , troubleFirst(make(tr("&Trouble first"), QKeySequence(Qt::CTRL | Qt::Key_T),
                        tr("Ended, then most unanswered, then nearest deadline")))
    , inspector(make(tr("&Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I)))
    , events(make(tr("&Events"), QKeySequence(Qt::CTRL | Qt::Key_E)))
    , connectionsPage(make(tr("&Connections"), QKeySequence(Qt::CTRL | Qt::Key_1)))
    , defaultsPage(make(tr("System &defaults"), QKeySequence(Qt::CTRL | Qt::Key_2)))
    , callPage(make(tr("C&all page"), QKeySequence(Qt::CTRL | Qt::Key_3)))
    , capabilities(make(tr("&What this computer can do"), QKeySequence::HelpContents))
    , keys(make(tr("&Keys"), QKeySequence(Qt::Key_Question)))
    , about(make(tr("&About")))
{
    for (QAction* action : {troubleFirst, inspector, events}) {
        action->setCheckable(true);
    }
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
}

QAction* Actions::make(const QString& text, const QKeySequence& key, const QString& tip)
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    if (!tip.isEmpty()) {
        action->setToolTip(key.isEmpty() ? tip
                                         : QStringLiteral("%1 (%2)").arg(
                                               tip, key.toString(QKeySequence::NativeText)));
        action->setStatusTip(tip);
    }
    return action;
}

QList<QAction*> Actions::forSelection() const
{
    return {copy,   toggle,      editTime, editInInspector, setDefaults,
            askNow, askWithText, boxLimit, close,           reset};
}

namespace {

void fillConnections(QMenu& menu, const Actions& actions, VariableMenus& menus)
{
    menu.addActions(
        {actions.toggle, actions.editTime, actions.editInInspector, actions.setDefaults});
    menu.addSeparator();
    menu.addActions({actions.askNow, actions.askWithText});
    menus.program = menu.addMenu(Actions::tr("The &program"));
    menu.addAction(actions.boxLimit);
    menu.addSeparator();
    menu.addActions({actions.close, actions.reset});
}

void fillView(QMenu& menu, const Actions& actions, VariableMenus& menus)
{
    menu.addActions({actions.connectionsPage, actions.defaultsPage, actions.callPage});
    menu.addSeparator();
    menu.addAction(actions.troubleFirst);
    menus.columns = menu.addMenu(Actions::tr("C&olumns"));
    menus.timeline = menu.addMenu(Actions::tr("&Timeline"));
    menu.addSeparator();
    menu.addActions({actions.inspector, actions.events});
    menu.addSeparator();
    menus.theme = menu.addMenu(Actions::tr("T&heme"));
}

} // namespace

VariableMenus buildMenus(QMenuBar& bar, const Actions& actions)
{
    VariableMenus menus{};
    QMenu* file = bar.addMenu(Actions::tr("&File"));
    file->addAction(actions.open);
    menus.lab = file->addMenu(Actions::tr("&Lab"));
    file->addActions({actions.exportEvents, actions.savePicture});
    file->addSeparator();
    file->addAction(actions.quit);
    QMenu* edit = bar.addMenu(Actions::tr("&Edit"));
    edit->addActions({actions.copy, actions.selectAll, actions.find});
    fillConnections(*bar.addMenu(Actions::tr("&Connections")), actions, menus);
    menus.faults = bar.addMenu(Actions::tr("F&aults"));
    fillView(*bar.addMenu(Actions::tr("&View")), actions, menus);
    QMenu* help = bar.addMenu(Actions::tr("&Help"));
    help->addActions({actions.capabilities, actions.keys, actions.about});
    return menus;
}

QList<QPair<QString, QString>> keysOf(const QList<QAction*>& actions)
{
    QList<QPair<QString, QString>> keys;
    for (const QAction* action : actions) {
        if (const QString key = keyText(*action); !key.isEmpty()) {
            QString name = action->text();
            name.remove(QLatin1Char('&'));
            keys.append({name, key});
        }
    }
    return keys;
}

} // namespace kai::ui
