#include "core/winsock/call_order.h"
#include "core/winsock/process.h"

#include <algorithm>
#include <cstring>

namespace kai::winsock {

namespace {

/// One WSAIoctl or WSPIoctl, on its way through the checks of section 7.
struct IoctlCall {
    SOCKET s;
    DWORD code;
    const void* input;
    DWORD inputSize;
    DWORD outputSize;
    DWORD* bytesReturned;
    WSAOVERLAPPED* overlapped;
    WSAOVERLAPPED_COMPLETION_ROUTINE* routine;
    const WSATHREADID* thread = nullptr;
};

bool isKeepAliveVals(const IoctlCall& call)
{
    return call.code == SIO_KEEPALIVE_VALS;
}

/// Overlapped socket and overlapped structure: the call is asynchronous (I6, I7).
bool isOverlapped(const IoctlCall& call, const Socket& socket)
{
    return socket.overlapped && call.overlapped != nullptr;
}

/// O6: what is not supported pends too, and completes with the error.
bool failsLater(const Process& process, const IoctlCall& call, const Socket& socket)
{
    return process.observed() && isOverlapped(call, socket);
}

int checkOverlappedPointers(const Process& process, const IoctlCall& call, const Socket& socket)
{
    if (!socket.overlapped) {
        return 0;
    }
    const bool overlapped =
        call.overlapped == nullptr || process.writable(call.overlapped, sizeof *call.overlapped);
    const bool routine =
        call.routine == nullptr || process.readable(reinterpret_cast<const void*>(call.routine), 1);
    return overlapped && routine ? 0 : WSAEFAULT;
}

int checkThreadId(const Process& process, const IoctlCall& call, const Socket& socket)
{
    const bool lookedAt = socket.overlapped && call.thread != nullptr;
    return !lookedAt || process.readable(call.thread, sizeof *call.thread) ? 0 : WSAEFAULT;
}

bool isKnownCode(DWORD code)
{
    return code == SIO_KEEPALIVE_VALS || code == SIO_FLUSH || code == FIONBIO;
}

/// O6 for an unknown code; the pages' WSAEINVAL else (I12).
int checkCode(const Process& process, const IoctlCall& call)
{
    if (isKnownCode(call.code)) {
        return 0;
    }
    return process.observed() ? WSAEOPNOTSUPP : WSAEINVAL;
}

int checkProvider(const Process& process, const IoctlCall& call, const Socket& socket)
{
    const auto& providers = process.host().providers();
    return isKeepAliveVals(call) && !providers[socket.provider].keepAliveVals ? WSAEOPNOTSUPP : 0;
}

std::size_t inputNeeded(const IoctlCall& call)
{
    switch (call.code) {
    case SIO_KEEPALIVE_VALS:
        return sizeof(tcp_keepalive);
    case FIONBIO:
        return sizeof(u_long);
    default:
        return 0;
    }
}

int checkInput(const Process& process, const IoctlCall& call)
{
    const std::size_t needed = inputNeeded(call);
    return call.inputSize >= needed && process.readable(call.input, needed) ? 0 : WSAEFAULT;
}

tcp_keepalive valuesOf(const IoctlCall& call)
{
    tcp_keepalive values;
    std::memcpy(&values, call.input, sizeof values);
    return values;
}

int checkTimes(const Process& process, const IoctlCall& call)
{
    if (!isKeepAliveVals(call) || process.observed()) {
        return 0;
    }
    const auto values = valuesOf(call);
    const bool bad =
        values.onoff != 0 && (values.keepalivetime == 0 || values.keepaliveinterval == 0);
    return bad ? WSAEINVAL : 0;
}

int checkIoctlCall(Process& process, const IoctlCall& call, const Socket* socket)
{
    return process.checked(firstFailure(kIoctlOrder, [&](Check check) {
        switch (check) {
        case Check::initialised:
            return process.initialised();
        case Check::noCallback:
            return process.noCallback();
        case Check::networkUp:
            return process.networkUp();
        case Check::bytesReturned:
            return process.writable(call.bytesReturned, sizeof *call.bytesReturned) ? 0 : WSAEFAULT;
        case Check::socket:
            return socket == nullptr ? WSAENOTSOCK : 0;
        case Check::overlappedPointers:
            return checkOverlappedPointers(process, call, *socket);
        case Check::threadId:
            return checkThreadId(process, call, *socket);
        case Check::code:
            return checkCode(process, call);
        case Check::provider:
            return checkProvider(process, call, *socket);
        case Check::notDatagram:
            return isKeepAliveVals(call) && socket->type == SOCK_DGRAM ? WSAENOPROTOOPT : 0;
        case Check::stream:
            return isKeepAliveVals(call) && socket->type != SOCK_STREAM ? WSAEINVAL : 0;
        case Check::noOutput:
            return isKeepAliveVals(call) && call.outputSize != 0 && !process.observed() ? WSAEINVAL
                                                                                        : 0;
        case Check::input:
            return checkInput(process, call);
        case Check::times:
            return checkTimes(process, call);
        default:
            return 0;
        }
    }));
}

/// O4 in observed behaviour: set to 0 but for an overlapped call without routine. The pages: 0 on success (I5).
void giveBytesReturned(const Process& process, const IoctlCall& call, const Socket* socket,
                       int error)
{
    const bool overlapped = socket != nullptr && isOverlapped(call, *socket);
    const bool documented = error == 0;
    const bool observed = !overlapped || call.routine != nullptr;
    if ((process.observed() ? observed : documented) &&
        process.writable(call.bytesReturned, sizeof(DWORD))) {
        *call.bytesReturned = 0;
    }
}

void perform(Process& process, const IoctlCall& call, Socket& socket)
{
    switch (call.code) {
    case SIO_KEEPALIVE_VALS:
        applyKeepAliveVals(process.world(), socket.end, valuesOf(call));
        break;
    case SIO_FLUSH:
        process.abortOperations(socket);
        break;
    default:
        socket.nonBlocking = *static_cast<const u_long*>(call.input) != 0;
    }
}

/// A synchronous call that takes its time (I7): interrupted, its setting does not take effect (I11).
int performSlowly(Process& process, const IoctlCall& call)
{
    const auto values = valuesOf(call);
    const Moment until = saturatingAdd(process.world().now(), process.options().assumed.ioctlDelay);
    const int error =
        process.block([&] { return process.handles().find(call.s) == nullptr; }, until);
    process.checked({}); // a blocking hook's own calls were checked meanwhile
    if (error == WSAEINTR || error == 0) {
        return WSAEINTR;
    }
    applyKeepAliveVals(process.world(), process.handles().find(call.s)->end, values);
    return 0;
}

int performAtOnce(Process& process, const IoctlCall& call, Socket& socket)
{
    if (isKeepAliveVals(call) && process.options().assumed.ioctlDelay.count() > 0) {
        return performSlowly(process, call);
    }
    perform(process, call, socket);
    return 0;
}

/// The operation pends and completes at the next event, or after the named delay (I7).
int pend(Process& process, const IoctlCall& call, Socket& socket, int laterError)
{
    const bool takesEffectLater = laterError == 0 && isKeepAliveVals(call);
    Operation operation;
    operation.kind = takesEffectLater ? Operation::Kind::keepAliveVals : Operation::Kind::settled;
    operation.error = laterError;
    operation.overlapped = call.overlapped;
    operation.routine = call.routine;
    operation.thread = call.thread == nullptr ? Process::kThread : *call.thread;
    if (takesEffectLater) {
        operation.values = valuesOf(call);
    }
    operation.dueAt = saturatingAdd(process.world().now(), process.options().assumed.ioctlDelay);
    operation.due = process.world().schedule(operation.dueAt, process, call.s);
    process.begin(socket, operation);
    return WSA_IO_PENDING;
}

/// Observed: it returns 0; completion is signalled all the same (I7).
int completeAtOnce(Process& process, const IoctlCall& call)
{
    Operation operation;
    operation.overlapped = call.overlapped;
    operation.routine = call.routine;
    operation.thread = call.thread == nullptr ? Process::kThread : *call.thread;
    process.complete(operation, 0, 0);
    return 0;
}

/// Only SIO_KEEPALIVE_VALS takes effect when it completes (I7); what SIO_FLUSH aborts, it aborts when it is issued (I9).
int performOverlapped(Process& process, const IoctlCall& call, Socket& socket)
{
    const ApiAssumptions& assumed = process.options().assumed;
    const bool atOnce =
        (process.observed() || assumed.ioctlAtOnce) && assumed.ioctlDelay.count() == 0;
    if (atOnce || !isKeepAliveVals(call)) {
        perform(process, call, socket);
    }
    return atOnce ? completeAtOnce(process, call) : pend(process, call, socket, 0);
}

int ioctl(Process& process, const IoctlCall& call)
{
    Socket* socket = process.handles().find(call.s);
    int error = checkIoctlCall(process, call, socket);
    if (error == WSAEOPNOTSUPP && failsLater(process, call, *socket)) {
        error = pend(process, call, *socket, WSAEOPNOTSUPP);
    } else if (error == 0) {
        error = isOverlapped(call, *socket) ? performOverlapped(process, call, *socket)
                                            : performAtOnce(process, call, *socket);
    }
    const bool asked = process.ready() == 0 && process.networkUp() == 0;
    if (asked) {
        giveBytesReturned(process, call, process.handles().find(call.s), error);
    }
    return error;
}

} // namespace

void applyKeepAliveVals(simulation::World& world, simulation::EndId end,
                        const tcp_keepalive& values)
{
    simulation::KeepAliveChange change;
    change.enabled = values.onoff != 0;
    change.origin = Origin::keepAliveVals;
    if (values.onoff != 0) {
        change.idleTime = milliseconds{std::max<DWORD>(values.keepalivetime, 1)};
        change.probeInterval = milliseconds{std::max<DWORD>(values.keepaliveinterval, 1)};
    }
    world.changeKeepAlive(end, change);
}

int Winsock::WSAIoctl(SOCKET s, DWORD dwIoControlCode, const void* lpvInBuffer, DWORD cbInBuffer,
                      void* /*lpvOutBuffer*/, DWORD cbOutBuffer, DWORD* lpcbBytesReturned,
                      WSAOVERLAPPED* lpOverlapped,
                      WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine)
{
    return m_process->finish(
        ioctl(*m_process, {s, dwIoControlCode, lpvInBuffer, cbInBuffer, cbOutBuffer,
                           lpcbBytesReturned, lpOverlapped, lpCompletionRoutine}));
}

int Winsock::WSPIoctl(SOCKET s, DWORD dwIoControlCode, const void* lpvInBuffer, DWORD cbInBuffer,
                      void* /*lpvOutBuffer*/, DWORD cbOutBuffer, DWORD* lpcbBytesReturned,
                      WSAOVERLAPPED* lpOverlapped,
                      WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine,
                      const WSATHREADID* lpThreadId, int* lpErrno)
{
    const int error =
        ioctl(*m_process, {s, dwIoControlCode, lpvInBuffer, cbInBuffer, cbOutBuffer,
                           lpcbBytesReturned, lpOverlapped, lpCompletionRoutine, lpThreadId});
    if (error != 0 && m_process->writable(lpErrno, sizeof *lpErrno)) {
        *lpErrno = error;
        return SOCKET_ERROR;
    }
    return m_process->finish(error);
}

} // namespace kai::winsock
