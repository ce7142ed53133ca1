#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kai::live {

/// One TCP segment over IPv4 or IPv6 as somebody else's tool captured it.
struct CapturedSegment {
    std::int64_t utcNs = 0;
    bool ipv6 = false;
    std::uint16_t fromPort = 0;
    std::uint16_t toPort = 0;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    std::uint8_t flags = 0;
    std::uint32_t dataLength = 0;
};

/// Reads a pcap file with nanosecond stamps (magic 0xa1b23c4d, Ethernet frames) in this computer's byte order. Empty when it is none.
[[nodiscard]] std::vector<CapturedSegment> readCapture(const std::string& path);

/// Who sent a keep-alive probe, and when its answer came; found from the segments alone: no data, ACK only, one before what
/// was to be sent next; the answer is the next bare acknowledgement the other way.
struct CapturedProbe {
    std::int64_t utcNs = 0;
    std::int64_t answeredUtcNs = 0; ///< 0 = never
};
/// The port is the client's, of that address family.
[[nodiscard]] std::vector<CapturedProbe> probesFrom(const std::vector<CapturedSegment>& segments,
                                                    bool ipv6, std::uint16_t clientPort);

} // namespace kai::live
