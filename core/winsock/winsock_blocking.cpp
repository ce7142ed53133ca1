#include "core/winsock/process.h"

namespace kai::winsock {

namespace {

/// The functions of version 1.1 that version 2 does not have any more.
int withBlockingHooks(const Process& process)
{
    if (const int error = process.initialised(); error != 0) {
        return error;
    }
    return process.hasBlockingHooks() ? 0 : WSAEOPNOTSUPP;
}

} // namespace

BLOCKINGHOOK* Winsock::WSASetBlockingHook(BLOCKINGHOOK* lpBlockFunc)
{
    int error = withBlockingHooks(*m_process);
    if (error == 0) {
        error = m_process->noCallback();
    }
    if (error == 0 && !m_process->readable(reinterpret_cast<const void*>(lpBlockFunc), 1)) {
        error = WSAEFAULT;
    }
    return m_process->finish(error) == 0 ? m_process->exchangeHook(lpBlockFunc) : nullptr;
}

int Winsock::WSAUnhookBlockingHook()
{
    const int error = withBlockingHooks(*m_process);
    if (error == 0) {
        m_process->exchangeHook(nullptr);
    }
    return m_process->finish(error);
}

BOOL Winsock::WSAIsBlocking()
{
    return withBlockingHooks(*m_process) == 0 && m_process->isBlocking() ? 1 : 0;
}

int Winsock::WSACancelBlockingCall()
{
    const int error = withBlockingHooks(*m_process);
    return m_process->finish(error != 0 ? error : m_process->cancelBlockingCall());
}

} // namespace kai::winsock
