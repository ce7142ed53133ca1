#pragma once

#include "core/history/event_log.h"
#include "ui/timeline/lane_model.h"

#include <vector>

namespace kai::ui {

/// The kinds of events that say which settings are in force.
inline constexpr auto kSettingsKinds = static_cast<history::KindMask>(
    history::maskOf(EventKind::opened) | history::maskOf(EventKind::settings_changed));

/// What was in force just before `before`, since when, and as the log words it; empty when the log does not say. Where it says
/// no more than on or off, the rest is as `today`. Any thread.
[[nodiscard]] std::optional<SettingsSpan> settingsBefore(const history::EventLog& log,
                                                         const history::LaneKey& lane,
                                                         Moment before,
                                                         const SettingsInForce& today);

/// One lane's events for a stretch of time, read through the log's lane index together with what sets the scene before it.
/// Keeps its buffers between calls; the texts stay valid as long as the log.
class LaneHistory {
public:
    explicit LaneHistory(const history::EventLog& log)
        : m_log(log)
    {
    }

    /// The model of a lane from `from` to `until`. Cost: the events in that stretch, and a search for those before it.
    [[nodiscard]] LaneModel model(const ConnectionRow& row, bool peerEnd, Moment from, Moment until,
                                  LaneContext context);

    /// When the ramp at `from` began: the last restart of the idle time before it; `from` when that is not known.
    [[nodiscard]] Moment restartBefore(const ConnectionRow& row, bool peerEnd, Moment from) const;

    /// The same for an end of a row's connection.
    [[nodiscard]] std::optional<SettingsSpan> settingsBefore(const ConnectionRow& row, bool peerEnd,
                                                             Moment before) const;

    /// How many events model() would read; when more than the pixels can show, summaries serve better.
    [[nodiscard]] std::uint64_t count(ConnectionId id, bool peerEnd, Moment from,
                                      Moment until) const;

private:
    void add(std::uint64_t index, const Event& event);
    /// The connection's own events that the peer's end needs: see buildLane().
    void addOwnForPeer(ConnectionId id, Moment from, Moment until);

    const history::EventLog& m_log;
    std::vector<LaneEvent> m_events;
};

} // namespace kai::ui
