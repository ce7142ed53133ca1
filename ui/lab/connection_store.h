#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/tcp_stack.h"

#include <cstddef>
#include <vector>

namespace kai::ui {

/// The newest row and texts of every connection of one lab, for all views; they keep no copies. GUI thread.
/// Ids are dense and only grow, so that finding one is an index.
class ConnectionStore {
public:
    struct Entry {
        ConnectionRow row;
        ConnectionInfo info;
    };

    /// Takes over what is new. `changed` receives each id once: new ones, then changed ones.
    void update(const StackChanges& changes, std::vector<ConnectionId>& changed);

    /// Null for an id that this lab has not opened.
    [[nodiscard]] const Entry* find(ConnectionId id) const;
    /// Whether a connection on another host has the same name, so that the name alone does not tell which is meant.
    [[nodiscard]] bool hasNamesake(const ConnectionInfo& info) const;
    /// In opening order.
    [[nodiscard]] const std::vector<ConnectionId>& ids() const { return m_ids; }
    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    void clear();

private:
    Entry& entry(ConnectionId id, std::vector<ConnectionId>& changed);

    std::vector<Entry> m_entries; ///< by id; entry 0 is no connection
    std::vector<ConnectionId> m_ids;
    std::vector<bool> m_marked; ///< ids already in `changed` during update()
};

} // namespace kai::ui
