#pragma once

#include "core/winsock/assumptions.h"
#include "core/winsock/behaviour.h"
#include "core/winsock/call_order.h"
#include "core/winsock/pump.h"
#include "core/winsock/types.h"

#include <memory>

namespace kai::winsock {

class Process;

struct ProcessOptions {
    Behaviour behaviour = Behaviour::documented;
    ApiAssumptions assumed;
    /// The caller vouches for its pointers: only null is looked for (the trusted entry of this program's own adapter).
    bool trustPointers = false;
};

/// Is told of its sockets after Winsock has dealt with what happened: the way in for an application that never blocks.
class SocketWatcher {
public:
    virtual void socketNotice(SOCKET s, const simulation::Notice& notice) = 0;

protected:
    ~SocketWatcher() = default;
};

/// The Winsock API as one process with one thread sees it on a simulated host: names, argument order, results and errors are the
/// API's own; the clauses are those of resources/contract/clauses.json. int results: 0, or SOCKET_ERROR with WSAGetLastError.
/// A blocking call advances virtual time; one that could never return, because nothing will happen any more in the world, ends
/// with WSAEINTR, and one made from inside the world's run with WSAEWOULDBLOCK. One thread, the world's.
class Winsock {
public:
    Winsock(Pump& pump, HostId host, const ProcessOptions& options = {});
    ~Winsock();
    Winsock(const Winsock&) = delete;
    Winsock& operator=(const Winsock&) = delete;

    // ---- Start and end (winsock_start.cpp). Versions 1.0 to 2.2; 1.x has blocking hooks. Results of WSAStartup are error codes.
    int WSAStartup(WORD wVersionRequested, WSADATA* lpWSAData);
    int WSACleanup();
    [[nodiscard]] int WSAGetLastError() const;
    void WSASetLastError(int iError);

    // ---- Sockets (winsock_sockets.cpp). socket() sets the overlapped attribute, WSASocket only with WSA_FLAG_OVERLAPPED.
    SOCKET socket(int af, int type, int protocol);
    SOCKET WSASocket(int af, int type, int protocol, const WSAPROTOCOL_INFO* lpProtocolInfo,
                     DWORD g, DWORD dwFlags);
    int bind(SOCKET s, const sockaddr* name, int namelen);
    int listen(SOCKET s, int backlog);
    SOCKET accept(SOCKET s, sockaddr* addr, int* addrlen);
    SOCKET WSAAccept(SOCKET s, sockaddr* addr, int* addrlen, CONDITIONPROC* lpfnCondition,
                     std::uint64_t dwCallbackData);
    int getsockname(SOCKET s, sockaddr* name, int* namelen);
    int getpeername(SOCKET s, sockaddr* name, int* namelen);
    int shutdown(SOCKET s, int how);
    int closesocket(SOCKET s);
    int ioctlsocket(SOCKET s, DWORD cmd, u_long* argp);

    // ---- Data (winsock_data.cpp). Results of send and recv are bytes. Datagrams are taken and lost.
    int send(SOCKET s, const char* buf, int len, int flags);
    int recv(SOCKET s, char* buf, int len, int flags);
    int WSARecv(SOCKET s, const WSABUF* lpBuffers, DWORD dwBufferCount, DWORD* lpNumberOfBytesRecvd,
                DWORD* lpFlags, WSAOVERLAPPED* lpOverlapped,
                WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine);

    // ---- Connecting (winsock_connect.cpp): one state for all five (S10). By name and by list always block.
    int connect(SOCKET s, const sockaddr* name, int namelen);
    int WSAConnect(SOCKET s, const sockaddr* name, int namelen, const WSABUF* lpCallerData,
                   WSABUF* lpCalleeData, const void* lpSQOS, const void* lpGQOS);
    BOOL ConnectEx(SOCKET s, const sockaddr* name, int namelen, const void* lpSendBuffer,
                   DWORD dwSendDataLength, DWORD* lpdwBytesSent, WSAOVERLAPPED* lpOverlapped);
    BOOL WSAConnectByName(SOCKET s, const char* nodename, const char* servicename,
                          DWORD* LocalAddressLength, sockaddr* LocalAddress,
                          DWORD* RemoteAddressLength, sockaddr* RemoteAddress,
                          const timeval* timeout, void* Reserved);
    BOOL WSAConnectByList(SOCKET s, const SOCKET_ADDRESS_LIST* SocketAddress,
                          DWORD* LocalAddressLength, sockaddr* LocalAddress,
                          DWORD* RemoteAddressLength, sockaddr* RemoteAddress,
                          const timeval* timeout, void* Reserved);

    // ---- Options (winsock_options.cpp): S1 to S15, D4, O1, O2. SO_KEEPALIVE, SO_ERROR, SO_TYPE, SO_ACCEPTCONN, SO_LINGER, TCP_KEEP*.
    int getsockopt(SOCKET s, int level, int optname, char* optval, int* optlen);
    int setsockopt(SOCKET s, int level, int optname, const char* optval, int optlen);

    // ---- Control codes (winsock_ioctl.cpp): I1 to I15, O3 to O6. SIO_KEEPALIVE_VALS, SIO_FLUSH, FIONBIO.
    int WSAIoctl(SOCKET s, DWORD dwIoControlCode, const void* lpvInBuffer, DWORD cbInBuffer,
                 void* lpvOutBuffer, DWORD cbOutBuffer, DWORD* lpcbBytesReturned,
                 WSAOVERLAPPED* lpOverlapped,
                 WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine);
    int WSPIoctl(SOCKET s, DWORD dwIoControlCode, const void* lpvInBuffer, DWORD cbInBuffer,
                 void* lpvOutBuffer, DWORD cbOutBuffer, DWORD* lpcbBytesReturned,
                 WSAOVERLAPPED* lpOverlapped, WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine,
                 const WSATHREADID* lpThreadId, int* lpErrno);

    // ---- Events, waits and completion (winsock_overlapped.cpp). Routines run only while the thread waits alertably (I7).
    WSAEVENT WSACreateEvent();
    BOOL WSACloseEvent(WSAEVENT hEvent);
    BOOL WSASetEvent(WSAEVENT hEvent);
    BOOL WSAResetEvent(WSAEVENT hEvent);
    DWORD WSAWaitForMultipleEvents(DWORD cEvents, const WSAEVENT* lphEvents, BOOL fWaitAll,
                                   DWORD dwTimeout, BOOL fAlertable);
    BOOL WSAGetOverlappedResult(SOCKET s, WSAOVERLAPPED* lpOverlapped, DWORD* lpcbTransfer,
                                BOOL fWait, DWORD* lpdwFlags);
    DWORD SleepEx(DWORD dwMilliseconds, BOOL bAlertable);
    int WPUOpenCurrentThread(WSATHREADID* lpThreadId, int* lpErrno);
    int WPUQueueApc(const WSATHREADID* lpThreadId, WSAAPC* lpfnUserApc, std::uint64_t dwContext,
                    int* lpErrno);

    // ---- Windows Sockets 1.1 blocking (winsock_blocking.cpp). WSAEOPNOTSUPP in a process of version 2.
    BLOCKINGHOOK* WSASetBlockingHook(BLOCKINGHOOK* lpBlockFunc);
    int WSAUnhookBlockingHook();
    BOOL WSAIsBlocking();
    int WSACancelBlockingCall();

    // ---- Beside the API, for this program's own use
    /// The path of the connections that this process begins from now on.
    void setPath(const simulation::PathSettings& path);
    void setBehaviour(Behaviour behaviour);
    void setAssumed(const ApiAssumptions& assumed);
    void setWatcher(SocketWatcher* watcher);
    /// What the last call of the two pages stopped at; empty when all its checks passed.
    [[nodiscard]] std::optional<Check> failedCheck() const;
    /// EndId::none for a datagram or raw socket and for what is no socket.
    [[nodiscard]] simulation::EndId endOf(SOCKET s) const;
    /// The host was restarted: all sockets are gone and no WSAStartup has been made.
    void hostRestarted();

private:
    std::unique_ptr<Process> m_process;
};

} // namespace kai::winsock
