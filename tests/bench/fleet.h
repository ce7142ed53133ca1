#pragma once

#include "core/history/event_log.h"
#include "ui/lab/connection_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace kai::bench {

constexpr std::uint32_t kLanes = 10'000;
constexpr std::uint32_t kRounds = 500; ///< of one probe and one answer a lane
constexpr nanoseconds kRound = std::chrono::milliseconds{7200};
constexpr nanoseconds kStagger = std::chrono::microseconds{700}; ///< from lane to lane

/// 10,000 connections that are probed every 7.2 s for an hour; each 20th one is silent in the last minute.
class Fleet {
public:
    explicit Fleet(std::uint64_t room = 12'000'000)
        : log(std::make_unique<history::EventLog>(history::EventLog::Limits{room, 2ull << 30}))
    {
        addRows();
        std::vector<Event> events;
        for (std::uint32_t round = 0; round < kRounds; ++round) {
            events.clear();
            for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
                addProbe(events, round, lane);
            }
            log->append(events);
        }
        for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
            lanes.push_back(static_cast<ConnectionId>(lane));
        }
    }

    /// `count` more events at the end, as a busy lab would add them.
    void appendMore(std::uint32_t count)
    {
        m_more.clear();
        for (std::uint32_t i = 0; i < count / 2; ++i) {
            m_last += std::chrono::microseconds{20};
            m_more.push_back(event(EventKind::probe_sent, m_last, 1 + m_nextLane % kLanes));
            m_more.push_back(event(EventKind::probe_answered, m_last + std::chrono::microseconds{4},
                                   1 + m_nextLane++ % kLanes));
        }
        log->append(m_more);
    }

    [[nodiscard]] Moment now() const { return m_last; }

    ui::ConnectionStore store;
    std::unique_ptr<history::EventLog> log;
    std::vector<ConnectionId> lanes;

private:
    static Event event(EventKind kind, Moment at, std::uint32_t lane)
    {
        Event event;
        event.kind = kind;
        event.time = at;
        event.connection = static_cast<ConnectionId>(lane);
        event.probeNumber = 1;
        event.probeCount = 5;
        return event;
    }

    void addProbe(std::vector<Event>& events, std::uint32_t round, std::uint32_t lane)
    {
        const bool silent = lane % 20 == 0 && round >= kRounds - 8;
        const auto at = Moment{} + kRound * round + kStagger * lane;
        events.push_back(event(EventKind::probe_sent, at, lane));
        events.push_back(event(silent ? EventKind::probe_unanswered : EventKind::probe_answered,
                               at + std::chrono::microseconds{400}, lane));
        m_last = std::max(m_last, at + std::chrono::microseconds{400});
    }

    void addRows()
    {
        StackChanges changes;
        for (std::uint32_t lane = 1; lane <= kLanes; ++lane) {
            ConnectionRow row;
            row.id = static_cast<ConnectionId>(lane);
            row.enabled.value = row.local.keepAliveOn = true;
            row.idleTime.value = std::chrono::milliseconds{7200};
            row.probeInterval.value = std::chrono::seconds{1};
            row.probeCount.value = 5;
            row.local.state = ConnectionState::open;
            row.local.lastReceived = Moment{} + kRound * (kRounds - 1) + kStagger * lane;
            row.local.deadline = row.local.lastReceived + kRound;
            changes.rows.push_back(row);
            ConnectionInfo info;
            info.id = row.id;
            info.name = "conn-" + std::to_string(lane);
            changes.infos.push_back(info);
        }
        std::vector<ConnectionId> changed;
        store.update(changes, changed);
    }

    Moment m_last{};
    std::uint32_t m_nextLane = 0;
    std::vector<Event> m_more;
};

} // namespace kai::bench
