#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kai::simulation {

/// Bytes in order, taken from the front and added at the back.
class ByteQueue {
public:
    [[nodiscard]] std::size_t size() const { return m_bytes.size() - m_taken; }
    void append(std::span<const std::byte> bytes);
    /// `length` bytes from `offset`, both within size().
    [[nodiscard]] std::span<const std::byte> view(std::size_t offset, std::size_t length) const;
    /// Forgets `count` bytes at the front, at most size().
    void drop(std::size_t count);

private:
    std::vector<std::byte> m_bytes;
    std::size_t m_taken = 0;
};

/// What an end buffers. An end that never carried data has none.
struct Stream {
    /// From SND.UNA on: sent and unacknowledged, then not yet sent.
    ByteQueue toSend;
    /// Arrived in order, not yet read.
    ByteQueue received;
};

} // namespace kai::simulation
