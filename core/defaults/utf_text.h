#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kai::defaults {

/// Conversions between the encodings of .reg files. Each is empty when something cannot be converted exactly: nothing is
/// replaced by a question mark, since a registry must get back what it gave.

/// UTF-16 little endian, without byte order mark. Refused: an odd length, half a surrogate pair.
[[nodiscard]] std::optional<std::string> utf8FromUtf16(std::string_view bytes);
/// Refused: what is not valid UTF-8.
[[nodiscard]] std::optional<std::string> utf16FromUtf8(std::string_view text);
[[nodiscard]] bool isUtf8(std::string_view text);

/// Windows-1252 as Windows itself reads it: its five unassigned bytes are the control characters of the same number.
[[nodiscard]] std::string utf8FromAnsi(std::string_view bytes);
/// Refused: a character that Windows-1252 has not.
[[nodiscard]] std::optional<std::string> ansiFromUtf8(std::string_view text);

} // namespace kai::defaults
