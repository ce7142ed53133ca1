#pragma once

#include "core/history/event_log.h"
#include "ui/lab/connection_store.h"
#include "ui/timeline/quiet_time.h"

#include <vector>

namespace kai::ui {

/// Keeps the activity of the lanes shown up to date: each event is read once.
class ActivityReader {
public:
    void setSource(const history::EventLog* log);
    /// The connections whose events count; starts from the beginning of the log.
    void setLanes(const std::vector<ConnectionId>& lanes);
    /// Reads what is new.
    void update();
    [[nodiscard]] const Activity& activity() const { return m_activity; }
    /// What is due after `now` on these lanes: deadlines and predicted endings.
    [[nodiscard]] static std::vector<Moment>
    upcoming(const ConnectionStore& store, const std::vector<ConnectionId>& lanes, Moment now);

private:
    const history::EventLog* m_log = nullptr;
    std::vector<bool> m_included; ///< by id
    std::uint64_t m_next = 0;
    Activity m_activity;
};

} // namespace kai::ui
