#pragma once

#include "core/live/live_context.h"

namespace kai::live {

/// Which of the endings an errno was. ETIMEDOUT is T when data was in flight or retransmitted, else K: nothing but keep-alive then
/// gives up. Pure.
[[nodiscard]] EndedBy endedBy(int error, const EndSample& before, const EndSample& after);

/// The connection has ended at our end: takes the last look, reports it, closes the socket. The peer's end stays.
/// `error` is the errno that the program got; 0 when the peer closed (F) or we did (L).
void endLocal(LiveContext& live, LiveConnection& connection, EndedBy by, int error,
              const std::string& detail = {});
/// The same with the ending told by the errno.
void endLocal(LiveContext& live, LiveConnection& connection, int error,
              const std::string& detail = {});

/// The peer's end of a built-in connection has ended; its socket is closed unless it already was.
void endPeer(LiveContext& live, LiveConnection& connection, EndedBy by, int error,
             const std::string& detail = {});

} // namespace kai::live
