#include "core/live/ending.h"

#include <cerrno>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

/// From the kernel's ending to this program's notice of it; longer only while a dump is under way.
constexpr nanoseconds kNoticed = 500us;

Ending endingNow(const LiveContext& live, EndedBy by, int error, const std::string& detail)
{
    const bool ownDoing = by == EndedBy::locally;
    return {live.now(), ownDoing ? 0ns : kNoticed, by, static_cast<std::uint16_t>(error), detail};
}

} // namespace

EndedBy endedBy(int error, const EndSample& before, const EndSample& after)
{
    if (error == ECONNRESET || error == EPIPE || error == ECONNREFUSED) {
        return EndedBy::reset;
    }
    const bool dataWaited = before.dataInFlight() || after.dataInFlight() || after.retransmits > 0;
    return dataWaited ? EndedBy::retransmission : EndedBy::keepAlive;
}

void endLocal(LiveContext& live, LiveConnection& connection, EndedBy by, int error,
              const std::string& detail)
{
    const Ending ending = endingNow(live, by, error, detail);
    const EndSample last = lookAt(connection.socket.get(), live.now);
    connection.local.finish(last, ending, connection.localContext(live.grid), live.events);
    live.poller.remove(connection.socket.get());
    connection.socket.reset();
    live.connections.released(connection.ipv6);
    connection.state = ConnectionState::ended;
    connection.endedAt = ending.at;
    connection.endedBy = by;
    connection.errorCode = static_cast<std::uint16_t>(error);
    connection.nextSend = kNever;
    live.connections.markDirty(connection);
}

void endLocal(LiveContext& live, LiveConnection& connection, int error, const std::string& detail)
{
    const EndSample after = lookAt(connection.socket.get(), live.now);
    endLocal(live, connection, endedBy(error, connection.local.last(), after), error, detail);
}

void endPeer(LiveContext& live, LiveConnection& connection, EndedBy by, int error,
             const std::string& detail)
{
    if (connection.peerState == ConnectionState::ended) {
        return;
    }
    const Ending ending = endingNow(live, by, error, detail);
    EndSample last;
    if (connection.peer) {
        last = lookAt(connection.peer.get(), live.now);
        live.poller.remove(connection.peer.get());
        connection.peer.reset();
    }
    live.connections.released(connection.ipv6);
    connection.far.finish(last, ending, connection.farContext(live.grid), live.events);
    connection.peerState = ConnectionState::ended;
    live.connections.markDirty(connection);
}

} // namespace kai::live
