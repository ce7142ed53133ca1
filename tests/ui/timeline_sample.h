#pragma once

#include "core/history/event_log.h"
#include "core/keepalive/settings_text.h"
#include "ui/lab/connection_store.h"

#include <memory>
#include <string>
#include <vector>

namespace kai::ui::sample {

/// A recording to draw: rows, log, and the moment at which somebody looks at it.
struct Recording {
    ConnectionStore store;
    std::unique_ptr<history::EventLog> log = std::make_unique<history::EventLog>();
    Moment now{};
    std::int64_t startedUtcNs = 0;
    bool simulated = false;
};

/// Writes events of several connections in any order, then the log in time order.
class Script {
public:
    struct Lane {
        ConnectionRow row;
        ConnectionInfo info;
    };

    Lane& lane(const std::string& name, const SettingsInForce& settings, Moment opened = Moment{});
    Event& event(const Lane& lane, EventKind kind, Moment at, const std::string& detail = {});
    void probe(const Lane& lane, Moment at, int number, bool answered);
    void end(Lane& lane, Moment at, EndedBy by, std::uint16_t error, const std::string& detail);
    /// Everything written so far, into a recording.
    [[nodiscard]] Recording recorded(Moment now);

private:
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::vector<Event> m_events;
    EventSink m_texts;
};

[[nodiscard]] Moment at(double seconds);
[[nodiscard]] nanoseconds span(double seconds);

/// The eight connections of mock/1-main-light.png, looked at 12 min after the start.
[[nodiscard]] Recording mainWindow();
/// Windows XP beside Windows 11, the cable pulled after 3 s; looked at after 2 h 0 min 18 s.
[[nodiscard]] Recording xpBesideEleven();

} // namespace kai::ui::sample
