#pragma once

#include "core/keepalive/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace kai::live {

/// The peer alone, to be put behind somebody's balancer: takes data, answers a line "echo TEXT" with TEXT, has keep-alive off,
/// never closes first.
struct PeerOptions {
    /// A literal address or a name; empty: all addresses of this computer. It listens nowhere else.
    std::string address;
    /// 1 to 65535; 0 lets the system choose (for tests).
    std::uint16_t port = 0;
    /// More are refused with a reset; also limited by the descriptors this process may open.
    std::uint32_t mostConnections = 10'000;
};

/// "7777", ":7777", "10.0.0.5:7777", "[::1]:7777". Errors: BAD_PORT, BAD_ADDRESS.
[[nodiscard]] Result<PeerOptions> parsePeerAddress(std::string_view text);

struct PeerSummary {
    std::uint64_t served = 0;
    std::uint64_t refused = 0;
    std::uint64_t bytesTaken = 0;
};

/// Serves on the calling thread until `stop` is set (a signal handler may do that); then closes everything within 0.2 s.
/// `tell` gets a line when it listens and when a connection comes or goes.
/// Errors: what resolving or listening gave; NOT_SUPPORTED on Windows so far.
[[nodiscard]] Result<PeerSummary> runPeer(const PeerOptions& options, const std::atomic<bool>& stop,
                                          const std::function<void(const std::string&)>& tell);

} // namespace kai::live
