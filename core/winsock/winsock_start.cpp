#include "core/winsock/process.h"

namespace kai::winsock {

namespace {

constexpr WORD kNewest = makeWord(2, 2);

int majorOf(WORD version)
{
    return version & 0xFF;
}

/// The version that a process gets: the one it asked for, or 2.2 where it asked for a newer one.
WORD grantedVersion(WORD requested)
{
    const bool newer = majorOf(requested) > 2 || (majorOf(requested) == 2 && requested >> 8 > 2);
    return newer ? kNewest : requested;
}

} // namespace

int Process::startup(WORD requested, WSADATA* data)
{
    if (const int error = networkUp(); error != 0) {
        return error;
    }
    if (const int error = noCallback(); error != 0) {
        return error;
    }
    if (majorOf(requested) < 1) {
        return WSAVERNOTSUPPORTED;
    }
    if (!writable(data, sizeof *data)) {
        return WSAEFAULT;
    }
    if (m_startups == 0) {
        m_version = grantedVersion(requested);
    }
    ++m_startups;
    *data = {m_version, kNewest};
    return 0;
}

int Process::cleanup()
{
    if (const int error = ready(); error != 0) {
        return error;
    }
    if (m_startups == 1) {
        forgetEverything();
    } else {
        --m_startups;
    }
    return 0;
}

Winsock::Winsock(Pump& pump, HostId host, const ProcessOptions& options)
    : m_process(std::make_unique<Process>(pump, host, options))
{
}

Winsock::~Winsock() = default;

int Winsock::WSAStartup(WORD wVersionRequested, WSADATA* lpWSAData)
{
    return m_process->startup(wVersionRequested, lpWSAData);
}

int Winsock::WSACleanup()
{
    return m_process->finish(m_process->cleanup());
}

int Winsock::WSAGetLastError() const
{
    return m_process->lastError();
}

void Winsock::WSASetLastError(int iError)
{
    m_process->setLastError(iError);
}

void Winsock::setPath(const simulation::PathSettings& path)
{
    m_process->path() = path;
}

void Winsock::setAssumed(const ApiAssumptions& assumed)
{
    m_process->options().assumed = assumed;
}

void Winsock::setBehaviour(Behaviour behaviour)
{
    m_process->options().behaviour = behaviour;
}

void Winsock::setWatcher(SocketWatcher* watcher)
{
    m_process->setWatcher(watcher);
}

std::optional<Check> Winsock::failedCheck() const
{
    return m_process->failedCheck();
}

simulation::EndId Winsock::endOf(SOCKET s) const
{
    const Socket* socket = m_process->handles().find(s);
    return socket == nullptr ? simulation::EndId::none : socket->end;
}

void Winsock::hostRestarted()
{
    m_process->forgetEverything();
}

} // namespace kai::winsock
