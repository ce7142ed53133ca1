#include "core/history/event_log.h"
#include "core/lab/publisher.h"
#include "core/simulation/peer.h"
#include "core/simulation/random.h"
#include "core/simulation/world.h"
#include "tests/bench/bench.h"

#include <limits>
#include <malloc.h>
#include <queue>

namespace kai::bench {

namespace {

using namespace kai::simulation;
using namespace std::chrono_literals;

/// Where what happens goes.
class Record {
public:
    virtual ~Record() = default;
    [[nodiscard]] virtual EventSink& sink() = 0;
    /// What has come since; valid until the next call.
    virtual std::span<const Event> publish(Moment until) = 0;
};

/// Into the event log, as in a lab.
class Logged final : public Record {
public:
    [[nodiscard]] EventSink& sink() override { return m_publisher.sink(); }
    std::span<const Event> publish(Moment until) override { return m_publisher.publish(until); }

private:
    history::EventLog m_log;
    lab::Publisher m_publisher{m_log};
};

/// Nowhere: the memory of the connections alone is asked for.
class Forgotten final : public Record {
public:
    [[nodiscard]] EventSink& sink() override { return m_sink; }
    std::span<const Event> publish(Moment) override
    {
        m_sink.take(m_events, m_texts);
        return m_events;
    }

private:
    EventSink m_sink;
    std::vector<Event> m_events;
    std::vector<std::string> m_texts;
};

/// Connections with keep-alive on, opened one after the other over `spread`, to one peer.
class Fleet {
public:
    Fleet(Record& record, std::uint32_t count, const KeepAliveChange& settings, nanoseconds delay,
          nanoseconds spread)
        : m_record(record)
        , m_world(WorldOptions{}, record.sink())
        , m_client(m_world.addHost(HostSetup{}))
        , m_peer(m_world, m_world.addHost(HostSetup{}), 7777)
    {
        for (std::uint32_t i = 0; i < count; ++i) {
            m_world.runUntil(Moment{spread * i / count});
            const EndId end = m_world.create(m_client, nullptr);
            m_world.changeKeepAlive(end, settings);
            m_world.trace(end, ConnectionId{i + 1});
            m_world.connect(end, m_peer.address(), pathWithDelay(delay));
            drain();
        }
        m_world.runUntil(Moment{spread + 2 * delay});
        drain();
    }

    /// As the lab does: some events, then what they noticed is published. How many events of the queue there were.
    std::uint64_t run(Moment until)
    {
        std::uint64_t done = 0;
        while (m_world.nextEvent() <= until) {
            done += m_world.runSome(until, 16'384);
            drain();
        }
        return done;
    }

    [[nodiscard]] Moment now() const { return m_world.now(); }
    [[nodiscard]] std::uint64_t answered() const { return m_answered; }

private:
    void drain()
    {
        for (const Event& event : m_record.publish(m_world.now())) {
            m_answered += event.kind == EventKind::probe_answered ? 1 : 0;
        }
    }

    Record& m_record;
    World m_world;
    HostId m_client;
    Peer m_peer;
    std::uint64_t m_answered = 0;
};

/// CPU time of one call, in ms: what else runs on the machine does not count.
template <typename Work>
double cpuMs(Work&& work)
{
    const double start = threadCpuMs();
    work();
    return threadCpuMs() - start;
}

/// ns for one pop and push of a bare std::priority_queue with 10,000 entries of 16 bytes.
double priorityQueueNs()
{
    struct Entry {
        std::int64_t time;
        std::uint64_t order;
        bool operator>(const Entry& other) const
        {
            return time > other.time || (time == other.time && order > other.order);
        }
    };
    constexpr std::uint32_t kResident = 10'000;
    constexpr std::uint32_t kRounds = 3'000'000;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    Random random(1);
    for (std::uint64_t i = 0; i < kResident; ++i) {
        queue.push({static_cast<std::int64_t>(random.next() >> 34), i});
    }
    const double ms = cpuMs([&] {
        for (std::uint32_t i = 0; i < kRounds; ++i) {
            const Entry first = queue.top();
            queue.pop();
            queue.push({first.time + static_cast<std::int64_t>(random.next() >> 34), i});
        }
    });
    return ms * 1e6 / kRounds;
}

void cycles(const Report& report)
{
    std::vector<double> eventNs;
    std::vector<double> cycleNs;
    std::vector<double> baselineNs;
    Logged log;
    Fleet fleet(log, 10'000, {true, 1s, 1s, 10, Origin::keepAliveVals}, 5ms, 1s);
    for (int round = 0; round < 5; ++round) {
        baselineNs.push_back(priorityQueueNs());
        const std::uint64_t before = fleet.answered();
        std::uint64_t events = 0;
        const double ms = cpuMs([&] { events = fleet.run(fleet.now() + 40s); });
        eventNs.push_back(ms * 1e6 / static_cast<double>(events));
        cycleNs.push_back(ms * 1e6 / static_cast<double>(fleet.answered() - before));
    }
    const double cycle = median(cycleNs);
    const double event = median(eventNs);
    const double baseline = median(baselineNs);
    Figure rate;
    rate.name = "simulation.events_per_s";
    rate.value = 1e3 / cycle;
    rate.unit = "million cycles/s";
    rate.remark = "probe and answer, logged; 10,000 connections; " +
                  std::to_string(static_cast<int>(cycle)) + " ns a cycle";
    report(rate);
    report({"simulation.cost_vs_priority_queue",
            event,
            "ns an event",
            baseline,
            "std::priority_queue pop/push",
            event / baseline,
            Aim::atMost,
            2.5,
            {}});
}

/// The heap, as malloc accounts for it.
double heapBytes()
{
    const auto heap = mallinfo2();
    return static_cast<double>(heap.uordblks) + static_cast<double>(heap.hblkhd);
}

void memory(const Report& report)
{
    constexpr std::uint32_t kCount = 100'000;
    const double before = heapBytes();
    Forgotten record;
    const Fleet fleet(record, kCount, {true, {}, {}, {}, Origin::socketOption}, 5ms, 10s);
    Figure figure;
    figure.name = "simulation.bytes_per_connection";
    figure.value = (heapBytes() - before) / kCount;
    figure.unit = "bytes";
    figure.aim = Aim::atMost;
    figure.limit = 600;
    figure.remark = "idle, keep-alive on: both ends, path, timer, the peer's program, without the "
                    "event log; 100,000 of them";
    report(figure);
}

void day(const Report& report)
{
    std::uint64_t probes = 0;
    const double ms = wallMs([&] {
        Logged log;
        Fleet fleet(log, 100'000, {true, {}, {}, {}, Origin::socketOption}, 5ms, 10s);
        fleet.run(Moment{24h});
        probes = fleet.answered();
    });
    Figure figure;
    figure.name = "simulation.day_of_100000_s";
    figure.value = ms / 1e3;
    figure.unit = "s";
    figure.aim = Aim::atMost;
    figure.limit = 1.5;
    figure.remark = "opening and logging included, " + std::to_string(probes) + " probes answered";
    report(figure);
}

void run(const Report& report)
{
    cycles(report);
    memory(report);
    day(report);
}

const Registration registration{{"simulation", run}};

} // namespace

} // namespace kai::bench
