#include "core/keepalive/event.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kai {

namespace {

constexpr std::array<std::string_view, kEventKindCount> kNames{
    "opened",        "probe_sent",    "probe_answered",   "probe_unanswered",
    "data_sent",     "data_received", "settings_changed", "fault_set",
    "fault_cleared", "ended",         "observation_gap",  "note",
    "retransmitted", "timer_idle",
};

constexpr std::array<char, 6> kLetters{'\0', 'K', 'R', 'T', 'F', 'L'};

// Linux' numbers and Winsock's do not overlap: Winsock's begin at 10000, Windows' own at 995.
constexpr std::array<std::pair<int, std::string_view>, 47> kSymbols{{
    {1, "EPERM"},
    {4, "EINTR"},
    {9, "EBADF"},
    {11, "EAGAIN"},
    {12, "ENOMEM"},
    {13, "EACCES"},
    {14, "EFAULT"},
    {22, "EINVAL"},
    {23, "ENFILE"},
    {24, "EMFILE"},
    {32, "EPIPE"},
    {88, "ENOTSOCK"},
    {92, "ENOPROTOOPT"},
    {95, "EOPNOTSUPP"},
    {97, "EAFNOSUPPORT"},
    {98, "EADDRINUSE"},
    {99, "EADDRNOTAVAIL"},
    {100, "ENETDOWN"},
    {101, "ENETUNREACH"},
    {103, "ECONNABORTED"},
    {104, "ECONNRESET"},
    {105, "ENOBUFS"},
    {107, "ENOTCONN"},
    {110, "ETIMEDOUT"},
    {111, "ECONNREFUSED"},
    {113, "EHOSTUNREACH"},
    {995, "WSA_OPERATION_ABORTED"},
    {997, "WSA_IO_PENDING"},
    {10004, "WSAEINTR"},
    {10014, "WSAEFAULT"},
    {10022, "WSAEINVAL"},
    {10035, "WSAEWOULDBLOCK"},
    {10036, "WSAEINPROGRESS"},
    {10037, "WSAEALREADY"},
    {10038, "WSAENOTSOCK"},
    {10042, "WSAENOPROTOOPT"},
    {10045, "WSAEOPNOTSUPP"},
    {10048, "WSAEADDRINUSE"},
    {10050, "WSAENETDOWN"},
    {10052, "WSAENETRESET"},
    {10053, "WSAECONNABORTED"},
    {10054, "WSAECONNRESET"},
    {10055, "WSAENOBUFS"},
    {10057, "WSAENOTCONN"},
    {10060, "WSAETIMEDOUT"},
    {10061, "WSAECONNREFUSED"},
    {10093, "WSANOTINITIALISED"},
}};

} // namespace

std::string_view eventName(EventKind kind)
{
    return kNames[static_cast<std::size_t>(kind)];
}

std::optional<EventKind> eventNamed(std::string_view name)
{
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) {
        return {};
    }
    return static_cast<EventKind>(found - kNames.begin());
}

char endedLetter(EndedBy by)
{
    return kLetters[static_cast<std::size_t>(by)];
}

std::optional<EndedBy> endedByLetter(char letter)
{
    const auto found = std::find(kLetters.begin() + 1, kLetters.end(), letter);
    if (found == kLetters.end()) {
        return {};
    }
    return static_cast<EndedBy>(found - kLetters.begin());
}

std::string_view errorSymbol(int number)
{
    const auto found =
        std::lower_bound(kSymbols.begin(), kSymbols.end(), number,
                         [](const auto& entry, int value) { return entry.first < value; });
    return found != kSymbols.end() && found->first == number ? found->second : std::string_view{};
}

int severity(EventKind kind)
{
    switch (kind) {
    case EventKind::ended:
        return 9;
    case EventKind::probe_unanswered:
        return 8;
    case EventKind::fault_set:
    case EventKind::fault_cleared:
        return 7;
    case EventKind::settings_changed:
        return 6;
    case EventKind::probe_sent:
        return 5;
    case EventKind::probe_answered:
        return 4;
    case EventKind::retransmitted:
    case EventKind::observation_gap:
        return 3;
    case EventKind::data_sent:
    case EventKind::data_received:
        return 2;
    case EventKind::opened:
    case EventKind::note:
        return 1;
    case EventKind::timer_idle:
        return 0;
    }
    return 0;
}

} // namespace kai
