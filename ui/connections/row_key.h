#pragma once

#include "core/keepalive/detection.h"
#include "ui/connections/column.h"
#include "ui/lab/connection_store.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace kai::ui {

/// Silent peer found after; a range where the system's timer wheel makes it one. It is sorted by its end.
[[nodiscard]] Detection foundDeadAfter(const ConnectionRow& row);

/// Less is more trouble: ended, then most unanswered of all allowed, then nearest deadline.
using TroubleKey = std::array<std::int64_t, 3>;
[[nodiscard]] TroubleKey troubleKey(const ConnectionRow& row);

/// Negative, 0 or positive, as for strcmp().
[[nodiscard]] int compared(const TroubleKey& one, const TroubleKey& other);
/// By a column's value; texts with their numbers as numbers ("conn-2" before "conn-10").
[[nodiscard]] int comparedBy(Column column, const ConnectionStore::Entry& one,
                             const ConnectionStore::Entry& other);
/// Runs of digits compare by their value, everything else by its bytes.
[[nodiscard]] int comparedNaturally(std::string_view one, std::string_view other);

} // namespace kai::ui
