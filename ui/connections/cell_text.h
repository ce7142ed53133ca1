#pragma once

#include "ui/connections/column.h"
#include "ui/lab/connection_store.h"

#include <QString>

namespace kai::ui {

/// What a cell says at a moment; "–" where there is nothing to say. Empty for the check box.
[[nodiscard]] QString cellText(Column column, const ConnectionStore::Entry& entry, Moment now);
/// What the cell's editor starts with; empty for columns that are not edited.
[[nodiscard]] QString editText(Column column, const ConnectionRow& row);
/// "open", "probing", "ended K".
[[nodiscard]] QString stateText(const ConnectionRow& row);
/// "this socket", "sysctl": who supplied a value, in two words at most.
[[nodiscard]] QString originText(Origin origin);
/// "waits in recv", "sends every 10 s".
[[nodiscard]] QString programText(const Program& program);

} // namespace kai::ui
