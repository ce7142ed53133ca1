#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kai::defaults {

/// Without blanks, tabs and CR at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Split at LF; a last empty line is dropped.
[[nodiscard]] std::vector<std::string_view> linesOf(std::string_view text);
/// Split at runs of blanks and tabs.
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view text);

/// "300000", "0x493e0", and "-1" as 0xFFFFFFFF (PowerShell shows a DWORD so); empty for everything else.
[[nodiscard]] std::optional<std::uint32_t> numberIn(std::string_view text);

} // namespace kai::defaults
