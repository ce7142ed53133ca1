#pragma once

#include "core/keepalive/event.h"

#include <QString>

namespace kai::ui {

/// One word or two, as the table's "Last event" shows it: "data", "answered", "opened".
[[nodiscard]] QString eventWord(EventKind kind);
/// A few words, as the list of events shows it: "probe answered", "settings changed".
[[nodiscard]] QString eventLabel(EventKind kind);
/// "keep-alive gave up", "reset", "retransmission gave up", "closed by the peer's program", "closed here"; empty when not ended.
[[nodiscard]] QString endedByLabel(EndedBy by);
/// "K: keep-alive gave up", as the list of events shows it; empty when not ended.
[[nodiscard]] QString endingText(EndedBy by);
/// "±12 ms": half width of what is known of an event's time.
[[nodiscard]] QString uncertaintyText(std::uint32_t ns);
/// "Range of 12.3 s  ×", on the button that takes it away.
[[nodiscard]] QString rangeChipText(Moment from, Moment until);
/// "ETIMEDOUT (110)", or the bare number when it has no name; empty for 0.
[[nodiscard]] QString errorLabel(int number);

} // namespace kai::ui
