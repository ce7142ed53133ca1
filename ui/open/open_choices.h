#pragma once

#include "core/keepalive/detection.h"
#include "core/keepalive/requests.h"
#include "ui/open/open_place.h"
#include "ui/open/preset.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace kai::ui {

/// What was chosen in the Open dialog, as plain values: what is stored for "as last time", and what becomes requests.
struct OpenChoices {
    bool builtInPeer = true;
    QString peer; ///< "host:port" as typed
    /// From which hosts; of several each opens its own. None: the first one.
    std::vector<HostChoice> hosts;
    Preset::Id preset = Preset::Id::quickDemo;
    KeepAliveSettings custom;   ///< for Preset::Id::custom
    KeepAliveSettings lastTime; ///< what was asked for the last time
    bool comparison = false;
    QString comparisonSet;
    std::uint32_t count = 1;
    QString name;
    AddressFamily family = AddressFamily::any;
    Program program;
    std::optional<milliseconds> boxLimit;
    BoxResets boxResets = BoxResets::neither; ///< simulations only
    nanoseconds delay{0};                     ///< one-way, simulations only
    nanoseconds jitter{0};                    ///< simulations only

    [[nodiscard]] KeepAliveSettings settings() const;
};

/// A request for one, or one for each member of the comparison set, from each host. Errors: those of readPeerAddress() and readComparisonSet().
[[nodiscard]] Result<std::vector<OpenRequest>> requestsOf(const OpenChoices& choices);

/// What a connection has that asks for nothing, and whether it may ask for a count.
struct DefaultTimes {
    KeepAliveTimes times{true, milliseconds{7'200'000}, milliseconds{75'000}, 9};
    bool countPerSocket = true;
};
/// Those of the first host chosen; Linux' own ones where the lab has reported none yet.
[[nodiscard]] DefaultTimes defaultTimesOf(const OpenPlace& place,
                                          const std::vector<HostChoice>& hosts);
/// The sentence below the presets: "First probe after 2 min, dead peer found after 3 min 15 s to 3 min 18.3 s." Values not
/// asked for, and a count that the system refuses, are the defaults' ones. `tick` makes the time a range, see detection().
[[nodiscard]] QString settingsSentence(const KeepAliveSettings& settings,
                                       const DefaultTimes& defaults, nanoseconds tick);

} // namespace kai::ui
