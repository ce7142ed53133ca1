#pragma once

#include "core/winsock/error_text.h"
#include "core/winsock/simulated_connection.h"

namespace kai::winsock {

/// A Winsock error of one call as the shared words have it; `failed` where the call is one of the two pages'.
[[nodiscard]] Error winsockError(int number, const char* operation, const FailedCheck& failed = {});

/// Applies settings to one socket by the calls of decisions.md "Simulated apply": a toggle alone is SO_KEEPALIVE; a time or an
/// interval is SIO_KEEPALIVE_VALS with both (the other one as in force); a count is TCP_KEEPCNT, refused alone where the release
/// does not have it (D2, D4). Every field comes back as asked, applied and supplied by whom.
/// `pending`: where SIO_KEEPALIVE_VALS takes its time (I7), the operations under way, to which this call's is added; its fields
/// carry WSA_IO_PENDING then. Null: it is made synchronously.
[[nodiscard]] ApplyReport applySettings(Winsock& process, const simulation::World& world, SOCKET s,
                                        const KeepAliveSettings& settings,
                                        std::list<PendingVals>* pending);

/// After a pending SIO_KEEPALIVE_VALS has completed: what was to follow it.
void finishSettings(Winsock& process, SOCKET s, const PendingVals& completed);
/// Nothing pends any more: its fields say what is in force now.
void completeReport(const Winsock& process, const simulation::World& world, SOCKET s,
                    ApplyReport& report);

} // namespace kai::winsock
