#pragma once

#include "core/keepalive/event_sink.h"
#include "core/live/live_stack.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kai::live {

/// A live stack driven as the lab's worker drives it, on the test's thread; keeps all that came out.
class LiveLab {
public:
    explicit LiveLab(const LiveOptions& options = {})
        : m_start(std::chrono::steady_clock::now())
    {
        auto made = makeLiveStack(options, m_sink, m_start);
        if (made) {
            m_stack = std::move(made).value();
        }
    }

    TcpStack& stack() { return *m_stack; }
    [[nodiscard]] std::chrono::steady_clock::time_point start() const { return m_start; }
    [[nodiscard]] Moment now() const { return Moment{std::chrono::steady_clock::now() - m_start}; }

    CommandId nextCommand()
    {
        m_command = static_cast<CommandId>(static_cast<std::uint64_t>(m_command) + 1);
        return m_command;
    }
    CommandId open(const OpenRequest& request)
    {
        m_stack->open(nextCommand(), request);
        return m_command;
    }

    /// Runs until `done` or for `longest`; true when done.
    bool runUntil(const std::function<bool()>& done, std::chrono::nanoseconds longest)
    {
        const auto end = std::chrono::steady_clock::now() + longest;
        for (;;) {
            turn();
            if (done()) {
                return true;
            }
            const auto left = end - std::chrono::steady_clock::now();
            if (left <= std::chrono::nanoseconds{0}) {
                return false;
            }
            const auto wait = std::max(std::chrono::nanoseconds{0}, m_stack->nextWake() - now());
            m_stack->waitFor(std::min<std::chrono::nanoseconds>(wait, left));
        }
    }
    void runFor(std::chrono::nanoseconds time)
    {
        runUntil([] { return false; }, time);
    }

    /// Opens and waits until finished. The new connections' ids.
    std::vector<ConnectionId> opened(const OpenRequest& request,
                                     std::chrono::nanoseconds longest = std::chrono::seconds{10})
    {
        const std::size_t before = rows.size();
        const CommandId command = open(request);
        runUntil([&] { return opens[command].finished; }, longest);
        std::vector<ConnectionId> ids;
        for (std::size_t i = before; i < rows.size(); ++i) {
            ids.push_back(static_cast<ConnectionId>(i + 1));
        }
        return ids;
    }
    void inject(ConnectionId id, const Fault& fault)
    {
        m_stack->inject(nextCommand(), std::span(&id, 1), fault);
    }
    void inject(ConnectionId id, FaultKind kind)
    {
        Fault fault;
        fault.kind = kind;
        inject(id, fault);
    }

    [[nodiscard]] const ConnectionRow& row(ConnectionId id) { return rows.at(indexOf(id)); }
    [[nodiscard]] std::vector<Event> eventsOf(ConnectionId id, EventKind kind,
                                              bool peerEnd = false) const
    {
        std::vector<Event> found;
        std::copy_if(
            events.begin(), events.end(), std::back_inserter(found), [&](const Event& event) {
                return event.connection == id && event.kind == kind && event.atPeerEnd() == peerEnd;
            });
        return found;
    }
    [[nodiscard]] std::string text(TextId id) const
    {
        return id == TextId::empty ? std::string() : texts.at(static_cast<std::size_t>(id) - 1);
    }

    std::vector<Event> events;
    std::vector<std::string> texts;
    std::map<std::uint32_t, ConnectionRow> rows;
    std::map<std::uint32_t, ConnectionInfo> infos;
    std::map<CommandId, OpenProgress> opens;
    std::vector<AskReport> asks;
    std::vector<Notice> notices;
    /// As last told anew; empty when they were not.
    std::optional<Capabilities> capabilities;
    /// Events that came out earlier than one before them: must stay 0.
    int outOfOrder = 0;

private:
    void turn()
    {
        m_stack->advance(now(), std::chrono::milliseconds{20});
        m_stack->drainChanges(m_changes);
        for (const ConnectionRow& row : m_changes.rows) {
            rows[indexOf(row.id)] = row;
        }
        for (const ConnectionInfo& info : m_changes.infos) {
            infos[indexOf(info.id)] = info;
        }
        for (const OpenProgress& progress : m_changes.opens) {
            opens[progress.command] = progress;
        }
        asks.insert(asks.end(), m_changes.asks.begin(), m_changes.asks.end());
        notices.insert(notices.end(), m_changes.notices.begin(), m_changes.notices.end());
        if (m_changes.capabilities) {
            capabilities = m_changes.capabilities;
        }
        takeEvents();
    }
    void takeEvents()
    {
        std::vector<Event> fresh;
        std::vector<std::string> newTexts;
        m_sink.take(fresh, newTexts);
        texts.insert(texts.end(), newTexts.begin(), newTexts.end());
        for (const Event& event : fresh) {
            outOfOrder += !events.empty() && event.time < events.back().time ? 1 : 0;
            events.push_back(event);
        }
    }

    EventSink m_sink;
    std::chrono::steady_clock::time_point m_start;
    std::unique_ptr<TcpStack> m_stack;
    StackChanges m_changes;
    CommandId m_command = CommandId::none;
};

} // namespace kai::live
