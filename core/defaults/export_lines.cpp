#include "core/defaults/export_lines.h"

namespace kai::defaults {

namespace {

constexpr std::string_view kBelowRoot = "\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
static_assert(kParametersKey.ends_with(kBelowRoot));

bool isWritable(const std::optional<StoredValue>& value)
{
    return value && value->type == RegistryType::dword && value->otherData.empty();
}

/// A line for each value that differs, by the writer of one tool.
template <typename Add, typename Remove>
std::string changes(const RegistryValues& from, const RegistryValues& to, Add add, Remove remove)
{
    std::string text;
    for (const auto name : kRegistryNames) {
        if (from.at(name) == to.at(name)) {
            continue;
        }
        const std::string word{nameOf(name)};
        if (isWritable(to.at(name))) {
            text += add(word, std::to_string(to.at(name)->number)) + "\n";
        } else if (!to.at(name)) {
            text += remove(word) + "\n";
        }
    }
    return text;
}

} // namespace

std::string regExeLines(const RegistryValues& from, const RegistryValues& to)
{
    const auto key = "\"HKLM" + std::string{kBelowRoot} + "\" /v ";
    return changes(
        from, to,
        [&](const std::string& name, const std::string& number) {
            return "reg add " + key + name + " /t REG_DWORD /d " + number + " /f";
        },
        [&](const std::string& name) { return "reg delete " + key + name + " /f"; });
}

std::string powerShellLines(const RegistryValues& from, const RegistryValues& to)
{
    const auto path = "-Path 'HKLM:" + std::string{kBelowRoot} + "' -Name ";
    return changes(
        from, to,
        [&](const std::string& name, const std::string& number) {
            return "Set-ItemProperty " + path + name + " -Type DWord -Value " + number;
        },
        [&](const std::string& name) { return "Remove-ItemProperty " + path + name; });
}

std::string sysctlLines(const KeepAliveSysctls& values)
{
    return "# /etc/sysctl.d/60-tcp-keepalive.conf, then: sysctl --system\n"
           "net.ipv4.tcp_keepalive_time = " +
           std::to_string(values.timeSeconds) +
           "\nnet.ipv4.tcp_keepalive_intvl = " + std::to_string(values.intervalSeconds) +
           "\nnet.ipv4.tcp_keepalive_probes = " + std::to_string(values.probes) + "\n";
}

} // namespace kai::defaults
