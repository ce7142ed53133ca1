#pragma once

#include <cstdint>

namespace kai::live {

/// Descriptors that are left for everything that is no connection.
inline constexpr std::uint64_t kReservedDescriptors = 48;

/// How many connections that take `each` descriptors fit into this many.
[[nodiscard]] constexpr std::uint64_t connectionsIn(std::uint64_t descriptors, std::uint64_t each)
{
    return descriptors > kReservedDescriptors ? (descriptors - kReservedDescriptors) / each : 0;
}

/// Raises the soft limit of open descriptors to the hard one; returns what it is then.
std::uint64_t raiseDescriptorLimit();

/// How many descriptors this process may still open.
[[nodiscard]] std::uint64_t descriptorsLeft();

} // namespace kai::live
