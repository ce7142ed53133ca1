#include "core/live/live_context.h"

namespace kai::live {

void LiveContext::note(LiveConnection& connection, EventKind kind, const std::string& detail,
                       std::uint8_t flags)
{
    Event event;
    event.time = now();
    event.kind = kind;
    event.connection = connection.id;
    event.flags = flags;
    const bool peerEnd = event.atPeerEnd();
    const EndContext context =
        peerEnd ? connection.farContext(grid) : connection.localContext(grid);
    const EndTimers timers = (peerEnd ? connection.far : connection.local).timers(context);
    event.idleMs = saturated32((event.time - timers.lastReceived) / milliseconds{1});
    events.add(event, detail);
    connections.markDirty(connection);
}

void LiveContext::fail(CommandId command, ConnectionId id, const Error& error)
{
    Notice notice;
    notice.severity = Notice::Severity::failure;
    notice.command = command;
    notice.id = id;
    notice.error = error;
    changes.notices.push_back(notice);
}

} // namespace kai::live
