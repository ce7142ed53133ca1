#pragma once

#include "core/defaults/reg_document.h"
#include "core/keepalive/result.h"

#include <string_view>

namespace kai::defaults {

/// Reads "[HKEY_LOCAL_MACHINE\\a]" or "[-HKLM\\a]", with a comment behind it or none; the root is spelled out in the result.
/// `line` has no line end. Errors: BAD_REG_FILE with `number` as its line.
[[nodiscard]] Result<RegKey> readKeyLine(std::string_view line, std::size_t number);

} // namespace kai::defaults
