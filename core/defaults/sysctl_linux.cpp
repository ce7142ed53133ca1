#include "core/defaults/sysctl.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace kai::defaults {

namespace {

Result<std::uint32_t> readNumber(const std::string& path, std::int64_t most)
{
    errno = 0;
    std::ifstream file(path);
    std::string text;
    if (!file || !std::getline(file, text)) {
        const int number = errno != 0 ? errno : EIO;
        return Error{number,
                     number == ENOENT   ? "ENOENT"
                     : number == EACCES ? "EACCES"
                                        : "EIO",
                     "read(" + path + ")", std::string(std::strerror(number)) + ".",
                     "Mount /proc for this program."};
    }
    char* end = nullptr;
    const long long value = std::strtoll(text.c_str(), &end, 10);
    if (end == text.c_str()) {
        return Error{0, "NO_NUMBER", "read(" + path + ")", "\"" + text + "\" is no number.",
                     "Read the value with sysctl(8)."};
    }
    return static_cast<std::uint32_t>(std::clamp<long long>(value, 0, most));
}

} // namespace

Result<KeepAliveSysctls> readSysctls(const std::string& folder)
{
    const Result<std::uint32_t> time = readNumber(folder + "/tcp_keepalive_time", INT32_MAX);
    const Result<std::uint32_t> interval = readNumber(folder + "/tcp_keepalive_intvl", INT32_MAX);
    const Result<std::uint32_t> probes = readNumber(folder + "/tcp_keepalive_probes", 255);
    for (const Result<std::uint32_t>* value : {&time, &interval, &probes}) {
        if (!value->ok()) {
            return value->error();
        }
    }
    return KeepAliveSysctls{*time, *interval, *probes};
}

} // namespace kai::defaults
