#include "core/winsock/simulated_host.h"

#include "core/defaults/reg_writer.h"
#include "core/winsock/simulated_lab.h"

#include <algorithm>

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

bool differInBehaviour(const std::vector<HostOptions>& hosts, const HostOptions& of)
{
    return std::any_of(hosts.begin(), hosts.end(), [&](const HostOptions& each) {
        return each.release == of.release && each.behaviour != of.behaviour;
    });
}

bool isTaken(const std::vector<HostOptions>& hosts, const std::string& name)
{
    return std::any_of(hosts.begin(), hosts.end(),
                       [&](const HostOptions& each) { return each.name == name; });
}

} // namespace

void nameHosts(std::vector<HostOptions>& hosts)
{
    for (HostOptions& host : hosts) {
        if (!host.name.empty()) {
            continue;
        }
        std::string name(defaults::rulesOf(host.release).name);
        if (differInBehaviour(hosts, host)) {
            name += host.behaviour == Behaviour::observed ? " (observed)" : " (documented)";
        }
        std::string unique = name;
        for (int number = 2; isTaken(hosts, unique); ++number) {
            unique = name + " (" + std::to_string(number) + ")";
        }
        host.name = unique;
    }
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
