#include "core/live/settings_desk.h"

#include "core/live/failure.h"
#include "core/live/socket_options.h"

#include <algorithm>
#include <array>

namespace kai::live {

namespace {

template <typename T>
Effective<T> effective(const T& builtIn, const std::optional<T>& sysctl, bool own, const T& inForce)
{
    const std::array<Layer<T>, 3> layers{
        Layer<T>{Origin::builtIn, builtIn}, Layer<T>{Origin::sysctl, sysctl},
        Layer<T>{Origin::socketOption, own ? std::optional(inForce) : std::nullopt}};
    return resolve<T>(layers);
}

milliseconds seconds(std::uint32_t value)
{
    return milliseconds{value * std::int64_t{1000}};
}

} // namespace

TextId SettingsDesk::textOf(const SettingsInForce& settings)
{
    if (m_lastText == TextId::empty || m_lastSettings != settings) {
        m_lastSettings = settings;
        m_lastText = m_live.events.text(settingsText(settings));
    }
    return m_lastText;
}

std::vector<ApplyReport> SettingsDesk::apply(std::span<const ConnectionId> ids,
                                             const KeepAliveSettings& settings)
{
    std::vector<ApplyReport> reports(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        LiveConnection* const connection = m_live.connections.find(ids[i]);
        reports[i].id = ids[i];
        if (connection != nullptr && connection->open()) {
            applyTo(*connection, settings, reports[i]);
        } else {
            reports[i].error = notOpen("setsockopt");
        }
    }
    return reports;
}

void SettingsDesk::applyTo(LiveConnection& connection, const KeepAliveSettings& settings,
                           ApplyReport& report)
{
    const bool wasOn = connection.own.inForce.enabled;
    const SettingsInForce before = connection.own.inForce;
    applySettings(connection.socket.get(), settings, connection.own, report);
    keepCalls(connection.calls, report, m_live.now());
    if (connection.lastApply) {
        *connection.lastApply = report;
    } else {
        connection.lastApply = std::make_unique<ApplyReport>(report);
    }
    const auto wrote = [&](CallKind kind) {
        return std::any_of(
            report.calls.begin(), report.calls.end(),
            [kind](const CallRecord& call) { return call.kind == kind && call.error == 0; });
    };
    const Moment now = m_live.now();
    connection.local.settingsChanged(now, wasOn, wrote(CallKind::tcpKeepIdle),
                                     connection.localContext(m_live.grid));
    m_live.connections.markDirty(connection);
    const bool wroteAny = report.calls.front().kind != CallKind::none;
    if (!wroteAny && before == connection.own.inForce) {
        return;
    }
    Event changed;
    changed.kind = EventKind::settings_changed;
    changed.time = now;
    changed.connection = connection.id;
    changed.detail = textOf(connection.own.inForce);
    changed.flags = connection.own.inForce.enabled ? 0 : event_flag::kKeepAliveOff;
    m_live.events.add(changed);
}

std::vector<ApplyReport> SettingsDesk::applyDefaults(std::span<const ConnectionId> ids,
                                                     const defaults::KeepAliveSysctls& sysctls)
{
    KeepAliveSettings settings;
    settings.idleTime = seconds(sysctls.timeSeconds);
    settings.probeInterval = seconds(sysctls.intervalSeconds);
    settings.probeCount = static_cast<std::uint16_t>(sysctls.probes);
    Notice notice;
    notice.text = "Linux has no \"unset\": the values of the sysctls (" +
                  std::to_string(sysctls.timeSeconds) + " s, " +
                  std::to_string(sysctls.intervalSeconds) + " s, " +
                  std::to_string(sysctls.probes) +
                  ") were written as the sockets' own. They no longer follow the sysctls.";
    m_live.changes.notices.push_back(notice);
    return apply(ids, settings);
}

std::optional<ConnectionDetails>
SettingsDesk::details(ConnectionId id, const defaults::KeepAliveSysctls& sysctls) const
{
    const LiveConnection* const connection = m_live.connections.find(id);
    if (connection == nullptr) {
        return {};
    }
    const OwnSettings& own = connection->own;
    const SettingsInForce& now = own.inForce;
    const defaults::KeepAliveSysctls& kernel = defaults::kBuiltInSysctls;
    ConnectionDetails details;
    details.id = id;
    details.enabled = effective<bool>(false, {}, own.enabledOwn, now.enabled);
    details.idleTime = effective<milliseconds>(
        seconds(kernel.timeSeconds), seconds(sysctls.timeSeconds), own.idleTimeOwn, now.idleTime);
    details.probeInterval =
        effective<milliseconds>(seconds(kernel.intervalSeconds), seconds(sysctls.intervalSeconds),
                                own.probeIntervalOwn, now.probeInterval);
    details.probeCount = effective<std::uint16_t>(static_cast<std::uint16_t>(kernel.probes),
                                                  static_cast<std::uint16_t>(sysctls.probes),
                                                  own.probeCountOwn, now.probeCount);
    details.calls = connection->calls;
    if (connection->lastApply) {
        details.lastApply = *connection->lastApply;
    }
    return details;
}

} // namespace kai::live
