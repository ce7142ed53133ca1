#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kai::winsock {

/// "10.0.0.2" as a number in host byte order; empty when it is no literal IPv4 address.
[[nodiscard]] std::optional<std::uint32_t> literalAddress(std::string_view text);

/// The other way.
[[nodiscard]] std::string addressText(std::uint32_t ipv4);

} // namespace kai::winsock
