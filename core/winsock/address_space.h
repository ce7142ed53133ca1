#pragma once

#include <cstddef>

namespace kai::winsock {

/// Whether all `size` bytes from `start` may be read by this process. Asks the operating system; never faults.
/// No bytes: true, also at null. A null start with bytes, and a range that wraps around, are not. Any thread.
[[nodiscard]] bool isReadable(const void* start, std::size_t size);

/// Whether all bytes may be written. The bytes keep their values; a concurrent writer may see them written again.
[[nodiscard]] bool isWritable(const void* start, std::size_t size);

} // namespace kai::winsock
