#include "core/winsock/call_order.h"
#include "core/winsock/process.h"

#include <algorithm>
#include <cstring>

namespace kai::winsock {

namespace {

constexpr DWORD kLargestCount = 255;
constexpr int kDwordSize = static_cast<int>(sizeof(DWORD));

/// One getsockopt or setsockopt, on its way through the checks of section 7.
struct OptionCall {
    SOCKET s;
    int level;
    int option;
    bool set;
    const char* input = nullptr; ///< optval of set
    char* output = nullptr;      ///< optval of get
    int length = 0;              ///< optlen of set
    int* lengthPointer = nullptr;
};

bool isKeepAlive(const OptionCall& call)
{
    return call.level == SOL_SOCKET && call.option == SO_KEEPALIVE;
}

bool isTcpKeep(const OptionCall& call)
{
    return call.level == IPPROTO_TCP;
}

/// Options of TCP that this release has (D4).
bool releaseHas(const Process& process, int option)
{
    const auto& rules = process.host().rules();
    switch (option) {
    case TCP_KEEPIDLE:
        return rules.keepIdleAndInterval || (process.observed() && rules.option3Undocumented);
    case TCP_KEEPINTVL:
        return rules.keepIdleAndInterval;
    case TCP_KEEPCNT:
        return rules.keepCount;
    default:
        return false;
    }
}

bool socketLevelHas(const OptionCall& call, int type)
{
    switch (call.option) {
    case SO_KEEPALIVE:
    case SO_ACCEPTCONN:
        return type == SOCK_STREAM && (call.option == SO_KEEPALIVE || !call.set);
    case SO_LINGER:
        return type == SOCK_STREAM;
    case SO_ERROR:
    case SO_TYPE:
        return !call.set;
    default:
        return false;
    }
}

int checkLevel(int level)
{
    const bool known =
        level == SOL_SOCKET || level == IPPROTO_TCP || level == IPPROTO_IP || level == IPPROTO_UDP;
    return known ? 0 : WSAEINVAL;
}

int checkOption(const Process& process, const OptionCall& call, const Socket& socket)
{
    const bool known = call.level == SOL_SOCKET
                           ? socketLevelHas(call, socket.type)
                           : call.level == IPPROTO_TCP && socket.type == SOCK_STREAM &&
                                 releaseHas(process, call.option);
    return known ? 0 : WSAENOPROTOOPT;
}

/// How many bytes the option's value has: a DWORD, but for observed SO_KEEPALIVE (O1) and linger, which is as long.
int valueSize(const Process& process, const OptionCall& call)
{
    return isKeepAlive(call) && process.observed() ? 1 : kDwordSize;
}

int checkSetPointers(const Process& process, const OptionCall& call)
{
    const int size = valueSize(process, call);
    if (isKeepAlive(call) && process.observed() && call.length < 0) {
        return process.host().rules().negativeLengthIsNoBufs ? WSAENOBUFS : WSAEFAULT;
    }
    const bool valid =
        call.length >= size && process.readable(call.input, static_cast<std::size_t>(size));
    return valid ? 0 : WSAEFAULT;
}

int checkGetPointers(const Process& process, const OptionCall& call)
{
    const int size = valueSize(process, call);
    if (!process.writable(call.lengthPointer, sizeof *call.lengthPointer)) {
        return WSAEFAULT;
    }
    if (*call.lengthPointer < size) {
        if (isTcpKeep(call) && process.observed()) {
            *call.lengthPointer = 0; // O2
        }
        return WSAEFAULT;
    }
    return process.writable(call.output, static_cast<std::size_t>(size)) ? 0 : WSAEFAULT;
}

/// The value that set was given; SO_KEEPALIVE is a boolean of one byte in observed behaviour.
DWORD inputValue(const Process& process, const OptionCall& call)
{
    DWORD value = 0;
    std::memcpy(&value, call.input, static_cast<std::size_t>(valueSize(process, call)));
    return value;
}

int checkValue(const Process& process, const OptionCall& call)
{
    if (!call.set || !isTcpKeep(call)) {
        return 0;
    }
    const DWORD value = inputValue(process, call);
    return value == 0 || (call.option == TCP_KEEPCNT && value > kLargestCount) ? WSAEINVAL : 0;
}

int checkState(Process& process, const OptionCall& call, const Socket& socket)
{
    if (!call.set || !isKeepAlive(call)) {
        return 0;
    }
    if (socket.ended == simulation::Cause::keepAlive) {
        return WSAENETRESET;
    }
    const bool transitional = simulation::isTransitional(process.world().state(socket.end));
    return transitional && !process.host().rules().setWhileConnecting ? WSAEINVAL : 0;
}

int checkOptionCall(Process& process, const OptionCall& call)
{
    const Socket* socket = process.handles().find(call.s);
    return process.checked(firstFailure(kOptionOrder, [&](Check check) {
        switch (check) {
        case Check::initialised:
            return process.initialised();
        case Check::noCallback:
            return process.noCallback();
        case Check::networkUp:
            return process.networkUp();
        case Check::socket:
            return socket == nullptr ? WSAENOTSOCK : 0;
        case Check::level:
            return checkLevel(call.level);
        case Check::option:
            return checkOption(process, call, *socket);
        case Check::pointers:
            return call.set ? checkSetPointers(process, call) : checkGetPointers(process, call);
        case Check::value:
            return checkValue(process, call);
        case Check::settledState:
            return checkState(process, call, *socket);
        default:
            return 0;
        }
    }));
}

DWORD wholeSeconds(milliseconds value)
{
    return static_cast<DWORD>((value.count() + 999) / 1000);
}

DWORD outputValue(Process& process, const OptionCall& call, Socket& socket)
{
    if (call.level == SOL_SOCKET && call.option != SO_KEEPALIVE) {
        switch (call.option) {
        case SO_ERROR:
            return static_cast<DWORD>(std::exchange(socket.error, 0));
        case SO_TYPE:
            return static_cast<DWORD>(socket.type);
        case SO_ACCEPTCONN:
            return socket.use == Socket::Use::listening ? 1 : 0;
        default:
            return socket.resetOnClose ? 1 : 0;
        }
    }
    const auto values = process.world().keepAlive(socket.end);
    if (call.level == SOL_SOCKET) {
        return values.enabled.value ? 1 : 0;
    }
    switch (call.option) {
    case TCP_KEEPIDLE:
        return wholeSeconds(values.idleTime.value);
    case TCP_KEEPINTVL:
        return wholeSeconds(values.probeInterval.value);
    default:
        return values.probeCount.value;
    }
}

void store(Process& process, const OptionCall& call, Socket& socket)
{
    const DWORD value = inputValue(process, call);
    if (call.level == SOL_SOCKET && call.option == SO_LINGER) {
        linger asked;
        std::memcpy(&asked, call.input, sizeof asked);
        socket.resetOnClose = asked.l_onoff != 0 && asked.l_linger == 0;
        return;
    }
    simulation::KeepAliveChange change;
    const milliseconds time = std::chrono::seconds{value};
    if (call.level == SOL_SOCKET) {
        change.enabled = value != 0;
    } else if (call.option == TCP_KEEPIDLE) {
        change.idleTime = time;
    } else if (call.option == TCP_KEEPINTVL) {
        change.probeInterval = time;
    } else {
        change.probeCount = static_cast<std::uint16_t>(value);
    }
    process.world().changeKeepAlive(socket.end, change);
}

} // namespace

int Winsock::getsockopt(SOCKET s, int level, int optname, char* optval, int* optlen)
{
    auto& process = *m_process;
    const OptionCall call{s, level, optname, false, nullptr, optval, 0, optlen};
    const int error = checkOptionCall(process, call);
    if (error == 0) {
        const DWORD value = outputValue(process, call, *process.handles().find(s));
        const int size = valueSize(process, call);
        std::memcpy(optval, &value, static_cast<std::size_t>(size));
        *optlen = size;
    }
    return process.finish(error);
}

int Winsock::setsockopt(SOCKET s, int level, int optname, const char* optval, int optlen)
{
    auto& process = *m_process;
    const OptionCall call{s, level, optname, true, optval, nullptr, optlen};
    const int error = checkOptionCall(process, call);
    if (error == 0) {
        store(process, call, *process.handles().find(s));
    }
    return process.finish(error);
}

} // namespace kai::winsock
