#pragma once

#include "core/defaults/windows_release.h"

#include <string>
#include <vector>

namespace kai::defaults {

/// Neighbouring releases whose keep-alive calls and defaults are the same: one row of the graph.
struct ReleaseGroup {
    std::vector<WindowsRelease> releases; ///< at least one
    std::string label;      ///< "2000, XP, Server 2003", "Vista to 10 1607", "10 1703"
    std::string secondLine; ///< "and Server 2008 to 2016", "defaults of 3 releases"
};

/// All releases in order of build; API generations (D3, D4) are never merged with each other.
[[nodiscard]] std::vector<ReleaseGroup> releaseGroups();

/// "10 1607", "Server 2003"
[[nodiscard]] std::string shortName(WindowsRelease release);

} // namespace kai::defaults
