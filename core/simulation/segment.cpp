#include "core/simulation/segment.h"

namespace kai::simulation {

namespace {

std::size_t placeOf(PayloadId id)
{
    return static_cast<std::size_t>(id) - 1;
}

} // namespace

PayloadId Payloads::keep(std::span<const std::byte> bytes)
{
    if (m_free.empty()) {
        m_places.emplace_back();
        m_free.push_back(PayloadId{static_cast<std::uint32_t>(m_places.size())});
    }
    const PayloadId id = m_free.back();
    m_free.pop_back();
    m_places[placeOf(id)].assign(bytes.begin(), bytes.end());
    return id;
}

std::span<const std::byte> Payloads::view(PayloadId id) const
{
    return id == PayloadId::none ? std::span<const std::byte>{} : m_places[placeOf(id)];
}

void Payloads::release(PayloadId id)
{
    if (id != PayloadId::none) {
        m_free.push_back(id);
    }
}

} // namespace kai::simulation
