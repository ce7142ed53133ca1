#pragma once

#include "core/live/live_context.h"

#include <queue>
#include <utility>
#include <vector>

namespace kai::live {

/// The connections whose program sends something every so often.
class SendSchedule {
public:
    explicit SendSchedule(LiveContext& live)
        : m_live(live)
    {
    }

    /// The connection's program is new: begins or stops sending.
    void follow(LiveConnection& connection);
    /// Sends what is due. A full send buffer skips a turn.
    void send();
    [[nodiscard]] Moment next() const { return m_due.empty() ? kNever : m_due.top().first; }

private:
    using Due = std::pair<Moment, ConnectionId>;
    LiveContext& m_live;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

} // namespace kai::live
