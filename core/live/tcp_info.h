#pragma once

#include "core/live/end_sample.h"

#include <cstddef>
#include <functional>
#include <span>

namespace kai::live {

/// The lab's clock, read around system calls.
using Now = std::function<Moment()>;

/// Fills the counters of `sample` from a struct tcp_info as the kernel gave it; what an older kernel lacks stays 0.
void readTcpInfo(std::span<const std::byte> info, EndSample& sample);

/// getsockopt(TCP_INFO): everything but the armed timer. State unknown when the call fails.
[[nodiscard]] EndSample lookAt(int socket, const Now& now);

} // namespace kai::live
