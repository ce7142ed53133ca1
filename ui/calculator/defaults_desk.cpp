#include "ui/calculator/defaults_desk.h"

#include "core/defaults/reg_writer.h"
#include "ui/calculator/calculator_panel.h"
#include "ui/defaults/defaults_bar.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_text.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QSaveFile>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kUpdateDelay = 500ms;
/// Of the Linux that pasted sysctls are taken for where the lab is none: HZ 250.
constexpr nanoseconds kUsualTick = 4ms;

CalculatorTarget targetOf(const ConnectionStore& store, const std::vector<ConnectionId>& ids)
{
    CalculatorTarget target;
    for (const ConnectionId id : ids) {
        const ConnectionStore::Entry* entry = store.find(id);
        if (entry == nullptr || conditionOf(entry->row) == RowCondition::ended) {
            continue;
        }
        ++target.connections;
        const HostId host = entry->info.host;
        if (std::find(target.hosts.begin(), target.hosts.end(), host) == target.hosts.end()) {
            target.hosts.push_back(host);
        }
    }
    return target;
}

QScrollArea* scrollAreaOf(QWidget* part)
{
    for (QWidget* widget = part; widget != nullptr; widget = widget->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(widget)) {
            return area;
        }
    }
    return nullptr;
}

} // namespace

DefaultsDesk::DefaultsDesk(LabController& lab, DefaultsGraph& graph, Selection selection,
                           QObject* parent)
    : QObject(parent)
    , m_lab(lab)
    , m_graph(graph)
    , m_selection(std::move(selection))
    , m_page(new QWidget)
    , m_bar(new DefaultsBar)
    , m_panel(new CalculatorPanel)
{
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(makeLine());
    column->addWidget(&graph);
    column->addWidget(makeLine());
    column->addWidget(m_panel);
    column->addStretch(1);
    m_update.setSingleShot(true);
    m_update.setInterval(kUpdateDelay);
    connectParts();
    updateSystems();
}

void DefaultsDesk::connectParts()
{
    connect(&m_update, &QTimer::timeout, this, &DefaultsDesk::update);
    connect(&m_lab, &LabController::labChanged, this, &DefaultsDesk::onLabChanged);
    connect(&m_lab, &LabController::refreshed, this, &DefaultsDesk::onRefreshed);
    connect(m_bar, &DefaultsBar::shown, this, &DefaultsDesk::update);
    connect(m_bar, &DefaultsBar::calculatorAsked, this, &DefaultsDesk::showCalculator);
    connect(m_bar, &DefaultsBar::undoAsked, this, [this] { setPasted({}); });
    connect(m_bar, &DefaultsBar::pasteAsked, this,
            [this] { paste(QGuiApplication::clipboard()->text()); });
    connect(&m_bar->copyMenu(), &QMenu::aboutToShow, this, &DefaultsDesk::fillCopyMenu);
    connect(&m_graph, &DefaultsGraph::boxChosen, m_panel, &CalculatorPanel::chooseBox);
    connect(m_panel, &CalculatorPanel::boxChanged, &m_graph, &DefaultsGraph::showBox);
    connect(m_panel, &CalculatorPanel::applyAsked, this, [this](const KeepAliveSettings& settings) {
        m_applying = m_lab.apply(m_selection(), settings);
    });
}

void DefaultsDesk::setBoxes(std::vector<Box> boxes)
{
    m_panel->setBoxes(std::move(boxes));
}

void DefaultsDesk::onLabChanged()
{
    m_bar->sayNothing();
    setPasted({});
    updateSystems();
}

void DefaultsDesk::sayApplied(const Refresh& refresh)
{
    for (const lab::AppliedSettings& applied : refresh.changes.applied) {
        const auto done = std::count_if(applied.reports.begin(), applied.reports.end(),
                                        [](const ApplyReport& report) { return report.ok(); });
        if (applied.command == m_applying && m_applying != CommandId::none && done > 0) {
            m_panel->sayApplied(static_cast<std::size_t>(done));
        }
    }
}

void DefaultsDesk::onRefreshed(const Refresh& refresh)
{
    sayApplied(refresh);
    if (!refresh.changes.defaults.empty()) {
        updateSystems();
    }
    const bool isNews = !refresh.changed.empty() || !refresh.changes.defaults.empty();
    if (isNews && m_bar->isVisible() && !m_update.isActive()) {
        m_update.start();
    }
}

void DefaultsDesk::update()
{
    m_bar->setUsedBy(usedByText(m_lab.store(), m_lab.defaults()));
    m_panel->setTarget(targetOf(m_lab.store(), m_selection()));
}

void DefaultsDesk::updateSystems()
{
    m_panel->setSystems(askedSystems(m_lab.capabilities(), m_lab.defaults()));
}

void DefaultsDesk::showCalculator()
{
    if (QScrollArea* area = scrollAreaOf(m_page)) {
        area->ensureWidgetVisible(m_panel, 0, 0);
    }
    m_panel->setFocus(Qt::ShortcutFocusReason);
}

void DefaultsDesk::fillCopyMenu()
{
    QMenu& menu = m_bar->copyMenu();
    menu.clear();
    const QString csv = tr("Graph as CSV");
    connect(menu.addAction(csv), &QAction::triggered, this,
            [this, csv] { copy(csv, QString::fromUtf8(m_graph.csv())); });
    connect(menu.addAction(tr("Save graph as CSV...")), &QAction::triggered, this,
            &DefaultsDesk::saveCsv);
    for (const SystemDefaults& host : m_lab.defaults()) {
        menu.addSection(text(host.system));
        for (const DefaultsLines& lines : linesOf(host)) {
            QAction* action = menu.addAction(lines.title);
            action->setEnabled(!lines.lines.isEmpty());
            connect(action, &QAction::triggered, this, [this, lines, host = text(host.system)] {
                copy(QStringLiteral("%1, %2").arg(lines.title, host), lines.lines);
            });
        }
    }
}

void DefaultsDesk::copy(const QString& title, const QString& words)
{
    QGuiApplication::clipboard()->setText(words);
    m_bar->say(tr("Copied: %1.").arg(title));
}

void DefaultsDesk::saveCsv()
{
    const QString path = QFileDialog::getSaveFileName(
        m_page, tr("Save graph as CSV"), QStringLiteral("defaults.csv"), tr("CSV (*.csv)"));
    if (path.isEmpty()) {
        return;
    }
    QSaveFile file(path);
    const QByteArray csv = m_graph.csv();
    if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit()) {
        m_bar->say(tr("Saved: %1.").arg(path));
    } else {
        m_bar->sayFailed(tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    }
}

void DefaultsDesk::paste(const QString& clipboard)
{
    const auto pasted = defaults::readPasted(clipboard.toStdString());
    if (!pasted) {
        m_bar->sayFailed(text(describe(pasted.error())));
        return;
    }
    const bool forRegistry = pasted->kind != defaults::PastedKind::sysctl;
    if (forRegistry && m_lab.capabilities().simulated) {
        const auto regText =
            defaults::writeReg(pasted->registry, defaults::RegFormat::version5Utf8);
        if (!regText) {
            m_bar->sayFailed(text(describe(regText.error())));
            return;
        }
        Q_EMIT importAsked(*regText);
        m_bar->say(tr("Stored in the registry above; in force after a restart: %1")
                       .arg(summaryOf(*pasted)));
        return;
    }
    const Capabilities& lab = m_lab.capabilities();
    setPasted(meaningOf(*pasted, lab.simulated ? kUsualTick : lab.timerTick));
    m_bar->say(tr("Shown as the graph's row \"Pasted values\", nothing is changed: %1")
                   .arg(summaryOf(*pasted)),
               tr("Remove the row"));
}

void DefaultsDesk::setPasted(std::optional<defaults::GraphSystem> pasted)
{
    const bool isAnother = m_pasted.has_value() || pasted.has_value();
    m_pasted = std::move(pasted);
    if (isAnother) {
        Q_EMIT pastedChanged();
    }
}

} // namespace kai::ui
