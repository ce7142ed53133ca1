#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/result.h"
#include "core/keepalive/system_default.h"

#include <QWidget>

#include <vector>

namespace kai::ui {

class ConnectionsPage;
class DefaultsDesk;
class DefaultsGraph;
class DefaultsPage;
class HostCommands;
class LabController;
class RegistryPanel;
struct Refresh;

/// The tab "System defaults": the page with its graph, desk and registry, and what they need of the lab. Built when it is first
/// shown; until then nothing but its place costs anything. GUI thread.
class DefaultsTab : public QWidget {
    Q_OBJECT

public:
    /// The current connection of `connections` gets a row of its own in the graph. Both must outlive it.
    DefaultsTab(LabController& lab, ConnectionsPage& connections);

    /// Another lab: only a simulated one has a registry to edit.
    void setLab();
    void setDefaults(const std::vector<SystemDefaults>& defaults);
    /// Makes the graph anew; nothing happens while the tab is hidden.
    void updateGraph();

Q_SIGNALS:
    /// The list of boxes in the program's own resources is damaged.
    void failed(const kai::Error& error);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void onRefreshed(const Refresh& refresh);
    [[nodiscard]] Status readBoxList();

    LabController& m_lab;
    ConnectionsPage& m_connections;
    DefaultsGraph* m_graph = nullptr;
    DefaultsDesk* m_desk = nullptr;
    DefaultsPage* m_page = nullptr;
    RegistryPanel* m_registry = nullptr;
    HostCommands* m_hosts = nullptr;
    ConnectionRow m_shown; ///< whose settings the graph's row "Selected" has
};

} // namespace kai::ui
