#include "core/live/built_in_peer.h"

#include "core/live/socket_faults.h"

#include <cerrno>

#include <sys/eventfd.h>

namespace kai::live {

namespace {

Descriptor spareDescriptor()
{
    return Descriptor(::eventfd(0, EFD_CLOEXEC));
}

} // namespace

BuiltInPeer::BuiltInPeer(Poller& poller)
    : m_poller(poller)
    , m_spare(spareDescriptor())
{
}

Result<SocketAddress> BuiltInPeer::addressFor(bool ipv6, std::uint16_t port)
{
    for (const Listener& listener : m_listeners) {
        const SocketAddress& address = listener.address;
        if (address.ipv6 == ipv6 && (port == 0 || address.port() == port)) {
            return address;
        }
    }
    Result<Descriptor> socket = listenOn(loopbackAddress(ipv6, port));
    if (!socket) {
        return socket.error();
    }
    const auto index = static_cast<std::uint32_t>(m_listeners.size());
    m_poller.add(socket->get(), PollKind::listener, index, Poller::Interest::readable);
    const SocketAddress address = localAddress(socket->get());
    m_listeners.push_back({std::move(socket).value(), address});
    return address;
}

ConnectionId BuiltInPeer::takeAwaited(const SocketAddress& client)
{
    const auto waiting = m_awaited.find(client.key());
    if (waiting == m_awaited.end()) {
        return ConnectionId::none;
    }
    const ConnectionId id = waiting->second;
    m_awaited.erase(waiting);
    return id;
}

std::vector<BuiltInPeer::Arrival> BuiltInPeer::acceptAt(std::uint32_t listener)
{
    std::vector<Arrival> arrivals;
    const int listening = m_listeners[listener].socket.get();
    for (;;) {
        Result<Accepted> peer = acceptFrom(listening);
        const int error = peer ? 0 : peer.error().number;
        if (peer) {
            const ConnectionId id = takeAwaited(peer->from);
            if (id == ConnectionId::none) {
                closeWithReset(peer.value().socket); // a stranger
            } else {
                arrivals.push_back({id, std::move(peer.value().socket)});
            }
        } else if (error == EMFILE || error == ENFILE) {
            refuseOne(listening, arrivals);
        } else if (error != ECONNABORTED && error != EINTR) {
            return arrivals;
        }
    }
}

std::vector<BuiltInPeer::Arrival> BuiltInPeer::acceptAt(const SocketAddress& listener)
{
    for (std::uint32_t i = 0; i < m_listeners.size(); ++i) {
        if (m_listeners[i].address.key() == listener.key()) {
            return acceptAt(i);
        }
    }
    return {};
}

/// Without a descriptor to accept with, the waiting client would keep the listener ready for ever.
void BuiltInPeer::refuseOne(int listener, std::vector<Arrival>& arrivals)
{
    m_spare.reset();
    Result<Accepted> peer = acceptFrom(listener);
    if (peer) {
        arrivals.push_back({takeAwaited(peer->from), {}});
        closeWithReset(peer.value().socket);
    }
    m_spare = spareDescriptor();
}

void BuiltInPeer::addPorts(DiagFilter& filter, bool peerEnds) const
{
    for (const Listener& listener : m_listeners) {
        if (listener.address.ipv6 == filter.ipv6) {
            filter.remotePorts.push_back(listener.address.port());
            if (peerEnds) {
                filter.localPorts.push_back(listener.address.port());
            }
        }
    }
}

} // namespace kai::live
