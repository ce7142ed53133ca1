#include "core/defaults/registry_report.h"

#include "core/keepalive/detection.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::uint64_t kLargestDword = 0xFFFF'FFFF;

struct Description {
    DefaultRole role;
    DefaultUnit unit;
    std::uint64_t minimum;
    std::string_view meaning;
};

Description descriptionOf(RegistryName name)
{
    using enum RegistryName;
    switch (name) {
    case keepAliveTime:
        return {DefaultRole::idleTime, DefaultUnit::millisecond, 1,
                "Time without a received segment until the first probe."};
    case keepAliveInterval:
        return {DefaultRole::probeInterval, DefaultUnit::millisecond, 1,
                "Time between probes while none is answered."};
    case tcpMaxDataRetransmissions:
        return {
            DefaultRole::probeCount, DefaultUnit::count, 0,
            "How often unacknowledged data is sent again; before Vista also the number of probes."};
    case pptpTcpMaxDataRetransmissions:
        break;
    }
    return {DefaultRole::probeCount, DefaultUnit::count, 0,
            "The same for PPTP; before Vista the larger of the two is the number of probes."};
}

bool isCount(RegistryName name)
{
    return descriptionOf(name).role == DefaultRole::probeCount;
}

RegistryName otherCount(RegistryName name)
{
    return name == RegistryName::tcpMaxDataRetransmissions
               ? RegistryName::pptpTcpMaxDataRetransmissions
               : RegistryName::tcpMaxDataRetransmissions;
}

/// From Vista on the PPTP value has no reader left; TcpMaxDataRetransmissions still has the data (D2).
bool hasReader(const RegistryState& state, RegistryName name)
{
    return name != RegistryName::pptpTcpMaxDataRetransmissions ||
           rulesOf(state.release).countFromRegistry;
}

bool isSmallerCount(const RegistryState& state, RegistryName name)
{
    return isCount(name) && rulesOf(state.release).countFromRegistry &&
           acceptedValue(state.stored, name) < acceptedValue(state.stored, otherCount(name));
}

std::string whyCountHasNoEffect(const RegistryState& state, RegistryName name)
{
    if (!hasReader(state, name)) {
        return "from Vista on keep-alive always sends 10 probes (D2)";
    }
    if (!isSmallerCount(state, name)) {
        return {};
    }
    return std::string{nameOf(otherCount(name))} + " is larger, " +
           std::to_string(acceptedValue(state.stored, otherCount(name))) + " (D3)";
}

std::string ignoredBecause(const RegistryState& state, RegistryName name)
{
    if (!state.stored.at(name)) {
        return {};
    }
    auto why = rejection(state.stored, name);
    return why.empty() && isCount(name) ? whyCountHasNoEffect(state, name) : why;
}

std::string remedyOf(const RegistryState& state, RegistryName name)
{
    const auto& stored = state.stored.at(name);
    if (!stored || !rejection(state.stored, name).empty() || !isSmallerCount(state, name)) {
        return {};
    }
    return "Store " + std::string{nameOf(otherCount(name))} + " = " +
           std::to_string(stored->number) + " too: the larger of the two counts (D3).";
}

/// P6, of the count that the registry gives now or after a restart.
std::string warningOf(const RegistryState& state, RegistryName name)
{
    if (!isCount(name) || !rulesOf(state.release).countFromRegistry || !state.stored.at(name)) {
        return {};
    }
    return oneProbeWarning(effectiveDefaults(state.stored, state.release).probeCount);
}

std::string readersOf(const RegistryState& state, RegistryName name)
{
    if (!isCount(name)) {
        return "every connection without a value of its own (D1)";
    }
    if (rulesOf(state.release).countFromRegistry) {
        return "every connection, the larger of the two counts (D3)";
    }
    return hasReader(state, name) ? "data retransmissions only, not keep-alive (D2)"
                                  : "nothing on this release (D2)";
}

std::uint64_t countInForce(const RegistryState& state, const EffectiveDefaults& effective,
                           RegistryName name)
{
    return rulesOf(state.release).countFromRegistry
               ? effective.probeCount
               : std::min(acceptedValue(state.atStart, name), kLargestCount);
}

std::uint64_t inForce(const RegistryState& state, const EffectiveDefaults& effective,
                      RegistryName name)
{
    if (!hasReader(state, name)) {
        return 0;
    }
    if (isCount(name)) {
        return countInForce(state, effective, name);
    }
    const auto time =
        name == RegistryName::keepAliveTime ? effective.idleTime : effective.probeInterval;
    return static_cast<std::uint64_t>(time.count());
}

/// What the registry holds, as a number; a value of another type has none.
std::optional<std::uint64_t> storedNumber(const std::optional<StoredValue>& stored)
{
    return stored && stored->type == RegistryType::dword
               ? std::optional<std::uint64_t>{stored->number}
               : std::nullopt;
}

std::string storedOtherwise(const std::optional<StoredValue>& stored)
{
    return stored && stored->type != RegistryType::dword
               ? stored->otherData + " (" + typeName(stored->type) + ")"
               : std::string{};
}

SystemDefault rowOf(const RegistryState& state, const EffectiveDefaults& effective,
                    RegistryName name)
{
    const auto description = descriptionOf(name);
    SystemDefault row;
    row.role = description.role;
    row.name = nameOf(name);
    row.path = kParametersKey;
    row.meaning = description.meaning;
    row.unit = description.unit;
    row.minimum = description.minimum;
    row.maximum = kLargestDword;
    row.builtIn = builtInValue(name);
    row.stored = storedNumber(state.stored.at(name));
    row.storedOtherwise = storedOtherwise(state.stored.at(name));
    row.inForce = inForce(state, effective, name);
    row.isRead = hasReader(state, name);
    row.ignoredBecause = ignoredBecause(state, name);
    row.rejected = !rejection(state.stored, name).empty();
    row.remedy = remedyOf(state, name);
    row.warning = warningOf(state, name);
    row.pendingRestart = hasReader(state, name) &&
                         acceptedValue(state.stored, name) != acceptedValue(state.atStart, name);
    row.usedBy = readersOf(state, name);
    return row;
}

} // namespace

SystemDefaults systemDefaults(HostId host, const RegistryState& state)
{
    auto effective = effectiveDefaults(state.atStart, state.release);
    const ReleaseRules& rules = rulesOf(state.release);
    SystemDefaults result;
    result.host = host;
    result.system = rules.name;
    result.countPerSocket = rules.keepCount;
    for (const auto name : kRegistryNames) {
        result.values.push_back(rowOf(state, effective, name));
    }
    result.idleTime = effective.idleTime;
    result.probeInterval = effective.probeInterval;
    result.probeCount = effective.probeCount;
    result.countExplained = std::move(effective.countExplained);
    return result;
}

} // namespace kai::defaults
