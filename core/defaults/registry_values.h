#pragma once

#include "core/defaults/windows_release.h"
#include "core/keepalive/moment.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kai::defaults {

/// The key under which Windows keeps the four values, as .reg files spell it.
inline constexpr std::string_view kParametersKey =
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";

/// The four values of section 5 of the contract.
enum class RegistryName : std::uint8_t {
    keepAliveTime,
    keepAliveInterval,
    tcpMaxDataRetransmissions,
    pptpTcpMaxDataRetransmissions,
};
inline constexpr std::array kRegistryNames{
    RegistryName::keepAliveTime,
    RegistryName::keepAliveInterval,
    RegistryName::tcpMaxDataRetransmissions,
    RegistryName::pptpTcpMaxDataRetransmissions,
};

/// "KeepAliveTime"
[[nodiscard]] std::string_view nameOf(RegistryName name);
/// Without case, as the registry compares (D3). Empty when it is none of the four.
[[nodiscard]] std::optional<RegistryName> registryNamed(std::string_view name);
/// What counts when the value is absent: 7,200,000 ms, 1,000 ms, 5, 5.
[[nodiscard]] std::uint32_t builtInValue(RegistryName name);

/// The registry's types by their numbers; other numbers are possible and kept.
enum class RegistryType : std::uint32_t {
    none = 0,
    string = 1,
    expandString = 2,
    binary = 3,
    dword = 4,
    dwordBigEndian = 5,
    link = 6,
    multiString = 7,
    qword = 11,
};
/// "REG_DWORD"; "type 0x20" when it has no name.
[[nodiscard]] std::string typeName(RegistryType type);

/// A value as stored: the number when it is a DWORD, else what stands there instead.
struct StoredValue {
    RegistryType type = RegistryType::dword;
    std::uint32_t number = 0;
    /// What stands there instead of a DWORD of four bytes, for people; empty for such a DWORD.
    std::string otherData;
    bool operator==(const StoredValue&) const = default;
};

/// The four values of a host's registry; an empty one is absent.
class RegistryValues {
public:
    [[nodiscard]] const std::optional<StoredValue>& at(RegistryName name) const;
    void store(RegistryName name, std::uint32_t number);
    void store(RegistryName name, StoredValue value);
    void remove(RegistryName name);
    bool operator==(const RegistryValues&) const = default;

private:
    std::array<std::optional<StoredValue>, kRegistryNames.size()> m_values;
};

/// Why the stored value is not taken as it stands: a wrong type (with what is stored), or 0 for a time or interval (D6). Empty when it is taken,
/// and when nothing is stored.
[[nodiscard]] std::string rejection(const RegistryValues& values, RegistryName name);

/// The number that counts: the stored one, or the built-in default when it is absent or rejected (D3, D6).
[[nodiscard]] std::uint32_t acceptedValue(const RegistryValues& values, RegistryName name);

/// What a larger count in the registry becomes (D3).
inline constexpr std::uint32_t kLargestCount = 255;

/// What a connection without values of its own gets on one release (D1-D3, D6).
struct EffectiveDefaults {
    milliseconds idleTime{7'200'000};
    milliseconds probeInterval{1'000};
    /// 0 to 255; 0 = no probes are sent (D3).
    std::uint16_t probeCount = 10;
    /// "larger of 5 and 3, so 5; from Vista on always 10"
    std::string countExplained;
    bool operator==(const EffectiveDefaults&) const = default;
};

[[nodiscard]] EffectiveDefaults effectiveDefaults(const RegistryValues& values,
                                                  WindowsRelease release);

} // namespace kai::defaults
