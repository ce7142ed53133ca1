#pragma once

#include "core/history/event_log.h"
#include "ui/lab/connection_store.h"
#include "ui/timeline/quiet_time.h"

#include <vector>

namespace kai::ui {

/// Keeps the activity of the lanes shown up to date: each event is read once, a long log over several calls.
class ActivityReader {
public:
    void setSource(const history::EventLog* log);
    /// The connections whose events count. Starts from the beginning of the log, unless the only new ones are new in the log too.
    void setLanes(const std::vector<ConnectionId>& lanes);
    /// Reads what is new, at most 400,000 events (some milliseconds); false when there is more.
    bool update();
    /// Up to where update() has read.
    [[nodiscard]] const Activity& activity() const { return m_activity; }
    /// What is due after `now` on these lanes: deadlines and predicted endings.
    [[nodiscard]] static std::vector<Moment>
    upcoming(const ConnectionStore& store, const std::vector<ConnectionId>& lanes, Moment now);

private:
    [[nodiscard]] bool onlyGrowsBy(const std::vector<bool>& lanes) const;

    const history::EventLog* m_log = nullptr;
    std::vector<bool> m_included; ///< by id
    std::uint64_t m_next = 0;
    Activity m_activity;
};

} // namespace kai::ui
