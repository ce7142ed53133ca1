#include "core/winsock/simulated_connection.h"

#include <algorithm>
#include <span>

namespace kai::winsock {

namespace {

constexpr std::size_t kMostLayers = 3;

/// The layers of one value, weakest first: the release's own, the registry's where it is accepted, the socket's own.
template <typename T>
Effective<T> resolveValue(const Sourced<T>& inForce, const Sourced<T>& fromHost, T builtIn)
{
    std::array<Layer<T>, kMostLayers> layers{Layer<T>{Origin::builtIn, builtIn}};
    if (fromHost.origin == Origin::registry) {
        layers[1] = {Origin::registry, fromHost.value};
    }
    if (inForce.origin >= Origin::listener) {
        layers[2] = {inForce.origin, inForce.value};
    }
    return resolve(std::span<const Layer<T>>(layers));
}

} // namespace

void AnswerTimes::add(nanoseconds time)
{
    m_last[m_next] = saturated32(time.count());
    m_next = static_cast<std::uint8_t>((m_next + 1) % m_last.size());
    m_count = static_cast<std::uint8_t>(std::min<std::size_t>(m_count + 1U, m_last.size()));
}

nanoseconds AnswerTimes::median() const
{
    auto sorted = m_last;
    const auto end = sorted.begin() + m_count;
    const auto middle = sorted.begin() + m_count / 2;
    std::nth_element(sorted.begin(), middle, end);
    return nanoseconds{m_count == 0 ? 0 : *middle};
}

std::optional<simulation::Box> boxOf(const ConnectionInfo& info)
{
    if (!info.boxLimit) {
        return std::nullopt;
    }
    const bool both = info.boxResets == BoxResets::both;
    return simulation::Box{*info.boxLimit, both || info.boxResets == BoxResets::thisEnd,
                           both || info.boxResets == BoxResets::peer};
}

void refreshRow(SimulatedConnection& connection, const simulation::World& world,
                simulation::EndId end)
{
    auto& row = connection.row;
    if (row.endedBy == EndedBy::notEnded) {
        row.local = world.timers(end);
    }
    const auto peer = world.peerOf(end);
    row.peer = world.timers(peer);
    row.peerWatched = true;
    const auto values = world.keepAlive(end);
    row.enabled = values.enabled;
    row.idleTime = values.idleTime;
    row.probeInterval = values.probeInterval;
    row.probeCount = values.probeCount;
    row.lastIntervalWaited = world.host(world.hostOf(end)).assumptions().lastIntervalWaited;
    const auto box = world.box(end);
    row.boxForgetsAt = box.forgetsAt;
    row.boxForgot = box.forgot;
    if (row.endedBy == EndedBy::notEnded && simulation::isTransitional(world.state(end))) {
        row.local.state = ConnectionState::connecting;
    }
}

namespace {

/// No timer runs any more; how many probes went unanswered stays to be seen.
EndTimers atTheEnd(const ConnectionRow& row)
{
    EndTimers local;
    local.lastReceived = row.local.lastReceived;
    local.unanswered =
        row.endedBy == EndedBy::keepAlive ? row.probeCount.value : row.local.unanswered;
    local.state = ConnectionState::ended;
    return local;
}

} // namespace

void countEvent(SimulatedConnection& connection, const Event& event)
{
    auto& row = connection.row;
    row.lastEvent = event.kind;
    row.lastEventAt = event.time;
    switch (event.kind) {
    case EventKind::opened:
        row.opened = event.time;
        break;
    case EventKind::probe_sent:
        ++row.probesSent;
        connection.lastProbe = event.time;
        connection.lastProbeNumber = event.probeNumber;
        break;
    case EventKind::probe_answered:
        ++row.probesAnswered;
        if (event.probeNumber == connection.lastProbeNumber) {
            connection.answers.add(event.time - connection.lastProbe);
            row.medianAnswer = connection.answers.median();
        }
        break;
    case EventKind::ended:
        row.endedAt = event.time;
        row.endedBy = event.endedBy;
        row.errorCode = event.errorCode != 0 ? event.errorCode : row.errorCode;
        row.local = atTheEnd(row);
        row.local.keepAliveOn = row.enabled.value;
        row.boxForgetsAt = kNever;
        break;
    default:
        break;
    }
}

ConnectionDetails detailsOf(const SimulatedConnection& connection, const simulation::Host& host)
{
    const auto& row = connection.row;
    const auto& fromHost = host.socketDefaults();
    const auto builtIn = defaults::effectiveDefaults({}, host.rules().release);
    ConnectionDetails details;
    details.id = row.id;
    details.enabled = resolveValue(row.enabled, {}, false);
    details.idleTime = resolveValue(row.idleTime, fromHost.idleTime, builtIn.idleTime);
    details.probeInterval =
        resolveValue(row.probeInterval, fromHost.probeInterval, builtIn.probeInterval);
    details.probeCount = resolveValue(row.probeCount, fromHost.probeCount, builtIn.probeCount);
    details.calls = connection.calls;
    details.lastApply = connection.lastApply;
    return details;
}

} // namespace kai::winsock
