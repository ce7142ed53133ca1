#include "core/live/live_capabilities.h"

#include "core/defaults/sysctl.h"
#include "core/live/descriptor_limit.h"
#include "core/live/failure.h"
#include "core/live/sock_diag.h"
#include "core/live/socket_faults.h"
#include "core/live/socket_options.h"
#include "core/live/stream.h"
#include "core/live/tick_calibration.h"

#include <cerrno>

#include <sys/utsname.h>

namespace kai::live {

namespace {

std::string errorText(const Error& error)
{
    return error.symbol + ": " + error.cause;
}

Capability tickLine()
{
    const nanoseconds tick = kernelTick();
    const auto hz = (std::chrono::nanoseconds{std::chrono::seconds{1}} + tick / 2) / tick;
    return {"kernel tick",
            true,
            "HZ " + std::to_string(hz) + ": timers move in steps of " +
                std::to_string(tick / std::chrono::microseconds{1}) + " us",
            {}};
}

Capability calibrationLine(const std::optional<Status>& calibration)
{
    if (!calibration) {
        return {"tick calibration", true, "done when the first connection is open", {}};
    }
    if (!calibration->ok()) {
        return {"tick calibration", false, errorText(calibration->error()),
                calibration->error().remedy};
    }
    return {"tick calibration", true, "two measurements agree: probes are timed to about 1 ms", {}};
}

Capability sockDiagLine(const std::optional<Error>& error, bool use)
{
    if (!use) {
        return {"sock_diag", false, "switched off",
                "Start without --no-sock-diag: armed timers become visible."};
    }
    if (error) {
        return {"sock_diag", false,
                errorText(*error) +
                    " TCP_INFO serves instead; armed timers are computed, not read.",
                "Allow NETLINK_SOCK_DIAG (seccomp, CONFIG_INET_DIAG)."};
    }
    return {"sock_diag", true, "armed timers and counters of both ends, one dump a tick", {}};
}

Capability descriptorLine(std::uint64_t limit)
{
    return {"descriptors",
            true,
            std::to_string(limit) + " at most: " + std::to_string(connectionsIn(limit, 2)) +
                " connections to the built-in peer; " + std::to_string(kReservedDescriptors) +
                " are kept for everything else",
            {}};
}

/// Tries it: a socket that nobody talks to.
Capability silenceLine()
{
    const Result<Descriptor> socket = listenOn(loopbackAddress(false, 0));
    if (socket && setDeaf(socket->get(), false, true)) {
        return {"silent peer", true, "IP_MINTTL drops what should be lost, without privileges", {}};
    }
    return {"silent peer", false, "the kernel refuses IP_MINTTL", "Use a kernel from 2.6.34 on."};
}

Capability ipv6Line()
{
    const Result<Descriptor> socket = listenOn(loopbackAddress(true, 0));
    if (socket) {
        return {"IPv6", true, "::1 can be listened on", {}};
    }
    return {"IPv6", false, errorText(socket.error()),
            "Switch IPv6 on: sysctl net.ipv6.conf.lo.disable_ipv6=0."};
}

Capability sysctlLine()
{
    const Result<defaults::KeepAliveSysctls> values = defaults::readSysctls();
    if (!values) {
        return {"system defaults", false, errorText(values.error()), values.error().remedy};
    }
    return {"system defaults",
            true,
            std::to_string(values->timeSeconds) + " s / " +
                std::to_string(values->intervalSeconds) + " s / " + std::to_string(values->probes),
            {}};
}

} // namespace

std::string systemName()
{
    utsname name{};
    ::uname(&name);
    const std::string release = name.release;
    return "Linux " + release.substr(0, release.find_first_not_of("0123456789."));
}

Capabilities describeComputer(const std::optional<Error>& sockDiagError, bool useSockDiag,
                              const std::optional<Status>& calibration)
{
    Capabilities can;
    can.system = systemName();
    can.limits = kLinuxLimits;
    can.faults = {FaultKind::silentForward, FaultKind::silentReturn, FaultKind::silentBoth,
                  FaultKind::lossyEveryNth, FaultKind::lossyShare,   FaultKind::restored,
                  FaultKind::rebooted,      FaultKind::peerCloses,   FaultKind::peerResets,
                  FaultKind::peerSends,     FaultKind::weSend,       FaultKind::peerHangs};
    can.armedTimer = useSockDiag && !sockDiagError;
    can.peerEnd = true;
    can.timerTick = kernelTick();
    can.lines = {tickLine(),
                 calibrationLine(calibration),
                 sockDiagLine(sockDiagError, useSockDiag),
                 descriptorLine(raiseDescriptorLimit()),
                 silenceLine(),
                 ipv6Line(),
                 sysctlLine()};
    return can;
}

} // namespace kai::live
