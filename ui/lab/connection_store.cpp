#include "ui/lab/connection_store.h"

#include <algorithm>

namespace kai::ui {

void ConnectionStore::update(const StackChanges& changes, std::vector<ConnectionId>& changed)
{
    changed.clear();
    const auto known = static_cast<std::ptrdiff_t>(m_ids.size());
    for (const ConnectionInfo& info : changes.infos) {
        entry(info.id, changed).info = info;
    }
    for (const ConnectionRow& row : changes.rows) {
        entry(row.id, changed).row = row;
    }
    changed.insert(changed.begin(), m_ids.begin() + known, m_ids.end());
    for (const ConnectionId id : changed) {
        m_marked[indexOf(id)] = false;
    }
}

const ConnectionStore::Entry* ConnectionStore::find(ConnectionId id) const
{
    const std::size_t index = indexOf(id);
    if (index == 0 || index >= m_entries.size()) {
        return nullptr;
    }
    const Entry& found = m_entries[index];
    return found.row.id == id || found.info.id == id ? &found : nullptr;
}

bool ConnectionStore::hasNamesake(const ConnectionInfo& info) const
{
    return std::any_of(m_ids.begin(), m_ids.end(), [&](ConnectionId id) {
        const ConnectionInfo& other = m_entries[indexOf(id)].info;
        return other.host != info.host && other.name == info.name;
    });
}

void ConnectionStore::clear()
{
    m_entries.clear();
    m_ids.clear();
    m_marked.clear();
}

ConnectionStore::Entry& ConnectionStore::entry(ConnectionId id, std::vector<ConnectionId>& changed)
{
    const std::size_t index = indexOf(id);
    if (index >= m_entries.size()) {
        m_entries.resize(index + 1);
        m_marked.resize(index + 1);
    }
    const bool isNew = !find(id);
    if (!m_marked[index]) {
        m_marked[index] = true;
        (isNew ? m_ids : changed).push_back(id);
    }
    return m_entries[index];
}

} // namespace kai::ui
