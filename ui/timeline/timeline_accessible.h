#pragma once

#include <QKeySequence>

namespace kai::ui {

/// From now on screen readers are told of every TimelineCanvas what a look at it tells: the part of time in view, how many lanes,
/// the current one with what it waits for, and the event walked to. GUI thread; may be called again.
void makeTimelinesAccessible();

/// The keys that open the table of the events in view.
[[nodiscard]] QKeySequence eventTableKeys();

} // namespace kai::ui
