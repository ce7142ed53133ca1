#pragma once

#include "core/winsock/simulated_hosts.h"

#include <QObject>

#include <functional>
#include <vector>

class QWidget;

namespace kai::ui {

class LabController;
class RegistryPanel;
struct RegistryTexts;

/// Does to the simulated hosts what the registry panel asks for: on the lab's worker, and back with errors and news.
class HostCommands : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    HostCommands(LabController& lab, RegistryPanel& panel, QObject* parent);

    /// Asks the worker for the hosts; the panel shows them when they come.
    void readHosts();
    /// Stores what .reg text says in the registry of the panel's host; refusals are shown there.
    void importText(const std::string& regText);

private:
    using Change = std::function<Status(winsock::SimulatedHosts&)>;

    void run(Change change);
    /// Without an end to what the panel says of an earlier refusal.
    void send(Change change);
    void importInto(HostId host);
    void exportFrom(HostId host);
    void save(const RegistryTexts& texts);

    LabController& m_lab;
    RegistryPanel& m_panel;
};

} // namespace kai::ui
