#pragma once

#include "core/lab/achieved_pace.h"
#include "core/lab/census.h"
#include "core/lab/change_buffer.h"
#include "core/lab/fault_plan.h"
#include "core/lab/lab.h"
#include "core/lab/publisher.h"
#include "core/lab/time_control.h"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

namespace kai::lab {

/// The one thread that touches a lab's sockets, and its clock. A turn: the user's commands, the stack up to now, events into
/// the log, changes into the buffer, wait. Public functions are for the lab's caller; everything else is the thread's own.
class Lab::Worker {
public:
    Worker() = default;
    /// Ends the thread; the stack closes its sockets on it.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Returns when the stack has been made, with its error if it could not be.
    Status start(const MakeStack& makeStack);

    [[nodiscard]] const Capabilities& capabilities() const { return m_capabilities; }
    [[nodiscard]] const history::EventLog& log() const { return m_log; }
    [[nodiscard]] Moment now() const;
    [[nodiscard]] std::int64_t startedUtcNs() const { return m_startedUtcNs; }
    [[nodiscard]] ChangeBuffer& changes() { return m_buffer; }

    /// Runs `command` on the thread, in order. Returns at once.
    void post(std::function<void(Worker&)> command);

    // For commands.
    [[nodiscard]] TcpStack& stack() { return *m_made.stack; }
    [[nodiscard]] winsock::SimulatedHosts* hosts() { return m_made.hosts; }
    void open(CommandId command, const OpenRequest& request);
    /// Before the openings of its run.
    void plan(CommandId command, std::vector<PlannedFault> faults);
    /// Null in a live lab: nobody controls real time.
    [[nodiscard]] TimeControl* control() { return m_capabilities.simulated ? &m_control : nullptr; }
    [[nodiscard]] nanoseconds realNow() const;
    void pauseWhenEnded(ConnectionId id) { m_pauseWhenEnded = id; }

    /// Runs at once (live: waits) to `until` or the end asked for, then fulfils `done`.
    void runTo(Moment until, RunEnd end, std::shared_ptr<std::promise<void>> done);

private:
    struct Run {
        Moment until{};
        RunEnd end = RunEnd::time;
        std::shared_ptr<std::promise<void>> done;
    };

    void loop(const MakeStack& makeStack, std::promise<Status>& made);
    bool make(const MakeStack& makeStack, std::promise<Status>& made);
    void runCommands();
    void turn();
    void wait();
    [[nodiscard]] Moment beforePlanned(Moment goal, Moment nextWake) const;
    void followPlan(Moment reached);
    void takeChanges();
    void publishClock();
    void pauseIfReached();
    void finishRun(Moment goal);
    [[nodiscard]] bool runIsOver(Moment goal) const;
    [[nodiscard]] bool endReached(RunEnd end) const;
    [[nodiscard]] nanoseconds idleTime();

    std::chrono::steady_clock::time_point m_start;
    std::int64_t m_startedUtcNs = 0;
    history::EventLog m_log;
    ChangeBuffer m_buffer;
    Capabilities m_capabilities; ///< fixed once start() has returned
    std::atomic<std::int64_t> m_virtualNow{0};

    std::mutex m_mutex;
    std::vector<std::function<void(Worker&)>> m_commands; ///< guarded by m_mutex
    std::atomic<bool> m_stopping{false};

    // The thread's own; the stack's wake() alone may be called from outside, between start() and the destructor.
    Publisher m_publisher{m_log};
    MadeStack m_made;
    StackChanges m_changes;
    TimeControl m_control;
    AchievedPace m_achieved;
    Census m_census;
    FaultPlan m_plan;
    CommandId m_planned = CommandId::none;
    bool m_acted = false; ///< as planned: what became of it comes with the next turn
    ConnectionId m_pauseWhenEnded = ConnectionId::none;
    std::optional<Run> m_run;
    std::thread m_thread;
};

} // namespace kai::lab
