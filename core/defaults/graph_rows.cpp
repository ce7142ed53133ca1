#include "core/defaults/graph_rows.h"

#include "core/defaults/registry_values.h"
#include "core/defaults/release_groups.h"
#include "core/keepalive/duration_text.h"
#include "core/keepalive/timer_wheel.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

constexpr nanoseconds kExactTimers{0};

KeepAliveTimes timesOf(const EffectiveDefaults& defaults)
{
    return {true, defaults.idleTime, defaults.probeInterval, defaults.probeCount};
}

KeepAliveTimes inForce(const SystemDefaults& defaults)
{
    return {true, defaults.idleTime, defaults.probeInterval, defaults.probeCount,
            defaults.lastIntervalWaited};
}

milliseconds builtInTime(const SystemDefault& value)
{
    const auto number = static_cast<std::int64_t>(value.builtIn);
    return milliseconds{value.unit == DefaultUnit::second ? number * 1000 : number};
}

/// A release's own table for Windows, whose count no single value tells; else the built-in values themselves.
KeepAliveTimes builtInTimes(const SystemDefaults& defaults)
{
    if (const auto release = releaseNamed(defaults.system)) {
        return timesOf(effectiveDefaults({}, *release));
    }
    auto times = inForce(defaults);
    for (const auto& value : defaults.values) {
        if (value.role == DefaultRole::idleTime) {
            times.idleTime = builtInTime(value);
        } else if (value.role == DefaultRole::probeInterval) {
            times.probeInterval = builtInTime(value);
        } else if (value.role == DefaultRole::probeCount) {
            times.probeCount = static_cast<std::uint16_t>(value.builtIn);
        }
    }
    return times;
}

/// What a restart would bring into force; empty when that is what is in force already, and on systems without restarts.
std::optional<KeepAliveTimes> afterRestart(const SystemDefaults& defaults)
{
    const auto release = releaseNamed(defaults.system);
    if (!release) {
        return {};
    }
    RegistryValues stored;
    for (const auto& value : defaults.values) {
        const auto name = registryNamed(value.name);
        if (name && value.stored) {
            stored.store(*name, static_cast<std::uint32_t>(*value.stored));
        }
    }
    auto times = timesOf(effectiveDefaults(stored, *release));
    times.lastIntervalWaited = defaults.lastIntervalWaited;
    return times == inForce(defaults) ? std::nullopt : std::optional{times};
}

std::string ignoredValues(const SystemDefaults& defaults)
{
    std::string text;
    for (const auto& value : defaults.values) {
        if (!value.ignoredBecause.empty()) {
            text += (text.empty() ? "" : "; ") + value.name +
                    (value.rejected ? " ignored: " : " has no effect: ") + value.ignoredBecause;
        }
    }
    return text;
}

/// "may be 2 min 11 s late"
std::string lateText(nanoseconds lateness)
{
    const nanoseconds step =
        lateness < std::chrono::seconds{10} ? milliseconds{1} : milliseconds{1000};
    return "may be " + formatDuration(lateness - lateness % step) + " late";
}

/// Builds rows for one request: everything that follows from a row's times and its system's tick.
class RowBuilder {
public:
    explicit RowBuilder(const GraphRequest& request)
        : m_request(request)
    {
    }

    [[nodiscard]] GraphRow row(RowKind kind, std::string label, const KeepAliveTimes& times,
                               const KeepAliveTimes& builtIn, nanoseconds tick) const
    {
        GraphRow row;
        row.kind = kind;
        row.label = std::move(label);
        row.times = times;
        row.builtIn = builtIn;
        row.idleTimeDiffers = times.idleTime != builtIn.idleTime;
        row.probeIntervalDiffers = times.probeInterval != builtIn.probeInterval;
        row.probeCountDiffers = times.probeCount != builtIn.probeCount;
        row.idleTimeLateness = worstLateness(saturatingNanoseconds(times.idleTime), tick);
        row.probeIntervalLateness = worstLateness(saturatingNanoseconds(times.probeInterval), tick);
        addVerdict(row, tick);
        return row;
    }

private:
    void addVerdict(GraphRow& row, nanoseconds tick) const
    {
        row.detection = detection(row.times, tick);
        row.foundAfter = detectionText(row.detection);
        row.arithmetic = arithmeticText(row.times, row.detection);
        row.packetsPerHour = kai::packetsPerHour(row.times, tick);
        row.verdict = healthyText(row.times, tick);
        if (m_request.box) {
            row.box = boxVerdict(row.times, tick, m_request.box->limit, m_request.lostProbes);
            row.verdict = verdictText(*row.box, m_request.box->limitText);
        }
    }

    const GraphRequest& m_request;
};

GraphRow selectedRow(const RowBuilder& build, const GraphRequest& request)
{
    const auto& selected = *request.selected;
    auto row = build.row(RowKind::selected, "Selected: " + selected.name, selected.times,
                         builtInTimes(request.host.defaults), request.host.tick);
    row.secondLine = selected.times.enabled ? selected.suppliedBy : "off: no probe ever";
    return row;
}

GraphRow inForceRow(const RowBuilder& build, const GraphSystem& host)
{
    auto row = build.row(RowKind::inForce, "In force now", inForce(host.defaults),
                         builtInTimes(host.defaults), host.tick);
    row.secondLine = row.idleTimeLateness > nanoseconds{0}
                         ? "Linux, " + lateText(row.idleTimeLateness)
                     : row.differs() ? host.defaults.system + ", changed"
                                     : host.defaults.system + ", built-in values";
    return row;
}

GraphRow afterRestartRow(const RowBuilder& build, const GraphSystem& host,
                         const KeepAliveTimes& times)
{
    auto row = build.row(RowKind::afterRestart, "After restart", times, builtInTimes(host.defaults),
                         host.tick);
    row.pendingRestart = true;
    row.secondLine = "pending: " + formatSetting(times.idleTime) + " / " +
                     formatSetting(times.probeInterval) + " stored";
    return row;
}

void addNow(std::vector<GraphRow>& rows, const RowBuilder& build, const GraphRequest& request)
{
    if (request.selected) {
        rows.push_back(selectedRow(build, request));
    }
    rows.push_back(inForceRow(build, request.host));
    if (const auto stored = afterRestart(request.host.defaults)) {
        rows.back().secondLine = "stored value needs a restart";
        rows.push_back(afterRestartRow(build, request.host, *stored));
    }
    rows.back().ignored = ignoredValues(request.host.defaults);
}

GraphRow releaseRow(const RowBuilder& build, WindowsRelease release, std::string label,
                    std::string secondLine)
{
    const auto times = timesOf(effectiveDefaults({}, release));
    auto row = build.row(RowKind::release, std::move(label), times, times, kExactTimers);
    row.group = RowGroup::windows;
    row.secondLine = std::move(secondLine);
    return row;
}

void addWindows(std::vector<GraphRow>& rows, const RowBuilder& build)
{
    for (auto& group : releaseGroups()) {
        auto row = releaseRow(build, group.releases.front(), std::move(group.label),
                              std::move(group.secondLine));
        for (const auto release : group.releases) {
            if (group.releases.size() > 1) {
                row.members.push_back(releaseRow(build, release, shortName(release),
                                                 std::string{rulesOf(release).serverAlias}));
            }
        }
        rows.push_back(std::move(row));
    }
}

GraphRow thisComputerRow(const RowBuilder& build, const GraphSystem& computer)
{
    auto row = build.row(RowKind::thisComputer, "This computer", inForce(computer.defaults),
                         builtInTimes(computer.defaults), computer.tick);
    row.group = RowGroup::other;
    row.secondLine = computer.tick > nanoseconds{0} ? "Linux, " + lateText(row.idleTimeLateness)
                                                    : computer.defaults.system;
    return row;
}

GraphRow pastedRow(const RowBuilder& build, const GraphSystem& pasted)
{
    auto row = build.row(RowKind::pasted, "Pasted values", inForce(pasted.defaults),
                         builtInTimes(pasted.defaults), pasted.tick);
    row.group = RowGroup::other;
    row.secondLine = "as if on " + pasted.defaults.system;
    row.ignored = ignoredValues(pasted.defaults);
    return row;
}

} // namespace

std::string_view groupName(RowGroup group)
{
    switch (group) {
    case RowGroup::now:
        return "Now";
    case RowGroup::windows:
        return "Windows";
    case RowGroup::other:
        break;
    }
    return "Other";
}

std::vector<GraphRow> graphRows(const GraphRequest& request)
{
    const RowBuilder build{request};
    std::vector<GraphRow> rows;
    addNow(rows, build, request);
    addWindows(rows, build);
    if (request.thisComputer) {
        rows.push_back(thisComputerRow(build, *request.thisComputer));
    }
    if (request.pasted) {
        rows.push_back(pastedRow(build, *request.pasted));
    }
    return rows;
}

} // namespace kai::defaults
