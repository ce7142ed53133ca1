#include "core/live/loss_plan.h"

namespace kai::live {

namespace {

/// splitmix64: every number of a sequence on its own.
std::uint64_t scrambled(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15u;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

} // namespace

LossPlan::LossPlan(const Fault& fault, std::uint32_t connection, std::uint64_t labSeed)
    : m_everyNth(fault.kind == FaultKind::lossyEveryNth ? fault.everyNth : 0)
    , m_share(fault.kind == FaultKind::lossyShare ? fault.share : 0)
    , m_seed(scrambled(scrambled(labSeed) + fault.seed) ^ scrambled(connection))
{
}

bool LossPlan::loses(std::uint32_t probe) const
{
    if (m_everyNth > 0) {
        return probe % m_everyNth == 0;
    }
    const double fraction = static_cast<double>(scrambled(m_seed + probe) >> 11) * 0x1.0p-53;
    return fraction < m_share;
}

} // namespace kai::live
