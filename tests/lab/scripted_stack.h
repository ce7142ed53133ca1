#pragma once

#include "core/keepalive/tcp_stack.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace kai::lab {

/// What the scripted stack should do, and what became of it; shared with the test, which reads it when the lab is gone or waits.
struct Script {
    bool simulated = true;
    /// Added to the sink when time passes them; the connection 0 event is not logged: a wake without an event.
    std::multimap<Moment, Event> events;
    /// Live only.
    nanoseconds tick{5'000'000};
    std::thread::id madeOn;
    std::thread::id destroyedOn;
    std::vector<std::string> calls;
};

/// A TcpStack without connections of its own: rows and events are what the script says.
class ScriptedStack : public TcpStack {
public:
    ScriptedStack(std::shared_ptr<Script> script, EventSink& sink)
        : m_script(std::move(script))
        , m_sink(sink)
    {
        m_capabilities.simulated = m_script->simulated;
        m_capabilities.system = "Script";
        m_script->madeOn = std::this_thread::get_id();
    }
    ~ScriptedStack() override { m_script->destroyedOn = std::this_thread::get_id(); }

    const Capabilities& capabilities() const override { return m_capabilities; }
    void open(CommandId command, const OpenRequest& request) override
    {
        m_opening = {command, request.count, 0, 0, false, false, {}};
        m_hasOpening = true;
    }
    void cancelOpen(CommandId) override { m_script->calls.push_back("cancel"); }
    std::vector<ApplyReport> apply(std::span<const ConnectionId> ids,
                                   const KeepAliveSettings&) override
    {
        std::vector<ApplyReport> reports(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            reports[i].id = ids[i];
            changeRow(ids[i]);
        }
        return reports;
    }
    std::vector<ApplyReport> applyDefaults(std::span<const ConnectionId> ids) override
    {
        return apply(ids, {});
    }
    void inject(CommandId, std::span<const ConnectionId> ids, const Fault& fault) override
    {
        for (const ConnectionId id : ids) {
            add(m_now, id, EventKind::fault_set, m_sink.text(faultWord(fault)));
        }
    }
    void ask(CommandId command, ConnectionId id, const std::string&) override
    {
        AskReport report;
        report.command = command;
        report.id = id;
        m_changes.asks.push_back(report);
    }
    void setProgram(std::span<const ConnectionId>, const Program&) override
    {
        m_script->calls.push_back("program");
    }
    void setBoxLimit(std::span<const ConnectionId>, std::optional<milliseconds>) override
    {
        m_script->calls.push_back("box");
    }
    void close(std::span<const ConnectionId> ids, CloseKind) override
    {
        for (const ConnectionId id : ids) {
            add(m_now, id, EventKind::ended);
        }
    }
    std::optional<ConnectionDetails> details(ConnectionId id) const override
    {
        ConnectionDetails details;
        details.id = id;
        return id == ConnectionId::none ? std::nullopt : std::optional{details};
    }
    std::vector<SystemDefaults> systemDefaults() const override
    {
        return std::vector<SystemDefaults>(1);
    }

    Moment advance(Moment until, std::chrono::nanoseconds) override
    {
        m_now = std::max(m_now, until);
        openOne();
        auto& events = m_script->events;
        while (!events.empty() && events.begin()->first <= until) {
            play(events.begin()->second);
            events.erase(events.begin());
        }
        return until;
    }
    Moment nextWake() const override
    {
        if (m_hasOpening) {
            return m_now;
        }
        const Moment next = m_script->events.empty() ? kNever : m_script->events.begin()->first;
        return m_script->simulated ? next : std::min(next, m_now + m_script->tick);
    }
    void waitFor(std::chrono::nanoseconds longest) override
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, longest, [this] { return m_woken; });
        m_woken = false;
    }
    void wake() noexcept override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = true;
        }
        m_wake.notify_one();
    }
    void drainChanges(StackChanges& changes) override
    {
        std::swap(changes, m_changes);
        m_changes = {};
    }

private:
    /// One connection a slice, as a real stack would.
    void openOne()
    {
        if (!m_hasOpening) {
            return;
        }
        ++m_opening.opened;
        m_lastId = static_cast<ConnectionId>(indexOf(m_lastId) + 1);
        add(m_now, m_lastId, EventKind::opened);
        ConnectionInfo info;
        info.id = m_lastId;
        m_changes.infos.push_back(info);
        m_opening.finished = m_opening.opened == m_opening.asked;
        m_hasOpening = !m_opening.finished;
        m_changes.opens.push_back(m_opening);
        changeRow(m_lastId);
    }
    void play(const Event& event)
    {
        if (event.connection != ConnectionId::none) {
            m_sink.add(event);
            changeRow(event.connection);
        }
    }
    void add(Moment time, ConnectionId id, EventKind kind, TextId detail = TextId::empty)
    {
        Event event;
        event.time = time;
        event.connection = id;
        event.kind = kind;
        event.detail = detail;
        m_sink.add(event);
    }
    void changeRow(ConnectionId id)
    {
        ConnectionRow row;
        row.id = id;
        row.probesSent = ++m_rowChanges;
        m_changes.rows.push_back(row);
    }

    std::shared_ptr<Script> m_script;
    EventSink& m_sink;
    Capabilities m_capabilities;
    StackChanges m_changes;
    OpenProgress m_opening;
    bool m_hasOpening = false;
    ConnectionId m_lastId = ConnectionId::none;
    std::uint32_t m_rowChanges = 0;
    Moment m_now{};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_woken = false;
};

} // namespace kai::lab
