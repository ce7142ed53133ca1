#pragma once

#include "core/history/event_log.h"
#include "core/keepalive/event_sink.h"

#include <vector>

namespace kai::lab {

/// Brings what a stack noticed into the log, once a tick: sorted by time, in the order of noticing where times are equal.
/// Worker thread.
class Publisher {
public:
    explicit Publisher(history::EventLog& log)
        : m_log(log)
    {
    }

    [[nodiscard]] EventSink& sink() { return m_sink; }

    /// Publishes everything up to and including `until`; what is later waits for the next tick. An event that comes too late
    /// for its place in the log is put at the last published moment, as derived, its uncertainty widened by the shift.
    /// Returns the events published; valid until the next call.
    std::span<const Event> publish(Moment until);

private:
    /// Texts go into the log at once, so that events may refer to them.
    void takeOver();
    void putInOrder(Event& event) const;

    history::EventLog& m_log;
    EventSink m_sink;
    std::vector<Event> m_taken;
    std::vector<Event> m_waiting;
    std::vector<Event> m_published;
    std::vector<std::string> m_newTexts;
    Moment m_last = Moment::min();
};

} // namespace kai::lab
