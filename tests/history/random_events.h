#pragma once

#include "core/keepalive/event.h"

#include <algorithm>
#include <random>
#include <vector>

namespace kai::history {

/// A second of the lab's time, for tests.
constexpr Moment at(double seconds)
{
    return Moment{nanoseconds{static_cast<std::int64_t>(seconds * 1e9)}};
}

/// Sorted events of several connections and both ends, of every kind, with gaps from nothing to minutes.
inline std::vector<Event> randomEvents(std::size_t count, unsigned connections, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](unsigned bound) {
        return static_cast<unsigned>(random() % bound);
    };
    std::vector<Event> events(count);
    Moment time{};
    for (Event& event : events) {
        const unsigned gap = below(10);
        time += gap < 4   ? milliseconds{0}
                : gap < 9 ? milliseconds{below(500)}
                          : milliseconds{below(120'000)};
        event.time = time;
        event.connection = static_cast<ConnectionId>(1 + below(connections));
        event.kind = static_cast<EventKind>(below(kEventKindCount));
        event.flags = below(3) == 0 ? event_flag::kPeerEnd : 0;
        if (event.kind == EventKind::probe_unanswered) {
            event.probeCount = static_cast<std::uint8_t>(1 + below(20));
            event.probeNumber = static_cast<std::uint8_t>(1 + below(event.probeCount));
        }
    }
    return events;
}

} // namespace kai::history
