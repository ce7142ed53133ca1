#include "core/defaults/registry_values.h"

#include "core/defaults/ascii_case.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::uint16_t kCountFromVistaOn = 10;

constexpr std::size_t indexOf(RegistryName name)
{
    return static_cast<std::size_t>(name);
}

bool isTime(RegistryName name)
{
    return name == RegistryName::keepAliveTime || name == RegistryName::keepAliveInterval;
}

std::string hexNumber(std::uint32_t number)
{
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[number % 16]);
        number /= 16;
    } while (number != 0);
    return "0x" + digits;
}

struct CountOfOldReleases {
    std::uint16_t count;
    std::string explained;
};

CountOfOldReleases countOfOldReleases(const RegistryValues& values)
{
    const auto data = acceptedValue(values, RegistryName::tcpMaxDataRetransmissions);
    const auto pptp = acceptedValue(values, RegistryName::pptpTcpMaxDataRetransmissions);
    const auto larger = std::max(data, pptp);
    std::string text = "larger of " + std::to_string(data) + " and " + std::to_string(pptp) +
                       ", so " + std::to_string(larger);
    if (larger > kLargestCount) {
        text += ", limited to 255";
    } else if (larger == 0) {
        text += ": no probes are sent";
    }
    return {static_cast<std::uint16_t>(std::min(larger, kLargestCount)), std::move(text)};
}

} // namespace

std::string_view nameOf(RegistryName name)
{
    constexpr std::array<std::string_view, kRegistryNames.size()> names{
        "KeepAliveTime", "KeepAliveInterval", "TcpMaxDataRetransmissions",
        "PPTPTcpMaxDataRetransmissions"};
    return names.at(indexOf(name));
}

std::optional<RegistryName> registryNamed(std::string_view name)
{
    const auto found =
        std::find_if(kRegistryNames.begin(), kRegistryNames.end(),
                     [&](RegistryName each) { return equalWithoutCase(nameOf(each), name); });
    return found == kRegistryNames.end() ? std::nullopt : std::optional{*found};
}

std::uint32_t builtInValue(RegistryName name)
{
    constexpr std::array<std::uint32_t, kRegistryNames.size()> values{7'200'000, 1'000, 5, 5};
    return values.at(indexOf(name));
}

std::string typeName(RegistryType type)
{
    constexpr std::array<std::string_view, 12> names{"REG_NONE",
                                                     "REG_SZ",
                                                     "REG_EXPAND_SZ",
                                                     "REG_BINARY",
                                                     "REG_DWORD",
                                                     "REG_DWORD_BIG_ENDIAN",
                                                     "REG_LINK",
                                                     "REG_MULTI_SZ",
                                                     "REG_RESOURCE_LIST",
                                                     "REG_FULL_RESOURCE_DESCRIPTOR",
                                                     "REG_RESOURCE_REQUIREMENTS_LIST",
                                                     "REG_QWORD"};
    const auto number = static_cast<std::uint32_t>(type);
    return number < names.size() ? std::string{names.at(number)} : "type " + hexNumber(number);
}

const std::optional<StoredValue>& RegistryValues::at(RegistryName name) const
{
    return m_values.at(indexOf(name));
}

void RegistryValues::store(RegistryName name, std::uint32_t number)
{
    store(name, StoredValue{RegistryType::dword, number, {}});
}

void RegistryValues::store(RegistryName name, StoredValue value)
{
    m_values.at(indexOf(name)) = std::move(value);
}

void RegistryValues::remove(RegistryName name)
{
    m_values.at(indexOf(name)).reset();
}

std::string rejection(const RegistryValues& values, RegistryName name)
{
    const auto& stored = values.at(name);
    if (!stored) {
        return {};
    }
    if (stored->type != RegistryType::dword) {
        return "it is " + typeName(stored->type) + " " + stored->otherData +
               ", not REG_DWORD, so the default applies";
    }
    if (!stored->otherData.empty()) {
        return "it does not have the four bytes of a REG_DWORD, so the default applies";
    }
    if (stored->number == 0 && isTime(name)) {
        return "0 is below the range 1 to 0xFFFFFFFF ms, so the default applies";
    }
    return {};
}

std::uint32_t acceptedValue(const RegistryValues& values, RegistryName name)
{
    const auto& stored = values.at(name);
    return stored && rejection(values, name).empty() ? stored->number : builtInValue(name);
}

EffectiveDefaults effectiveDefaults(const RegistryValues& values, WindowsRelease release)
{
    EffectiveDefaults result;
    result.idleTime = milliseconds{acceptedValue(values, RegistryName::keepAliveTime)};
    result.probeInterval = milliseconds{acceptedValue(values, RegistryName::keepAliveInterval)};
    const auto [oldCount, explained] = countOfOldReleases(values);
    if (rulesOf(release).countFromRegistry) {
        result.probeCount = oldCount;
        result.countExplained = explained + "; from Vista on always 10";
    } else {
        result.probeCount = kCountFromVistaOn;
        result.countExplained =
            "always 10 from Vista on; 2000, XP and Server 2003 take the " + explained;
    }
    return result;
}

} // namespace kai::defaults
