#pragma once

#include "core/live/live_connection.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace kai::live {

/// Finds a connection's end by its socket's cookie; open addressing, since a tick looks up every socket.
class CookieIndex {
public:
    struct End {
        std::uint32_t connection = 0;
        bool peer = false;
    };
    /// A cookie of 0 (no identity) is not kept.
    void insert(std::uint64_t cookie, End end);
    /// Null when it is not ours.
    [[nodiscard]] const End* find(std::uint64_t cookie) const;
    /// Asks the processor for the place where find() will begin.
    void prefetch(std::uint64_t cookie) const;

private:
    struct Slot {
        std::uint64_t cookie = 0;
        End end;
    };
    void grow();
    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
};

/// All connections of the lab, ended ones included; ids count up from 1 and are never used again. References stay valid.
class ConnectionTable {
public:
    [[nodiscard]] LiveConnection& add();
    /// Null when the id was never given.
    [[nodiscard]] LiveConnection* find(ConnectionId id);
    [[nodiscard]] const LiveConnection* find(ConnectionId id) const;

    void markDirty(LiveConnection& connection);
    /// The connections changed since the last call, each once.
    [[nodiscard]] std::vector<ConnectionId> takeDirty();

    /// The connection has opened: both ends are known by their cookies from now on.
    void opened(const LiveConnection& connection);
    [[nodiscard]] const CookieIndex& cookies() const { return m_cookies; }

    /// An end's socket was closed.
    void released(bool ipv6) { --(ipv6 ? m_openEndsV6 : m_openEndsV4); }
    /// Ends that have a socket.
    [[nodiscard]] std::size_t openEnds(bool ipv6) const
    {
        return ipv6 ? m_openEndsV6 : m_openEndsV4;
    }

    [[nodiscard]] std::deque<LiveConnection>& all() { return m_connections; }

private:
    std::deque<LiveConnection> m_connections;
    std::vector<ConnectionId> m_dirty;
    CookieIndex m_cookies;
    std::size_t m_openEndsV4 = 0;
    std::size_t m_openEndsV6 = 0;
};

} // namespace kai::live
