#pragma once

#include "core/defaults/sysctl.h"
#include "core/live/live_context.h"

#include <span>
#include <vector>

namespace kai::live {

/// Applies settings to connections, keeps the calls made, and tells who supplied what.
class SettingsDesk {
public:
    explicit SettingsDesk(LiveContext& live)
        : m_live(live)
    {
    }

    [[nodiscard]] std::vector<ApplyReport> apply(std::span<const ConnectionId> ids,
                                                 const KeepAliveSettings& settings);
    /// Linux has no "unset": the sysctls' values are written as the sockets' own, and a notice says so. On and off stays.
    [[nodiscard]] std::vector<ApplyReport> applyDefaults(std::span<const ConnectionId> ids,
                                                         const defaults::KeepAliveSysctls& sysctls);
    [[nodiscard]] std::optional<ConnectionDetails>
    details(ConnectionId id, const defaults::KeepAliveSysctls& sysctls) const;

private:
    void applyTo(LiveConnection& connection, const KeepAliveSettings& settings,
                 ApplyReport& report);
    [[nodiscard]] TextId textOf(const SettingsInForce& settings);

    LiveContext& m_live;
    /// Thousands of connections get the same values at once: the last text made.
    SettingsInForce m_lastSettings;
    TextId m_lastText = TextId::empty;
};

} // namespace kai::live
