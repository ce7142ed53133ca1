#pragma once

#include "core/keepalive/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kai::defaults {

/// The three ways in which .reg files are written.
enum class RegFormat : std::uint8_t {
    version5Utf16, ///< what regedit exports: "Windows Registry Editor Version 5.00", UTF-16 with byte order mark
    version5Utf8, ///< the same in UTF-8, with or without byte order mark; what editors save
    regedit4,     ///< "REGEDIT4" in Windows-1252
};

/// A .reg file's text in UTF-8, without its header line.
struct RegText {
    RegFormat format = RegFormat::version5Utf16;
    std::string text;
};

/// Largest file that is read.
inline constexpr std::size_t kLargestRegFile = 16U << 20U;

/// Finds encoding and header. `text` begins with the file's second line.
/// Errors (BAD_REG_FILE): no header, no valid text in its encoding, a NUL character, too large.
[[nodiscard]] Result<RegText> decodeReg(std::string_view bytes);

/// The bytes of a file: byte order mark, header line and `text`, whose lines end with LF and are written with CRLF.
/// Errors (NOT_IN_CODE_PAGE): REGEDIT4 cannot hold a character.
[[nodiscard]] Result<std::string> encodeReg(std::string_view text, RegFormat format);

/// The refusal of a damaged file: "reading .reg, line 7: BAD_REG_FILE: ...".
[[nodiscard]] Error badReg(std::size_t line, std::string cause,
                           std::string remedy = "Correct that line, or export the key again.");

} // namespace kai::defaults
