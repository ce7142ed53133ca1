#include "core/defaults/sysctl.h"

namespace kai::defaults {

namespace {

constexpr std::uint64_t kMostSeconds = 8'589'934; // the kernel keeps jiffies in an int; HZ 250

SystemDefault described(DefaultRole role, const std::string& name, DefaultUnit unit,
                        std::uint64_t maximum, std::uint64_t builtIn, std::uint64_t stored)
{
    SystemDefault value;
    value.role = role;
    value.name = "net.ipv4." + name;
    value.path = "/proc/sys/net/ipv4/" + name;
    value.unit = unit;
    value.maximum = maximum;
    value.builtIn = builtIn;
    value.stored = stored;
    value.inForce = stored;
    value.usedBy =
        "every socket without a value of its own, IPv4 and IPv6, also those already open";
    return value;
}

} // namespace

SystemDefaults describeSysctls(const KeepAliveSysctls& values, const std::string& system)
{
    SystemDefaults defaults;
    defaults.system = system;
    defaults.idleTime = milliseconds{values.timeSeconds * std::int64_t{1000}};
    defaults.probeInterval = milliseconds{values.intervalSeconds * std::int64_t{1000}};
    defaults.probeCount = static_cast<std::uint16_t>(values.probes);

    SystemDefault time = described(DefaultRole::idleTime, "tcp_keepalive_time", DefaultUnit::second,
                                   kMostSeconds, kBuiltInSysctls.timeSeconds, values.timeSeconds);
    time.meaning = "Idle time until the first probe.";
    SystemDefault interval =
        described(DefaultRole::probeInterval, "tcp_keepalive_intvl", DefaultUnit::second,
                  kMostSeconds, kBuiltInSysctls.intervalSeconds, values.intervalSeconds);
    interval.meaning = "Time between probes that nobody answers.";
    SystemDefault probes =
        described(DefaultRole::probeCount, "tcp_keepalive_probes", DefaultUnit::count, 255,
                  kBuiltInSysctls.probes, values.probes);
    probes.meaning = "Unanswered probes until the connection is broken.";
    defaults.values = {time, interval, probes};
    return defaults;
}

} // namespace kai::defaults
