#include "core/winsock/simulated_apply.h"

#include <limits>

namespace kai::winsock {

namespace {

/// The settings calls on one socket, each with its record in the report.
class Applier {
public:
    Applier(Winsock& process, const simulation::World& world, SOCKET s, ApplyReport& report,
            std::list<PendingVals>* pending)
        : m_process(process)
        , m_world(world)
        , m_socket(s)
        , m_report(report)
        , m_pending(pending)
    {
    }

    [[nodiscard]] simulation::KeepAliveInForce inForce() const
    {
        return m_world.keepAlive(m_process.endOf(m_socket));
    }

    int setOption(CallKind kind, int level, int option, DWORD value)
    {
        const auto* bytes = reinterpret_cast<const char*>(&value);
        const int result = m_process.setsockopt(m_socket, level, option, bytes, sizeof value);
        m_failed = {m_process.failedCheck(), level, option};
        return record(kind, result, {value, 0, 0});
    }

    /// Synchronously, or overlapped where that takes its time: a blocking call would hold all other connections up.
    int setVals(const tcp_keepalive& values, bool thenOff)
    {
        WSAOVERLAPPED* const overlapped =
            m_pending == nullptr ? nullptr
                                 : &m_pending->emplace_back(PendingVals{{}, thenOff}).overlapped;
        DWORD returned = 0;
        const int result = m_process.WSAIoctl(m_socket, SIO_KEEPALIVE_VALS, &values, sizeof values,
                                              nullptr, 0, &returned, overlapped, nullptr);
        m_failed = {m_process.failedCheck()};
        const int error = record(CallKind::keepAliveVals, result,
                                 {values.onoff, values.keepalivetime, values.keepaliveinterval});
        if (overlapped != nullptr && error != WSA_IO_PENDING) {
            m_pending->pop_back();
        }
        return error;
    }

    /// Of the last call that was made.
    [[nodiscard]] const FailedCheck& failed() const { return m_failed; }

private:
    int record(CallKind kind, int result, std::array<std::uint32_t, 3> values)
    {
        const int error = result == 0 ? 0 : m_process.WSAGetLastError();
        m_report.calls[m_made++] = {kind, true, error, values};
        return error;
    }

    Winsock& m_process;
    const simulation::World& m_world;
    SOCKET m_socket;
    ApplyReport& m_report;
    std::list<PendingVals>* m_pending;
    FailedCheck m_failed;
    std::size_t m_made = 0;
};

u_long asUlong(milliseconds value)
{
    constexpr std::int64_t most = std::numeric_limits<u_long>::max();
    return static_cast<u_long>(value.count() > most ? most : value.count());
}

template <typename T>
void fail(FieldReport<T>& field, int number, const char* operation, const Applier& socket)
{
    if (field.asked && number != 0) {
        field.error = winsockError(number, operation, socket.failed());
    }
}

void refuseOutOfRange(ApplyReport& report, const std::vector<FieldError>& errors)
{
    for (const auto& each : errors) {
        switch (each.field) {
        case SettingsField::enabled:
            report.enabled.error = each.error;
            break;
        case SettingsField::idleTime:
            report.idleTime.error = each.error;
            break;
        case SettingsField::probeInterval:
            report.probeInterval.error = each.error;
            break;
        case SettingsField::probeCount:
            report.probeCount.error = each.error;
            break;
        }
    }
}

bool wanted(const FieldReport<milliseconds>& field)
{
    return field.asked && !field.error;
}

/// The times are looked at only when on (I2), so they are set with on, and SO_KEEPALIVE switches off again where off is meant.
void applyTimes(Applier& socket, ApplyReport& report)
{
    const auto before = socket.inForce();
    const milliseconds time =
        wanted(report.idleTime) ? *report.idleTime.asked : before.idleTime.value;
    const milliseconds interval =
        wanted(report.probeInterval) ? *report.probeInterval.asked : before.probeInterval.value;
    const bool thenOff = !report.enabled.asked.value_or(before.enabled.value);
    const int error = socket.setVals({1, asUlong(time), asUlong(interval)}, thenOff);
    if (wanted(report.idleTime)) {
        fail(report.idleTime, error, "WSAIoctl(SIO_KEEPALIVE_VALS)", socket);
    }
    if (wanted(report.probeInterval)) {
        fail(report.probeInterval, error, "WSAIoctl(SIO_KEEPALIVE_VALS)", socket);
    }
    if (error != 0) {
        fail(report.enabled, error, "WSAIoctl(SIO_KEEPALIVE_VALS)", socket);
    } else if (thenOff) {
        const int off = socket.setOption(CallKind::soKeepAlive, SOL_SOCKET, SO_KEEPALIVE, 0);
        fail(report.enabled, off, "setsockopt(SO_KEEPALIVE)", socket);
    }
}

void applyCount(Applier& socket, ApplyReport& report)
{
    const int error = socket.setOption(CallKind::tcpKeepCount, IPPROTO_TCP, TCP_KEEPCNT,
                                       *report.probeCount.asked);
    fail(report.probeCount, error, "setsockopt(TCP_KEEPCNT)", socket);
    if (error == WSAENOPROTOOPT) {
        report.probeCount.error->cause = "This release has no TCP_KEEPCNT: its pages say that the "
                                         "number of probes cannot be changed for one socket (D2); "
                                         "the option came with Windows 10 1703 (D4).";
        report.probeCount.error->remedy = "Before Vista, the registry's retransmission values set "
                                          "it for the whole host. Else choose 1703 or later.";
    }
}

void readBack(const simulation::KeepAliveInForce& values, ApplyReport& report)
{
    report.enabled.applied = values.enabled;
    report.idleTime.applied = values.idleTime;
    report.probeInterval.applied = values.probeInterval;
    report.probeCount.applied = values.probeCount;
}

} // namespace

void finishSettings(Winsock& process, SOCKET s, const PendingVals& completed)
{
    if (completed.thenOff && completed.overlapped.Internal == 0) {
        const DWORD off = 0;
        process.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<const char*>(&off),
                           sizeof off);
    }
}

void completeReport(const Winsock& process, const simulation::World& world, SOCKET s,
                    ApplyReport& report)
{
    for (auto* error :
         {&report.enabled.error, &report.idleTime.error, &report.probeInterval.error}) {
        if (*error && (*error)->number == WSA_IO_PENDING) {
            error->reset();
        }
    }
    readBack(world.keepAlive(process.endOf(s)), report);
}

Error winsockError(int number, const char* operation, const FailedCheck& failed)
{
    const std::string_view name(operation);
    const auto call = name.substr(0, 8) == "WSAIoctl"      ? CallName::WSAIoctl
                      : name.substr(0, 10) == "setsockopt" ? CallName::setsockopt
                                                           : CallName::other;
    const auto text = errorText(call, number, failed);
    const auto cause = text.says.empty() ? text.meaning : text.says;
    return {number, std::string(text.symbol), operation, std::string(cause),
            std::string(text.remedy)};
}

ApplyReport applySettings(Winsock& process, const simulation::World& world, SOCKET s,
                          const KeepAliveSettings& settings, std::list<PendingVals>* pending)
{
    ApplyReport report;
    report.enabled.asked = settings.enabled;
    report.idleTime.asked = settings.idleTime;
    report.probeInterval.asked = settings.probeInterval;
    report.probeCount.asked = settings.probeCount;
    refuseOutOfRange(report, validate(settings, SettingsLimits{}));
    Applier socket(process, world, s, report, pending);
    if (wanted(report.idleTime) || wanted(report.probeInterval)) {
        applyTimes(socket, report);
    } else if (settings.enabled) {
        const int error = socket.setOption(CallKind::soKeepAlive, SOL_SOCKET, SO_KEEPALIVE,
                                           *settings.enabled ? 1 : 0);
        fail(report.enabled, error, "setsockopt(SO_KEEPALIVE)", socket);
    }
    if (report.probeCount.asked && !report.probeCount.error) {
        applyCount(socket, report);
    }
    readBack(socket.inForce(), report);
    return report;
}

} // namespace kai::winsock
