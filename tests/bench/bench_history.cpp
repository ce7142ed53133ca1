#include "core/history/event_log.h"
#include "tests/bench/bench.h"

#include <cstdio>
#include <malloc.h>

namespace kai::bench {

namespace {

using namespace kai::history;

constexpr std::uint32_t kLanes = 10'000;
constexpr std::uint64_t kEvents = 10'000'000;
constexpr double kEventsPerSecond = 100'000;
constexpr std::size_t kTick = 25'000; // a quarter of a second of them

/// The next tick of healthy connections, each probed and answered in turn.
void fill(std::vector<Event>& tick, std::uint64_t first)
{
    for (std::size_t i = 0; i < tick.size(); ++i) {
        const std::uint64_t number = first + i;
        Event& event = tick[i];
        event.time = Moment{nanoseconds{static_cast<std::int64_t>(number) * 10'000}};
        event.connection = static_cast<ConnectionId>(1 + number / 2 % kLanes);
        event.kind = number % 2 == 0 ? EventKind::probe_sent : EventKind::probe_answered;
    }
}

/// CPU of this thread for handing all events over, a tick at a time, in ms.
template <typename Append>
double appendMs(Append&& append)
{
    std::vector<Event> tick(kTick);
    double spent = 0;
    for (std::uint64_t first = 0; first < kEvents; first += kTick) {
        fill(tick, first);
        const double before = threadCpuMs();
        append(tick);
        spent += threadCpuMs() - before;
    }
    return spent;
}

double allocatedBytes()
{
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

/// Of the real time in which so many events happen.
double shareOfCore(double cpuMs)
{
    return cpuMs / (static_cast<double>(kEvents) / kEventsPerSecond * 1000) * 100;
}

std::string rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

void runHistory(const Report& report)
{
    std::vector<Event> bare;
    const double bareMs =
        appendMs([&bare](const auto& tick) { bare.insert(bare.end(), tick.begin(), tick.end()); });
    bare = {};
    const double before = allocatedBytes();
    EventLog log;
    const double logMs = appendMs([&log](const auto& tick) { log.append(tick); });

    Figure share;
    share.name = "timeline.append_core_share";
    share.value = shareOfCore(logMs);
    share.unit = "% of a core at 100,000 events a second";
    share.aim = Aim::atMost;
    share.limit = 3;
    share.remark = "10,000 lanes; a bare vector takes " + rounded(shareOfCore(bareMs)) + " %";
    report(share);

    Figure bytes;
    bytes.name = "timeline.bytes_per_event";
    bytes.value = (allocatedBytes() - before) / static_cast<double>(kEvents);
    bytes.unit = "bytes";
    bytes.aim = Aim::atMost;
    bytes.limit = 48;
    bytes.remark = "allocated, everything included; the event itself has 32, the log says " +
                   rounded(static_cast<double>(log.bytesUsed()) / static_cast<double>(kEvents));
    report(bytes);
}

const Registration kHistory{{"timeline.", runHistory}};

} // namespace

} // namespace kai::bench
