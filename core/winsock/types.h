#pragma once

#include "core/winsock/constants.h"

#include <cstddef>
#include <cstdint>

/// The structures of the Winsock API with fixed-width members: the same layout on every computer.
namespace kai::winsock {

using BYTE = std::uint8_t;
using WORD = std::uint16_t;
using DWORD = std::uint32_t;
using BOOL = std::int32_t;
using u_long = std::uint32_t;
using SOCKET = std::uint64_t;
using WSAEVENT = std::uint64_t; ///< 0 is WSA_INVALID_EVENT
inline constexpr WSAEVENT WSA_INVALID_EVENT = 0;

/// MAKEWORD: a version with its major number first.
[[nodiscard]] constexpr WORD makeWord(int low, int high)
{
    return static_cast<WORD>(low | high << 8);
}

struct WSADATA {
    WORD wVersion = 0;     ///< the version that this process gets, low byte first: 0x0202 is 2.2
    WORD wHighVersion = 0; ///< the highest that there is
};

/// A number in network byte order, and back: htons, htonl.
[[nodiscard]] constexpr std::uint16_t networkOrder16(std::uint16_t value)
{
    return static_cast<std::uint16_t>(value << 8 | value >> 8);
}
[[nodiscard]] constexpr std::uint32_t networkOrder32(std::uint32_t value)
{
    return value << 24 | (value & 0xFF00) << 8 | (value >> 8 & 0xFF00) | value >> 24;
}

/// An IPv4 address and port, both in network byte order.
struct sockaddr_in {
    std::uint16_t sin_family = AF_INET;
    std::uint16_t sin_port = 0;
    std::uint32_t sin_addr = 0;
    std::uint8_t sin_zero[8] = {};
};
using sockaddr = sockaddr_in;
static_assert(sizeof(sockaddr_in) == 16);

/// Argument of SIO_KEEPALIVE_VALS: 12 bytes, times in milliseconds (I2, I3).
struct tcp_keepalive {
    u_long onoff = 0;
    u_long keepalivetime = 0;
    u_long keepaliveinterval = 0;
};
static_assert(sizeof(tcp_keepalive) == 12);

struct linger {
    std::uint16_t l_onoff = 0;
    std::uint16_t l_linger = 0; ///< seconds
};

/// One overlapped operation. Internal is the state (pending, or finished with an error), InternalHigh the bytes.
struct WSAOVERLAPPED {
    std::uint64_t Internal = 0;
    std::uint64_t InternalHigh = 0;
    DWORD Offset = 0;
    DWORD OffsetHigh = 0;
    WSAEVENT hEvent =
        WSA_INVALID_EVENT; ///< signalled at completion when no routine is given; else the caller's own
};

/// Called exactly once, while the thread waits alertably, with (error, bytes, the same overlapped, flags) (I7).
using WSAOVERLAPPED_COMPLETION_ROUTINE = void(DWORD dwError, DWORD cbTransferred,
                                              WSAOVERLAPPED* lpOverlapped, DWORD dwFlags);

/// Whom WPUQueueApc wakes: copied by the provider, never kept as a pointer (I8).
struct WSATHREADID {
    std::uint64_t ThreadHandle = 0;
    std::uint64_t Reserved = 0;
};
using WSAAPC = void(std::uint64_t dwContext);

/// A Windows Sockets 1.1 blocking hook; called again and again during a blocking call while it returns non-zero.
using BLOCKINGHOOK = int();

/// The caller's identity as an accept condition function sees it; answers CF_ACCEPT, CF_REJECT or CF_DEFER.
using CONDITIONPROC = int(const sockaddr* callerId, std::uint64_t dwCallbackData);

/// Chooses a transport provider of the host by its place in the host's list, counted from 1; 0 is the first one.
struct WSAPROTOCOL_INFO {
    DWORD dwCatalogEntryId = 0;
};

struct timeval {
    std::int32_t tv_sec = 0;
    std::int32_t tv_usec = 0;
};

struct WSABUF {
    u_long len = 0;
    char* buf = nullptr;
};

/// One candidate of WSAConnectByList.
struct SOCKET_ADDRESS {
    const sockaddr* lpSockaddr = nullptr;
    int iSockaddrLength = 0;
};
struct SOCKET_ADDRESS_LIST {
    int iAddressCount = 0;
    const SOCKET_ADDRESS* Address = nullptr;
};

} // namespace kai::winsock
