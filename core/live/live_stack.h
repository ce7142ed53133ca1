#pragma once

#include "core/keepalive/tcp_stack.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace kai::live {

struct LiveOptions {
    /// Ticks of the monitor in Hz, 2 to 50.
    double ticksPerSecond = 4;
    /// False: as if sock_diag could not be had (for tests and for `--no-sock-diag`); TCP_INFO on our own sockets serves.
    bool useSockDiag = true;
    /// Of everything random: which probes a lossy share loses.
    std::uint64_t seed = 1;
};

/// This computer's sockets. `start` is Moment zero. Created, used and destroyed on one thread, but for wake().
/// Errors: NOT_SUPPORTED on a system that has no live stack yet, and the system's own when it refuses epoll or a timer.
[[nodiscard]] Result<std::unique_ptr<TcpStack>>
makeLiveStack(const LiveOptions& options, EventSink& sink,
              std::chrono::steady_clock::time_point start);

/// What this computer can do, without opening a connection (--capabilities). May spin for about 0.3 s to calibrate.
[[nodiscard]] Capabilities probeCapabilities(const LiveOptions& options);

} // namespace kai::live
