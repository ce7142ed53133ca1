#pragma once

#include "core/history/event_columns.h"
#include "core/history/event_file.h"
#include "core/keepalive/event_sink.h"

#include <unordered_map>

namespace kai::history {

/// Turns rows back into events; checks what a row means, whichever format it came in.
class EventImport {
public:
    /// Error: the reason, without a line.
    [[nodiscard]] std::optional<std::string> add(const EventFields& fields);
    [[nodiscard]] ImportedEvents take();

private:
    [[nodiscard]] std::optional<std::string> checkTime(const EventFields& fields, Event& event);
    [[nodiscard]] ConnectionId connectionOf(const EventFields& fields, Event& event);
    HostId hostOf(const std::string& name);

    ImportedEvents m_result;
    EventSink m_texts;
    std::unordered_map<std::string, ConnectionId> m_connections;
    std::vector<std::string> m_hosts;
};

} // namespace kai::history
