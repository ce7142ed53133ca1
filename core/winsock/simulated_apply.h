#pragma once

#include "core/keepalive/reports.h"
#include "core/simulation/world.h"
#include "core/winsock/winsock.h"

namespace kai::winsock {

/// A Winsock error of one call as the shared words have it.
[[nodiscard]] Error winsockError(int number, const char* operation);

/// Applies settings to one socket by the calls of decisions.md "Simulated apply": a toggle alone is SO_KEEPALIVE; a time or an
/// interval is SIO_KEEPALIVE_VALS with both (the other one as in force); a count is TCP_KEEPCNT, refused alone where the release
/// does not have it (D2, D4). Every field comes back as asked, applied and supplied by whom.
[[nodiscard]] ApplyReport applySettings(Winsock& process, const simulation::World& world, SOCKET s,
                                        const KeepAliveSettings& settings);

} // namespace kai::winsock
