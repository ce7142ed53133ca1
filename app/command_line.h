#pragma once

#include "app/options.h"
#include "core/keepalive/result.h"

#include <span>
#include <string>
#include <string_view>

namespace kai::app {

/// Reads the arguments after the program's name. "--name value" and "--name=value" are the same. Pure.
/// Errors name the option, say what is wrong and what would be right: one line, for exit code 2.
[[nodiscard]] Result<Options> parseCommandLine(std::span<const std::string_view> arguments);

/// What --help prints: every option with its unit, made from the table that the parser uses.
[[nodiscard]] std::string helpText();

} // namespace kai::app
