#include "core/winsock/simulated_stack.h"

#include "core/defaults/kept_values.h"
#include "core/defaults/reg_reader.h"
#include "core/defaults/registry_report.h"
#include "core/winsock/simulated_lab.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace kai::winsock {

namespace {

/// Connections begun between two looks at the budget.
constexpr std::uint32_t kSlice = 128;
/// What an event of the world and its row cost, generously: a budget is counted in events, since nothing here reads a clock.
constexpr std::int64_t kEventCostNs = 400;
constexpr std::int64_t kOpenCostNs = 4'000;

std::vector<FaultKind> allFaults()
{
    std::vector<FaultKind> all;
    for (int kind = static_cast<int>(FaultKind::silentForward);
         kind <= static_cast<int>(FaultKind::peerHangs); ++kind) {
        all.push_back(static_cast<FaultKind>(kind));
    }
    return all;
}

Capability countLine(const defaults::ReleaseRules& rules)
{
    Capability line{
        "TCP_KEEPCNT", rules.keepCount, "the probe count can be set for one socket", {}};
    if (!rules.keepCount) {
        line.finding = std::string(rules.name) + " does not have it (D2, D4)";
        line.remedy = "a release from Windows 10 1703 on";
    }
    return line;
}

/// "Windows XP, db (Windows 11)"; more than three are counted.
std::string systemName(const std::vector<HostOptions>& hosts)
{
    constexpr std::size_t mostNamed = 3;
    if (hosts.size() > mostNamed) {
        return std::to_string(hosts.size()) + " Windows hosts";
    }
    std::string names;
    for (const HostOptions& host : hosts) {
        names += names.empty() ? "" : ", ";
        const std::string_view release = defaults::rulesOf(host.release).name;
        names += host.name;
        if (!host.name.starts_with(release)) {
            names.append(" (").append(release).append(")");
        }
    }
    return names;
}

Capabilities capabilitiesOf(const SimulationOptions& options)
{
    Capabilities result;
    result.system = systemName(options.hosts);
    result.simulated = true;
    result.faults = allFaults();
    result.armedTimer = true;
    result.peerEnd = true;
    result.perHost = options.hosts.size() > 1;
    result.limits.countPerSocket = false;
    for (const auto& host : options.hosts) {
        const auto& rules = defaults::rulesOf(host.release);
        result.limits.countPerSocket = result.limits.countPerSocket || rules.keepCount;
        result.lines.push_back(countLine(rules));
    }
    result.lines.push_back(
        {"virtual time", true, "timers are exact; the clock can be held and hurried", {}});
    return result;
}

Error unknownConnection(const char* operation)
{
    return {0, "UNKNOWN_CONNECTION", operation, "This lab has no such connection.",
            "Choose one of the table."};
}

Error closedConnection(const char* operation)
{
    return {0, "CLOSED", operation, "The connection has ended and its socket is closed.",
            "Open it again."};
}

class Stack final : public SimulatedStack {
public:
    Stack(const SimulationOptions& options, EventSink& sink)
        : m_capabilities(capabilitiesOf(options))
        , m_lab(options, sink)
        , m_hosts(makeSimulatedHosts(m_lab))
    {
    }

    [[nodiscard]] SimulatedHosts& hosts() override { return *m_hosts; }
    [[nodiscard]] const Capabilities& capabilities() const override { return m_capabilities; }

    void open(CommandId command, const OpenRequest& request) override
    {
        m_lab.beginOpen(command, request);
    }
    void cancelOpen(CommandId command) override { m_lab.cancelOpen(command); }
    [[nodiscard]] std::vector<ApplyReport> apply(std::span<const ConnectionId> ids,
                                                 const KeepAliveSettings& settings) override;
    [[nodiscard]] std::vector<ApplyReport>
    applyDefaults(std::span<const ConnectionId> ids) override;
    void inject(CommandId command, std::span<const ConnectionId> ids, const Fault& fault) override;
    void ask(CommandId command, ConnectionId id, const std::string& text) override;
    void setProgram(std::span<const ConnectionId> ids, const Program& program) override;
    void setBoxLimit(std::span<const ConnectionId> ids, std::optional<milliseconds> limit) override;
    void close(std::span<const ConnectionId> ids, CloseKind kind) override;
    [[nodiscard]] std::optional<ConnectionDetails> details(ConnectionId id) const override;
    [[nodiscard]] std::vector<SystemDefaults> systemDefaults() const override;

    Moment advance(Moment until, std::chrono::nanoseconds budget) override;
    [[nodiscard]] Moment nextWake() const override;
    void waitFor(std::chrono::nanoseconds longest) override;
    void wake() noexcept override;
    void drainChanges(StackChanges& changes) override { m_lab.drain(changes); }

private:
    [[nodiscard]] std::optional<Error> whyNot(ConnectionId id, const char* operation);
    [[nodiscard]] ApplyReport applyTo(ConnectionId id, const KeepAliveSettings& settings);
    [[nodiscard]] bool openAll(std::int64_t& budgetNs);
    void sayStopped();

    Capabilities m_capabilities;
    SimulatedLab m_lab;
    std::unique_ptr<SimulatedHosts> m_hosts;
    bool m_saidStopped = false;
    std::mutex m_wakeMutex;
    std::condition_variable m_wakeSignal;
    bool m_woken = false;
};

/// Why nothing can be done to a connection; empty when it can.
std::optional<Error> Stack::whyNot(ConnectionId id, const char* operation)
{
    const auto* connection = m_lab.find(id);
    if (connection == nullptr) {
        return unknownConnection(operation);
    }
    return connection->socket == INVALID_SOCKET ? std::optional{closedConnection(operation)}
                                                : std::nullopt;
}

ApplyReport Stack::applyTo(ConnectionId id, const KeepAliveSettings& settings)
{
    if (auto error = whyNot(id, "apply")) {
        ApplyReport report;
        report.id = id;
        report.error = std::move(error);
        return report;
    }
    auto& connection = *m_lab.find(id);
    auto& wanted = connection.settings;
    wanted.enabled = settings.enabled ? settings.enabled : wanted.enabled;
    wanted.idleTime = settings.idleTime ? settings.idleTime : wanted.idleTime;
    wanted.probeInterval = settings.probeInterval ? settings.probeInterval : wanted.probeInterval;
    wanted.probeCount = settings.probeCount ? settings.probeCount : wanted.probeCount;
    return m_lab.apply(connection, settings);
}

std::vector<ApplyReport> Stack::apply(std::span<const ConnectionId> ids,
                                      const KeepAliveSettings& settings)
{
    const EventCount counting(m_lab);
    std::vector<ApplyReport> reports;
    reports.reserve(ids.size());
    for (const ConnectionId id : ids) {
        reports.push_back(applyTo(id, settings));
    }
    return reports;
}

/// Windows has no "unset" either: the host's defaults are written, the count only where it is the socket's own.
std::vector<ApplyReport> Stack::applyDefaults(std::span<const ConnectionId> ids)
{
    const EventCount counting(m_lab);
    std::vector<ApplyReport> reports;
    for (const ConnectionId id : ids) {
        KeepAliveSettings settings;
        if (const auto* connection = m_lab.find(id)) {
            const auto& fromHost = m_lab.world().host(connection->info.host).socketDefaults();
            settings.idleTime = fromHost.idleTime.value;
            settings.probeInterval = fromHost.probeInterval.value;
            if (connection->row.probeCount.origin >= Origin::listener) {
                settings.probeCount = fromHost.probeCount.value;
            }
        }
        reports.push_back(applyTo(id, settings));
    }
    return reports;
}

void Stack::inject(CommandId command, std::span<const ConnectionId> ids, const Fault& fault)
{
    const EventCount counting(m_lab);
    for (const ConnectionId id : ids) {
        if (auto error = whyNot(id, "fault")) {
            m_lab.say({Notice::Severity::failure, id, command, {}, std::move(error)});
        } else {
            m_lab.inject(*m_lab.find(id), fault);
        }
    }
}

void Stack::ask(CommandId command, ConnectionId id, const std::string& text)
{
    const EventCount counting(m_lab);
    if (auto error = whyNot(id, "send")) {
        m_lab.say({Notice::Severity::failure, id, command, {}, std::move(error)});
    } else {
        m_lab.ask(command, *m_lab.find(id), text);
    }
}

void Stack::setProgram(std::span<const ConnectionId> ids, const Program& program)
{
    const EventCount counting(m_lab);
    for (const ConnectionId id : ids) {
        auto* connection = m_lab.find(id);
        if (connection == nullptr || connection->row.program == program) {
            continue;
        }
        m_lab.stopProgram(*connection);
        connection->row.program = program;
        if (connection->isOpen() && !connection->opening) {
            m_lab.startProgram(*connection);
        }
        m_lab.markChanged(*connection);
    }
}

void Stack::setBoxLimit(std::span<const ConnectionId> ids, std::optional<milliseconds> limit)
{
    for (const ConnectionId id : ids) {
        auto* connection = m_lab.find(id);
        if (connection == nullptr) {
            continue;
        }
        connection->info.boxLimit = limit;
        m_lab.markInfoChanged(*connection);
        if (connection->socket != INVALID_SOCKET) {
            auto path = m_lab.world().path(m_lab.endOf(*connection));
            path.box = boxOf(connection->info);
            m_lab.world().setPath(m_lab.endOf(*connection), path);
        }
        m_lab.markChanged(*connection);
    }
}

void Stack::close(std::span<const ConnectionId> ids, CloseKind kind)
{
    const EventCount counting(m_lab);
    for (const ConnectionId id : ids) {
        if (!whyNot(id, "close")) {
            m_lab.closeConnection(*m_lab.find(id), kind);
        }
    }
}

std::optional<ConnectionDetails> Stack::details(ConnectionId id) const
{
    const auto* connection = m_lab.find(id);
    if (connection == nullptr) {
        return std::nullopt;
    }
    return detailsOf(*connection, m_lab.world().host(connection->info.host));
}

std::vector<SystemDefaults> Stack::systemDefaults() const
{
    std::vector<SystemDefaults> all;
    for (std::size_t i = 0; i < m_lab.hostCount(); ++i) {
        const auto id = static_cast<HostId>(i);
        const auto& host = m_lab.world().host(id);
        all.push_back(defaults::systemDefaults(
            id, {host.rules().release, host.storedRegistry(), host.registryInForce()}));
        all.back().others = defaults::keptValues(m_lab.host(id)->registry);
        all.back().lastIntervalWaited = host.assumptions().lastIntervalWaited;
    }
    return all;
}

/// All that is to be opened is begun at one virtual moment, whatever the slices: false when the budget ran out before.
bool Stack::openAll(std::int64_t& budgetNs)
{
    while (m_lab.hasOpenings()) {
        if (budgetNs <= 0) {
            return false;
        }
        budgetNs -= kOpenCostNs * m_lab.openSome(kSlice);
    }
    return true;
}

Moment Stack::advance(Moment until, std::chrono::nanoseconds budget)
{
    const EventCount counting(m_lab);
    std::int64_t budgetNs = std::max<std::int64_t>(budget.count(), 1);
    auto& world = m_lab.world();
    if (!openAll(budgetNs)) {
        return world.now();
    }
    world.runSome(until,
                  static_cast<std::uint64_t>(std::max<std::int64_t>(budgetNs / kEventCostNs, 1)));
    if (world.stopped()) {
        sayStopped();
    }
    return world.now();
}

void Stack::sayStopped()
{
    if (!std::exchange(m_saidStopped, true)) {
        m_lab.say({Notice::Severity::failure,
                   ConnectionId::none,
                   CommandId::none,
                   {},
                   Error{0, "TOO_MANY_EVENTS", "simulation",
                         "More than a million events came at one virtual moment, so the simulation "
                         "was stopped.",
                         "Start a new lab, with a delay on the path or longer intervals."}});
    }
}

Moment Stack::nextWake() const
{
    return m_lab.hasOpenings() ? m_lab.world().now() : m_lab.world().nextEvent();
}

void Stack::waitFor(std::chrono::nanoseconds longest)
{
    std::unique_lock lock(m_wakeMutex);
    m_wakeSignal.wait_for(lock, longest, [this] { return m_woken; });
    m_woken = false;
}

void Stack::wake() noexcept
{
    {
        const std::lock_guard lock(m_wakeMutex);
        m_woken = true;
    }
    m_wakeSignal.notify_one();
}

} // namespace

Result<std::unique_ptr<SimulatedStack>> makeSimulatedStack(const SimulationOptions& options,
                                                           EventSink& sink)
{
    SimulationOptions wanted = options;
    if (wanted.hosts.empty()) {
        wanted.hosts.emplace_back();
    }
    for (const HostOptions& host : wanted.hosts) {
        const auto registry = defaults::readReg(host.registryText);
        if (!host.registryText.empty() && !registry) {
            return registry.error();
        }
    }
    nameHosts(wanted.hosts);
    return std::unique_ptr<SimulatedStack>(std::make_unique<Stack>(wanted, sink));
}

} // namespace kai::winsock
