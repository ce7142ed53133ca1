#include "core/lab/census.h"

#include <algorithm>

namespace kai::lab {

void Census::note(std::span<const OpenProgress> progress)
{
    for (const OpenProgress& opening : progress) {
        if (opening.finished) {
            m_openings.erase(opening.command);
            m_opened += opening.opened;
        } else {
            m_openings.insert(opening.command);
        }
    }
}

void Census::note(std::span<const Event> events)
{
    for (const Event& event : events) {
        if (event.connection == ConnectionId::none || event.atPeerEnd()) {
            continue;
        }
        if (event.kind == EventKind::opened) {
            set(event.connection, State::alive);
        } else if (event.kind == EventKind::ended) {
            set(event.connection, State::ended);
        }
    }
}

Census::State Census::stateOf(ConnectionId id) const
{
    return indexOf(id) < m_states.size() ? m_states[indexOf(id)] : State::unknown;
}

void Census::set(ConnectionId id, State state)
{
    const std::size_t index = indexOf(id);
    if (index >= m_states.size()) {
        m_states.resize(std::max(index + 1, m_states.size() * 2), State::unknown);
    }
    const bool wasAlive = m_states[index] == State::alive;
    m_living -= wasAlive ? 1 : 0;
    m_living += state == State::alive ? 1 : 0;
    m_ended += wasAlive && state == State::ended ? 1 : 0;
    m_states[index] = state;
}

} // namespace kai::lab
