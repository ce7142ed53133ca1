#pragma once

#include "core/defaults/reg_document.h"
#include "core/keepalive/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kai::defaults {

enum class PastedKind : std::uint8_t { regFile, regQuery, getItemProperty, sysctl };
/// "a .reg file", "output of reg query"
[[nodiscard]] std::string_view kindName(PastedKind kind);

/// The sysctls found in a pasted text; times in seconds.
struct PastedSysctls {
    std::optional<std::uint32_t> timeSeconds;
    std::optional<std::uint32_t> intervalSeconds;
    std::optional<std::uint32_t> probes;
    bool operator==(const PastedSysctls&) const = default;
};

struct PastedDefaults {
    PastedKind kind = PastedKind::regFile;
    /// For the three Windows kinds. Get-ItemProperty names no types: a number is taken for a REG_DWORD, all else for a REG_SZ.
    RegDocument registry;
    /// For sysctl.
    PastedSysctls sysctls;
    /// Lines that say nothing about keep-alive or could not be understood, in their order.
    std::vector<std::string> otherLines;
};

/// Understands a .reg file's text, with or without its header line, the output of `reg query`, of `Get-ItemProperty` (as a list) and of `sysctl -a` or
/// sysctl.d lines, as UTF-8. Errors: BAD_REG_FILE as readReg(); NOT_UNDERSTOOD when no kind fits or no value is in it;
/// BAD_NUMBER, with its line, when one of the known values has no number that fits. All or nothing.
[[nodiscard]] Result<PastedDefaults> readPasted(std::string_view text);

} // namespace kai::defaults
