#pragma once

#include "core/winsock/constants.h"

#include <array>
#include <cstdint>
#include <optional>

namespace kai::winsock {

/// One thing that a call looks at before it does anything, with the error that it may give.
enum class Check : std::uint8_t {
    initialised, ///< WSANOTINITIALISED (S4)
    noCallback,  ///< WSAEINPROGRESS (S6, I11)
    networkUp,   ///< WSAENETDOWN (S5, I13)
    socket,      ///< WSAENOTSOCK (S9, I13)
    level,       ///< WSAEINVAL (S7)
    option, ///< WSAENOPROTOOPT: unknown, not on this release, or not for this socket type (S8, D4)
    pointers, ///< WSAEFAULT: pointers and lengths (S2, S3, O1, O2)
    value,    ///< WSAEINVAL: range of an option's value (D4)
    settledState, ///< WSAEINVAL: a connection attempt is in progress (S10); WSAENETRESET: ended by keep-alive (P5)
    bytesReturned,      ///< WSAEFAULT: null lpcbBytesReturned (I5, O5)
    overlappedPointers, ///< WSAEFAULT: lpOverlapped or routine, on overlapped sockets (I10)
    threadId,           ///< WSAEFAULT: lpThreadId of WSPIoctl, on overlapped sockets (I8)
    code,               ///< WSAEINVAL: no valid command (I12); observed: WSAEOPNOTSUPP (O6)
    provider,           ///< WSAEOPNOTSUPP: the transport provider does not have the command (I13)
    notDatagram,        ///< WSAENOPROTOOPT (I13)
    stream,             ///< WSAEINVAL: raw and other types (I13)
    noOutput,           ///< WSAEINVAL: cbOutBuffer must be 0 (I5)
    input,              ///< WSAEFAULT: null, short or unreadable input (I4)
    times,              ///< WSAEINVAL: time or interval 0 (I12)
};

/// Section 7 of the contract: the first check that fails gives the error.
inline constexpr std::array kOptionOrder{
    Check::initialised, Check::noCallback, Check::networkUp, Check::socket,       Check::level,
    Check::option,      Check::pointers,   Check::value,     Check::settledState,
};
inline constexpr std::array kIoctlOrder{
    Check::initialised,   Check::noCallback, Check::networkUp,
    Check::bytesReturned, Check::socket,     Check::overlappedPointers,
    Check::threadId,      Check::code,       Check::provider,
    Check::notDatagram,   Check::stream,     Check::noOutput,
    Check::input,         Check::times,
};

struct Failure {
    int error = 0; ///< 0: everything is right
    std::optional<Check> check;
};

/// The first failure in the given order. `errorOf(check)` gives 0 or an error.
template <typename Order, typename ErrorOf>
[[nodiscard]] Failure firstFailure(const Order& order, ErrorOf&& errorOf)
{
    for (const Check check : order) {
        if (const int error = errorOf(check); error != 0) {
            return {error, check};
        }
    }
    return {};
}

} // namespace kai::winsock
