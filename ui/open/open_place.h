#pragma once

#include "core/keepalive/system_default.h"

#include <QString>

#include <vector>

namespace kai::ui {

/// The lab that connections are opened in.
struct OpenPlace {
    bool simulated = false;
    /// The hosts that can open, with their defaults; this computer alone when live.
    std::vector<SystemDefaults> hosts;
    /// See detectionText(); 0 where timers are exact.
    nanoseconds tick{0};
};

/// A host to open from, as the dialog calls it.
struct HostChoice {
    HostId id = HostId::first;
    QString name;
    bool operator==(const HostChoice&) const = default;
};

/// "Windows XP", "Windows 11"; numbered where two have the same release.
[[nodiscard]] std::vector<HostChoice> hostChoices(const std::vector<SystemDefaults>& hosts);

} // namespace kai::ui
