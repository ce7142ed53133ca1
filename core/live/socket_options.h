#pragma once

#include "core/keepalive/reports.h"
#include "core/keepalive/settings.h"
#include "core/keepalive/settings_text.h"

#include <vector>

namespace kai::live {

/// Linux: whole seconds, 1 to 32767; 1 to 127 probes (facts 7).
inline constexpr SettingsLimits kLinuxLimits{
    milliseconds{1}, milliseconds{32'767'000}, milliseconds{1000}, 1, 127, true};

/// What a socket has now, and which of it this program wrote on it; the others follow the sysctls.
struct OwnSettings {
    SettingsInForce inForce;
    bool enabledOwn = false;
    bool idleTimeOwn = false;
    bool probeIntervalOwn = false;
    bool probeCountOwn = false;
};

/// Writes what is asked for, reads all four back into `own` and reports field by field. Limits are checked first; a field that is
/// refused leaves the others to be applied.
///
/// The order fires no probe by accident (facts 2.5): values are written before SO_KEEPALIVE is switched on, so that the first probe is a
/// full idle time away; when it is switched off that comes first; an idle time that the socket already has is not written again,
/// since that would fire the next probe at once while one is unanswered. A shorter idle time on a socket that is on and has been idle
/// for longer does fire one: that is what the kernel does to any program.
/// `report` is a fresh one with the connection's id.
void applySettings(int socket, const KeepAliveSettings& asked, OwnSettings& own,
                   ApplyReport& report);

/// Reads all four from the socket.
void readBack(int socket, OwnSettings& own);

} // namespace kai::live
