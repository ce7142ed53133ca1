#include "core/live/socket_watch.h"

#include "core/live/ending.h"
#include "core/live/socket_faults.h"
#include "core/live/stream.h"

namespace kai::live {

namespace {

std::string bytesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

} // namespace

void SocketWatch::serve()
{
    for (const Ready& ready : m_live.poller.collect()) {
        if (ready.kind == PollKind::listener) {
            m_openings.listenerReady(ready.index);
            continue;
        }
        LiveConnection* const connection =
            m_live.connections.find(static_cast<ConnectionId>(ready.index));
        if (connection == nullptr) {
            continue;
        }
        if (ready.kind == PollKind::peer && connection->peer) {
            servePeer(*connection);
        } else if (ready.kind == PollKind::client && connection->socket) {
            serveClient(*connection, ready);
        }
    }
}

void SocketWatch::followProgram(LiveConnection& connection)
{
    const bool reads = connection.program.kind != ProgramKind::doesNothing;
    m_live.poller.change(connection.socket.get(), PollKind::client, indexOf(connection.id),
                         reads ? Poller::Interest::readable : Poller::Interest::failureOnly);
}

void SocketWatch::serveClient(LiveConnection& connection, const Ready& ready)
{
    if (connection.state == ConnectionState::connecting) {
        m_openings.clientReady(connection);
        return;
    }
    if (connection.program.kind == ProgramKind::doesNothing) {
        if (ready.failed) {
            serveIdleProgram(connection);
        }
        return;
    }
    const Received received = receiveAll(connection.socket.get());
    if (received.bytes > 0) {
        connection.local.programTook(received.bytes);
        m_live.note(connection, EventKind::data_received, bytesText(received.bytes));
    }
    if (received.error != 0) {
        endLocal(m_live, connection, received.error);
    } else if (received.closed) {
        endLocal(m_live, connection, EndedBy::peerClosed, 0);
    }
}

/// Nobody would take the error from the socket; the ending is shown all the same.
void SocketWatch::serveIdleProgram(LiveConnection& connection)
{
    const int error = connectFailure(connection.socket.get());
    const std::string detail = "the program has not noticed: it does nothing";
    if (error != 0) {
        endLocal(m_live, connection, error, detail);
    } else {
        endLocal(m_live, connection, EndedBy::peerClosed, 0, detail);
    }
}

void SocketWatch::servePeer(LiveConnection& connection)
{
    std::string reply;
    const Received received = receiveAll(connection.peer.get(), [&](std::string_view data) {
        reply += connection.peerProgram.take(data);
    });
    if (received.bytes > 0) {
        connection.far.programTook(received.bytes);
        m_live.note(connection, EventKind::data_received, bytesText(received.bytes),
                    event_flag::kPeerEnd);
    }
    if (!reply.empty()) {
        answer(connection, reply);
    }
    if (received.error != 0) {
        const EndSample after = lookAt(connection.peer.get(), m_live.now);
        endPeer(m_live, connection, endedBy(received.error, connection.far.last(), after),
                received.error);
    } else if (received.closed) {
        endPeer(m_live, connection, EndedBy::peerClosed, 0);
    }
}

void SocketWatch::answer(LiveConnection& connection, const std::string& text)
{
    const Result<std::size_t> sent = sendSome(connection.peer.get(), text);
    if (sent) {
        m_live.note(connection, EventKind::data_sent, "echo of " + bytesText(*sent),
                    event_flag::kPeerEnd);
    }
}

void SocketWatch::closeLocal(LiveConnection& connection, bool reset)
{
    if (reset) {
        prepareReset(connection.socket.get());
    }
    endLocal(m_live, connection, EndedBy::locally, 0, reset ? "closed with a reset" : "");
}

} // namespace kai::live
