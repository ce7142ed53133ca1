#include "core/simulation/host.h"

#include <algorithm>
#include <utility>

namespace kai::simulation {

namespace {

using defaults::RegistryName;

/// Whether the registry supplies what counts, or the release does.
Origin originOf(const defaults::RegistryValues& values, RegistryName name)
{
    const bool taken = values.at(name) && defaults::rejection(values, name).empty();
    return taken ? Origin::registry : Origin::builtIn;
}

Origin countOrigin(const defaults::RegistryValues& values, bool countFromRegistry)
{
    const bool stored =
        originOf(values, RegistryName::tcpMaxDataRetransmissions) == Origin::registry ||
        originOf(values, RegistryName::pptpTcpMaxDataRetransmissions) == Origin::registry;
    return countFromRegistry && stored ? Origin::registry : Origin::builtIn;
}

SocketDefaults defaultsFrom(const defaults::RegistryValues& values,
                            defaults::WindowsRelease release)
{
    const auto effective = defaults::effectiveDefaults(values, release);
    const auto retransmissions =
        defaults::acceptedValue(values, RegistryName::tcpMaxDataRetransmissions);
    return {
        {effective.idleTime, originOf(values, RegistryName::keepAliveTime)},
        {effective.probeInterval, originOf(values, RegistryName::keepAliveInterval)},
        {effective.probeCount, countOrigin(values, defaults::rulesOf(release).countFromRegistry)},
        static_cast<std::uint16_t>(std::min(retransmissions, defaults::kLargestCount)),
    };
}

} // namespace

Host::Host(HostId id, HostSetup setup)
    : m_id(id)
    , m_setup(std::move(setup))
{
    start(m_setup.release);
}

const defaults::ReleaseRules& Host::rules() const
{
    return defaults::rulesOf(m_setup.release);
}

std::uint32_t Host::ipv4() const
{
    return 0x0A00'0001U + static_cast<std::uint32_t>(m_id);
}

void Host::setAssumptions(const Assumptions& assumptions)
{
    m_setup.assumptions = assumptions;
    if (assumptions.registryAtOnce) {
        readRegistry();
    }
}

void Host::storeRegistry(const defaults::RegistryValues& values)
{
    m_setup.registry = values;
    if (m_setup.assumptions.registryAtOnce) {
        readRegistry();
    }
}

void Host::start(defaults::WindowsRelease release)
{
    m_setup.release = release;
    m_networkUp = true;
    readRegistry();
}

void Host::readRegistry()
{
    m_inForce = m_setup.registry;
    m_defaults = defaultsFrom(m_inForce, m_setup.release);
}

std::uint16_t Host::nextPort()
{
    constexpr std::uint16_t kFirst = 49'152;
    m_lastPort = m_lastPort == 0xFFFF ? kFirst : static_cast<std::uint16_t>(m_lastPort + 1);
    return m_lastPort;
}

} // namespace kai::simulation
