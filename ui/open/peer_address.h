#pragma once

#include "core/keepalive/result.h"

#include <QString>

#include <cstdint>
#include <string>

namespace kai::ui {

struct PeerAddress {
    std::string host;
    std::uint16_t port = 0;
};

/// Reads "host:port", "10.0.0.5:5432" or "[::1]:7777". The host is not looked up here.
/// Errors: NO_PORT, BAD_PORT (not 1 to 65535), NO_HOST.
[[nodiscard]] Result<PeerAddress> readPeerAddress(const QString& text);

} // namespace kai::ui
