#include "ui/defaults/defaults_text.h"

#include "core/defaults/export_lines.h"
#include "core/defaults/registry.h"
#include "core/defaults/registry_report.h"
#include "core/defaults/used_by.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace kai::ui {

namespace {

using defaults::ConnectionUse;
using defaults::NotUsing;

constexpr qsizetype kLinesNamed = 3;

QString tr(const char* words)
{
    return QCoreApplication::translate("DefaultsText", words);
}

Origin originOf(const ConnectionRow& row, DefaultRole role)
{
    switch (role) {
    case DefaultRole::idleTime:
        return row.idleTime.origin;
    case DefaultRole::probeInterval:
        return row.probeInterval.origin;
    default:
        return row.probeCount.origin;
    }
}

NotUsing reasonOf(const ConnectionRow& row, DefaultRole role)
{
    if (conditionOf(row) == RowCondition::ended) {
        return NotUsing::ended;
    }
    if (!row.enabled.value) {
        return NotUsing::keepAliveOff;
    }
    switch (originOf(row, role)) {
    case Origin::listener:
        return NotUsing::fromListener;
    case Origin::socketOption:
    case Origin::keepAliveVals:
        return NotUsing::ownValues;
    default:
        return NotUsing::nothing;
    }
}

/// Who uses one of a host's values.
QString usersOf(const ConnectionStore& store, HostId host, DefaultRole role)
{
    std::vector<ConnectionUse> uses;
    for (const ConnectionId id : store.ids()) {
        const ConnectionStore::Entry& entry = *store.find(id);
        if (entry.info.host == host) {
            const NotUsing reason = reasonOf(entry.row, role);
            uses.push_back({reason == NotUsing::nothing ? std::string() : entry.info.name, reason});
        }
    }
    return text(defaults::usedBy(uses));
}

QString usedByOnHost(const ConnectionStore& store, HostId host)
{
    const QString time = usersOf(store, host, DefaultRole::idleTime);
    const QString interval = usersOf(store, host, DefaultRole::probeInterval);
    const QString count = usersOf(store, host, DefaultRole::probeCount);
    if (time == interval && time == count) {
        return tr("Used by %1.").arg(time);
    }
    if (time == interval) {
        return tr("Time and interval used by %1. Probe count used by %2.").arg(time, count);
    }
    return tr("Time used by %1. Interval used by %2. Probe count used by %3.")
        .arg(time, interval, count);
}

std::uint32_t saturated(std::uint64_t value)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(value, most));
}

QString shortened(const std::string& line)
{
    constexpr qsizetype most = 60;
    const QString simple = text(line).simplified();
    return simple.size() > most ? simple.left(most - 1) + QChar(0x2026) : simple;
}

std::size_t valuesIn(const defaults::PastedDefaults& pasted)
{
    if (pasted.kind == defaults::PastedKind::sysctl) {
        const auto& found = pasted.sysctls;
        return std::size_t{found.timeSeconds.has_value()} + found.intervalSeconds.has_value() +
               found.probes.has_value();
    }
    defaults::Registry registry;
    registry.apply(pasted.registry);
    const auto values = registry.values();
    return static_cast<std::size_t>(
        std::count_if(defaults::kRegistryNames.begin(), defaults::kRegistryNames.end(),
                      [&](auto name) { return values.at(name).has_value(); }));
}

} // namespace

QString usedByText(const ConnectionStore& store, const std::vector<SystemDefaults>& hosts)
{
    QStringList lines;
    for (const SystemDefaults& host : hosts) {
        const QString used = usedByOnHost(store, host.host);
        lines << (hosts.size() > 1 ? QStringLiteral("%1: %2").arg(text(host.system), used) : used);
    }
    return lines.join(QLatin1Char('\n'));
}

defaults::RegistryValues storedIn(const SystemDefaults& host)
{
    defaults::RegistryValues values;
    for (const SystemDefault& value : host.values) {
        const auto name = defaults::registryNamed(value.name);
        if (name && value.stored) {
            values.store(*name, static_cast<std::uint32_t>(*value.stored));
        }
    }
    return values;
}

defaults::KeepAliveSysctls sysctlsOf(const SystemDefaults& host)
{
    defaults::KeepAliveSysctls values;
    for (const SystemDefault& value : host.values) {
        switch (value.role) {
        case DefaultRole::idleTime:
            values.timeSeconds = saturated(value.inForce);
            break;
        case DefaultRole::probeInterval:
            values.intervalSeconds = saturated(value.inForce);
            break;
        case DefaultRole::probeCount:
            values.probes = saturated(value.inForce);
            break;
        case DefaultRole::other:
            break;
        }
    }
    return values;
}

std::vector<DefaultsLines> linesOf(const SystemDefaults& host)
{
    if (!defaults::releaseNamed(host.system)) {
        return {{tr("sysctl.d lines"), text(defaults::sysctlLines(sysctlsOf(host)))}};
    }
    const auto stored = storedIn(host);
    return {{tr("reg.exe lines"), text(defaults::regExeLines({}, stored))},
            {tr("PowerShell lines"), text(defaults::powerShellLines({}, stored))}};
}

defaults::GraphSystem meaningOf(const defaults::PastedDefaults& pasted, nanoseconds linuxTick)
{
    if (pasted.kind == defaults::PastedKind::sysctl) {
        const auto& own = defaults::kBuiltInSysctls;
        const defaults::KeepAliveSysctls values{
            pasted.sysctls.timeSeconds.value_or(own.timeSeconds),
            pasted.sysctls.intervalSeconds.value_or(own.intervalSeconds),
            pasted.sysctls.probes.value_or(own.probes)};
        return {defaults::describeSysctls(values, "Linux"), linuxTick};
    }
    defaults::Registry registry;
    registry.apply(pasted.registry);
    const auto values = registry.values();
    return {defaults::systemDefaults(HostId::first,
                                     {defaults::WindowsRelease::windows11, values, values}),
            {}};
}

QString summaryOf(const defaults::PastedDefaults& pasted)
{
    const auto values = valuesIn(pasted);
    const QString kind = text(defaults::kindName(pasted.kind));
    QString found = values == 1 ? tr("%1, 1 value.").arg(kind)
                                : tr("%1, %2 values.").arg(kind, QString::number(values));
    const auto others = static_cast<qsizetype>(pasted.otherLines.size());
    if (others == 0) {
        return found;
    }
    QStringList named;
    for (qsizetype line = 0; line < std::min(others, kLinesNamed); ++line) {
        named << shortened(pasted.otherLines[static_cast<std::size_t>(line)]);
    }
    if (others > kLinesNamed) {
        named << tr("and %1 more").arg(others - kLinesNamed);
    }
    return tr("%1 Not about keep-alive, or not understood: %2")
        .arg(found, named.join(QStringLiteral("; ")));
}

} // namespace kai::ui
