#pragma once

#include "ui/lab/connection_store.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kai::ui {

/// Connections to one peer that the peer's program closed (F) when they had the same age.
struct ClosedAtSameAge {
    std::string peer; ///< as in ConnectionInfo::peer
    std::size_t count = 0;
    nanoseconds age{0}; ///< of the one that ended last
    bool operator==(const ClosedAtSameAge&) const = default;
};

/// Finds servers that close connections at a certain age: most expect a login, and none comes from here. Our own peers are left
/// out: they close when they are told to.
class LoginLimitWatch {
public:
    /// `changed` are the rows that changed since the last call. A value when one of them has joined at least one other.
    [[nodiscard]] std::optional<ClosedAtSameAge> look(const ConnectionStore& store,
                                                      std::span<const ConnectionId> changed);
    /// Another lab.
    void reset() { m_seen.clear(); }

private:
    [[nodiscard]] bool isNew(ConnectionId id);

    std::vector<bool> m_seen; ///< by id: its ending has been looked at
};

} // namespace kai::ui
