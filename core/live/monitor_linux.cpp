#include "core/live/monitor.h"

#include "core/live/tick_calibration.h"

#include <algorithm>
#include <utility>

#include <time.h>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

constexpr nanoseconds kSysctlPeriod = 1s;
constexpr nanoseconds kCalibrationCheck = 10s;
constexpr nanoseconds kLongestPause = 600s;
constexpr nanoseconds kPeersWithin = 4s; // an event's uncertainty can say this much
/// A tick this much later than it should be is a gap: the shortest probe period is 1 s.
constexpr nanoseconds kLate = 750ms;

/// How long the computer has slept since it was started: the boot clock goes on, the monotonic one does not.
nanoseconds timeAsleep()
{
    const auto read = [](clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return std::chrono::seconds{time.tv_sec} + nanoseconds{time.tv_nsec};
    };
    const nanoseconds monotonic = read(CLOCK_MONOTONIC);
    return read(CLOCK_BOOTTIME) - monotonic;
}

std::string secondsText(nanoseconds duration)
{
    const auto tenths = duration / 100ms;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

} // namespace

Monitor::Monitor(LiveContext& live, const Settings& settings, FilterOf filterOf)
    : m_live(live)
    , m_settings(settings)
    , m_filterOf(std::move(filterOf))
    , m_nextTick(live.now() + settings.period)
    , m_asleep(timeAsleep())
{
    if (settings.useSockDiag) {
        Result<SockDiag> diag = SockDiag::open();
        if (diag) {
            m_diag = std::move(diag).value();
        } else {
            m_diagError = diag.error();
        }
    }
    if (const auto values = defaults::readSysctls()) {
        m_sysctls = *values;
    }
}

void Monitor::tick()
{
    calibrate();
    const Moment start = m_live.now();
    noteLateness(start);
    lookAtAll();
    noteMissed();
    checkSysctls();
    publish(start);
    schedule(start);
}

void Monitor::idleTick()
{
    const Moment start = m_live.now();
    checkSysctls();
    publish(start);
    m_lastTick = kNever;
    schedule(start);
}

void Monitor::schedule(Moment start)
{
    m_nextTick = std::max(m_nextTick + m_settings.period, start + m_settings.period / 2);
}

/// Lazily; a failure is tried again ever later. A grid that contradicts the kernel's count of jiffies twice in a row was wrong.
void Monitor::calibrate()
{
    const Moment now = m_live.now();
    if (now < m_nextCalibration) {
        return;
    }
    if (m_live.grid.calibrated()) {
        m_doubts = agrees(m_live.grid, m_live.now) ? 0 : m_doubts + 1;
        m_nextCalibration = now + (m_doubts > 0 ? kSysctlPeriod : kCalibrationCheck);
        if (m_doubts < 2) {
            return;
        }
    }
    const Result<TickGrid> grid = calibrateTicks(m_live.now);
    m_doubts = 0;
    m_calibrationPause = grid ? kCalibrationCheck : std::min(2 * m_calibrationPause, kLongestPause);
    m_nextCalibration = now + m_calibrationPause;
    m_calibration = grid ? success() : Status(grid.error());
    if (grid) {
        adoptGrid(*grid);
    }
}

/// The observers keep jiffies.
void Monitor::adoptGrid(const TickGrid& grid)
{
    const TickGrid before = std::exchange(m_live.grid, grid);
    for (LiveConnection& connection : m_live.connections.all()) {
        if (connection.opened != kNever) {
            connection.local.rebase(before, m_live.grid);
            connection.far.rebase(before, m_live.grid);
        }
    }
}

void Monitor::noteLateness(Moment start)
{
    const nanoseconds asleep = timeAsleep();
    const nanoseconds slept = asleep - m_asleep;
    m_asleep = asleep;
    const bool late = m_lastTick != kNever && start - m_lastTick > m_settings.period + kLate;
    if (late || slept > 100ms) {
        Event gap;
        gap.kind = EventKind::observation_gap;
        gap.time = start;
        m_live.events.add(
            gap, slept > 100ms ? "the computer was suspended for " + secondsText(slept)
                               : "nothing was looked at for " + secondsText(start - m_lastTick));
    }
    m_lastTick = start;
}

void Monitor::noteMissed()
{
    if (m_missed > 0) {
        Notice notice;
        notice.severity = Notice::Severity::warning;
        notice.text = std::to_string(std::exchange(m_missed, 0u)) +
                      " segments went by unseen: this computer is too busy.";
        m_live.changes.notices.push_back(notice);
    }
}

void Monitor::lookAtAll()
{
    if (!m_diag) {
        lookAtOurs();
        lookAtPeersInTurn();
        return;
    }
    const bool peerEnds = m_live.connections.openEnds(false) + m_live.connections.openEnds(true) <=
                          2 * kPeerEndsInDump;
    if (m_live.connections.openEnds(false) > 0) {
        dump(false, peerEnds);
    }
    if (m_live.connections.openEnds(true) > 0) {
        dump(true, peerEnds);
    }
    if (!peerEnds) {
        lookAtPeersInTurn();
    }
}

void Monitor::dump(bool ipv6, bool peerEnds)
{
    const DiagFilter filter = m_filterOf(ipv6, peerEnds);
    if (filter.remotePorts.empty() && filter.localPorts.empty()) {
        return;
    }
    const Status dumped = m_diag->dump(
        filter, m_live.now, [this](std::span<const SockDiag::Sighting> part) { takePart(part); });
    if (!dumped) {
        m_live.fail(CommandId::none, ConnectionId::none, dumped.error());
    }
}

/// What is kept of each connection has left the processor's cache since the last tick: all of a part's are asked for before
/// the first is needed, instead of waiting for one after the other (1.5 ms of 16.7 ms a tick of 5,000 connections).
void Monitor::takePart(std::span<const SockDiag::Sighting> part)
{
    const CookieIndex& cookies = m_live.connections.cookies();
    for (const SockDiag::Sighting& sighting : part) {
        cookies.prefetch(sighting.cookie);
    }
    m_found.clear();
    for (const SockDiag::Sighting& sighting : part) {
        if (const CookieIndex::End* end = cookies.find(sighting.cookie)) {
            LiveConnection& connection = m_live.connections.all()[end->connection - 1];
            prefetchForLook(connection, end->peer);
            m_found.push_back({&connection, end->peer, &sighting.sample});
        }
    }
    for (const Found& found : m_found) {
        take(*found.connection, found.peerEnd, *found.sample);
    }
}

void Monitor::lookAtOurs()
{
    for (LiveConnection& connection : m_live.connections.all()) {
        if (connection.open()) {
            take(connection, false, lookAt(connection.socket.get(), m_live.now));
        }
    }
}

void Monitor::lookAtPeersInTurn()
{
    std::deque<LiveConnection>& all = m_live.connections.all();
    const auto ticks =
        static_cast<std::size_t>(std::max<std::int64_t>(kPeersWithin / m_settings.period, 1));
    const std::size_t share = all.size() <= kPeerEndsInDump ? all.size() : all.size() / ticks + 1;
    for (std::size_t i = 0; i < share && !all.empty(); ++i) {
        m_nextPeer = m_nextPeer + 1 < all.size() ? m_nextPeer + 1 : 0;
        LiveConnection& connection = all[m_nextPeer];
        if (connection.peer) {
            take(connection, true, lookAt(connection.peer.get(), m_live.now));
        }
    }
}

void Monitor::take(LiveConnection& connection, bool peerEnd, const EndSample& sample)
{
    if (sample.state == TcpState::unknown || sample.state == TcpState::closed) {
        return; // its ending is told by the socket itself
    }
    if (peerEnd) {
        if (connection.peer &&
            connection.far.observe(sample, connection.farContext(m_live.grid), m_live.events)) {
            m_live.connections.markDirty(connection);
        }
        return;
    }
    if (!connection.open()) {
        return;
    }
    if (connection.local.observe(sample, connection.localContext(m_live.grid), m_live.events)) {
        addAnswerTime(connection, connection.local.takeAnswerTime());
        m_missed += connection.local.takeMissed();
        m_live.connections.markDirty(connection);
    }
}

void Monitor::checkSysctls()
{
    const Moment now = m_live.now();
    if (now < m_nextSysctlCheck) {
        return;
    }
    m_nextSysctlCheck = now + kSysctlPeriod;
    const Result<defaults::KeepAliveSysctls> values = defaults::readSysctls();
    if (!values || *values == m_sysctls) {
        return;
    }
    m_sysctls = *values;
    m_live.changes.defaultsChanged = true;
    refreshInherited();
}

/// Sockets without values of their own follow the sysctls at once.
void Monitor::refreshInherited()
{
    for (LiveConnection& connection : m_live.connections.all()) {
        const OwnSettings& own = connection.own;
        if (connection.open() && !(own.idleTimeOwn && own.probeIntervalOwn && own.probeCountOwn)) {
            readBack(connection.socket.get(), connection.own);
            m_live.connections.markDirty(connection);
        }
    }
}

void Monitor::publish(Moment until)
{
    m_live.events.publish(until, [this](const Event& event) {
        LiveConnection* const connection = m_live.connections.find(event.connection);
        // A lazy timer that ran out with nothing due is drawn, but it happened to nobody.
        if (connection != nullptr && event.kind != EventKind::timer_idle) {
            connection->lastEvent = event.kind;
            connection->lastEventAt = event.time;
            m_live.connections.markDirty(*connection);
        }
    });
}

} // namespace kai::live
