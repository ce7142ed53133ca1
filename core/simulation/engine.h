#pragma once

#include "core/keepalive/event_sink.h"
#include "core/simulation/event_queue.h"
#include "core/simulation/flow.h"
#include "core/simulation/host.h"
#include "core/simulation/listeners.h"
#include "core/simulation/random.h"
#include "core/simulation/segment.h"
#include "core/simulation/world.h"

#include <deque>
#include <vector>

namespace kai::simulation {

/// One thing in the queue; plain, 32 bytes.
struct Action {
    enum class Kind : std::uint8_t { segment, icmpSoft, icmpHard, timer, due };
    struct Due {
        Observer* observer;
        std::uint64_t token;
    };

    Action(EndId to, std::uint16_t flowEpoch, const Segment& what)
        : segment(what)
        , end(to)
        , epoch(flowEpoch)
        , kind(Kind::segment)
    {
    }
    Action(EndId to, std::uint16_t flowEpoch, Kind what)
        : due{}
        , end(to)
        , epoch(flowEpoch)
        , kind(what)
    {
    }
    Action(Observer& observer, std::uint64_t token)
        : due{&observer, token}
        , kind(Kind::due)
    {
    }

    union {
        Segment segment;
        Due due;
    };
    EndId end = EndId::none;
    std::uint16_t epoch = 0;
    Kind kind;
};
static_assert(sizeof(Action) == 32);

/// What World hides: clock, queue, flows, hosts. Endpoint works on it.
class Engine {
public:
    Engine(const WorldOptions& options, EventSink& sink);

    [[nodiscard]] Moment now() const { return m_now; }
    [[nodiscard]] Moment nextEvent() { return m_stopped ? kNever : m_queue.nextTime(); }
    [[nodiscard]] bool stopped() const { return m_stopped; }
    bool step();
    void moveClock(Moment to) { m_now = to; }
    ScheduleId schedule(Moment at, const Action& action);
    bool cancel(ScheduleId id) { return m_queue.cancel(id); }

    HostId addHost(HostSetup setup);
    [[nodiscard]] Host& host(HostId id);
    [[nodiscard]] const std::deque<Host>& hosts() const { return m_hosts; }
    [[nodiscard]] const Assumptions& assumed(const End& end)
    {
        return host(end.host).assumptions();
    }

    [[nodiscard]] Flows& flows() { return m_flows; }
    [[nodiscard]] End& end(EndId id) { return m_flows.end(id); }
    [[nodiscard]] Listeners& listeners() { return m_listeners; }
    [[nodiscard]] Payloads& payloads() { return m_payloads; }
    [[nodiscard]] Random& random() { return m_random; }
    [[nodiscard]] EventSink& sink() { return m_sink; }

    /// Sends a segment along the flow's path. Its payload, if any, is the engine's from here on.
    void transmit(EndId from, const Segment& segment);
    /// The end's one timer is due at `at`, or not at all.
    void setTimer(EndId id, Moment at);
    /// Told after the event under way; nobody is told of an end without an observer.
    void tell(NoticeKind kind, EndId id, Cause cause = Cause::none);
    /// Tells now what has not been told, unless an event is under way: then it will be.
    void tellPending();
    /// Closed without a segment, its listener too.
    void vanish(EndId id);
    /// If it listens: nobody is accepted any more, who waits is reset.
    void stopListening(EndId id);
    /// Frees the flow when neither end is of use any more.
    void collect(EndId id);

    [[nodiscard]] std::size_t bytesUsed() const;

private:
    struct Pending {
        Notice notice;
        std::uint16_t epoch;
    };
    /// Who waited for accept(); empty when the end does not listen.
    [[nodiscard]] std::deque<EndId> removeListener(EndId id);
    [[nodiscard]] bool countInstant(Moment at);
    void perform(const Action& action);
    void deliver(const Action& action);
    void deliverSyn(EndId id, const Segment& segment);
    void boxAnswers(EndId from, Moment at);
    [[nodiscard]] bool reachable(HostId id) const;
    [[nodiscard]] bool isOver(const End& end) const;

    EventQueue<Action> m_queue;
    Flows m_flows;
    Listeners m_listeners;
    Payloads m_payloads;
    std::deque<Host> m_hosts;
    std::vector<Pending> m_pending;
    std::size_t m_told = 0;
    EventSink& m_sink;
    WorldOptions m_options;
    Random m_random;
    Moment m_now{};
    std::uint32_t m_atInstant = 0;
    bool m_busy = false;
    bool m_stopped = false;
};

} // namespace kai::simulation
