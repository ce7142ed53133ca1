#pragma once

#include "core/defaults/pasted_text.h"
#include "core/defaults/text_lines.h"

namespace kai::defaults {

/// The readers behind readPasted(), one a kind; the text is valid UTF-8 without NUL. Errors as there.

[[nodiscard]] Result<PastedDefaults> readRegQuery(std::string_view text);
[[nodiscard]] Result<PastedDefaults> readItemProperties(std::string_view text);
[[nodiscard]] Result<PastedDefaults> readSysctlText(std::string_view text);

/// "KeepAliveTime : 300000", the name one of the four.
[[nodiscard]] bool isItemProperty(std::string_view line);
/// "net.ipv4.tcp_keepalive_time = 7200"
[[nodiscard]] bool isKeepAliveSysctl(std::string_view line);

[[nodiscard]] Error notUnderstood();
[[nodiscard]] Error badNumber(std::size_t line, std::string_view name);

/// Gives every line that is not empty, trimmed, and its number to `read`, until one is refused.
template <typename Read>
[[nodiscard]] Status readEachLine(std::string_view text, Read read)
{
    std::size_t number = 0;
    for (const auto whole : linesOf(text)) {
        ++number;
        const auto line = trimmed(whole);
        auto status = line.empty() ? success() : read(line, number);
        if (!status) {
            return status;
        }
    }
    return success();
}

} // namespace kai::defaults
