#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/settings_text.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kai::ui {

/// Part of the saw-tooth: the idle time counts from the last segment, the part is drawn from `from` to `until`, and at
/// `time` of idleness it has its full height. After a change of settings a new part begins; the idle time goes on.
struct Ramp {
    Moment lastSegment{};
    Moment from{};
    Moment until{};
    /// The idle time in force; 0 = keep-alive off.
    nanoseconds time{0};

    /// Height from 0 to 1; 1 from the deadline on.
    [[nodiscard]] double heightAt(Moment at) const;
    [[nodiscard]] Moment deadline() const { return saturatingAdd(lastSegment, time); }
};

/// Part of the probe phase: `probe` of `count` are unanswered.
struct Stair {
    Moment from{};
    Moment until{};
    int probe = 0;
    int count = 0;
    /// The last interval before the ending in a simulation (P3).
    bool assumed = false;
};

enum class ProbeFate : std::uint8_t { underWay, answered, unanswered };

/// One event to mark. A probe and its fate are one mark.
struct LaneMark {
    EventKind kind = EventKind::note;
    Moment at{};
    std::uint64_t index = 0; ///< in the log; of the fate, when it is known
    /// For probes.
    ProbeFate fate = ProbeFate::underWay;
    Moment answeredAt = kNever;
    std::uint8_t probe = 0;
    std::uint8_t count = 0;
    std::uint16_t errorCode = 0;
    nanoseconds uncertainty{0};
    std::string_view detail;

    [[nodiscard]] bool isProbe() const { return kind == EventKind::probe_sent; }
};

struct SettingsSpan {
    Moment from{};
    Moment until = kNever;
    SettingsInForce settings;
    /// As the ribbon shows it: "60 s / 10 s / 6, TCP_KEEPIDLE on this socket".
    std::string text;
};

struct Span {
    Moment from{};
    Moment until{};
};

struct LaneEnding {
    Moment at{};
    EndedBy by = EndedBy::notEnded;
    std::uint16_t errorCode = 0;
    std::string_view detail;
    std::uint64_t index = 0;
};

/// What one lane shows of a stretch of time, before any pixel.
struct LaneModel {
    std::vector<Ramp> ramps;
    std::vector<Stair> stairs;
    std::vector<LaneMark> marks; ///< by time
    std::vector<SettingsSpan> settings;
    std::vector<Span> waiting; ///< sent data was unacknowledged
    std::vector<Span> faults;
    std::optional<Span> boxForgot;
    std::optional<LaneEnding> ending;
};

/// An event with its place in the log, and its detail.
struct LaneEvent {
    std::uint64_t index = 0;
    Event event;
    std::string_view detail;
};

struct LaneContext {
    Moment now{};
    /// The stretch asked for; events before it (from the last restart of the idle time on) set the scene.
    Moment from{};
    bool simulated = false;
    /// Draw the peer's end instead of the connection's own.
    bool peerEnd = false;
    /// In force at the first event; empty: what the row says.
    std::optional<SettingsInForce> settingsBefore;
};

/// Builds the model from one lane's events in time order and its row. For the peer's end the connection's own events may be among
/// them: faults lie there, and a probe that was answered has reached the peer.
[[nodiscard]] LaneModel buildLane(std::span<const LaneEvent> events, const ConnectionRow& row,
                                  const LaneContext& context);

/// The idle time that they ask for; 0 = keep-alive off.
[[nodiscard]] nanoseconds idleTimeOf(const SettingsInForce& settings);
/// The row's values in force.
[[nodiscard]] SettingsInForce settingsOf(const ConnectionRow& row);
/// The values of an end. Of the peer's no more is known than whether its keep-alive is on, and when it is due.
[[nodiscard]] SettingsInForce settingsOf(const ConnectionRow& row, bool peerEnd);

} // namespace kai::ui
