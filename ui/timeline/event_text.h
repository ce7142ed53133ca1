#pragma once

#include "core/keepalive/event.h"

#include <QString>

#include <cstdint>

namespace kai::ui {

struct TimelineScene;

/// One event in words, for tooltips and screen readers: "db-1: probe 2 of 6 unanswered, 12:04:12.123".
[[nodiscard]] QString eventSentence(const TimelineScene& scene, std::uint64_t index);

/// The event alone: "probe 2 of 6 unanswered".
[[nodiscard]] QString eventKindText(const Event& event);

/// The moment as the ruler counts: wall time with milliseconds, or time since the start, "647 ms before the start" too.
[[nodiscard]] QString momentText(const TimelineScene& scene, Moment at);

} // namespace kai::ui
