#pragma once

#include "core/keepalive/event.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kai {

/// Where a stack puts what it noticed; the lab drains it once a tick, sorts it and publishes it. One thread.
class EventSink {
public:
    void add(const Event& event) { m_events.push_back(event); }

    /// The id of a text in the log's side table; equal texts share one. The empty text is TextId::empty.
    TextId text(std::string_view text);

    [[nodiscard]] const std::vector<Event>& events() const { return m_events; }

    /// Moves out the events and the texts that are new since the last call. Texts are in id order, the first one ever has id 1.
    void take(std::vector<Event>& events, std::vector<std::string>& newTexts);

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::vector<Event> m_events;
    std::vector<std::string> m_newTexts;
    std::unordered_map<std::string, TextId, Hash, std::equal_to<>> m_ids;
};

} // namespace kai
