#include "ui/lab/login_limit.h"

#include <algorithm>
#include <chrono>

namespace kai::ui {

namespace {

using Entry = ConnectionStore::Entry;

bool closedByServer(const Entry& entry)
{
    return entry.row.endedBy == EndedBy::peerClosed && !entry.info.builtInPeer;
}

nanoseconds ageOf(const Entry& entry)
{
    return entry.row.endedAt - entry.row.opened;
}

/// A server's timers are coarse, and so is what is known of the ending: half a second, or a hundredth of a long age.
bool haveSameAge(const Entry& one, const Entry& other)
{
    using namespace std::chrono_literals;
    const nanoseconds apart = ageOf(one) - ageOf(other);
    return std::chrono::abs(apart) <= std::max<nanoseconds>(500ms, ageOf(one) / 100);
}

} // namespace

bool LoginLimitWatch::isNew(ConnectionId id)
{
    if (indexOf(id) >= m_seen.size()) {
        m_seen.resize(indexOf(id) + 1);
    }
    const bool seen = m_seen[indexOf(id)];
    m_seen[indexOf(id)] = true;
    return !seen;
}

std::optional<ClosedAtSameAge> LoginLimitWatch::look(const ConnectionStore& store,
                                                     std::span<const ConnectionId> changed)
{
    const Entry* last = nullptr;
    for (const ConnectionId id : changed) {
        const Entry& entry = *store.find(id);
        if (closedByServer(entry) && isNew(id)) {
            last = &entry;
        }
    }
    if (!last) {
        return std::nullopt;
    }
    const auto count = static_cast<std::size_t>(
        std::count_if(store.ids().begin(), store.ids().end(), [&](ConnectionId id) {
            const Entry& entry = *store.find(id);
            return closedByServer(entry) && entry.info.peer == last->info.peer &&
                   haveSameAge(*last, entry);
        }));
    if (count < 2) {
        return std::nullopt;
    }
    return ClosedAtSameAge{last->info.peer, count, ageOf(*last)};
}

} // namespace kai::ui
