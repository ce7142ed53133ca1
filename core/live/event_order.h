#pragma once

#include "core/keepalive/event_sink.h"

#include <functional>
#include <string_view>
#include <vector>

namespace kai::live {

/// Holds events back until nothing earlier can still be found, then passes them on by time.
/// What a dump derives happened after the dump before it: so everything up to the start of a dump is complete when that dump
/// has been read, and what is later waits for the next one.
class EventOrder {
public:
    explicit EventOrder(EventSink& sink)
        : m_sink(sink)
    {
    }

    /// Accepts an event of any time; one from before the last publication is put at that moment, so that the log stays ordered,
    /// and its uncertainty grows by how far it was moved.
    void add(Event event);
    void add(Event event, std::string_view detail);
    [[nodiscard]] TextId text(std::string_view text) { return m_sink.text(text); }

    /// Passes on everything up to and including `until`, sorted by time; equal times keep the order of add(). Each one is shown to
    /// `seen` first.
    void publish(Moment until, const std::function<void(const Event&)>& seen = {});

    [[nodiscard]] bool empty() const { return m_waiting.empty(); }

private:
    EventSink& m_sink;
    std::vector<Event> m_waiting;
    /// No event before this may still be passed on.
    Moment m_published = Moment::min();
};

} // namespace kai::live
