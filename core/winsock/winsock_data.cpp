#include "core/winsock/process.h"

#include <algorithm>

namespace kai::winsock {

namespace {

/// Counts a call that waits on a socket, for as long as that socket exists.
class InProgress {
public:
    InProgress(HandleTable& handles, SOCKET s)
        : m_handles(handles)
        , m_socket(s)
    {
        ++m_handles.find(s)->callsInProgress;
    }
    ~InProgress()
    {
        if (Socket* socket = m_handles.find(m_socket)) {
            --socket->callsInProgress;
        }
    }
    InProgress(const InProgress&) = delete;
    InProgress& operator=(const InProgress&) = delete;

private:
    HandleTable& m_handles;
    SOCKET m_socket;
};

int checkReceive(const Socket& socket)
{
    if (socket.type != SOCK_STREAM) {
        return WSAEOPNOTSUPP;
    }
    if (socket.use != Socket::Use::connected) {
        return WSAENOTCONN;
    }
    return socket.receiveShut ? WSAESHUTDOWN : 0;
}

int checkSend(const Socket& socket)
{
    if (socket.use != Socket::Use::connected && socket.type == SOCK_STREAM) {
        return WSAENOTCONN;
    }
    return socket.sendShut ? WSAESHUTDOWN : 0;
}

/// Receives, and waits where the socket blocks.
int receive(Process& process, SOCKET s, std::span<std::byte> buffer, DWORD& received)
{
    Socket* socket = process.handles().find(s);
    int result = process.receiveNow(*socket, buffer, received, false);
    if (result != WSAEWOULDBLOCK || socket->nonBlocking) {
        return result;
    }
    const InProgress waiting(process.handles(), s);
    const int interrupted = process.block([&] {
        Socket* open = process.handles().find(s);
        if (open != nullptr && result == WSAEWOULDBLOCK) {
            result = process.receiveNow(*open, buffer, received, true);
        }
        return open == nullptr || result != WSAEWOULDBLOCK;
    });
    if (interrupted != 0) {
        return interrupted;
    }
    return result == WSAEWOULDBLOCK ? WSAEINTR : result;
}

int sendNow(Process& process, Socket& socket, std::span<const std::byte>& data, bool inProgress)
{
    if (const int error = process.endError(socket, inProgress); error != 0) {
        return error;
    }
    if (socket.ended != simulation::Cause::none) {
        return WSAECONNABORTED;
    }
    const auto fits = data.first(std::min(data.size(), process.world().sendRoom(socket.end)));
    // A wait lies behind it, in which the caller may have given its memory back.
    if (inProgress && !process.readable(fits.data(), fits.size())) {
        return WSAEFAULT;
    }
    data = data.subspan(process.world().send(socket.end, fits));
    return data.empty() ? 0 : WSAEWOULDBLOCK;
}

/// Sends all, and waits for room where the socket blocks; a non-blocking one sends what there is room for.
int sendAll(Process& process, SOCKET s, std::span<const std::byte>& data)
{
    Socket* socket = process.handles().find(s);
    const std::size_t asked = data.size();
    int result = sendNow(process, *socket, data, false);
    if (result != WSAEWOULDBLOCK) {
        return result;
    }
    if (socket->nonBlocking) {
        return data.size() < asked ? 0 : WSAEWOULDBLOCK;
    }
    const InProgress waiting(process.handles(), s);
    const int interrupted = process.block([&] {
        Socket* open = process.handles().find(s);
        if (open != nullptr && result == WSAEWOULDBLOCK) {
            result = sendNow(process, *open, data, true);
        }
        return open == nullptr || result != WSAEWOULDBLOCK;
    });
    if (interrupted != 0) {
        return interrupted;
    }
    return result == WSAEWOULDBLOCK ? WSAEINTR : result;
}

int checkData(const Process& process, const Socket* socket, const void* buf, int len, int flags)
{
    if (socket == nullptr) {
        return WSAENOTSOCK;
    }
    if (flags != 0) {
        return WSAEOPNOTSUPP;
    }
    return len >= 0 && process.readable(buf, static_cast<std::size_t>(len)) ? 0 : WSAEFAULT;
}

int checkOverlapped(const Process& process, WSAOVERLAPPED* overlapped,
                    WSAOVERLAPPED_COMPLETION_ROUTINE* routine)
{
    const bool valid =
        process.writable(overlapped, sizeof *overlapped) &&
        (routine == nullptr || process.readable(reinterpret_cast<const void*>(routine), 1));
    return valid ? 0 : WSAEFAULT;
}

int checkWsaReceive(const Process& process, const Socket* socket, const WSABUF* buffers,
                    DWORD count, DWORD* flags)
{
    if (socket == nullptr) {
        return WSAENOTSOCK;
    }
    if (count != 1) {
        return WSAEINVAL;
    }
    const bool valid = process.readable(buffers, sizeof *buffers) &&
                       process.writable(flags, sizeof *flags) &&
                       process.writable(buffers->buf, buffers->len);
    return valid ? checkReceive(*socket) : WSAEFAULT;
}

/// Takes what is there, unless an earlier receive waits for it; else pends.
int receiveOverlapped(Process& process, Socket& socket, const Operation& operation, DWORD& received)
{
    const int error = socket.receivePending()
                          ? WSAEWOULDBLOCK
                          : process.receiveNow(socket, operation.buffer, received, false);
    if (error == WSAEWOULDBLOCK) {
        process.begin(socket, operation);
        return WSA_IO_PENDING;
    }
    if (error == 0) {
        process.complete(operation, 0, received);
    }
    return error;
}

} // namespace

int Winsock::send(SOCKET s, const char* buf, int len, int flags)
{
    auto& process = *m_process;
    Socket* socket = process.handles().find(s);
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkData(process, socket, buf, len, flags);
    }
    if (error == 0) {
        error = checkSend(*socket);
    }
    std::span<const std::byte> data;
    if (error == 0 && socket->type == SOCK_STREAM) {
        data = {reinterpret_cast<const std::byte*>(buf), static_cast<std::size_t>(len)};
        error = sendAll(process, s, data);
    }
    return process.finish(error) == 0 ? len - static_cast<int>(data.size()) : SOCKET_ERROR;
}

int Winsock::recv(SOCKET s, char* buf, int len, int flags)
{
    auto& process = *m_process;
    Socket* socket = process.handles().find(s);
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkData(process, socket, buf, len, flags);
    }
    if (error == 0) {
        error = checkReceive(*socket);
    }
    if (error == 0 && !process.writable(buf, static_cast<std::size_t>(len))) {
        error = WSAEFAULT;
    }
    DWORD received = 0;
    if (error == 0) {
        error =
            receive(process, s, {reinterpret_cast<std::byte*>(buf), static_cast<std::size_t>(len)},
                    received);
    }
    return process.finish(error) == 0 ? static_cast<int>(received) : SOCKET_ERROR;
}

int Winsock::WSARecv(SOCKET s, const WSABUF* lpBuffers, DWORD dwBufferCount,
                     DWORD* lpNumberOfBytesRecvd, DWORD* lpFlags, WSAOVERLAPPED* lpOverlapped,
                     WSAOVERLAPPED_COMPLETION_ROUTINE* lpCompletionRoutine)
{
    auto& process = *m_process;
    Socket* socket = process.handles().find(s);
    int error = process.readyOnNetwork();
    if (error == 0) {
        error = checkWsaReceive(process, socket, lpBuffers, dwBufferCount, lpFlags);
    }
    const bool overlapped = error == 0 && socket->overlapped && lpOverlapped != nullptr;
    if (overlapped) {
        error = checkOverlapped(process, lpOverlapped, lpCompletionRoutine);
    }
    if (error != 0) {
        return process.finish(error);
    }
    const std::span buffer{reinterpret_cast<std::byte*>(lpBuffers->buf), lpBuffers->len};
    DWORD received = 0;
    error = overlapped ? receiveOverlapped(process, *socket,
                                           {Operation::Kind::receive,
                                            0,
                                            lpOverlapped,
                                            lpCompletionRoutine,
                                            {},
                                            buffer,
                                            Process::kThread},
                                           received)
                       : receive(process, s, buffer, received);
    if (error == 0 && process.writable(lpNumberOfBytesRecvd, sizeof received)) {
        *lpNumberOfBytesRecvd = received;
    }
    return process.finish(error);
}

} // namespace kai::winsock
