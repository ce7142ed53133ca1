#include "core/simulation/peer.h"

#include <array>
#include <cassert>
#include <limits>

namespace kai::simulation {

Peer::Peer(World& world, HostId host, std::uint16_t port)
    : m_world(world)
    , m_listener(world.create(host, this))
{
    [[maybe_unused]] const bool bound = world.bind(m_listener, port);
    assert(bound);
    world.listen(m_listener, std::numeric_limits<std::uint32_t>::max());
}

Peer::~Peer()
{
    for (const EndId end : m_open) {
        m_world.setObserver(end, nullptr);
    }
    m_world.setObserver(m_listener, nullptr);
}

Address Peer::address() const
{
    return m_world.local(m_listener);
}

void Peer::send(EndId end, std::span<const std::byte> data)
{
    if (m_open.contains(end)) {
        m_world.send(end, data);
    }
}

void Peer::close(EndId end)
{
    m_hung.erase(end);
    if (m_open.erase(end) != 0) {
        m_world.close(end);
    }
}

void Peer::reset(EndId end)
{
    m_hung.erase(end);
    if (m_open.erase(end) != 0) {
        m_world.abort(end);
    }
}

void Peer::hang(EndId end)
{
    if (m_open.contains(end)) {
        m_hung.insert(end);
    }
}

void Peer::wake(EndId end)
{
    if (m_hung.erase(end) != 0) {
        readAll(end);
    }
}

void Peer::reboot(EndId end)
{
    if (m_open.contains(end)) {
        m_world.forget(end);
    }
}

void Peer::notice(const Notice& notice)
{
    switch (notice.kind) {
    case NoticeKind::incoming:
        acceptAll();
        break;
    case NoticeKind::dataArrived:
    case NoticeKind::peerClosed:
        readAll(notice.end);
        break;
    case NoticeKind::ended:
        close(notice.end);
        break;
    case NoticeKind::connected:
    case NoticeKind::connectFailed:
    case NoticeKind::acknowledged:
    case NoticeKind::due:
        break;
    }
}

void Peer::acceptAll()
{
    for (EndId end = m_world.accept(m_listener); end != EndId::none;
         end = m_world.accept(m_listener)) {
        m_open.insert(end);
        readAll(end);
    }
}

/// A program that reads sees the other side's FIN and closes too.
void Peer::readAll(EndId end)
{
    if (m_hung.contains(end)) {
        return;
    }
    std::array<std::byte, 4096> buffer;
    while (m_world.receive(end, buffer) > 0) {
    }
    const TcpState state = m_world.state(end);
    if (m_world.peerHasClosed(end) || state == TcpState::closed) {
        close(end);
    }
}

} // namespace kai::simulation
