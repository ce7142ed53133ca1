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

struct PageText {
    bool option; ///< the SO_KEEPALIVE page, else the SIO_KEEPALIVE_VALS page
    int number;
    std::string_view says;
};

// What the two pages say of each error, in our words.
constexpr std::array kPages{
    PageText{true, WSANOTINITIALISED,
             "A successful WSAStartup must come before this function is used."},
    PageText{true, WSAENETDOWN, "The network subsystem has failed."},
    PageText{true, WSAEFAULT,
             "optval or optlen points outside the valid part of the caller's address space, or the "
             "length is "
             "smaller than a DWORD."},
    PageText{true, WSAEINPROGRESS,
             "A blocking Windows Sockets 1.1 call is in progress, or the provider still processes "
             "a callback."},
    PageText{true, WSAEINVAL,
             "The level is unknown or invalid; from Windows Vista on also: the socket is in a "
             "transitional state."},
    PageText{true, WSAENOPROTOOPT,
             "The option is unknown or not supported by the protocol family; also returned for a "
             "datagram socket."},
    PageText{true, WSAENOTSOCK, "The descriptor is not a socket."},
    PageText{false, WSA_IO_PENDING,
             "An overlapped operation has begun; completion will be indicated later."},
    PageText{false, WSA_OPERATION_ABORTED,
             "An overlapped operation was cancelled because the socket was closed or SIO_FLUSH was "
             "issued."},
    PageText{false, WSAEFAULT,
             "lpOverlapped or lpCompletionRoutine is not wholly in a valid part of the user "
             "address space."},
    PageText{false, WSAEINPROGRESS, "The function was called while a callback is in progress."},
    PageText{false, WSAEINTR, "A blocking operation was interrupted."},
    PageText{false, WSAEINVAL,
             "The control code is no valid command, an input parameter is not acceptable, or the "
             "command does not "
             "apply to this type of socket."},
    PageText{false, WSAENETDOWN, "The network subsystem has failed."},
    PageText{false, WSAENOPROTOOPT,
             "The option is not supported on this protocol; returned for a datagram socket."},
    PageText{false, WSAENOTSOCK, "The descriptor is not a socket."},
    PageText{false, WSAEOPNOTSUPP,
             "The control code is not supported, as by a transport provider without "
             "SIO_KEEPALIVE_VALS."},
};

constexpr auto kNumbers = [] {
    std::array<int, kMeanings.size()> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = kMeanings[i].number;
    }
    return numbers;
}();

std::string_view pageText(CallName call, int number)
{
    if (call == CallName::other) {
        return {};
    }
    const bool option = call == CallName::getsockopt || call == CallName::setsockopt;
    const auto found = std::find_if(kPages.begin(), kPages.end(), [&](const PageText& page) {
        return page.option == option && page.number == number;
    });
    return found == kPages.end() ? std::string_view{} : found->says;
}

} // namespace

std::string_view callName(CallName call)
{
    constexpr std::array<std::string_view, 5> kNames{"getsockopt", "setsockopt", "WSAIoctl",
                                                     "WSPIoctl", ""};
    return kNames[static_cast<std::size_t>(call)];
}

ErrorText errorText(CallName call, int number)
{
    if (number == 0) {
        return {0, "no error", {}, "The call succeeded.", {}};
    }
    const auto found =
        std::find_if(kMeanings.begin(), kMeanings.end(),
                     [number](const Meaning& each) { return each.number == number; });
    if (found == kMeanings.end()) {
        return {number, {}, {}, {}, {}};
    }
    return {number, found->symbol, pageText(call, number), found->meaning, found->remedy};
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
