#include "core/simulation/flow.h"

namespace kai::simulation {

EndId Flows::take()
{
    std::uint32_t place = m_used;
    if (!m_free.empty()) {
        place = m_free.back();
        m_free.pop_back();
    } else if ((m_used++ & kInChunk) == 0) {
        m_chunks.push_back(std::make_unique<Flow[]>(kInChunk + 1));
    }
    return EndId{place * 2};
}

void Flows::release(EndId id)
{
    Flow& released = flow(id);
    const auto epoch = static_cast<std::uint16_t>(released.epoch + 1);
    released = Flow{};
    released.epoch = epoch;
    m_free.push_back(index(id));
}

std::size_t Flows::bytesUsed() const
{
    return m_chunks.size() * (kInChunk + 1) * sizeof(Flow) +
           m_free.capacity() * sizeof(std::uint32_t);
}

} // namespace kai::simulation
