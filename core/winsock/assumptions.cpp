#include "core/winsock/assumptions.h"

#include "core/keepalive/duration_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kai::winsock {

namespace {

using namespace std::chrono_literals;

/// Beyond this a delay or a timeout says nothing any more.
constexpr nanoseconds kLongest = 1min;

constexpr std::array kLastInterval{
    AssumedValue{"waited", "the interval after the last probe is waited out: a silent peer is "
                           "found dead after time + N x interval"},
    AssumedValue{"not-waited", "the connection breaks as the last probe leaves: after time + (N - "
                               "1) x interval"},
};
constexpr std::array kProbeData{
    AssumedValue{"none", "a probe carries no data"},
    AssumedValue{"one-byte", "a probe carries one garbage byte"},
};
constexpr std::array kIdleFrom{
    AssumedValue{"last-received",
                 "turned on or given a new time, a connection that is idle already "
                 "counts from what was last received"},
    AssumedValue{"call", "turned on or given a new time, idle time counts from the call"},
};
constexpr std::array kRegistryChange{
    AssumedValue{"restart", "a registry change counts from the host's next restart"},
    AssumedValue{"at-once", "a registry change counts at once for new sockets"},
};
constexpr std::array kLaterError{
    AssumedValue{"connreset", "no call in progress when keep-alive gave up: the first later call "
                              "fails with WSAECONNRESET"},
    AssumedValue{"netreset", "no call in progress when keep-alive gave up: the first later call "
                             "fails with WSAENETRESET, the next ones with WSAECONNRESET"},
};
constexpr std::array kOverlappedIoctl{
    AssumedValue{"next-event", "an overlapped SIO_KEEPALIVE_VALS pends and completes at the next "
                               "event (observed behaviour: at once)"},
    AssumedValue{"at-once", "an overlapped SIO_KEEPALIVE_VALS is done at once and returns 0"},
};
constexpr std::array kFirstRetransmission{
    AssumedValue{"3s", "what is not acknowledged is sent again after 3 s while no round trip has "
                       "been measured"},
};

/// Which member of the host's assumptions it is: a choice between two values, a duration, or either of them.
struct Entry {
    Assumption assumption;
    bool* (*choice)(HostAssumptions&) = nullptr;
    nanoseconds* (*time)(HostAssumptions&) = nullptr;
    nanoseconds shortest{0};
};

constexpr std::array kEntries{
    Entry{{"last-interval", "P3", "The wait after the last probe", kLastInterval, {}},
          [](HostAssumptions& all) { return &all.tcp.lastIntervalWaited; }},
    Entry{{"probe-data", "P4", "What a probe carries", kProbeData, {}},
          [](HostAssumptions& all) { return &all.tcp.garbageByte; }},
    Entry{{"later-error", "P5", "The error of the first later call", kLaterError, {}},
          [](HostAssumptions& all) { return &all.api.laterNetReset; }},
    Entry{{"idle-from", "P8", "Where a new time counts from", kIdleFrom, {}},
          [](HostAssumptions& all) { return &all.tcp.idleFromCall; }},
    Entry{{"registry-change", "D5", "When a registry change counts", kRegistryChange, {}},
          [](HostAssumptions& all) { return &all.tcp.registryAtOnce; }},
    Entry{{"overlapped-ioctl", "I7", "When an overlapped ioctl completes", kOverlappedIoctl,
           "SIO_KEEPALIVE_VALS takes this long: an overlapped call pends for it, a synchronous one "
           "blocks"},
          [](HostAssumptions& all) { return &all.api.ioctlAtOnce; },
          [](HostAssumptions& all) { return &all.api.ioctlDelay; }},
    Entry{{"first-retransmission", "RFC 6298", "The first retransmission", kFirstRetransmission,
           "what is not acknowledged is sent again after this long while no round trip has been "
           "measured"},
          nullptr,
          [](HostAssumptions& all) { return &all.tcp.firstRetransmission; },
          1ms},
};

constexpr auto kAssumptions = [] {
    std::array<Assumption, kEntries.size()> all{};
    std::transform(kEntries.begin(), kEntries.end(), all.begin(),
                   [](const Entry& entry) { return entry.assumption; });
    return all;
}();

const Entry* entryNamed(std::string_view name)
{
    const auto found = std::find_if(kEntries.begin(), kEntries.end(), [name](const Entry& entry) {
        return entry.assumption.name == name;
    });
    return found == kEntries.end() ? nullptr : &*found;
}

std::optional<std::size_t> placeOf(const Assumption& assumption, std::string_view value)
{
    for (std::size_t i = 0; i < assumption.values.size(); ++i) {
        if (assumption.values[i].value == value) {
            return i;
        }
    }
    return std::nullopt;
}

void assumeValue(const Entry& entry, HostAssumptions& assumed, std::size_t place)
{
    HostAssumptions contract;
    if (entry.choice != nullptr) {
        *entry.choice(assumed) = *entry.choice(contract) == (place == 0);
    }
    if (entry.time != nullptr) {
        *entry.time(assumed) = *entry.time(contract);
    }
}

std::string listed(const Assumption& assumption)
{
    std::string list;
    for (const AssumedValue& each : assumption.values) {
        list += (list.empty() ? "" : ", ") + std::string(each.value);
    }
    return list + (assumption.timeMeaning.empty() ? "" : ", or a time such as 250ms");
}

Error refusal(const char* symbol, std::string_view operation, std::string cause, std::string remedy)
{
    return {0, symbol, std::string(operation), std::move(cause), std::move(remedy)};
}

Status assumeTime(const Entry& entry, HostAssumptions& assumed, std::string_view value)
{
    const auto time = parseDuration(value);
    if (!time) {
        return refusal("BAD_ASSUMPTION", entry.assumption.name,
                       "\"" + std::string(value) + "\" is none of its values.",
                       "Write " + listed(entry.assumption) + ".");
    }
    if (*time < entry.shortest || *time > kLongest) {
        return refusal("OUT_OF_RANGE", entry.assumption.name,
                       "it may be " + formatDuration(entry.shortest) + " to " +
                           formatDuration(kLongest) + ".",
                       "Choose a time in that range.");
    }
    assumeValue(entry, assumed, 0);
    *entry.time(assumed) = *time;
    return success();
}

} // namespace

std::span<const Assumption> allAssumptions()
{
    return kAssumptions;
}

std::string assumedValue(const HostAssumptions& assumed, std::string_view name)
{
    const Entry& entry = *entryNamed(name);
    HostAssumptions now = assumed;
    HostAssumptions contract;
    if (entry.time != nullptr && *entry.time(now) != *entry.time(contract)) {
        return formatDuration(*entry.time(now));
    }
    const bool second = entry.choice != nullptr && *entry.choice(now) != *entry.choice(contract);
    return std::string(entry.assumption.values[second ? 1 : 0].value);
}

std::string_view meaningOf(const Assumption& assumption, std::string_view value)
{
    const auto place = placeOf(assumption, value);
    return place ? assumption.values[*place].meaning : assumption.timeMeaning;
}

Status assume(HostAssumptions& assumed, std::string_view name, std::string_view value)
{
    const Entry* const entry = entryNamed(name);
    if (entry == nullptr) {
        std::string names;
        for (const Assumption& each : kAssumptions) {
            names += (names.empty() ? "" : ", ") + std::string(each.name);
        }
        return refusal("UNKNOWN_ASSUMPTION", name, "nothing of that name is assumed.",
                       "Choose one of " + names + ".");
    }
    if (const auto place = placeOf(entry->assumption, value)) {
        assumeValue(*entry, assumed, *place);
        return success();
    }
    if (entry->time != nullptr) {
        return assumeTime(*entry, assumed, value);
    }
    return refusal("BAD_ASSUMPTION", name, "\"" + std::string(value) + "\" is none of its values.",
                   "Write " + listed(entry->assumption) + ".");
}

} // namespace kai::winsock
