#pragma once

#include "core/defaults/reg_document.h"
#include "core/defaults/reg_format.h"

namespace kai::defaults {

/// Reads the bytes of a .reg file in any of its three formats: comments, continued lines, CRLF or LF, every type as hex(…),
/// removals of values and keys. Roots may be short (HKLM). All or nothing: a damaged file is refused with its first bad line
/// (BAD_REG_FILE), never read in part. Stricter than regedit, which skips what it does not understand: a lone backslash in a
/// text, a byte of three digits, anything after a value are refused.
[[nodiscard]] Result<RegDocument> readReg(std::string_view bytes);

/// The same for keys and values without the header line, as people copy them from a page: valid UTF-8 without NUL, counted
/// from line 1.
[[nodiscard]] Result<RegDocument> readRegLines(std::string_view text);

} // namespace kai::defaults
