#pragma once

#include "core/keepalive/event.h"
#include "core/keepalive/moment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kai {

enum class DefaultUnit : std::uint8_t { millisecond, second, count };
enum class DefaultRole : std::uint8_t { idleTime, probeInterval, probeCount, other };

/// One system-wide default: a registry value or a sysctl.
struct SystemDefault {
    DefaultRole role = DefaultRole::other;
    std::string name;    ///< "KeepAliveTime", "net.ipv4.tcp_keepalive_time"
    std::string path;    ///< registry key or /proc path
    std::string meaning; ///< one sentence
    DefaultUnit unit = DefaultUnit::count;
    std::uint64_t minimum = 0;
    std::uint64_t maximum = 0;
    std::uint64_t builtIn = 0;           ///< the default when nothing is stored
    std::optional<std::uint64_t> stored; ///< what registry or sysctl holds
    std::string
        storedOtherwise; ///< what it holds instead of a number: "\"1000\" (REG_SZ)"; mostly empty
    std::uint64_t inForce = 0; ///< for sockets that set none of their own
    /// Whether this system reads it at all; when not, nothing is in force.
    bool isRead = true;
    std::string ignoredBecause; ///< why the stored value has no effect; empty when it has
    /// It has none because its type or number is not accepted (D6), so storing it again mends it.
    bool rejected = false;
    std::string remedy;  ///< what would give an accepted value without effect one; mostly empty
    std::string warning; ///< what the value does that nobody may want (P6); mostly empty
    bool pendingRestart = false;
    std::string
        usedBy; ///< who reads it on this system: "every connection without a value of its own"
};

/// A value or key that is kept where the defaults are and that TCP/IP does not read.
struct KeptValue {
    std::string path; ///< "key\\name", or a key without values
    std::string
        nearMiss; ///< why one of the four values is not read here; empty when it is none of them
    bool operator==(const KeptValue&) const = default;
};

/// The defaults of one host, with what its sockets get from them.
struct SystemDefaults {
    HostId host = HostId::first;
    std::string system; ///< "Linux 6.18.44", "Windows XP"
    std::vector<SystemDefault> values;
    std::vector<KeptValue> others;
    milliseconds idleTime{7'200'000};
    milliseconds probeInterval{1'000};
    std::uint16_t probeCount = 10;
    /// P3, assumed of a simulated host: the interval after the last probe is waited out.
    bool lastIntervalWaited = true;
    /// Whether a socket may ask for a count of its own (D2, D4).
    bool countPerSocket = true;
    /// "larger of 5 and 3, so 5; from Vista on always 10"; empty where there is nothing to explain.
    std::string countExplained;
};

} // namespace kai
