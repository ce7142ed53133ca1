#pragma once

#include "core/keepalive/fault.h"

#include <cstdint>

namespace kai::live {

/// Which probes of a lossy path are lost: every Nth, or a seeded share. The same seeds and connection
/// lose the same ones. Pure.
class LossPlan {
public:
    LossPlan() = default;
    LossPlan(const Fault& fault, std::uint32_t connection, std::uint64_t labSeed);

    [[nodiscard]] bool active() const { return m_everyNth > 0 || m_share > 0; }
    /// Whether the probe with this number, counted from 1 since the fault was set, is lost.
    [[nodiscard]] bool loses(std::uint32_t probe) const;

private:
    std::uint32_t m_everyNth = 0;
    double m_share = 0;
    std::uint64_t m_seed = 0;
};

} // namespace kai::live
