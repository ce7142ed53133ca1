#include "core/defaults/pasted_readers.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::string_view kPrefix = "net.ipv4.tcp_keepalive_";

std::optional<std::uint32_t>* placeOf(PastedSysctls& sysctls, std::string_view name)
{
    if (!name.starts_with(kPrefix)) {
        return nullptr;
    }
    name.remove_prefix(kPrefix.size());
    return name == "time"     ? &sysctls.timeSeconds
           : name == "intvl"  ? &sysctls.intervalSeconds
           : name == "probes" ? &sysctls.probes
                              : nullptr;
}

} // namespace

bool isKeepAliveSysctl(std::string_view line)
{
    return line.starts_with(kPrefix);
}

Result<PastedDefaults> readSysctlText(std::string_view text)
{
    PastedDefaults result;
    result.kind = PastedKind::sysctl;
    const auto status = readEachLine(text, [&](std::string_view line, std::size_t number) {
        const auto equals = line.find('=');
        const auto name = trimmed(line.substr(0, std::min(equals, line.size())));
        auto* place = equals == std::string_view::npos ? nullptr : placeOf(result.sysctls, name);
        if (place == nullptr) {
            result.otherLines.emplace_back(line);
            return success();
        }
        const auto data = trimmed(line.substr(equals + 1));
        *place = data.starts_with('-') ? std::nullopt : numberIn(data);
        return *place ? success() : Status{badNumber(number, name)};
    });
    if (!status) {
        return status.error();
    }
    return result.sysctls == PastedSysctls{} ? Result<PastedDefaults>{notUnderstood()}
                                             : std::move(result);
}

} // namespace kai::defaults
