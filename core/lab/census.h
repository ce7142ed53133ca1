#pragma once

#include "core/keepalive/reports.h"

#include <set>
#include <span>
#include <vector>

namespace kai::lab {

/// Which connections of a lab are alive and which openings are under way: decides when a run has reached its end.
class Census {
public:
    void openingBegins(CommandId command) { m_openings.insert(command); }
    /// An opening that nobody asked for here, as after a restart, begins with its first report.
    void note(std::span<const OpenProgress> progress);
    void note(std::span<const Event> events);

    [[nodiscard]] bool allOpened() const { return m_openings.empty(); }
    /// Counts what the openings reported, too: their events may come a tick later.
    [[nodiscard]] bool allEnded() const
    {
        return m_openings.empty() && m_living == 0 && m_ended >= m_opened;
    }
    [[nodiscard]] bool ended(ConnectionId id) const { return stateOf(id) == State::ended; }

private:
    enum class State : std::uint8_t { unknown, alive, ended };
    [[nodiscard]] State stateOf(ConnectionId id) const;
    void set(ConnectionId id, State state);

    std::vector<State> m_states; ///< by id
    std::uint32_t m_living = 0;
    std::set<CommandId> m_openings; ///< under way
    std::uint64_t m_opened = 0;     ///< by finished openings
    std::uint64_t m_ended = 0;      ///< of those seen alive
};

} // namespace kai::lab
