#include "ui/window/defaults_tab.h"

#include "core/keepalive/boxes.h"
#include "ui/calculator/defaults_desk.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_page.h"
#include "ui/defaults/graph_request.h"
#include "ui/lab/lab_controller.h"
#include "ui/simulation/host_commands.h"
#include "ui/simulation/registry_panel.h"
#include "ui/window/connections_page.h"

#include <QFile>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace kai::ui {

namespace {

bool hasSameSettings(const ConnectionRow& one, const ConnectionRow& other)
{
    return one.id == other.id && one.enabled == other.enabled && one.idleTime == other.idleTime &&
           one.probeInterval == other.probeInterval && one.probeCount == other.probeCount &&
           one.lastIntervalWaited == other.lastIntervalWaited;
}

} // namespace

DefaultsTab::DefaultsTab(LabController& lab, ConnectionsPage& connections)
    : m_lab(lab)
    , m_connections(connections)
{
    connect(&m_lab, &LabController::refreshed, this, &DefaultsTab::onRefreshed);
}

void DefaultsTab::showEvent(QShowEvent* event)
{
    if (!m_page) {
        build();
    }
    QWidget::showEvent(event);
    updateGraph();
}

void DefaultsTab::build()
{
    m_graph = new DefaultsGraph;
    m_desk = new DefaultsDesk(
        m_lab, *m_graph, [this] { return m_connections.selectedIds(); }, this);
    m_page = new DefaultsPage;
    m_registry = new RegistryPanel(m_page);
    m_hosts = new HostCommands(m_lab, *m_registry, this);
    m_page->setGraph(m_desk->page());
    m_registry->hide();
    connect(m_desk, &DefaultsDesk::importAsked, m_hosts, &HostCommands::importText);
    connect(m_desk, &DefaultsDesk::pastedChanged, this, &DefaultsTab::updateGraph);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_page);
    if (const Status boxes = readBoxList(); !boxes) {
        Q_EMIT failed(boxes.error());
    }
    setLab();
    setDefaults(m_lab.defaults());
}

Status DefaultsTab::readBoxList()
{
    QFile file(QStringLiteral(":/boxes/boxes.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return success();
    }
    const auto boxes = readBoxes(file.readAll().toStdString());
    if (!boxes) {
        return boxes.error();
    }
    m_graph->setBoxes(*boxes);
    m_desk->setBoxes(*boxes);
    return success();
}

void DefaultsTab::setLab()
{
    if (!m_page) {
        return;
    }
    const bool simulated = m_lab.capabilities().simulated;
    m_page->setEditor(simulated ? m_registry : nullptr);
    if (simulated) {
        m_hosts->readHosts();
    }
}

void DefaultsTab::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    if (!m_page) {
        return;
    }
    m_page->setDefaults(defaults);
    m_registry->setDefaults(defaults);
    updateGraph();
}

void DefaultsTab::onRefreshed(const Refresh& refresh)
{
    const ConnectionStore::Entry* entry = m_connections.currentEntry();
    const auto& changed = refresh.changed;
    if (entry && std::find(changed.begin(), changed.end(), entry->row.id) != changed.end() &&
        !hasSameSettings(entry->row, m_shown)) {
        updateGraph();
    }
}

void DefaultsTab::updateGraph()
{
    if (!m_page || isHidden()) {
        return;
    }
    const ConnectionStore::Entry* entry = m_connections.currentEntry();
    m_shown = entry ? entry->row : ConnectionRow();
    auto request = graphRequestOf(m_lab.defaults(), m_lab.capabilities(), entry);
    request.pasted = m_desk->pasted();
    m_graph->setRequest(std::move(request));
}

} // namespace kai::ui
