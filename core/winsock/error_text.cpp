#include "core/winsock/error_text.h"

#include "core/winsock/constants.h"

#include <algorithm>
#include <array>

namespace kai::winsock {

namespace {

struct Meaning {
    int number;
    std::string_view symbol;
    std::string_view meaning;
    std::string_view remedy;
};

constexpr std::array kMeanings{
    Meaning{WSA_INVALID_HANDLE, "WSA_INVALID_HANDLE", "The event handle is not valid.",
            "Create the event with WSACreateEvent and use it until WSACloseEvent."},
    Meaning{WSA_INVALID_PARAMETER, "WSA_INVALID_PARAMETER", "A parameter is wrong.",
            "Check the number of events and the parameters of the wait."},
    Meaning{WSA_OPERATION_ABORTED, "WSA_OPERATION_ABORTED",
            "The overlapped operation was cancelled; its setting did not take effect.",
            "Wait for the completion before closing the socket, or issue the call again."},
    Meaning{WSA_IO_INCOMPLETE, "WSA_IO_INCOMPLETE",
            "The overlapped operation has not completed yet.",
            "Wait for its event, or call WSAGetOverlappedResult with fWait."},
    Meaning{WSA_IO_PENDING, "WSA_IO_PENDING",
            "Not a failure: the overlapped operation has begun and its completion follows.",
            "Wait for the event or the completion routine, then read WSAGetOverlappedResult."},
    Meaning{WSAEINTR, "WSAEINTR", "A blocking call was interrupted.",
            "Somebody called WSACancelBlockingCall: call again if that was not meant."},
    Meaning{WSAEACCES, "WSAEACCES", "Access is not permitted.", "Use another address or port."},
    Meaning{WSAEFAULT, "WSAEFAULT", "A pointer or a length is bad.",
            "Pass the address of a variable of the right type and its full size in bytes."},
    Meaning{WSAEINVAL, "WSAEINVAL", "A parameter, or the socket's state, does not allow the call.",
            "Check level, control code and values; wait for a connection attempt to complete."},
    Meaning{WSAEWOULDBLOCK, "WSAEWOULDBLOCK",
            "The call would have to wait on a non-blocking socket.",
            "Wait until the socket is ready and call again."},
    Meaning{WSAEINPROGRESS, "WSAEINPROGRESS",
            "A Windows Sockets 1.1 call is blocking, or a callback is running.",
            "Return from the callback, or wait for the blocking call to end, and call then."},
    Meaning{WSAEALREADY, "WSAEALREADY", "The same operation is already under way on this socket.",
            "Wait for it to complete."},
    Meaning{WSAENOTSOCK, "WSAENOTSOCK", "The descriptor is not a socket.",
            "Use the value that socket, WSASocket or accept returned, and not after closesocket."},
    Meaning{WSAENOPROTOOPT, "WSAENOPROTOOPT", "The protocol does not know this option.",
            "Use the option on a TCP socket, on a release that has it."},
    Meaning{WSAEPROTONOSUPPORT, "WSAEPROTONOSUPPORT", "The protocol is not installed here.",
            "Use IPPROTO_TCP with SOCK_STREAM, or IPPROTO_UDP with SOCK_DGRAM."},
    Meaning{WSAESOCKTNOSUPPORT, "WSAESOCKTNOSUPPORT", "This socket type does not exist here.",
            "Use SOCK_STREAM, SOCK_DGRAM or SOCK_RAW."},
    Meaning{WSAEOPNOTSUPP, "WSAEOPNOTSUPP",
            "The socket or its provider does not have this operation.",
            "Use another transport provider, or the SO_KEEPALIVE option alone."},
    Meaning{WSAEAFNOSUPPORT, "WSAEAFNOSUPPORT", "The address family does not exist here.",
            "Use AF_INET."},
    Meaning{WSAEADDRINUSE, "WSAEADDRINUSE", "Another socket has this address and port.",
            "Choose another port, or 0."},
    Meaning{WSAEADDRNOTAVAIL, "WSAEADDRNOTAVAIL",
            "The address is not one of this host, or cannot be used.",
            "Use one of the host's own addresses, or 0."},
    Meaning{WSAENETDOWN, "WSAENETDOWN", "The network subsystem has failed.",
            "Bring the host's network up again."},
    Meaning{WSAENETUNREACH, "WSAENETUNREACH", "No route leads to that network.",
            "Check the address."},
    Meaning{WSAENETRESET, "WSAENETRESET",
            "Keep-alive found the peer dead while an operation was in progress: the connection is "
            "broken.",
            "Close the socket and connect again."},
    Meaning{
        WSAECONNABORTED, "WSAECONNABORTED",
        "The connection was ended on this computer, for example after too many retransmissions.",
        "Close the socket and connect again."},
    Meaning{WSAECONNRESET, "WSAECONNRESET",
            "The peer, or a box in between, reset the connection; or keep-alive broke it before "
            "this call.",
            "Close the socket and connect again."},
    Meaning{WSAENOBUFS, "WSAENOBUFS", "No buffer of that size can be had.",
            "Pass the real size of the value."},
    Meaning{WSAEISCONN, "WSAEISCONN", "The socket is connected already.",
            "Use a new socket for another connection."},
    Meaning{WSAENOTCONN, "WSAENOTCONN", "The socket is not connected.",
            "Wait for the connection attempt to complete."},
    Meaning{WSAESHUTDOWN, "WSAESHUTDOWN", "This direction of the socket was shut down before.",
            "Send before shutdown."},
    Meaning{WSAETIMEDOUT, "WSAETIMEDOUT", "The peer did not answer in time.",
            "Check the path to the peer, and connect again."},
    Meaning{WSAECONNREFUSED, "WSAECONNREFUSED", "Nobody listens on that address and port.",
            "Start the server, or correct the port."},
    Meaning{WSAEHOSTUNREACH, "WSAEHOSTUNREACH", "The peer cannot be reached.",
            "Check the path to the peer."},
    Meaning{WSAVERNOTSUPPORTED, "WSAVERNOTSUPPORTED", "This Winsock version does not exist here.",
            "Ask for 2.2, or 1.1."},
    Meaning{WSANOTINITIALISED, "WSANOTINITIALISED", "No successful WSAStartup came before.",
            "Call WSAStartup first, and WSACleanup as often as WSAStartup succeeded."},
    Meaning{WSAHOST_NOT_FOUND, "WSAHOST_NOT_FOUND", "No host has this name.", "Correct the name."},
    Meaning{WSATRY_AGAIN, "WSATRY_AGAIN", "The condition function put the connection off.",
            "Call WSAAccept again."},
};

/// What a sentence is about.
enum class Subject : std::uint8_t { soKeepAlive, tcpKeep, anyOption, ioctl };

struct Saying {
    Subject subject;
    std::optional<Check> check;
    int number;
    ErrorSource source;
    std::string_view says;
};

using enum Subject;
using Source = ErrorSource;

// The more special sentence first. Where a source speaks of several cases, what it says of this one; in our words.
constexpr std::array kSayings{
    Saying{anyOption, Check::initialised, WSANOTINITIALISED, Source::page,
           "A successful WSAStartup must come before this function is used."},
    Saying{anyOption, Check::noCallback, WSAEINPROGRESS, Source::page,
           "A blocking Windows Sockets 1.1 call is in progress, or the provider still processes a "
           "callback."},
    Saying{anyOption, Check::networkUp, WSAENETDOWN, Source::page,
           "The network subsystem has failed."},
    Saying{anyOption, Check::socket, WSAENOTSOCK, Source::page, "The descriptor is not a socket."},
    Saying{anyOption, Check::level, WSAEINVAL, Source::page, "The level is unknown or invalid."},
    Saying{tcpKeep, Check::option, WSAENOPROTOOPT, Source::otherPages,
           "TCP_KEEPCNT exists from Windows 10 1703 on, TCP_KEEPIDLE and TCP_KEEPINTVL from 1709 "
           "on, and on TCP sockets only."},
    Saying{anyOption, Check::option, WSAENOPROTOOPT, Source::page,
           "The option is unknown or not supported by the protocol family; also returned for a "
           "datagram socket."},
    Saying{soKeepAlive, Check::pointers, WSAEFAULT, Source::page,
           "optval or optlen points outside the valid part of the caller's address space, or the "
           "length is smaller than a DWORD."},
    Saying{soKeepAlive, Check::pointers, WSAENOBUFS, Source::observedInstead,
           "From Windows 10 21H1 on, a negative length counts as one that no buffer has."},
    Saying{tcpKeep, Check::pointers, WSAEFAULT, Source::otherPages,
           "optval does not hold the four bytes of a DWORD, or optlen is smaller."},
    Saying{tcpKeep, Check::value, WSAEINVAL, Source::otherPages,
           "The value is 0, or a count above 255."},
    Saying{soKeepAlive, Check::settledState, WSAEINVAL, Source::page,
           "From Windows Vista on: the socket is in a transitional state, a connection attempt is "
           "under way."},
    Saying{soKeepAlive, Check::settledState, WSAENETRESET, Source::otherPages,
           "Keep-alive has broken this connection already, so it cannot be set on it."},

    Saying{ioctl,
           {},
           WSA_IO_PENDING,
           Source::page,
           "An overlapped operation has begun; completion will be indicated later."},
    Saying{ioctl,
           {},
           WSA_OPERATION_ABORTED,
           Source::page,
           "An overlapped operation was cancelled because the socket was closed or SIO_FLUSH was "
           "issued."},
    Saying{ioctl, {}, WSAEINTR, Source::page, "A blocking operation was interrupted."},
    Saying{ioctl, Check::initialised, WSANOTINITIALISED, Source::assumption,
           "No successful WSAStartup came before, as for the socket options."},
    Saying{ioctl, Check::noCallback, WSAEINPROGRESS, Source::page,
           "The function was called while a callback is in progress."},
    Saying{ioctl, Check::networkUp, WSAENETDOWN, Source::page, "The network subsystem has failed."},
    Saying{ioctl, Check::bytesReturned, WSAEFAULT, Source::observed,
           "lpcbBytesReturned is null or cannot be written."},
    Saying{ioctl, Check::socket, WSAENOTSOCK, Source::page, "The descriptor is not a socket."},
    Saying{ioctl, Check::overlappedPointers, WSAEFAULT, Source::page,
           "lpOverlapped or lpCompletionRoutine is not wholly in a valid part of the user address "
           "space."},
    Saying{ioctl, Check::threadId, WSAEFAULT, Source::assumption, "lpThreadId cannot be read."},
    Saying{ioctl, Check::code, WSAEINVAL, Source::page, "The control code is no valid command."},
    Saying{ioctl, Check::code, WSAEOPNOTSUPP, Source::observedInstead,
           "A control code that nobody knows is not supported."},
    Saying{ioctl, Check::provider, WSAEOPNOTSUPP, Source::page,
           "The control code is not supported, as by a transport provider without "
           "SIO_KEEPALIVE_VALS."},
    Saying{ioctl, Check::notDatagram, WSAENOPROTOOPT, Source::page,
           "The option is not supported on this protocol; returned for a datagram socket."},
    Saying{ioctl, Check::stream, WSAEINVAL, Source::page,
           "The command does not apply to this type of socket."},
    Saying{ioctl, Check::noOutput, WSAEINVAL, Source::assumption,
           "cbOutBuffer is not 0, though there is no output."},
    Saying{ioctl, Check::input, WSAEFAULT, Source::observed,
           "lpvInBuffer cannot be read, or cbInBuffer is smaller than what the command takes."},
    Saying{ioctl, Check::times, WSAEINVAL, Source::assumption,
           "A time or an interval of 0 ms counts as not acceptable."},
};

constexpr auto kNumbers = [] {
    std::array<int, kMeanings.size()> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = kMeanings[i].number;
    }
    return numbers;
}();

bool isTcpKeep(int option)
{
    return option == TCP_KEEPIDLE || option == TCP_KEEPINTVL || option == TCP_KEEPCNT;
}

/// Of an option that fails because it was asked for at another level; empty where the level is not to blame. The same number may
/// be a good option there, which then does not fail.
std::string_view wrongLevelRemedy(const FailedCheck& failed)
{
    if (failed.check != Check::option) {
        return {};
    }
    if (failed.level == SOL_SOCKET && isTcpKeep(failed.option)) {
        return "The level of TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT is IPPROTO_TCP, not "
               "SOL_SOCKET.";
    }
    if (failed.level == IPPROTO_TCP && failed.option == SO_KEEPALIVE) {
        return "The level of SO_KEEPALIVE is SOL_SOCKET, not IPPROTO_TCP.";
    }
    return {};
}

Subject subjectOf(CallName call, const FailedCheck& failed)
{
    if (call == CallName::WSAIoctl || call == CallName::WSPIoctl) {
        return ioctl;
    }
    if (failed.level == IPPROTO_TCP && isTcpKeep(failed.option)) {
        return tcpKeep;
    }
    return failed.level == SOL_SOCKET && failed.option == SO_KEEPALIVE ? soKeepAlive : anyOption;
}

const Saying* sayingOf(CallName call, int number, const FailedCheck& failed)
{
    if (call == CallName::other) {
        return nullptr;
    }
    const Subject subject = subjectOf(call, failed);
    const auto* found = std::find_if(kSayings.begin(), kSayings.end(), [&](const Saying& each) {
        const bool meant =
            each.subject == subject || (each.subject == anyOption && subject != ioctl);
        return meant && each.check == failed.check && each.number == number;
    });
    return found == kSayings.end() ? nullptr : found;
}

} // namespace

std::string_view callName(CallName call)
{
    constexpr std::array<std::string_view, 5> kNames{"getsockopt", "setsockopt", "WSAIoctl",
                                                     "WSPIoctl", ""};
    return kNames[static_cast<std::size_t>(call)];
}

ErrorText errorText(CallName call, int number, const FailedCheck& failed)
{
    if (number == 0) {
        return {0, "no error", {}, {}, "The call succeeded.", {}};
    }
    const auto found =
        std::find_if(kMeanings.begin(), kMeanings.end(),
                     [number](const Meaning& each) { return each.number == number; });
    if (found == kMeanings.end()) {
        return {number, {}, {}, {}, {}, {}};
    }
    const Saying* saying = sayingOf(call, number, failed);
    const std::string_view wrongLevel =
        number == WSAENOPROTOOPT ? wrongLevelRemedy(failed) : std::string_view{};
    return {number,
            found->symbol,
            saying == nullptr ? Source::nobody : saying->source,
            saying == nullptr ? std::string_view{} : saying->says,
            found->meaning,
            wrongLevel.empty() ? found->remedy : wrongLevel};
}

std::string_view errorName(int number)
{
    return number == 0 ? std::string_view{} : errorText(CallName::other, number).symbol;
}

std::span<const int> knownErrors()
{
    return kNumbers;
}

} // namespace kai::winsock
