#pragma once

#include <cstdint>

namespace kai::live {

/// Raises the soft limit of open descriptors to the hard one; returns what it is then.
std::uint64_t raiseDescriptorLimit();

/// How many descriptors this process may still open.
[[nodiscard]] std::uint64_t descriptorsLeft();

} // namespace kai::live
