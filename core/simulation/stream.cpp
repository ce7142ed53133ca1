#include "core/simulation/stream.h"

#include <cassert>

namespace kai::simulation {

void ByteQueue::append(std::span<const std::byte> bytes)
{
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

std::span<const std::byte> ByteQueue::view(std::size_t offset, std::size_t length) const
{
    assert(offset + length <= size());
    return std::span{m_bytes}.subspan(m_taken + offset, length);
}

void ByteQueue::drop(std::size_t count)
{
    assert(count <= size());
    m_taken += count;
    if (m_taken == m_bytes.size()) {
        m_bytes.clear();
        m_taken = 0;
    } else if (m_taken > m_bytes.size() / 2) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_taken));
        m_taken = 0;
    }
}

} // namespace kai::simulation
