#pragma once

#include "core/defaults/windows_release.h"
#include "core/winsock/assumptions.h"
#include "core/winsock/behaviour.h"
#include "core/winsock/error_text.h"
#include "core/winsock/types.h"

#include <cstdint>

/// Everything that a person can choose on the Call page: one call with good or bad arguments, on a socket in some state.
namespace kai::winsock {

enum class SocketChoice : std::uint8_t {
    tcp,              ///< socket(): with the overlapped attribute
    tcpNotOverlapped, ///< WSASocket() without WSA_FLAG_OVERLAPPED (I6)
    listener,
    accepted, ///< from a listener with keep-alive on (S13)
    udp,
    raw,
    otherProvider, ///< TCP through a transport provider without the ioctl (I13)
    closed,
    notASocket,
};

/// What has happened to a TCP socket before the call; other kinds have one state only.
enum class StateChoice : std::uint8_t {
    fresh,
    connecting, ///< a non-blocking connect is in progress: transitional (S10)
    connected,
    connectFailed,
    peerClosed,
    endedByKeepAlive, ///< P5
    resetByPeer,
};

enum class ProcessChoice : std::uint8_t {
    started,
    notStarted, ///< no WSAStartup (S4)
    networkDown,
    insideRoutine, ///< called from a completion routine (S6, I11)
};

enum class PointerChoice : std::uint8_t { valid, null, unmapped, readOnly };

struct CallChoice {
    CallName call = CallName::setsockopt;
    defaults::WindowsRelease release = defaults::WindowsRelease::windows11;
    Behaviour behaviour = Behaviour::documented;
    /// Only what concerns the calls; the rest of a host's assumptions shows in time.
    ApiAssumptions assumed;
    SocketChoice socket = SocketChoice::tcp;
    StateChoice state = StateChoice::connected;
    ProcessChoice process = ProcessChoice::started;

    // getsockopt, setsockopt
    int level = SOL_SOCKET;
    int option = SO_KEEPALIVE;
    PointerChoice valuePointer = PointerChoice::valid;
    /// The first 4 bytes that optval points to (setsockopt).
    DWORD value = 1;
    int length = 4;
    /// Of getsockopt only.
    PointerChoice lengthPointer = PointerChoice::valid;

    // WSAIoctl, WSPIoctl
    DWORD code = SIO_KEEPALIVE_VALS;
    PointerChoice input = PointerChoice::valid;
    tcp_keepalive values{1, 60'000, 1'000};
    DWORD inputLength = sizeof(tcp_keepalive);
    PointerChoice output = PointerChoice::null;
    DWORD outputLength = 0;
    PointerChoice bytesReturned = PointerChoice::valid;
    PointerChoice overlapped = PointerChoice::null;
    /// PointerChoice::readOnly counts as valid: a routine is only called.
    PointerChoice routine = PointerChoice::null;
    // WSPIoctl only
    PointerChoice threadId = PointerChoice::valid;
    PointerChoice errorPointer = PointerChoice::valid;

    [[nodiscard]] bool isIoctl() const
    {
        return call == CallName::WSAIoctl || call == CallName::WSPIoctl;
    }
    /// The socket kinds that can be in any StateChoice.
    [[nodiscard]] bool hasState() const
    {
        return socket == SocketChoice::tcp || socket == SocketChoice::tcpNotOverlapped ||
               socket == SocketChoice::otherProvider;
    }
};

} // namespace kai::winsock
