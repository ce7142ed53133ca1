#pragma once

#include "core/simulation/observer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kai::simulation {

/// Data of a segment on its way; 0 names none.
enum class PayloadId : std::uint32_t { none = 0 };

namespace segment_flag {
inline constexpr std::uint8_t kFin = 1;
inline constexpr std::uint8_t kSyn = 2;
inline constexpr std::uint8_t kRst = 4;
inline constexpr std::uint8_t kAck = 8;
/// What the sender knows and no wire carries: this is a keep-alive probe; it has one garbage byte.
inline constexpr std::uint8_t kProbe = 16;
inline constexpr std::uint8_t kGarbage = 32;
/// As little on the wire: this acknowledgement is there because of a keep-alive probe.
inline constexpr std::uint8_t kProbeAnswer = 64;
} // namespace segment_flag

/// A TCP segment, RFC 9293 3.1 as far as it decides anything here.
struct Segment {
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    std::uint32_t window = 0;
    PayloadId payload = PayloadId::none;
    std::uint8_t flags = 0;
    /// The k of "k of N" of the probe that it is or answers, which no wire carries either; 0 when of none.
    std::uint8_t probeNumber = 0;

    [[nodiscard]] bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

/// The data of segments on their way. Places are used again.
class Payloads {
public:
    [[nodiscard]] PayloadId keep(std::span<const std::byte> bytes);
    /// Empty for PayloadId::none.
    [[nodiscard]] std::span<const std::byte> view(PayloadId id) const;
    void release(PayloadId id);

private:
    std::vector<std::vector<std::byte>> m_places;
    std::vector<PayloadId> m_free;
};

} // namespace kai::simulation
