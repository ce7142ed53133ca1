#include "core/winsock/simulated_lab.h"

#include "core/defaults/reg_reader.h"
#include "core/keepalive/settings_text.h"
#include "core/winsock/simulated_apply.h"

#include <utility>

#include <algorithm>

namespace kai::winsock {

namespace {

constexpr std::uint16_t kPeerPort = 7777;

simulation::HostSetup setupOf(const HostOptions& options, const defaults::Registry& registry)
{
    simulation::HostSetup setup;
    setup.name = options.name;
    setup.release = options.release;
    setup.registry = registry.values();
    setup.assumptions = options.assumed.tcp;
    return setup;
}

/// makeSimulatedStack() has refused text that cannot be read.
defaults::Registry registryOf(const HostOptions& options)
{
    defaults::Registry registry;
    if (!options.registryText.empty()) {
        registry.apply(*defaults::readReg(options.registryText));
    }
    return registry;
}

/// How the details of `opened` and `settings_changed` begin.
std::string inForceText(const ConnectionRow& row)
{
    return settingsText(
        {row.enabled.value, row.idleTime.value, row.probeInterval.value, row.probeCount.value});
}

} // namespace

SimulatedLab::SimulatedLab(const SimulationOptions& options, EventSink& sink)
    : m_seed(options.seed)
    , m_sink(sink)
    , m_world({options.seed}, m_worldSink)
{
    for (const auto& host : options.hosts) {
        auto registry = registryOf(host);
        const HostId id = m_world.addHost(setupOf(host, registry));
        m_hosts.push_back(
            std::make_unique<SimulatedHost>(*this, m_pump, id, host, std::move(registry)));
        m_world.setNetworkUp(id, host.networkUp);
    }
    simulation::HostSetup peer;
    peer.name = "peer";
    m_peer = std::make_unique<simulation::Peer>(m_world, m_world.addHost(peer), kPeerPort);
    markDefaultsChanged();
}

SimulatedHost* SimulatedLab::host(HostId id)
{
    const auto place = static_cast<std::size_t>(id);
    return place < m_hosts.size() ? m_hosts[place].get() : nullptr;
}

const SimulatedHost* SimulatedLab::host(HostId id) const
{
    const auto place = static_cast<std::size_t>(id);
    return place < m_hosts.size() ? m_hosts[place].get() : nullptr;
}

SimulatedConnection* SimulatedLab::find(ConnectionId id)
{
    const std::size_t place = indexOf(id);
    return place >= 1 && place <= m_connections.size() ? &m_connections[place - 1] : nullptr;
}

const SimulatedConnection* SimulatedLab::find(ConnectionId id) const
{
    const std::size_t place = indexOf(id);
    return place >= 1 && place <= m_connections.size() ? &m_connections[place - 1] : nullptr;
}

SimulatedHost& SimulatedLab::hostOf(const SimulatedConnection& connection)
{
    return *host(connection.info.host);
}

simulation::EndId SimulatedLab::endOf(const SimulatedConnection& connection)
{
    return hostOf(connection).process.endOf(connection.socket);
}

ApplyReport SimulatedLab::apply(SimulatedConnection& connection, const KeepAliveSettings& settings)
{
    auto& owner = hostOf(connection);
    const bool slow = owner.options.assumed.api.ioctlDelay > nanoseconds{0};
    auto report = applySettings(owner.process, m_world, connection.socket, settings,
                                slow ? &connection.pendingVals : nullptr);
    report.id = connection.row.id;
    keepCalls(connection.calls, report, m_world.now());
    const bool changed =
        std::any_of(report.calls.begin(), report.calls.end(), [](const CallRecord& call) {
            return call.kind != CallKind::none && call.error == 0;
        });
    connection.lastApply = report;
    refreshRow(connection, m_world, endOf(connection));
    if (changed) {
        logSettings(connection);
    }
    markChanged(connection);
    return report;
}

/// What is set before the connection is open, `opened` tells.
void SimulatedLab::logSettings(const SimulatedConnection& connection)
{
    if (connection.row.opened != kNever) {
        logEvent(connection, EventKind::settings_changed,
                 inForceText(connection.row) + ", " +
                     std::string(originName(connection.row.idleTime.origin)));
    }
}

void SimulatedLab::valsCompleted(SimulatedConnection& connection)
{
    auto& pending = connection.pendingVals;
    auto& process = hostOf(connection).process;
    while (!pending.empty() && pending.front().overlapped.Internal != WSA_IO_PENDING) {
        finishSettings(process, connection.socket, pending.front());
        pending.pop_front();
        refreshRow(connection, m_world, endOf(connection));
        logSettings(connection);
    }
    if (connection.lastApply && pending.empty()) {
        completeReport(process, m_world, connection.socket, *connection.lastApply);
    }
}

void SimulatedLab::logEvent(const SimulatedConnection& connection, EventKind kind,
                            const std::string& detail, std::uint16_t error)
{
    const auto& row = connection.row;
    Event event;
    event.time = m_world.now();
    event.connection = row.id;
    event.kind = kind;
    event.errorCode = error;
    event.detail = m_worldSink.text(detail);
    if (row.local.lastReceived != kNever) {
        event.idleMs = saturated32((event.time - row.local.lastReceived).count() / 1'000'000);
    }
    if (kind == EventKind::settings_changed && !row.enabled.value) {
        event.flags |= event_flag::kKeepAliveOff;
    }
    m_worldSink.add(event);
}

void SimulatedLab::markChanged(SimulatedConnection& connection)
{
    if (!std::exchange(connection.changed, true)) {
        m_changed.push_back(connection.row.id);
    }
}

void SimulatedLab::markHostChanged(HostId id)
{
    markDefaultsChanged();
    for (auto& connection : m_connections) {
        if (connection.info.host == id) {
            markChanged(connection);
        }
    }
}

void SimulatedLab::passEventsOn()
{
    m_worldSink.take(m_events, m_texts);
    for (const auto& text : m_texts) {
        m_textIds.push_back(m_sink.text(text));
    }
    for (auto& event : m_events) {
        passOn(event);
    }
}

void SimulatedLab::passOn(Event& event)
{
    event.detail = m_textIds[static_cast<std::size_t>(event.detail)];
    if (auto* connection = find(event.connection)) {
        markChanged(*connection);
        if (!event.atPeerEnd()) {
            passOnLocal(event, *connection);
        }
    }
    m_sink.add(event);
}

void SimulatedLab::passOnLocal(Event& event, SimulatedConnection& connection)
{
    if (event.kind == EventKind::opened && event.detail == TextId::empty) {
        event.detail = m_sink.text(inForceText(connection.row));
    }
    countEvent(connection, event);
    if (event.kind == EventKind::retransmitted) {
        askedRetransmitted(connection);
    }
}

void SimulatedLab::drain(StackChanges& changes)
{
    for (const ConnectionId id : m_changed) {
        auto& connection = *find(id);
        connection.changed = false;
        if (connection.isOpen()) {
            refreshRow(connection, m_world, endOf(connection));
        }
        m_changes.rows.push_back(connection.row);
    }
    m_changed.clear();
    std::swap(changes, m_changes);
    m_changes.infos.clear();
    m_changes.rows.clear();
    m_changes.opens.clear();
    m_changes.asks.clear();
    m_changes.notices.clear();
    m_changes.defaultsChanged = false;
}

} // namespace kai::winsock
