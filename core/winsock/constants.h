#pragma once

// The system's socket headers define these names as macros, which would replace the constants below without a word.
// Include this header only where no system socket header is included, before or after.
#if defined(SO_KEEPALIVE) || defined(SIO_KEEPALIVE_VALS) || defined(SOL_SOCKET) ||                 \
    defined(INVALID_SOCKET) || defined(FIONBIO) || defined(WSAEFAULT)
#error                                                                                             \
    "core/winsock/constants.h cannot be compiled beside the system's socket headers: their macros replace its names"
#endif

#include <cstdint>

/// Names and numbers of the Winsock API (contract, section 1), spelled as the API spells them.
namespace kai::winsock {

// Address families, types and protocols.
inline constexpr int AF_UNSPEC = 0;
inline constexpr int AF_INET = 2;
inline constexpr int AF_INET6 = 23;
inline constexpr int SOCK_STREAM = 1;
inline constexpr int SOCK_DGRAM = 2;
inline constexpr int SOCK_RAW = 3;
inline constexpr int IPPROTO_IP = 0;
inline constexpr int IPPROTO_TCP = 6;
inline constexpr int IPPROTO_UDP = 17;
inline constexpr int SOMAXCONN = 0x7FFFFFFF;

// Options. SO_KEEPALIVE is a DWORD read as a boolean; TCP_KEEPIDLE and TCP_KEEPINTVL are DWORDs in seconds (D4).
inline constexpr int SOL_SOCKET = 0xFFFF;
inline constexpr int SO_ACCEPTCONN = 0x0002;
inline constexpr int SO_KEEPALIVE = 0x0008;
inline constexpr int SO_LINGER = 0x0080;
inline constexpr int SO_ERROR = 0x1007;
inline constexpr int SO_TYPE = 0x1008;
inline constexpr int TCP_KEEPIDLE = 3;
inline constexpr int TCP_KEEPALIVE = 3;
inline constexpr int TCP_KEEPCNT = 16;
inline constexpr int TCP_KEEPINTVL = 17;

// Control codes.
inline constexpr std::uint32_t SIO_KEEPALIVE_VALS =
    0x98000004; ///< struct tcp_keepalive, in milliseconds (I1)
inline constexpr std::uint32_t SIO_FLUSH = 0x28000004;
inline constexpr std::uint32_t FIONBIO = 0x8004667E;

inline constexpr int SOCKET_ERROR = -1;
inline constexpr std::uint64_t INVALID_SOCKET = ~std::uint64_t{0};
inline constexpr std::uint32_t WSA_FLAG_OVERLAPPED = 0x01;

// shutdown().
inline constexpr int SD_RECEIVE = 0;
inline constexpr int SD_SEND = 1;
inline constexpr int SD_BOTH = 2;

// Waits.
inline constexpr std::uint32_t WSA_INFINITE = 0xFFFFFFFF;
inline constexpr std::uint32_t WSA_WAIT_EVENT_0 = 0;
inline constexpr std::uint32_t WAIT_IO_COMPLETION = 0xC0;
inline constexpr std::uint32_t WSA_WAIT_TIMEOUT = 258;
inline constexpr std::uint32_t WSA_WAIT_FAILED = 0xFFFFFFFF;
inline constexpr std::uint32_t WSA_MAXIMUM_WAIT_EVENTS = 64;

// What an accept condition function answers.
inline constexpr int CF_ACCEPT = 0;
inline constexpr int CF_REJECT = 1;
inline constexpr int CF_DEFER = 2;

// Errors.
inline constexpr int WSA_INVALID_HANDLE = 6;
inline constexpr int WSA_INVALID_PARAMETER = 87;
inline constexpr int WSA_OPERATION_ABORTED = 995;
inline constexpr int WSA_IO_INCOMPLETE = 996;
inline constexpr int WSA_IO_PENDING = 997;
inline constexpr int WSAEINTR = 10004;
inline constexpr int WSAEACCES = 10013;
inline constexpr int WSAEFAULT = 10014;
inline constexpr int WSAEINVAL = 10022;
inline constexpr int WSAEWOULDBLOCK = 10035;
inline constexpr int WSAEINPROGRESS = 10036;
inline constexpr int WSAEALREADY = 10037;
inline constexpr int WSAENOTSOCK = 10038;
inline constexpr int WSAENOPROTOOPT = 10042;
inline constexpr int WSAEPROTONOSUPPORT = 10043;
inline constexpr int WSAESOCKTNOSUPPORT = 10044;
inline constexpr int WSAEOPNOTSUPP = 10045;
inline constexpr int WSAEAFNOSUPPORT = 10047;
inline constexpr int WSAEADDRINUSE = 10048;
inline constexpr int WSAEADDRNOTAVAIL = 10049;
inline constexpr int WSAENETDOWN = 10050;
inline constexpr int WSAENETUNREACH = 10051;
inline constexpr int WSAENETRESET = 10052;
inline constexpr int WSAECONNABORTED = 10053;
inline constexpr int WSAECONNRESET = 10054;
inline constexpr int WSAENOBUFS = 10055;
inline constexpr int WSAEISCONN = 10056;
inline constexpr int WSAENOTCONN = 10057;
inline constexpr int WSAESHUTDOWN = 10058;
inline constexpr int WSAETIMEDOUT = 10060;
inline constexpr int WSAECONNREFUSED = 10061;
inline constexpr int WSAEHOSTUNREACH = 10065;
inline constexpr int WSAVERNOTSUPPORTED = 10092;
inline constexpr int WSANOTINITIALISED = 10093;
inline constexpr int WSAHOST_NOT_FOUND = 11001;
inline constexpr int WSATRY_AGAIN = 11002;

} // namespace kai::winsock
