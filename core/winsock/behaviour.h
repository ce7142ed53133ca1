#pragma once

#include <cstdint>

namespace kai::winsock {

/// Section 6 of the contract: the pages (documented) or what conformance tests saw on real Windows (observed).
enum class Behaviour : std::uint8_t { documented, observed };

} // namespace kai::winsock
