#include "ui/window/lab_choice.h"

#include "core/winsock/simulated_hosts.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"
#include "ui/simulation/simulation_dialog.h"
#include "ui/simulation/xp_beside_11.h"

#include <QLocale>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <utility>

namespace kai::ui {

namespace {

bool askInABox(QWidget& window, const QString& question)
{
    return QMessageBox::question(&window, LabChoice::tr("Keepalive Inspector"), question,
                                 QMessageBox::Yes | QMessageBox::Cancel,
                                 QMessageBox::Cancel) == QMessageBox::Yes;
}

Result<std::unique_ptr<lab::Lab>> makeSimulated(defaults::WindowsRelease release)
{
    winsock::SimulationOptions options;
    options.hosts.front().release = release;
    return lab::Lab::simulated(options);
}

} // namespace

QString leavingQuestion(std::size_t open, std::uint64_t unexported)
{
    const QString connections = QLocale().toString(qulonglong(open));
    const QString events = QLocale().toString(qulonglong(unexported));
    if (open > 0 && unexported > 0) {
        return LabChoice::tr("Another lab closes the open connections of this one (%1) and forgets "
                             "its events (%2), which are in no file. Go on?")
            .arg(connections, events);
    }
    if (open > 0) {
        return LabChoice::tr("Another lab closes the open connections of this one (%1). Go on?")
            .arg(connections);
    }
    return unexported == 0
               ? QString()
               : LabChoice::tr("Another lab forgets the events of this one (%1), which are in no "
                               "file: File > Export events keeps them. Go on?")
                     .arg(events);
}

QString quittingQuestion(std::uint64_t unexported)
{
    return unexported == 0
               ? QString()
               : LabChoice::tr(
                     "Quitting forgets the events of this lab (%1), which are in no file: "
                     "File > Export events keeps them. Quit?")
                     .arg(QLocale().toString(qulonglong(unexported)));
}

LabChoice::LabChoice(LabController& lab, Maker start, QWidget& window)
    : QObject(&window)
    , m_lab(lab)
    , m_start(std::move(start))
    , m_window(window)
    , m_ask([&window](const QString& question) { return askInABox(window, question); })
{
}

bool LabChoice::start()
{
    return change(m_start);
}

void LabChoice::simulate(defaults::WindowsRelease release)
{
    change([release] { return makeSimulated(release); });
}

void LabChoice::simulateSeveral()
{
    SimulationDialog dialog(&m_window);
    if (dialog.exec() == QDialog::Accepted) {
        change([options = dialog.options()] { return lab::Lab::simulated(options); });
    }
}

void LabChoice::simulateXpBeside11()
{
    change(&makeXpBeside11);
}

bool LabChoice::mayLeave() const
{
    const ConnectionStore& store = m_lab.store();
    const auto open = std::count_if(store.ids().begin(), store.ids().end(), [&](ConnectionId id) {
        return conditionOf(store.find(id)->row) != RowCondition::ended;
    });
    return agreed(leavingQuestion(static_cast<std::size_t>(open), unexported()));
}

bool LabChoice::mayQuit() const
{
    return agreed(quittingQuestion(unexported()));
}

bool LabChoice::agreed(const QString& question) const
{
    return question.isEmpty() || m_ask(question);
}

std::uint64_t LabChoice::unexported() const
{
    const bool anything = !m_lab.store().ids().empty() && m_lab.hasUnexportedEvents();
    return anything ? m_lab.log().endIndex() : 0;
}

bool LabChoice::change(const Maker& maker)
{
    if (!mayLeave()) {
        return true;
    }
    auto made = maker();
    if (!made) {
        Q_EMIT failed(made.error());
        return false;
    }
    m_lab.setLab(std::move(made).value());
    return true;
}

void LabChoice::fillMenu(QMenu& menu)
{
    connect(menu.addAction(tr("&This computer")), &QAction::triggered, this, [this] { start(); });
    connect(menu.addAction(tr("&XP beside Windows 11")), &QAction::triggered, this,
            &LabChoice::simulateXpBeside11);
    QMenu* simulated = menu.addMenu(tr("&Simulated Windows"));
    for (const defaults::ReleaseRules& rules : defaults::allReleases()) {
        connect(simulated->addAction(text(rules.name)), &QAction::triggered, this,
                [this, release = rules.release] { simulate(release); });
    }
    simulated->addSeparator();
    connect(simulated->addAction(tr("Several &hosts, registry, behaviour...")), &QAction::triggered,
            this, &LabChoice::simulateSeveral);
}

} // namespace kai::ui
