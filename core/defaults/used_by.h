#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace kai::defaults {

/// Why a connection does not use the system's default of a value.
enum class NotUsing : std::uint8_t {
    nothing, ///< it does use it
    keepAliveOff,
    ownValues,           ///< set on this socket
    fromListener,        ///< inherited (S13)
    openedBeforeRestart, ///< took the value of that time (D5)
    ended,
};

struct ConnectionUse {
    std::string name;
    NotUsing reason = NotUsing::nothing;
};

/// "0 of 3 connections: app-1 keep-alive off, app-2 own values, app-3 opened before the restart"; after five names the rest
/// are counted. "1 of 1 connection", "no connections".
[[nodiscard]] std::string usedBy(std::span<const ConnectionUse> connections);

} // namespace kai::defaults
