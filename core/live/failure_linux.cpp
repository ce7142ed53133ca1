#include "core/live/failure.h"

#include "core/keepalive/event.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace kai::live {

namespace {

struct Advice {
    int number;
    const char* cause;
    const char* remedy;
};

constexpr std::array kAdvice{
    Advice{ECONNREFUSED, "Nobody listens on that port.",
           "Start the server there, or correct the port."},
    Advice{ECONNRESET, "The other side answered with a reset.", "Open the connection again."},
    Advice{ETIMEDOUT, "Nobody answered.",
           "Check the address, the route and the firewalls in between."},
    Advice{EHOSTUNREACH, "No way leads to that host.", "Check the address and the network."},
    Advice{ENETUNREACH, "No route leads to that network.",
           "Check the address; for an IPv6 address, whether this computer has IPv6."},
    Advice{EADDRNOTAVAIL, "No local address or port is left for this connection.",
           "Close connections, or widen net.ipv4.ip_local_port_range."},
    Advice{EADDRINUSE, "Another program has this address and port.", "Choose another port."},
    Advice{EMFILE, "This program has no descriptor left.",
           "Close connections, or raise the limit with ulimit -n."},
    Advice{ENFILE, "The computer has no descriptor left.", "Close programs, or raise fs.file-max."},
    Advice{ENOBUFS, "The kernel has no memory left for sockets.", "Close connections."},
    Advice{ENOMEM, "The kernel has no memory left for sockets.", "Close connections."},
    Advice{EACCES, "This user may not do that.",
           "Choose a port above 1023, or ask the administrator."},
    Advice{EPERM, "A security rule forbids it.", "Ask the administrator."},
    Advice{EINVAL, "The kernel does not take this value.",
           "Choose a time from 1 s to 32767 s, a count from 1 to 127."},
    Advice{EAFNOSUPPORT, "This computer has no such address family.",
           "Use the other one of IPv4 and IPv6."},
    Advice{EPIPE, "The connection is closed for sending.", "Open a new one."},
    Advice{EAGAIN, "The send buffer is full: the other side takes nothing.",
           "Wait, or close the connection."},
};

} // namespace

Error systemError(int number, std::string operation)
{
    Error error;
    error.number = number;
    error.symbol = std::string(errorSymbol(number));
    if (error.symbol.empty()) {
        const char* name = strerrorname_np(number);
        error.symbol = name != nullptr ? name : "UNKNOWN";
    }
    error.operation = std::move(operation);
    const auto* advice =
        std::find_if(kAdvice.begin(), kAdvice.end(),
                     [number](const Advice& entry) { return entry.number == number; });
    if (advice != kAdvice.end()) {
        error.cause = advice->cause;
        error.remedy = advice->remedy;
    } else {
        error.cause = std::string(std::strerror(number)) + ".";
        error.remedy = "Try again; see errno(3).";
    }
    return error;
}

Error notOpen(std::string operation)
{
    return {0, "NOT_OPEN", std::move(operation), "This connection is not open.", "Open a new one."};
}

} // namespace kai::live
