#include "core/live/stand_alone_peer.h"

#include "core/live/descriptor_limit.h"
#include "core/live/failure.h"
#include "core/live/peer_program.h"
#include "core/live/poller.h"
#include "core/live/resolver.h"
#include "core/live/socket_faults.h"
#include "core/live/stream.h"

#include <algorithm>
#include <cerrno>
#include <unordered_map>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

/// How long a stop may go unnoticed.
constexpr auto kLook = 100ms;
constexpr std::uint64_t kReserve = 16;

struct Guest {
    Descriptor socket;
    SocketAddress from;
    PeerProgram program;
};

class StandAlonePeer {
public:
    using Tell = std::function<void(const std::string&)>;
    StandAlonePeer(Poller poller, const PeerOptions& options, const Tell& tell)
        : m_poller(std::move(poller))
        , m_tell(tell)
    {
        raiseDescriptorLimit();
        const std::uint64_t left = descriptorsLeft();
        m_most = std::min<std::uint64_t>(options.mostConnections, left - std::min(left, kReserve));
    }

    Status listen(const PeerOptions& options);
    PeerSummary serve(const std::atomic<bool>& stop);

private:
    void accept(int listener);
    void take(std::uint32_t index);
    void leave(std::uint32_t index, const std::string& how);

    Poller m_poller;
    Tell m_tell;
    std::uint64_t m_most = 0;
    std::vector<Descriptor> m_listeners;
    std::unordered_map<std::uint32_t, Guest> m_guests;
    std::uint32_t m_nextGuest = 0;
    PeerSummary m_summary;
};

std::vector<SocketAddress> everywhere(std::uint16_t port)
{
    return {anyAddress(false, port), anyAddress(true, port)};
}

Status StandAlonePeer::listen(const PeerOptions& options)
{
    std::vector<SocketAddress> addresses = everywhere(options.port);
    if (!options.address.empty()) {
        Result<std::vector<SocketAddress>> found =
            lookUpNow(options.address, options.port, AddressFamily::any);
        if (!found) {
            return found.error();
        }
        addresses = std::move(found).value();
    }
    std::optional<Error> first;
    for (const SocketAddress& address : addresses) {
        Result<Descriptor> socket = listenOn(address);
        if (!socket) {
            first = first ? first : socket.error();
            continue; // a computer without IPv6 still serves IPv4
        }
        m_poller.add(socket->get(), PollKind::listener,
                     static_cast<std::uint32_t>(m_listeners.size()), Poller::Interest::readable);
        m_tell("listening on " + localAddress(socket->get()).text());
        m_listeners.push_back(std::move(socket).value());
    }
    const bool taken = first && first->number == EADDRINUSE;
    return m_listeners.empty() || taken ? Status(*first) : success();
}

PeerSummary StandAlonePeer::serve(const std::atomic<bool>& stop)
{
    while (!stop.load()) {
        m_poller.wait(kLook);
        for (const Ready& ready : m_poller.collect()) {
            if (ready.kind == PollKind::listener) {
                accept(m_listeners[ready.index].get());
            } else {
                take(ready.index);
            }
        }
    }
    return m_summary;
}

void StandAlonePeer::accept(int listener)
{
    for (Result<Accepted> guest = acceptFrom(listener); guest; guest = acceptFrom(listener)) {
        if (m_guests.size() >= m_most) {
            ++m_summary.refused;
            closeWithReset(guest.value().socket);
            m_tell("refused " + guest->from.text() + ": " + std::to_string(m_most) +
                   " connections are open");
            continue;
        }
        ++m_summary.served;
        const std::uint32_t index = m_nextGuest++;
        m_poller.add(guest->socket.get(), PollKind::client, index, Poller::Interest::readable);
        m_tell("opened by " + guest->from.text());
        m_guests.emplace(index, Guest{std::move(guest.value().socket), guest->from, {}});
    }
}

void StandAlonePeer::take(std::uint32_t index)
{
    const auto found = m_guests.find(index);
    if (found == m_guests.end()) {
        return;
    }
    Guest& guest = found->second;
    std::string reply;
    const Received received = receiveAll(
        guest.socket.get(), [&](std::string_view data) { reply += guest.program.take(data); });
    m_summary.bytesTaken += received.bytes;
    if (!reply.empty()) {
        // a guest that does not read its echoes loses them; nothing is kept for it
        [[maybe_unused]] const Result<std::size_t> sent = sendSome(guest.socket.get(), reply);
    }
    if (received.error != 0) {
        leave(index, "ended by " + systemError(received.error, {}).symbol);
    } else if (received.closed) {
        leave(index, "closed");
    }
}

void StandAlonePeer::leave(std::uint32_t index, const std::string& how)
{
    const auto found = m_guests.find(index);
    m_poller.remove(found->second.socket.get());
    m_tell(how + ": " + found->second.from.text());
    m_guests.erase(found);
}

} // namespace

Result<PeerSummary> runPeer(const PeerOptions& options, const std::atomic<bool>& stop,
                            const std::function<void(const std::string&)>& tell)
{
    Result<Poller> poller = Poller::create();
    if (!poller) {
        return poller.error();
    }
    StandAlonePeer peer(std::move(poller).value(), options, tell);
    const Status listening = peer.listen(options);
    if (!listening) {
        return listening.error();
    }
    return peer.serve(stop);
}

} // namespace kai::live
