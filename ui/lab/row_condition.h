#pragma once

#include "core/keepalive/connection.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kai::ui {

/// What a person calls the state of a row: the connection's state, and what keep-alive does on it.
enum class RowCondition : std::uint8_t {
    resolving,
    connecting,
    open,    ///< idle or talking, with a deadline ahead
    probing, ///< at least one probe is unanswered
    waiting, ///< data in flight or a closed window: another timer rules
    off,     ///< keep-alive is off, or sends no probe (count 0)
    peerClosed,
    closing,
    ended,
};
inline constexpr std::size_t kRowConditionCount = 9;

[[nodiscard]] RowCondition conditionOf(const ConnectionRow& row);
/// "probing", as in the filter line (state:probing).
[[nodiscard]] std::string_view conditionWord(RowCondition condition);

/// How many rows are in each condition; kept up to date by telling it both sides of a change.
using ConditionCounts = std::array<std::size_t, kRowConditionCount>;

} // namespace kai::ui
