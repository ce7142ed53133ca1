#include "core/winsock/socket_table.h"

#include <algorithm>

namespace kai::winsock {

bool Socket::receivePending() const
{
    return std::any_of(operations.begin(), operations.end(),
                       [](const Operation& each) { return each.kind == Operation::Kind::receive; });
}

SOCKET HandleTable::add(Socket socket)
{
    m_last += 4;
    if (socket.end != simulation::EndId::none) {
        m_ofEnd[socket.end] = m_last;
    }
    m_sockets.emplace(m_last, std::move(socket));
    return m_last;
}

WSAEVENT HandleTable::addEvent()
{
    m_last += 4;
    m_events.emplace(m_last, false);
    return m_last;
}

Socket* HandleTable::find(SOCKET s)
{
    const auto found = m_sockets.find(s);
    return found == m_sockets.end() ? nullptr : &found->second;
}

const Socket* HandleTable::find(SOCKET s) const
{
    const auto found = m_sockets.find(s);
    return found == m_sockets.end() ? nullptr : &found->second;
}

SOCKET HandleTable::ofEnd(simulation::EndId end) const
{
    const auto found = m_ofEnd.find(end);
    return found == m_ofEnd.end() ? INVALID_SOCKET : found->second;
}

void HandleTable::mapEnd(simulation::EndId end, SOCKET s)
{
    m_ofEnd[end] = s;
}

void HandleTable::unmapEnd(simulation::EndId end)
{
    m_ofEnd.erase(end);
}

void HandleTable::remove(SOCKET s)
{
    if (const auto* socket = find(s)) {
        m_ofEnd.erase(socket->end);
        m_sockets.erase(s);
    }
}

bool* HandleTable::findEvent(WSAEVENT event)
{
    const auto found = m_events.find(event);
    return found == m_events.end() ? nullptr : &found->second;
}

bool HandleTable::removeEvent(WSAEVENT event)
{
    return m_events.erase(event) != 0;
}

std::vector<SOCKET> HandleTable::sockets() const
{
    std::vector<SOCKET> all;
    all.reserve(m_sockets.size());
    for (const auto& each : m_sockets) {
        all.push_back(each.first);
    }
    std::sort(all.begin(), all.end());
    return all;
}

void HandleTable::clear()
{
    m_sockets.clear();
    m_ofEnd.clear();
    m_events.clear();
}

} // namespace kai::winsock
