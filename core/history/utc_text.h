#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kai::history {

/// "2026-11-22T18:41:10.123456789Z" from UTC nanoseconds since 1970.
[[nodiscard]] std::string utcText(std::int64_t utcNs);
/// Reads exactly what utcText() writes; empty for anything else.
[[nodiscard]] std::optional<std::int64_t> parseUtc(std::string_view text);

} // namespace kai::history
