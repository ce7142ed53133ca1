#include "core/lab/worker.h"

#include <algorithm>

namespace kai::lab {
namespace {

using std::chrono::steady_clock;

/// The longest that the stack may work without the commands being looked at.
constexpr nanoseconds kBudget{20'000'000};
/// Virtual time is published at least this often while it runs.
constexpr nanoseconds kFrame{16'000'000};
/// Nothing waits longer, so that a clock that was changed or a suspended computer is noticed.
constexpr nanoseconds kLongestWait{1'000'000'000};

std::int64_t utcNow()
{
    return std::chrono::duration_cast<nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

Lab::Worker::~Worker()
{
    if (m_thread.joinable()) {
        post([this](Worker&) { m_stopping = true; });
        m_thread.join();
    }
}

Status Lab::Worker::start(const MakeStack& makeStack)
{
    m_start = steady_clock::now();
    m_startedUtcNs = utcNow();
    std::promise<Status> made;
    std::future<Status> result = made.get_future();
    m_thread = std::thread([this, &makeStack, &made] { loop(makeStack, made); });
    Status status = result.get();
    if (!status) {
        m_thread.join();
    }
    return status;
}

nanoseconds Lab::Worker::realNow() const
{
    return steady_clock::now() - m_start;
}

Moment Lab::Worker::now() const
{
    return m_capabilities.simulated
               ? Moment{nanoseconds{m_virtualNow.load(std::memory_order_acquire)}}
               : Moment{realNow()};
}

void Lab::Worker::post(std::function<void(Worker&)> command)
{
    // Woken under the lock: the thread cannot take the command, which may be the last one, and be gone before.
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(std::move(command));
    m_made.stack->wake();
}

void Lab::Worker::open(CommandId command, const OpenRequest& request)
{
    m_census.openingBegins(command);
    stack().open(command, request);
}

void Lab::Worker::plan(CommandId command, std::vector<PlannedFault> faults)
{
    m_planned = command;
    m_plan.begin(std::move(faults));
}

/// Virtual time stops where something is planned, and at each event until it is known when that is.
Moment Lab::Worker::beforePlanned(Moment goal, Moment nextWake) const
{
    const Moment stop = m_plan.waits() ? nextWake : m_plan.next();
    return std::min(goal, std::max(stop, m_control.now()));
}

void Lab::Worker::followPlan(Moment reached)
{
    if (m_census.allOpened()) {
        m_plan.countFrom(reached);
    }
    m_acted = false;
    while (const auto due = m_plan.take(reached)) {
        stack().inject(m_planned, due->ids, due->fault);
        m_acted = true;
    }
}

void Lab::Worker::runTo(Moment until, RunEnd end, std::shared_ptr<std::promise<void>> done)
{
    m_run = Run{end == RunEnd::settled ? stack().settledBy() : until, end, std::move(done)};
    if (m_capabilities.simulated) {
        const auto stop =
            end == RunEnd::time ? TimeControl::Stop::never : TimeControl::Stop::whenTold;
        m_control.runAtOnce(until, stop, realNow());
    }
}

void Lab::Worker::loop(const MakeStack& makeStack, std::promise<Status>& made)
{
    if (!make(makeStack, made)) {
        return;
    }
    while (!m_stopping) {
        runCommands();
        turn();
        wait();
    }
    m_made = {};
}

bool Lab::Worker::make(const MakeStack& makeStack, std::promise<Status>& made)
{
    auto result = makeStack(m_publisher.sink(), m_start);
    if (!result) {
        made.set_value(result.error());
        return false;
    }
    m_made = std::move(result).value();
    m_capabilities = stack().capabilities();
    m_startedUtcNs = m_capabilities.simulated ? 0 : m_startedUtcNs;
    m_buffer.setDefaults(stack().systemDefaults());
    publishClock();
    made.set_value(success());
    return true;
}

void Lab::Worker::runCommands()
{
    std::vector<std::function<void(Worker&)>> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const auto& command : commands) {
        command(*this);
    }
    if (!commands.empty()) {
        m_control.restart(realNow());
        pauseIfReached();
    }
}

void Lab::Worker::turn()
{
    const nanoseconds real = realNow();
    const Moment nextWake = stack().nextWake();
    const Moment goal = m_capabilities.simulated
                            ? beforePlanned(m_control.goal(real, nextWake), nextWake)
                            : Moment{real};
    const Moment reached = stack().advance(goal, kBudget);
    const std::span<const Event> events = m_publisher.publish(reached);
    m_census.note(events);
    takeChanges();
    followPlan(reached);
    if (m_capabilities.simulated) {
        m_control.reached(reached, nextWake, !events.empty(), realNow());
        pauseIfReached();
    }
    publishClock();
    finishRun(goal);
}

void Lab::Worker::takeChanges()
{
    stack().drainChanges(m_changes);
    m_census.note(m_changes.opens);
    m_plan.note(m_changes.infos);
    if (m_changes.defaultsChanged) {
        m_buffer.setDefaults(stack().systemDefaults());
    }
    m_buffer.add(m_changes);
}

void Lab::Worker::pauseIfReached()
{
    if (m_run && endReached(m_run->end)) {
        m_control.pause();
    }
    if (m_pauseWhenEnded != ConnectionId::none && m_census.ended(m_pauseWhenEnded)) {
        m_pauseWhenEnded = ConnectionId::none;
        m_control.pause();
    }
}

bool Lab::Worker::endReached(RunEnd end) const
{
    switch (end) {
    case RunEnd::allOpened:
        return m_census.allOpened();
    case RunEnd::allEnded:
        return m_census.allEnded();
    case RunEnd::time:
    case RunEnd::settled:
        break;
    }
    return false;
}

void Lab::Worker::publishClock()
{
    ClockState clock;
    clock.simulated = m_capabilities.simulated;
    clock.nextEvent = stack().nextWake();
    clock.now = clock.simulated ? m_control.now() : Moment{realNow()};
    if (clock.simulated) {
        clock.running = m_control.running();
        clock.pace = m_control.pace();
        if (clock.running) {
            clock.target = m_control.target();
            clock.untilEnded = m_pauseWhenEnded;
        }
        clock.running ? m_achieved.add(realNow(), clock.now) : m_achieved.clear();
        clock.achieved = m_achieved.value();
        m_virtualNow.store(clock.now.time_since_epoch().count(), std::memory_order_release);
    }
    m_buffer.setClock(clock);
}

void Lab::Worker::finishRun(Moment goal)
{
    if (m_run && runIsOver(goal)) {
        m_run->done->set_value();
        m_run.reset();
    }
}

bool Lab::Worker::runIsOver(Moment goal) const
{
    if (m_capabilities.simulated) {
        return !m_control.running();
    }
    return goal >= m_run->until || endReached(m_run->end) ||
           (m_run->end == RunEnd::settled && m_run->until == kNever);
}

nanoseconds Lab::Worker::idleTime()
{
    const nanoseconds real = realNow();
    if (m_acted) {
        return nanoseconds{0};
    }
    if (m_capabilities.simulated) {
        return m_control.idleTime(real, stack().nextWake(), kFrame);
    }
    Moment next = std::min(stack().nextWake(), m_plan.next());
    if (m_run) {
        next = std::min(next, m_run->until);
    }
    return std::max(next, Moment{real}) - Moment{real};
}

void Lab::Worker::wait()
{
    if (const nanoseconds idle = idleTime(); idle > nanoseconds{0} && !m_stopping) {
        stack().waitFor(std::min(idle, kLongestWait));
    }
}

} // namespace kai::lab
