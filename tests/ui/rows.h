#pragma once

#include "ui/lab/connection_store.h"

#include <chrono>
#include <string>

namespace kai::ui::tests {

using namespace std::chrono_literals;

inline Moment at(nanoseconds time)
{
    return Moment{time};
}

/// A healthy connection, opened at 0, last heard of at `heard`, with time, interval and count of its own.
inline ConnectionRow openRow(std::uint32_t id, milliseconds time = 60s, nanoseconds heard = 0s)
{
    ConnectionRow row;
    row.id = ConnectionId{id};
    row.opened = at(0s);
    row.lastEventAt = at(heard);
    row.enabled = {true, Origin::socketOption};
    row.idleTime = {time, Origin::socketOption};
    row.probeInterval = {10s, Origin::socketOption};
    row.probeCount = {6, Origin::socketOption};
    row.local.state = ConnectionState::open;
    row.local.keepAliveOn = true;
    row.local.lastReceived = row.local.rampFrom = at(heard);
    row.local.deadline = at(heard + time);
    row.local.predictedEnd = at(heard + time + 60s);
    return row;
}

inline ConnectionRow probingRow(std::uint32_t id, std::uint16_t unanswered)
{
    ConnectionRow row = openRow(id);
    row.local.unanswered = unanswered;
    row.local.deadline = at(60s + 10s * unanswered);
    row.lastEvent = EventKind::probe_unanswered;
    return row;
}

inline ConnectionRow endedRow(std::uint32_t id, EndedBy by, std::uint16_t error)
{
    ConnectionRow row = openRow(id);
    row.local.state = ConnectionState::ended;
    row.local.deadline = kNever;
    row.endedAt = row.lastEventAt = at(60s);
    row.endedBy = by;
    row.errorCode = error;
    row.lastEvent = EventKind::ended;
    return row;
}

inline ConnectionRow offRow(std::uint32_t id)
{
    ConnectionRow row = openRow(id);
    row.enabled = {false, Origin::builtIn};
    row.local.keepAliveOn = false;
    row.local.deadline = row.local.predictedEnd = kNever;
    return row;
}

inline ConnectionInfo info(std::uint32_t id, std::string name, std::string peer = "10.0.0.5:5432")
{
    ConnectionInfo made;
    made.id = ConnectionId{id};
    made.name = std::move(name);
    made.peer = std::move(peer);
    made.local = "192.168.1.7:43122";
    made.hostName = "This computer";
    made.release = "Linux 6.18";
    return made;
}

/// A store with rows "conn-1" to "conn-<count>", times 1 s, 2 s, 3 s ...
inline StackChanges manyRows(std::uint32_t count)
{
    StackChanges changes;
    for (std::uint32_t id = 1; id <= count; ++id) {
        changes.infos.push_back(info(id, "conn-" + std::to_string(id)));
        changes.rows.push_back(openRow(id, std::chrono::seconds(id)));
    }
    return changes;
}

inline std::vector<std::uint32_t> numbers(const std::vector<ConnectionId>& ids)
{
    std::vector<std::uint32_t> found;
    for (const ConnectionId id : ids) {
        found.push_back(indexOf(id));
    }
    return found;
}

} // namespace kai::ui::tests
