#include "core/live/live_connection.h"

#include <algorithm>
#include <cstddef>

namespace kai::live {

namespace {

constexpr std::size_t kAnswerTimes = 64;

template <typename T>
Sourced<T> sourced(const T& value, bool own, Origin otherwise)
{
    return {value, own ? Origin::socketOption : otherwise};
}

void fillSettings(ConnectionRow& row, const OwnSettings& own)
{
    row.enabled = sourced(own.inForce.enabled, own.enabledOwn, Origin::builtIn);
    row.idleTime = sourced(own.inForce.idleTime, own.idleTimeOwn, Origin::sysctl);
    row.probeInterval = sourced(own.inForce.probeInterval, own.probeIntervalOwn, Origin::sysctl);
    row.probeCount = sourced(own.inForce.probeCount, own.probeCountOwn, Origin::sysctl);
}

void fillHistory(ConnectionRow& row, const LiveConnection& connection)
{
    row.opened = connection.opened;
    row.endedAt = connection.endedAt;
    row.endedBy = connection.endedBy;
    row.errorCode = connection.errorCode;
    row.lastEventAt = connection.lastEventAt;
    row.lastEvent = connection.lastEvent;
    row.probesSent = connection.local.probesSent();
    row.probesAnswered = connection.local.probesAnswered();
    row.medianAnswer = connection.medianAnswer;
}

} // namespace

void prefetchForLook(const LiveConnection& connection, bool peerEnd)
{
    constexpr std::size_t kLine = 64;
    const EndObserver& end = peerEnd ? connection.far : connection.local;
    const auto* const first = reinterpret_cast<const std::byte*>(&connection);
    __builtin_prefetch(first);
    for (std::size_t at = 0; at < sizeof end; at += kLine) {
        __builtin_prefetch(reinterpret_cast<const std::byte*>(&end) + at);
    }
}

ConnectionRow rowOf(const LiveConnection& connection, const TickGrid& grid)
{
    ConnectionRow row;
    row.id = connection.id;
    fillSettings(row, connection.own);
    fillHistory(row, connection);
    if (connection.opened != kNever) {
        row.local = connection.local.timers(connection.localContext(grid));
    }
    // the kernel closes a socket before its program looks: until the ending is told, the row follows the program's side
    const bool kernelFirst = row.local.state == ConnectionState::ended;
    if (connection.state != ConnectionState::open || kernelFirst) {
        row.local.state = connection.state;
    }
    row.peerWatched = connection.builtInPeer && connection.opened != kNever;
    if (row.peerWatched) {
        row.peer = connection.far.timers(connection.farContext(grid));
        if (connection.peerState != ConnectionState::open) {
            row.peer.state = connection.peerState;
        }
    }
    row.activeFault = static_cast<std::uint8_t>(connection.faults.shown);
    row.program = connection.program;
    row.timerTick = grid.tick();
    if (connection.info.boxLimit && connection.opened != kNever) {
        row.boxForgetsAt =
            saturatingAdd(connection.local.lastPacket(grid), *connection.info.boxLimit);
    }
    return row;
}

void addAnswerTime(LiveConnection& connection, nanoseconds time)
{
    if (time <= nanoseconds{0}) {
        return;
    }
    std::vector<std::int64_t>& times = connection.answerTimes;
    if (times.size() == kAnswerTimes) {
        times.erase(times.begin());
    }
    times.push_back(time.count());
    std::vector<std::int64_t> sorted = times;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    connection.medianAnswer = nanoseconds{*middle};
}

} // namespace kai::live
