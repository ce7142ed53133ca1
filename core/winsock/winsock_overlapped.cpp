#include "core/winsock/process.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace kai::winsock {

namespace {

BOOL setEvent(Process& process, WSAEVENT event, bool signalled)
{
    int error = process.ready();
    bool* state = process.handles().findEvent(event);
    if (error == 0 && state == nullptr) {
        error = WSA_INVALID_HANDLE;
    }
    if (error == 0) {
        *state = signalled;
    }
    return process.finish(error) == 0 ? 1 : 0;
}

/// The place of the event that ends the wait; events do not reset themselves.
std::optional<DWORD> signalledEvent(HandleTable& handles, std::span<const WSAEVENT> events,
                                    bool all)
{
    const auto isSet = [&handles](WSAEVENT event) {
        const bool* state = handles.findEvent(event);
        return state != nullptr && *state;
    };
    if (all) {
        return std::all_of(events.begin(), events.end(), isSet) ? std::optional<DWORD>{0}
                                                                : std::nullopt;
    }
    const auto first = std::find_if(events.begin(), events.end(), isSet);
    return first == events.end() ? std::nullopt
                                 : std::optional{static_cast<DWORD>(first - events.begin())};
}

int checkWait(Process& process, DWORD count, const WSAEVENT* events)
{
    if (const int error = process.ready(); error != 0) {
        return error;
    }
    if (count == 0 || count > WSA_MAXIMUM_WAIT_EVENTS ||
        !process.readable(events, count * sizeof *events)) {
        return WSA_INVALID_PARAMETER;
    }
    const bool known = std::all_of(events, events + count, [&](WSAEVENT each) {
        return process.handles().findEvent(each) != nullptr;
    });
    return known ? 0 : WSA_INVALID_HANDLE;
}

int overlappedResult(Process& process, SOCKET s, WSAOVERLAPPED* overlapped, DWORD* transferred,
                     bool wait)
{
    if (const int error = process.readyOnNetwork(); error != 0) {
        return error;
    }
    if (process.handles().find(s) == nullptr) {
        return WSAENOTSOCK;
    }
    const auto valid = [&] {
        return process.writable(overlapped, sizeof *overlapped) &&
               process.writable(transferred, sizeof *transferred);
    };
    if (!valid()) {
        return WSAEFAULT;
    }
    if (overlapped->Internal == WSA_IO_PENDING && !wait) {
        return WSA_IO_INCOMPLETE;
    }
    const auto finished = [&] {
        return !process.readable(overlapped, sizeof *overlapped) ||
               overlapped->Internal != WSA_IO_PENDING;
    };
    if (const int error = process.block(finished); error != 0) {
        return error;
    }
    if (!valid()) {
        return WSAEFAULT;
    }
    *transferred = static_cast<DWORD>(overlapped->InternalHigh);
    return static_cast<int>(overlapped->Internal);
}

/// WPU functions report through *lpErrno, or through the last error where there is none.
int finishUpcall(Process& process, int error, int* lpErrno)
{
    if (error != 0 && process.writable(lpErrno, sizeof *lpErrno)) {
        *lpErrno = error;
        return SOCKET_ERROR;
    }
    return process.finish(error);
}

} // namespace

WSAEVENT Winsock::WSACreateEvent()
{
    const int error = m_process->ready();
    return m_process->finish(error) == 0 ? m_process->handles().addEvent() : WSA_INVALID_EVENT;
}

BOOL Winsock::WSACloseEvent(WSAEVENT hEvent)
{
    int error = m_process->ready();
    if (error == 0 && !m_process->handles().removeEvent(hEvent)) {
        error = WSA_INVALID_HANDLE;
    }
    return m_process->finish(error) == 0 ? 1 : 0;
}

BOOL Winsock::WSASetEvent(WSAEVENT hEvent)
{
    return setEvent(*m_process, hEvent, true);
}

BOOL Winsock::WSAResetEvent(WSAEVENT hEvent)
{
    return setEvent(*m_process, hEvent, false);
}

DWORD Winsock::WSAWaitForMultipleEvents(DWORD cEvents, const WSAEVENT* lphEvents, BOOL fWaitAll,
                                        DWORD dwTimeout, BOOL fAlertable)
{
    auto& process = *m_process;
    if (const int error = checkWait(process, cEvents, lphEvents); error != 0) {
        process.finish(error);
        return WSA_WAIT_FAILED;
    }
    const std::vector<WSAEVENT> events(lphEvents, lphEvents + cEvents);
    const auto signalled = [&] { return signalledEvent(process.handles(), events, fWaitAll != 0); };
    const auto alerted = [&] { return fAlertable != 0 && process.hasApcs(); };
    process.wait([&] { return signalled().has_value() || alerted(); },
                 process.limitAfter(dwTimeout));
    if (const auto first = signalled()) {
        process.finish(0);
        return WSA_WAIT_EVENT_0 + *first;
    }
    if (alerted()) {
        process.runApcs();
        return WAIT_IO_COMPLETION;
    }
    return WSA_WAIT_TIMEOUT;
}

BOOL Winsock::WSAGetOverlappedResult(SOCKET s, WSAOVERLAPPED* lpOverlapped, DWORD* lpcbTransfer,
                                     BOOL fWait, DWORD* lpdwFlags)
{
    const int error = overlappedResult(*m_process, s, lpOverlapped, lpcbTransfer, fWait != 0);
    if (error == 0 && m_process->writable(lpdwFlags, sizeof *lpdwFlags)) {
        *lpdwFlags = 0;
    }
    return m_process->finish(error) == 0 ? 1 : 0;
}

DWORD Winsock::SleepEx(DWORD dwMilliseconds, BOOL bAlertable)
{
    auto& process = *m_process;
    const auto alerted = [&] { return bAlertable != 0 && process.hasApcs(); };
    process.wait(alerted, process.limitAfter(dwMilliseconds));
    if (!alerted()) {
        return 0;
    }
    process.runApcs();
    return WAIT_IO_COMPLETION;
}

int Winsock::WPUOpenCurrentThread(WSATHREADID* lpThreadId, int* lpErrno)
{
    int error = m_process->initialised();
    if (error == 0 && !m_process->writable(lpThreadId, sizeof *lpThreadId)) {
        error = WSAEFAULT;
    }
    if (error == 0) {
        *lpThreadId = Process::kThread;
    }
    return finishUpcall(*m_process, error, lpErrno);
}

int Winsock::WPUQueueApc(const WSATHREADID* lpThreadId, WSAAPC* lpfnUserApc,
                         std::uint64_t dwContext, int* lpErrno)
{
    auto& process = *m_process;
    int error = process.initialised();
    const bool valid = process.readable(lpThreadId, sizeof *lpThreadId) &&
                       process.readable(reinterpret_cast<const void*>(lpfnUserApc), 1);
    if (error == 0 && (!valid || !process.queueApc(*lpThreadId, [=] { lpfnUserApc(dwContext); }))) {
        error = WSAEFAULT;
    }
    return finishUpcall(process, error, lpErrno);
}

} // namespace kai::winsock
