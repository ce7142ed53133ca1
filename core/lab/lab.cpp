#include "core/lab/lab.h"

#include "core/lab/journal_text.h"
#include "core/lab/worker.h"

namespace kai::lab {
namespace {

using Stop = TimeControl::Stop;

} // namespace

Lab::Lab(std::unique_ptr<Worker> worker)
    : m_worker(std::move(worker))
{
}
Lab::~Lab() = default;

Result<std::unique_ptr<Lab>> Lab::over(const MakeStack& makeStack)
{
    auto worker = std::make_unique<Worker>();
    if (Status started = worker->start(makeStack); !started) {
        return started.error();
    }
    return std::unique_ptr<Lab>(new Lab(std::move(worker)));
}

const Capabilities& Lab::capabilities() const
{
    return m_worker->capabilities();
}
const history::EventLog& Lab::log() const
{
    return m_worker->log();
}
std::vector<JournalEntry> Lab::journal() const
{
    return m_journal;
}
Moment Lab::now() const
{
    return m_worker->now();
}
std::int64_t Lab::startedUtcNs() const
{
    return m_worker->startedUtcNs();
}

CommandId Lab::note(std::string text)
{
    const auto command = static_cast<CommandId>(m_journal.size() + 1);
    m_journal.push_back({now(), command, std::move(text)});
    return command;
}

CommandId Lab::open(const OpenRequest& request)
{
    const CommandId command = note(openText(request));
    m_worker->post([command, request](Worker& worker) { worker.open(command, request); });
    return command;
}

std::vector<CommandId> Lab::openPlanned(const std::vector<OpenRequest>& requests,
                                        std::vector<PlannedFault> faults)
{
    std::vector<CommandId> commands;
    commands.reserve(requests.size());
    for (const OpenRequest& request : requests) {
        commands.push_back(note(openText(request)));
    }
    const CommandId plan = note(planText(faults.size()));
    m_worker->post([plan, commands, requests, faults = std::move(faults)](Worker& worker) mutable {
        worker.plan(plan, std::move(faults));
        for (std::size_t i = 0; i < requests.size(); ++i) {
            worker.open(commands[i], requests[i]);
        }
    });
    return commands;
}

void Lab::cancelOpen(CommandId command)
{
    note("cancel opening");
    m_worker->post([command](Worker& worker) { worker.stack().cancelOpen(command); });
}

CommandId Lab::apply(std::vector<ConnectionId> ids, const KeepAliveSettings& settings)
{
    const CommandId command = note(applyText(settings, ids.size()));
    m_worker->post([command, ids = std::move(ids), settings](Worker& worker) {
        worker.changes().add(AppliedSettings{command, worker.stack().apply(ids, settings)});
    });
    return command;
}

CommandId Lab::applyDefaults(std::vector<ConnectionId> ids)
{
    const CommandId command = note("back to the defaults on " + connectionsText(ids.size()));
    m_worker->post([command, ids = std::move(ids)](Worker& worker) {
        worker.changes().add(AppliedSettings{command, worker.stack().applyDefaults(ids)});
    });
    return command;
}

CommandId Lab::inject(std::vector<ConnectionId> ids, const Fault& fault)
{
    const CommandId command = note(faultText(fault, ids.size()));
    m_worker->post([command, ids = std::move(ids), fault](Worker& worker) {
        worker.stack().inject(command, ids, fault);
    });
    return command;
}

CommandId Lab::ask(ConnectionId id, std::string text)
{
    const CommandId command = note("ask connection " + std::to_string(indexOf(id)));
    m_worker->post([command, id, text = std::move(text)](Worker& worker) {
        worker.stack().ask(command, id, text);
    });
    return command;
}

CommandId Lab::setProgram(std::vector<ConnectionId> ids, const Program& program)
{
    const CommandId command = note(programText(program, ids.size()));
    m_worker->post([ids = std::move(ids), program](Worker& worker) {
        worker.stack().setProgram(ids, program);
    });
    return command;
}

CommandId Lab::setBoxLimit(std::vector<ConnectionId> ids, std::optional<milliseconds> limit)
{
    const CommandId command = note(boxText(limit, ids.size()));
    m_worker->post(
        [ids = std::move(ids), limit](Worker& worker) { worker.stack().setBoxLimit(ids, limit); });
    return command;
}

CommandId Lab::close(std::vector<ConnectionId> ids, CloseKind kind)
{
    const CommandId command =
        note((kind == CloseKind::reset ? "reset " : "close ") + connectionsText(ids.size()));
    m_worker->post(
        [ids = std::move(ids), kind](Worker& worker) { worker.stack().close(ids, kind); });
    return command;
}

void Lab::requestDetails(ConnectionId id)
{
    m_worker->post([id](Worker& worker) {
        if (auto details = worker.stack().details(id)) {
            worker.changes().add(std::move(*details));
        }
    });
}

void Lab::controlTime(std::function<void(TimeControl&, nanoseconds real)> change,
                      ConnectionId untilEnded)
{
    m_worker->post([change = std::move(change), untilEnded](Worker& worker) {
        worker.pauseWhenEnded(untilEnded);
        if (TimeControl* control = worker.control()) {
            change(*control, worker.realNow());
        }
    });
}

void Lab::run()
{
    controlTime([](TimeControl& time, nanoseconds real) { time.run(kNever, Stop::never, real); });
}

void Lab::pause()
{
    controlTime([](TimeControl& time, nanoseconds) { time.pause(); });
}

void Lab::setPace(const Pace& pace)
{
    m_worker->post([pace](Worker& worker) {
        if (TimeControl* control = worker.control()) {
            control->setPace(pace, worker.realNow());
        }
    });
}

void Lab::stepToNextEvent()
{
    controlTime(
        [](TimeControl& time, nanoseconds real) { time.runAtOnce(kNever, Stop::atEvent, real); });
}

void Lab::runFor(nanoseconds duration)
{
    controlTime([duration](TimeControl& time, nanoseconds real) {
        time.run(saturatingAdd(time.now(), duration), Stop::never, real);
    });
}

void Lab::runUntil(Moment moment)
{
    controlTime(
        [moment](TimeControl& time, nanoseconds real) { time.run(moment, Stop::never, real); });
}

void Lab::runUntilEnded(ConnectionId id)
{
    controlTime([](TimeControl& time, nanoseconds real) { time.run(kNever, Stop::whenTold, real); },
                id);
}

void Lab::runToEnd(Moment until, bool stopWhenAllEnded)
{
    runTo(until, stopWhenAllEnded ? RunEnd::allEnded : RunEnd::time);
}

void Lab::runUntilOpened(Moment until)
{
    runTo(until, RunEnd::allOpened);
}

void Lab::settle()
{
    runTo(now(), RunEnd::settled);
}

void Lab::runTo(Moment until, RunEnd end)
{
    const auto done = std::make_shared<std::promise<void>>();
    m_worker->post([until, end, done](Worker& worker) { worker.runTo(until, end, done); });
    done->get_future().wait();
}

void Lab::changeHosts(std::function<void(winsock::SimulatedHosts&)> change)
{
    note("change the simulated hosts");
    m_worker->post([change = std::move(change)](Worker& worker) {
        if (winsock::SimulatedHosts* hosts = worker.hosts()) {
            change(*hosts);
        }
    });
}

bool Lab::drain(LabChanges& changes)
{
    return m_worker->changes().drain(changes);
}

} // namespace kai::lab
