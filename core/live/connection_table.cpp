#include "core/live/connection_table.h"

#include "core/live/sock_diag.h"

#include <utility>

namespace kai::live {

namespace {

std::size_t slotOf(std::uint64_t cookie, std::size_t slots)
{
    return static_cast<std::size_t>((cookie * 0x9E3779B97F4A7C15u) >> 20) & (slots - 1);
}

} // namespace

void CookieIndex::insert(std::uint64_t cookie, End end)
{
    if (cookie == 0) {
        return;
    }
    if (2 * (m_count + 1) > m_slots.size()) {
        grow();
    }
    std::size_t at = slotOf(cookie, m_slots.size());
    while (m_slots[at].cookie != 0 && m_slots[at].cookie != cookie) {
        at = (at + 1) & (m_slots.size() - 1);
    }
    m_count += m_slots[at].cookie == 0 ? 1 : 0;
    m_slots[at] = {cookie, end};
}

const CookieIndex::End* CookieIndex::find(std::uint64_t cookie) const
{
    if (m_slots.empty()) {
        return nullptr;
    }
    std::size_t at = slotOf(cookie, m_slots.size());
    while (m_slots[at].cookie != 0) {
        if (m_slots[at].cookie == cookie) {
            return &m_slots[at].end;
        }
        at = (at + 1) & (m_slots.size() - 1);
    }
    return nullptr;
}

void CookieIndex::prefetch(std::uint64_t cookie) const
{
    if (!m_slots.empty()) {
        __builtin_prefetch(&m_slots[slotOf(cookie, m_slots.size())]);
    }
}

void CookieIndex::grow()
{
    std::vector<Slot> before =
        std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 64 : 2 * m_slots.size()));
    m_count = 0;
    for (const Slot& slot : before) {
        insert(slot.cookie, slot.end);
    }
}

LiveConnection& ConnectionTable::add()
{
    LiveConnection& connection = m_connections.emplace_back();
    connection.id = static_cast<ConnectionId>(m_connections.size());
    connection.info.id = connection.id;
    return connection;
}

LiveConnection* ConnectionTable::find(ConnectionId id)
{
    const std::uint32_t number = indexOf(id);
    return number >= 1 && number <= m_connections.size() ? &m_connections[number - 1] : nullptr;
}

const LiveConnection* ConnectionTable::find(ConnectionId id) const
{
    const std::uint32_t number = indexOf(id);
    return number >= 1 && number <= m_connections.size() ? &m_connections[number - 1] : nullptr;
}

void ConnectionTable::markDirty(LiveConnection& connection)
{
    if (!connection.dirty) {
        connection.dirty = true;
        m_dirty.push_back(connection.id);
    }
}

std::vector<ConnectionId> ConnectionTable::takeDirty()
{
    for (const ConnectionId id : m_dirty) {
        find(id)->dirty = false;
    }
    return std::exchange(m_dirty, {});
}

void ConnectionTable::opened(const LiveConnection& connection)
{
    (connection.ipv6 ? m_openEndsV6 : m_openEndsV4) += connection.peer ? 2 : 1;
    m_cookies.insert(cookieOf(connection.socket.get()), {indexOf(connection.id), false});
    if (connection.peer) {
        m_cookies.insert(cookieOf(connection.peer.get()), {indexOf(connection.id), true});
    }
}

} // namespace kai::live
