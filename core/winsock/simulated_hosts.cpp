#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"
#include "core/winsock/simulated_lab.h"

namespace kai::winsock {

namespace {

class Hosts final : public SimulatedHosts {
public:
    explicit Hosts(SimulatedLab& lab)
        : m_lab(lab)
    {
    }

    [[nodiscard]] std::vector<HostOptions> list() const override
    {
        std::vector<HostOptions> all;
        for (std::size_t i = 0; i < m_lab.hostCount(); ++i) {
            all.push_back(m_lab.host(static_cast<HostId>(i))->describe());
        }
        return all;
    }

    Status setRegistryValue(HostId id, const std::string& name,
                            std::optional<std::uint32_t> value) override;
    Status importRegistry(HostId id, const std::string& regText) override;
    [[nodiscard]] Result<std::string> exportRegistry(HostId id) const override;
    [[nodiscard]] Result<std::string> exportUndo(HostId id) const override;
    Status restart(HostId id, bool reopen) override;
    Status setRelease(HostId id, defaults::WindowsRelease release) override;
    Status setBehaviour(HostId id, Behaviour behaviour) override;
    Status assume(HostId id, std::string_view name, std::string_view value) override;
    Status setNetworkUp(HostId id, bool up) override;

private:
    void storeRegistry(HostId id);
    void noteNetwork(HostId id, bool up);
    void restartAs(HostId id, defaults::WindowsRelease release, bool reopen);

    SimulatedLab& m_lab;
};

Error unknownHost(const char* operation)
{
    return {0, "UNKNOWN_HOST", operation, "This lab has no such host.", "Choose one of its hosts."};
}

void Hosts::storeRegistry(HostId id)
{
    m_lab.world().storeRegistry(id, m_lab.host(id)->registry.values());
    m_lab.markDefaultsChanged();
}

Status Hosts::setRegistryValue(HostId id, const std::string& name,
                               std::optional<std::uint32_t> value)
{
    auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("set a registry value");
    }
    const auto known = defaults::registryNamed(name);
    if (!known) {
        return Error{0, "UNKNOWN_VALUE", "set a registry value",
                     "The TCP stack reads no value named " + name + ".",
                     "Use KeepAliveTime, KeepAliveInterval, TcpMaxDataRetransmissions or "
                     "PPTPTcpMaxDataRetransmissions."};
    }
    if (value) {
        host->registry.store(*known, *value);
    } else {
        host->registry.remove(*known);
    }
    storeRegistry(id);
    return success();
}

Status Hosts::importRegistry(HostId id, const std::string& regText)
{
    auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("import a registry file");
    }
    const auto document = defaults::readReg(regText);
    if (!document) {
        return document.error();
    }
    host->registry.apply(*document);
    host->broughtAlong.apply(*document);
    storeRegistry(id);
    return success();
}

Result<std::string> Hosts::exportRegistry(HostId id) const
{
    const auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("export the registry");
    }
    return host->describe().registryText;
}

Result<std::string> Hosts::exportUndo(HostId id) const
{
    const auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("export the undo file");
    }
    return defaults::writeReg(host->broughtAlong.fourValues(), defaults::RegFormat::version5Utf8);
}

void Hosts::restartAs(HostId id, defaults::WindowsRelease release, bool reopen)
{
    const EventCount counting(m_lab);
    auto& host = *m_lab.host(id);
    std::vector<ConnectionId> lost;
    for (auto& connection : m_lab.connections()) {
        if (connection.info.host == id && connection.isOpen()) {
            lost.push_back(connection.row.id);
        }
    }
    m_lab.world().restart(id, release);
    host.process.hostRestarted();
    host.options.release = release;
    host.startProcess();
    for (auto& connection : m_lab.connections()) {
        if (connection.info.host == id) {
            connection.socket = INVALID_SOCKET;
            connection.receiving = false;
        }
    }
    for (const ConnectionId each : lost) {
        m_lab.stopProgram(*m_lab.find(each));
    }
    if (reopen && !lost.empty()) {
        m_lab.reopen(std::move(lost));
    }
    m_lab.markDefaultsChanged();
}

Status Hosts::restart(HostId id, bool reopen)
{
    const auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("restart");
    }
    restartAs(id, host->options.release, reopen);
    return success();
}

Status Hosts::setRelease(HostId id, defaults::WindowsRelease release)
{
    if (m_lab.host(id) == nullptr) {
        return unknownHost("change the release");
    }
    restartAs(id, release, true);
    return success();
}

Status Hosts::setBehaviour(HostId id, Behaviour behaviour)
{
    auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("change the behaviour");
    }
    host->options.behaviour = behaviour;
    host->process.setBehaviour(behaviour);
    return success();
}

Status Hosts::assume(HostId id, std::string_view name, std::string_view value)
{
    const EventCount counting(m_lab);
    auto* host = m_lab.host(id);
    if (host == nullptr) {
        return unknownHost("assume");
    }
    Status assumed = winsock::assume(host->options.assumed, name, value);
    if (assumed) {
        host->process.setAssumed(host->options.assumed.api);
        m_lab.world().setAssumptions(id, host->options.assumed.tcp);
        m_lab.markHostChanged(id);
    }
    return assumed;
}

/// Each open connection's own events tell why what it sends from here on goes nowhere.
void Hosts::noteNetwork(HostId id, bool up)
{
    const std::string text =
        "network of " + m_lab.host(id)->options.name + (up ? " is up again" : " is down");
    for (const auto& connection : m_lab.connections()) {
        if (connection.info.host == id && connection.isOpen()) {
            m_lab.logEvent(connection, EventKind::note, text);
        }
    }
}

Status Hosts::setNetworkUp(HostId id, bool up)
{
    const EventCount counting(m_lab);
    if (m_lab.host(id) == nullptr) {
        return unknownHost("switch the network");
    }
    if (m_lab.world().host(id).networkUp() != up) {
        m_lab.world().setNetworkUp(id, up);
        noteNetwork(id, up);
    }
    return success();
}

} // namespace

std::unique_ptr<SimulatedHosts> makeSimulatedHosts(SimulatedLab& lab)
{
    return std::make_unique<Hosts>(lab);
}

} // namespace kai::winsock
