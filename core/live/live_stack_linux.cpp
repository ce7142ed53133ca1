#include "core/live/live_stack.h"

#include "core/live/asks.h"
#include "core/live/descriptor_limit.h"
#include "core/live/ending.h"
#include "core/live/failure.h"
#include "core/live/live_capabilities.h"
#include "core/live/monitor.h"
#include "core/live/openings.h"
#include "core/live/path_faults.h"
#include "core/live/send_schedule.h"
#include "core/live/settings_desk.h"
#include "core/live/socket_faults.h"
#include "core/live/socket_watch.h"
#include "core/live/stream.h"
#include "core/live/tick_calibration.h"

#include <algorithm>

namespace kai::live {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// A slice of opening ends well before the next tick.
constexpr nanoseconds kSlice = 4ms;

class LiveStack final : public TcpStack {
public:
    LiveStack(const LiveOptions& options, EventSink& sink, Clock::time_point start, Poller poller)
        : m_live([start] { return Moment{Clock::now() - start}; }, sink, std::move(poller))
        , m_openings(m_live)
        , m_monitor(m_live, monitorSettings(options),
                    [this](bool ipv6, bool peerEnds) { return m_openings.filter(ipv6, peerEnds); })
        , m_faults(m_live, options.seed)
        , m_settings(m_live)
        , m_sockets(m_live, m_openings)
        , m_senders(m_live)
        , m_useSockDiag(options.useSockDiag)
    {
        raiseDescriptorLimit();
        m_live.grid = TickGrid(kernelTick());
        describe({});
    }

    const Capabilities& capabilities() const override { return m_capabilities; }

    void open(CommandId command, const OpenRequest& request) override
    {
        m_openings.begin(command, request);
    }
    void cancelOpen(CommandId command) override { m_openings.cancel(command); }

    std::vector<ApplyReport> apply(std::span<const ConnectionId> ids,
                                   const KeepAliveSettings& settings) override
    {
        return m_settings.apply(ids, settings);
    }
    std::vector<ApplyReport> applyDefaults(std::span<const ConnectionId> ids) override
    {
        return m_settings.applyDefaults(ids, m_monitor.sysctls());
    }

    void inject(CommandId command, std::span<const ConnectionId> ids, const Fault& fault) override;
    void ask(CommandId command, ConnectionId id, const std::string& text) override;
    void setProgram(std::span<const ConnectionId> ids, const Program& program) override;
    void setBoxLimit(std::span<const ConnectionId> ids, std::optional<milliseconds> limit) override;
    void close(std::span<const ConnectionId> ids, CloseKind kind) override;

    std::optional<ConnectionDetails> details(ConnectionId id) const override
    {
        return m_settings.details(id, m_monitor.sysctls());
    }
    std::vector<SystemDefaults> systemDefaults() const override
    {
        return {defaults::describeSysctls(m_monitor.sysctls(), m_capabilities.system)};
    }

    Moment advance(Moment until, std::chrono::nanoseconds budget) override;
    Moment nextWake() const override;
    /// Events are published once a tick; a wake before it may only send.
    Moment settledBy() const override { return m_monitor.nextTick(); }
    void waitFor(std::chrono::nanoseconds longest) override { m_live.poller.wait(longest); }
    void wake() noexcept override { m_live.poller.wake(); }
    void drainChanges(StackChanges& changes) override;

private:
    static Monitor::Settings monitorSettings(const LiveOptions& options)
    {
        const double hz = std::clamp(options.ticksPerSecond, 2.0, 50.0);
        return {nanoseconds{static_cast<std::int64_t>(1e9 / hz)}, options.useSockDiag};
    }
    void describe(const std::optional<Status>& calibration)
    {
        m_capabilities = describeComputer(m_monitor.sockDiagError(), m_useSockDiag, calibration);
    }
    void lookAtAsks();
    void tickWhenDue();
    void tellCalibration();
    [[nodiscard]] bool anythingOpen() const;

    LiveContext m_live;
    Openings m_openings;
    Monitor m_monitor;
    PathFaultMaker m_faults;
    SettingsDesk m_settings;
    SocketWatch m_sockets;
    SendSchedule m_senders;
    std::vector<Ask> m_asks;
    bool m_useSockDiag = true;
    Capabilities m_capabilities;
};

void LiveStack::inject(CommandId command, std::span<const ConnectionId> ids, const Fault& fault)
{
    for (const ConnectionId id : ids) {
        LiveConnection* const connection = m_live.connections.find(id);
        const Status made =
            connection != nullptr ? m_faults.make(*connection, fault) : Status(notOpen("fault"));
        if (!made) {
            m_live.fail(command, id, made.error());
        }
    }
}

void LiveStack::ask(CommandId command, ConnectionId id, const std::string& text)
{
    LiveConnection* const connection = m_live.connections.find(id);
    AskReport report;
    report.command = command;
    report.id = id;
    if (connection == nullptr || !connection->open()) {
        report.outcome = AskOutcome::refused;
        report.error = notOpen("ask");
        m_live.changes.asks.push_back(report);
        return;
    }
    const std::string data = text.empty() ? std::string(1, '?') : text;
    const EndSample before = lookAt(connection->socket.get(), m_live.now);
    const std::uint64_t waiting = unacknowledgedBytes(connection->socket.get());
    const Moment sentAt = m_live.now();
    const Result<std::size_t> sent = sendData(m_live, *connection, data, "Ask now: ");
    report.asked = data.size();
    if (!sent) {
        report.outcome = AskOutcome::refused;
        report.error = sent.error();
    } else {
        report.sent = *sent;
        m_asks.emplace_back(report, before, before.bytesAcked + waiting + *sent, sentAt);
    }
    m_live.changes.asks.push_back(report);
}

void LiveStack::lookAtAsks()
{
    const Moment now = m_live.now();
    for (Ask& ask : m_asks) {
        const LiveConnection& connection = *m_live.connections.find(ask.id());
        if (!connection.socket) {
            m_live.changes.asks.push_back(
                ask.ended(connection.endedBy, connection.errorCode, connection.endedAt));
            ask.finish();
        } else if (ask.nextLook() <= now) {
            if (const auto report =
                    ask.look(lookAt(connection.socket.get(), m_live.now), m_live.grid)) {
                m_live.changes.asks.push_back(*report);
            }
        }
    }
    m_asks.erase(
        std::remove_if(m_asks.begin(), m_asks.end(), [](const Ask& ask) { return ask.over(); }),
        m_asks.end());
}

void LiveStack::setProgram(std::span<const ConnectionId> ids, const Program& program)
{
    for (const ConnectionId id : ids) {
        LiveConnection* const connection = m_live.connections.find(id);
        if (connection == nullptr || !connection->open()) {
            m_live.fail(CommandId::none, id, notOpen("program"));
        } else if (program.kind == ProgramKind::sendsEvery && program.period < 1ms) {
            m_live.fail(CommandId::none, id,
                        {0, "BAD_PERIOD", "program", "A program that sends needs a period.",
                         "Choose 1 ms or more."});
        } else {
            connection->program = program;
            m_sockets.followProgram(*connection);
            m_senders.follow(*connection);
            m_live.connections.markDirty(*connection);
        }
    }
}

void LiveStack::setBoxLimit(std::span<const ConnectionId> ids, std::optional<milliseconds> limit)
{
    for (const ConnectionId id : ids) {
        if (LiveConnection* const connection = m_live.connections.find(id)) {
            connection->info.boxLimit = limit;
            connection->info.boxAssumed = limit.has_value();
            m_live.changes.infos.push_back(connection->info);
            m_live.connections.markDirty(*connection);
        }
    }
}

void LiveStack::close(std::span<const ConnectionId> ids, CloseKind kind)
{
    for (const ConnectionId id : ids) {
        LiveConnection* const connection = m_live.connections.find(id);
        if (connection == nullptr || (!connection->socket && !connection->peer)) {
            m_live.fail(CommandId::none, id, notOpen("close"));
            continue;
        }
        m_openings.abandon(*connection);
        if (connection->socket) {
            m_sockets.closeLocal(*connection, kind == CloseKind::reset);
        } else if (connection->peer) {
            endPeer(m_live, *connection, EndedBy::locally, 0); // a half-open rest
        }
    }
}

Moment LiveStack::advance(Moment until, std::chrono::nanoseconds budget)
{
    const Moment deadline = saturatingAdd(m_live.now(), budget);
    m_sockets.serve();
    m_openings.advance();
    if (m_openings.busy()) {
        m_openings.work(std::min(
            {deadline, m_live.now() + kSlice, std::max(m_monitor.nextTick(), m_live.now())}));
    }
    for (LiveConnection* const connection : m_openings.takeOpened()) {
        m_sockets.followProgram(*connection);
        m_senders.follow(*connection);
    }
    m_senders.send();
    lookAtAsks();
    tickWhenDue();
    return until;
}

bool LiveStack::anythingOpen() const
{
    return m_live.connections.openEnds(false) + m_live.connections.openEnds(true) > 0;
}

void LiveStack::tickWhenDue()
{
    if (m_live.now() < m_monitor.nextTick()) {
        return;
    }
    if (anythingOpen()) {
        m_monitor.tick();
        tellCalibration();
        m_faults.switchLosses(m_monitor.period());
    } else {
        m_monitor.idleTick();
    }
}

void LiveStack::tellCalibration()
{
    if (const std::optional<Status> calibration = m_monitor.takeCalibration()) {
        describe(calibration);
        m_live.changes.capabilities = m_capabilities;
    }
}

Moment LiveStack::nextWake() const
{
    if (m_openings.busy()) {
        return m_live.now();
    }
    Moment next = m_monitor.nextTick();
    for (const Ask& ask : m_asks) {
        next = std::min(next, ask.nextLook());
    }
    return std::min(next, m_senders.next());
}

void LiveStack::drainChanges(StackChanges& changes)
{
    std::swap(changes, m_live.changes);
    StackChanges& next = m_live.changes;
    next.infos.clear();
    next.opens.clear();
    next.asks.clear();
    next.notices.clear();
    next.defaultsChanged = false;
    next.capabilities.reset();
    changes.rows.clear();
    for (const ConnectionId id : m_live.connections.takeDirty()) {
        changes.rows.push_back(rowOf(*m_live.connections.find(id), m_live.grid));
    }
}

} // namespace

Result<std::unique_ptr<TcpStack>> makeLiveStack(const LiveOptions& options, EventSink& sink,
                                                Clock::time_point start)
{
    Result<Poller> poller = Poller::create();
    if (!poller) {
        return poller.error();
    }
    return std::unique_ptr<TcpStack>(
        std::make_unique<LiveStack>(options, sink, start, std::move(poller).value()));
}

Capabilities probeCapabilities(const LiveOptions& options)
{
    std::optional<Error> sockDiagError;
    if (const Result<SockDiag> diag = SockDiag::open(); options.useSockDiag && !diag) {
        sockDiagError = diag.error();
    }
    const Clock::time_point start = Clock::now();
    const Result<TickGrid> grid = calibrateTicks([start] { return Moment{Clock::now() - start}; });
    return describeComputer(sockDiagError, options.useSockDiag,
                            grid.ok() ? success() : Status(grid.error()));
}

} // namespace kai::live
