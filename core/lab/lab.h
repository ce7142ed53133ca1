#pragma once

#include "core/history/event_log.h"
#include "core/keepalive/tcp_stack.h"
#include "core/lab/fault_plan.h"
#include "core/lab/pacing.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace kai::winsock {
class SimulatedHosts;
struct SimulationOptions;
} // namespace kai::winsock

namespace kai::live {
struct LiveOptions;
}

namespace kai::lab {

class TimeControl;

/// The answer to one apply() or applyDefaults().
struct AppliedSettings {
    CommandId command = CommandId::none;
    std::vector<ApplyReport> reports;
};

/// Where the lab's clock stands.
struct ClockState {
    Moment now{};
    bool simulated = false;
    bool running = true;
    Pace pace;
    /// Virtual seconds a real second really got, over the last half second; 0 when paused.
    double achieved = 1;
    /// The next event, kNever when nothing is due.
    Moment nextEvent = kNever;
    /// Where a run pauses by itself, while it runs: kNever when nowhere.
    Moment target = kNever;
    /// At whose end a run pauses by itself, while it runs.
    ConnectionId untilEnded = ConnectionId::none;
};

/// Everything new since the last drain, in the order: infos, rows, reports. Events are read from log().
struct LabChanges : StackChanges {
    std::vector<AppliedSettings> applied;
    std::vector<ConnectionDetails> details;
    std::vector<SystemDefaults> defaults; ///< filled when they changed and once at the start
    ClockState clock;
};

/// One of the user's commands, for the record and for undo.
struct JournalEntry {
    Moment time{};
    CommandId command = CommandId::none;
    std::string text;
};

/// A stack as a lab drives it; `hosts` only for simulated ones, and then part of the stack.
struct MadeStack {
    std::unique_ptr<TcpStack> stack;
    winsock::SimulatedHosts* hosts = nullptr;
};
/// Makes the stack on the lab's worker thread; Moment zero is `start`.
using MakeStack =
    std::function<Result<MadeStack>(EventSink& sink, std::chrono::steady_clock::time_point start)>;

/// A lab without a window: clock, one stack, event log, journal, and the one worker thread that touches the sockets.
/// Commands return at once; what became of them comes with drain(). All of this class may be called from any one thread at
/// a time (the GUI's, or main's in a headless run); log() may be read from several. The destructor closes everything.
class Lab {
public:
    /// The real sockets of this computer.
    [[nodiscard]] static Result<std::unique_ptr<Lab>> live(const live::LiveOptions& options);
    /// Simulated Windows hosts on one virtual clock; starts paused at zero.
    [[nodiscard]] static Result<std::unique_ptr<Lab>>
    simulated(const winsock::SimulationOptions& options);
    /// Over any stack. Virtual time is the lab's to give when the stack's capabilities say that it is simulated.
    [[nodiscard]] static Result<std::unique_ptr<Lab>> over(const MakeStack& makeStack);
    ~Lab();

    /// As they were at the start; what is found out later comes with drain().
    [[nodiscard]] const Capabilities& capabilities() const;
    [[nodiscard]] const history::EventLog& log() const;
    [[nodiscard]] std::vector<JournalEntry> journal() const;

    /// The lab's time now: real since the start when live; the last published virtual moment when simulated.
    [[nodiscard]] Moment now() const;
    /// UTC nanoseconds since 1970 of Moment zero; 0 in a simulation.
    [[nodiscard]] std::int64_t startedUtcNs() const;

    CommandId open(const OpenRequest& request);
    /// Opens, and does to what it opened what is planned, counted from when every opening has finished: in a simulation at that very
    /// moment of virtual time, whatever the pace. A later plan replaces the faults of an earlier one that are still to come.
    std::vector<CommandId> openPlanned(const std::vector<OpenRequest>& requests,
                                       std::vector<PlannedFault> faults);
    void cancelOpen(CommandId command);
    CommandId apply(std::vector<ConnectionId> ids, const KeepAliveSettings& settings);
    CommandId applyDefaults(std::vector<ConnectionId> ids);
    CommandId inject(std::vector<ConnectionId> ids, const Fault& fault);
    CommandId ask(ConnectionId id, std::string text);
    CommandId setProgram(std::vector<ConnectionId> ids, const Program& program);
    CommandId setBoxLimit(std::vector<ConnectionId> ids, std::optional<milliseconds> limit);
    CommandId close(std::vector<ConnectionId> ids, CloseKind kind);
    /// The answer comes in LabChanges::details.
    void requestDetails(ConnectionId id);

    /// Time control; in a live lab these do nothing (its time cannot be held).
    void run();
    void pause();
    void setPace(const Pace& pace);
    /// Runs on at once to the next event and pauses there.
    void stepToNextEvent();
    /// Runs at the current pace and pauses after `duration` of virtual time.
    void runFor(nanoseconds duration);
    /// The same, until a moment of virtual time; one that has passed pauses at once.
    void runUntil(Moment moment);
    /// Runs at the current pace until the connection ends, then pauses.
    void runUntilEnded(ConnectionId id);
    /// Runs as fast as possible to `until`; returns when there. For headless runs. Live: waits in real time.
    /// All have ended: no opening is under way and no connection is alive.
    void runToEnd(Moment until, bool stopWhenAllEnded);
    /// The same until every opening asked for is finished, successfully or not.
    void runUntilOpened(Moment until);
    /// Returns when everything that has happened until now is in log(): live one more tick, simulated at once.
    void settle();

    /// Runs `change` on the worker with the simulated hosts (registry, restart, release, behaviour). Ignored in a live lab.
    void changeHosts(std::function<void(winsock::SimulatedHosts&)> change);

    /// Moves out what is new; never waits for the worker's work. False when there is nothing new but the clock.
    bool drain(LabChanges& changes);

private:
    class Worker;
    enum class RunEnd { time, allOpened, allEnded, settled };

    explicit Lab(std::unique_ptr<Worker> worker);
    CommandId note(std::string text);
    void controlTime(std::function<void(TimeControl&, nanoseconds real)> change,
                     ConnectionId untilEnded = ConnectionId::none);
    void runTo(Moment until, RunEnd end);

    std::unique_ptr<Worker> m_worker;
    std::vector<JournalEntry> m_journal;
};

} // namespace kai::lab
