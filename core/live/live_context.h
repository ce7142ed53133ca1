#pragma once

#include "core/keepalive/tcp_stack.h"
#include "core/live/connection_table.h"
#include "core/live/event_order.h"
#include "core/live/poller.h"
#include "core/live/tcp_info.h"
#include "core/live/tick_grid.h"

#include <string>

namespace kai::live {

/// What the parts of the live stack share. One thread.
struct LiveContext {
    Now now;
    TickGrid grid;
    EventOrder events;
    Poller poller;
    ConnectionTable connections;
    /// Collected until the lab drains it; rows are made from the connections marked dirty.
    StackChanges changes;

    LiveContext(Now clock, EventSink& sink, Poller made)
        : now(std::move(clock))
        , events(sink)
        , poller(std::move(made))
    {
    }

    /// An event of a connection, now, seen by this program itself.
    void note(LiveConnection& connection, EventKind kind, const std::string& detail,
              std::uint8_t flags = 0);
    /// An error at the place that failed.
    void fail(CommandId command, ConnectionId id, const Error& error);
};

} // namespace kai::live
