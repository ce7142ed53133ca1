#include "core/live/socket_options.h"

#include "core/live/failure.h"

#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace kai::live {

namespace {

int optionOf(CallKind kind)
{
    switch (kind) {
    case CallKind::tcpKeepIdle:
        return TCP_KEEPIDLE;
    case CallKind::tcpKeepInterval:
        return TCP_KEEPINTVL;
    case CallKind::tcpKeepCount:
        return TCP_KEEPCNT;
    default:
        return SO_KEEPALIVE;
    }
}

const char* nameOf(CallKind kind)
{
    switch (kind) {
    case CallKind::tcpKeepIdle:
        return "setsockopt(TCP_KEEPIDLE)";
    case CallKind::tcpKeepInterval:
        return "setsockopt(TCP_KEEPINTVL)";
    case CallKind::tcpKeepCount:
        return "setsockopt(TCP_KEEPCNT)";
    default:
        return "setsockopt(SO_KEEPALIVE)";
    }
}

int levelOf(CallKind kind)
{
    return kind == CallKind::soKeepAlive ? SOL_SOCKET : IPPROTO_TCP;
}

int read(int socket, CallKind kind)
{
    int value = 0;
    socklen_t length = sizeof value;
    const bool known = ::getsockopt(socket, levelOf(kind), optionOf(kind), &value, &length) == 0;
    return known ? value : 0;
}

/// The calls of one apply, recorded as they are made.
class Writer {
public:
    Writer(int socket, ApplyReport& report)
        : m_socket(socket)
        , m_report(report)
    {
    }

    /// False when the kernel refuses; then `error` says why.
    bool write(CallKind kind, std::int64_t value, std::optional<Error>& error)
    {
        const int number = static_cast<int>(value);
        const bool done =
            ::setsockopt(m_socket, levelOf(kind), optionOf(kind), &number, sizeof number) == 0;
        const int failure = done ? 0 : errno;
        m_report.calls[m_count++] = {
            kind, false, failure, {static_cast<std::uint32_t>(number), 0, 0}};
        if (!done) {
            error = systemError(failure, nameOf(kind));
        }
        return done;
    }

private:
    int m_socket;
    ApplyReport& m_report;
    std::size_t m_count = 0;
};

std::int64_t secondsOf(milliseconds asked)
{
    return roundedUp(asked, kLinuxLimits).count() / 1000;
}

void refuse(ApplyReport& report, const KeepAliveSettings& asked)
{
    for (FieldError& refused : validate(asked, kLinuxLimits)) {
        switch (refused.field) {
        case SettingsField::enabled:
            report.enabled.error = std::move(refused.error);
            break;
        case SettingsField::idleTime:
            report.idleTime.error = std::move(refused.error);
            break;
        case SettingsField::probeInterval:
            report.probeInterval.error = std::move(refused.error);
            break;
        case SettingsField::probeCount:
            report.probeCount.error = std::move(refused.error);
            break;
        }
    }
}

/// Interval and count before the idle time, which may fire the timer that uses them.
void writeValues(Writer& writer, const KeepAliveSettings& asked, OwnSettings& own,
                 ApplyReport& report)
{
    if (asked.probeInterval && !report.probeInterval.error) {
        own.probeIntervalOwn |= writer.write(
            CallKind::tcpKeepInterval, secondsOf(*asked.probeInterval), report.probeInterval.error);
    }
    if (asked.probeCount && !report.probeCount.error) {
        own.probeCountOwn |=
            writer.write(CallKind::tcpKeepCount, *asked.probeCount, report.probeCount.error);
    }
    if (!asked.idleTime || report.idleTime.error) {
        return;
    }
    const bool has = own.inForce.enabled && own.idleTimeOwn &&
                     own.inForce.idleTime == roundedUp(*asked.idleTime, kLinuxLimits);
    if (!has) {
        own.idleTimeOwn |=
            writer.write(CallKind::tcpKeepIdle, secondsOf(*asked.idleTime), report.idleTime.error);
    }
}

template <typename T>
Sourced<T> sourced(const T& value, bool own, Origin otherwise)
{
    return {value, own ? Origin::socketOption : otherwise};
}

void fillApplied(const OwnSettings& own, ApplyReport& report)
{
    report.enabled.applied = sourced(own.inForce.enabled, own.enabledOwn, Origin::builtIn);
    report.idleTime.applied = sourced(own.inForce.idleTime, own.idleTimeOwn, Origin::sysctl);
    report.probeInterval.applied =
        sourced(own.inForce.probeInterval, own.probeIntervalOwn, Origin::sysctl);
    report.probeCount.applied = sourced(own.inForce.probeCount, own.probeCountOwn, Origin::sysctl);
}

} // namespace

void readBack(int socket, OwnSettings& own)
{
    own.inForce.enabled = read(socket, CallKind::soKeepAlive) != 0;
    own.inForce.idleTime = milliseconds{read(socket, CallKind::tcpKeepIdle) * std::int64_t{1000}};
    own.inForce.probeInterval =
        milliseconds{read(socket, CallKind::tcpKeepInterval) * std::int64_t{1000}};
    own.inForce.probeCount = static_cast<std::uint16_t>(read(socket, CallKind::tcpKeepCount));
}

void applySettings(int socket, const KeepAliveSettings& asked, OwnSettings& own,
                   ApplyReport& report)
{
    report.enabled.asked = asked.enabled;
    report.idleTime.asked = asked.idleTime;
    report.probeInterval.asked = asked.probeInterval;
    report.probeCount.asked = asked.probeCount;
    refuse(report, asked);

    Writer writer(socket, report);
    if (asked.enabled == false) {
        own.enabledOwn |= writer.write(CallKind::soKeepAlive, 0, report.enabled.error);
    }
    writeValues(writer, asked, own, report);
    if (asked.enabled == true) {
        own.enabledOwn |= writer.write(CallKind::soKeepAlive, 1, report.enabled.error);
    }
    readBack(socket, own);
    fillApplied(own, report);
}

} // namespace kai::live
