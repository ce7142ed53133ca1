#pragma once

#include "core/keepalive/effective.h"
#include "core/keepalive/moment.h"
#include "core/winsock/call_choice.h"

#include <optional>
#include <string>

namespace kai::winsock {

/// What an overlapped SIO_KEEPALIVE_VALS came to (I7).
struct Completion {
    /// False: it was done when the call returned 0.
    bool pended = false;
    /// Virtual time from the call to its completion; 0 at the next event.
    nanoseconds after{0};
    int error = 0;
    DWORD bytes = 0;
    bool routineCalled = false;
    bool eventSignalled = false;
};

/// The socket's keep-alive values after the call, from the stack and not by the API.
struct SocketAfter {
    bool enabled = false;
    Sourced<milliseconds> idleTime;
    Sourced<milliseconds> probeInterval;
    Sourced<std::uint16_t> probeCount;
};

struct CallOutcome {
    int returned = 0;
    /// WSAGetLastError() right after the call; 0 when it succeeded.
    ErrorText error;
    /// *optlen after getsockopt.
    std::optional<int> lengthAfter;
    /// The first 4 bytes of optval after a getsockopt that succeeded.
    std::optional<DWORD> outputValue;
    /// *lpcbBytesReturned; untouched, it still holds kUntouched.
    std::optional<DWORD> bytesReturned;
    /// *lpErrno of WSPIoctl.
    std::optional<int> providerError;
    std::optional<Completion> completion;
    /// Empty for what is no TCP socket.
    std::optional<SocketAfter> after;
    /// The call as C to copy.
    std::string code;
};

/// What output variables hold before the call, so that an untouched one shows.
inline constexpr DWORD kUntouched = 0xCDCDCDCD;

/// Makes the chosen call, really, on a fresh simulated host whose socket is brought into the chosen state first. Deterministic;
/// takes well under a millisecond. The answer is the simulated stack's, never a table's.
[[nodiscard]] CallOutcome makeCall(const CallChoice& choice);

/// The call as C, headers included (winsock2.h, and mstcpip.h for SIO_KEEPALIVE_VALS; never ws2def.h).
[[nodiscard]] std::string callCode(const CallChoice& choice);

} // namespace kai::winsock
