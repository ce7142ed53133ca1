#include "core/winsock/simulated_host.h"

#include "core/defaults/reg_writer.h"
#include "core/winsock/simulated_lab.h"

namespace kai::winsock {

namespace {

ProcessOptions processOptions(const HostOptions& host)
{
    ProcessOptions options;
    options.behaviour = host.behaviour;
    options.assumed = host.assumed.api;
    options.trustPointers = true;
    return options;
}

} // namespace

std::string hostName(const HostOptions& options)
{
    return options.name.empty() ? std::string(defaults::rulesOf(options.release).name)
                                : options.name;
}

SimulatedHost::SimulatedHost(SimulatedLab& lab, Pump& pump, HostId id, const HostOptions& given,
                             defaults::Registry stored)
    : options(given)
    , registry(std::move(stored))
    , broughtAlong(registry)
    , process(pump, id, processOptions(given))
    , m_lab(lab)
    , m_id(id)
{
    options.name = hostName(given);
    process.setWatcher(this);
    startProcess();
}

void SimulatedHost::startProcess()
{
    connections.clear();
    WSADATA data;
    process.WSAStartup(makeWord(2, 2), &data);
}

HostOptions SimulatedHost::describe() const
{
    HostOptions now = options;
    now.networkUp = m_lab.world().host(m_id).networkUp();
    const auto text = defaults::writeReg(registry.document(), defaults::RegFormat::version5Utf8);
    now.registryText = text ? *text : std::string{};
    return now;
}

void SimulatedHost::socketNotice(SOCKET s, const simulation::Notice& notice)
{
    if (const auto found = connections.find(s); found != connections.end()) {
        m_lab.socketNotice(found->second, notice);
    }
}

} // namespace kai::winsock
