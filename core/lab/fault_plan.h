#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/fault.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kai::lab {

/// A fault counted from the moment at which all connections of a run are open ("--fault silent@3s").
struct PlannedFault {
    nanoseconds afterOpen{0};
    Fault fault;
    /// Only on the connections with this name; empty: on every one of the run.
    std::string connection = {};
};

/// What is to be done to the connections of one run, and when. Worker thread.
class FaultPlan {
public:
    /// Connections that are new from now on are the run's; what was planned before is forgotten.
    void begin(std::vector<PlannedFault> faults);
    /// Every connection is to be noted, whether or not anything is planned.
    void note(std::span<const ConnectionInfo> infos);
    /// All are open: times count from here. Ignored when they count already.
    void countFrom(Moment moment);

    /// Not all are open yet.
    [[nodiscard]] bool waits() const { return m_waits; }
    /// When the next fault is due; kNever when none is, or not yet known.
    [[nodiscard]] Moment next() const;

    struct Due {
        std::vector<ConnectionId> ids;
        Fault fault;
    };
    /// The next one that is due at `now`.
    [[nodiscard]] std::optional<Due> take(Moment now);

private:
    std::vector<PlannedFault> m_faults;        ///< those to come, in the order of their times
    std::vector<ConnectionInfo> m_connections; ///< of the run
    std::uint32_t m_lastId = 0;
    Moment m_from = kNever;
    bool m_waits = false;
};

} // namespace kai::lab
