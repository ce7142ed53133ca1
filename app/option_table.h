#pragma once

#include "app/options.h"
#include "core/keepalive/result.h"

#include <span>
#include <string_view>

namespace kai::app {

/// One option: how it is written, what it is for, and how its value is read.
struct OptionEntry {
    /// Printed above it in the help; empty within a group.
    std::string_view heading;
    std::string_view name;
    /// What its value looks like; empty: it takes none.
    std::string_view value;
    std::string_view help;
    Status (*read)(std::string_view value, Options& options);
};

[[nodiscard]] std::span<const OptionEntry> optionTable();

} // namespace kai::app
