#pragma once

#include "core/keepalive/result.h"
#include "core/keepalive/system_default.h"

#include <QObject>

#include <vector>

class QWidget;

namespace kai::ui {

class ConnectionsPage;
class DefaultsDesk;
class DefaultsGraph;
class DefaultsPage;
class HostCommands;
class LabController;
class RegistryPanel;

/// The tab "System defaults": the page with its graph, desk and registry, and what they need of the lab. GUI thread.
class DefaultsTab : public QObject {
    Q_OBJECT

public:
    /// The current connection of `connections` gets a row of its own in the graph. Both must outlive it.
    DefaultsTab(LabController& lab, ConnectionsPage& connections, QObject* parent);

    /// Its owner is whoever takes it.
    [[nodiscard]] QWidget* page() const;
    /// The list of boxes, from the program's own resources. Error: the list is damaged.
    [[nodiscard]] Status readBoxList();
    /// Another lab: only a simulated one has a registry to edit.
    void setLab();
    void setDefaults(const std::vector<SystemDefaults>& defaults);
    /// Makes the graph anew; nothing happens while the page is hidden.
    void updateGraph();

private:
    LabController& m_lab;
    ConnectionsPage& m_connections;
    DefaultsGraph* m_graph;
    DefaultsDesk* m_desk;
    DefaultsPage* m_page;
    RegistryPanel* m_registry;
    HostCommands* m_hosts;
};

} // namespace kai::ui
