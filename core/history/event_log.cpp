#include "core/history/event_log.h"

#include "core/history/event_store.h"
#include "core/history/text_table.h"

#include <algorithm>
#include <cassert>

namespace kai::history {

/// Events of one append() go to lanes all over the memory: the lane is on its way this many events ahead.
constexpr std::size_t kPrefetch = 8;

struct EventLog::Parts {
    explicit Parts(const Limits& bounds)
        : limits(bounds)
        , store(bounds.events, gate)
        , lanes(store, gate)
        , fleet(gate)
    {
    }

    [[nodiscard]] std::uint64_t bytes() const
    {
        return store.bytes() + lanes.bytes() + fleet.bytes() + texts.bytes();
    }
    void add(const Event& event);
    void publish();
    void summariseOldest();

    const Limits limits;
    ReaderGate gate; ///< before what it protects, so that it is destroyed after it
    EventStore store;
    LaneIndex lanes;
    FleetIndex fleet;
    TextTable texts;
    std::atomic<const LostSummary*> lost{new LostSummary};
    std::atomic<std::uint64_t> bytesUsed{0};
    Moment lastTime = Moment::min();

    ~Parts() { delete lost.load(); }
};

void EventLog::Parts::add(const Event& event)
{
    assert(event.time >= lastTime);
    lastTime = event.time;
    if (store.full()) {
        publish();
        summariseOldest();
    }
    const std::uint64_t index = store.written();
    store.push(event);
    lanes.append(event, index);
    fleet.append(event);
}

void EventLog::Parts::publish()
{
    fleet.publish();
    store.publish();
}

void EventLog::Parts::summariseOldest()
{
    const LostSummary* before = lost.load();
    auto after = std::make_unique<LostSummary>(*before);
    const auto& events = store.oldest();
    after->events += events.size();
    after->from = std::min(after->from, events.front().time);
    after->until = events.back().time;
    for (const Event& event : events) {
        ++after->kinds[static_cast<std::size_t>(event.kind)];
        lanes.forget(event);
    }
    lost.store(after.release());
    gate.retire(before);
    store.dropOldest();
}

EventLog::EventLog()
    : EventLog(Limits{})
{
}
EventLog::EventLog(const Limits& limits)
    : m_parts(std::make_unique<Parts>(limits))
{
}
EventLog::~EventLog() = default;

void EventLog::append(std::span<const Event> events, std::span<const std::string> newTexts)
{
    Parts& parts = *m_parts;
    parts.texts.append(newTexts);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i + kPrefetch < events.size()) {
            parts.lanes.prefetch(events[i + kPrefetch]);
        }
        parts.add(events[i]);
    }
    parts.publish();
    while (parts.bytes() > parts.limits.bytes &&
           endIndex() - firstIndex() > 2 * EventStore::kChunk) {
        parts.summariseOldest();
    }
    parts.bytesUsed.store(parts.bytes(), std::memory_order_relaxed);
    parts.gate.collect();
}

std::uint64_t EventLog::endIndex() const
{
    return m_parts->store.endIndex();
}
std::uint64_t EventLog::firstIndex() const
{
    return m_parts->store.firstIndex();
}
std::string_view EventLog::text(TextId id) const
{
    return m_parts->texts.text(id);
}
std::uint64_t EventLog::bytesUsed() const
{
    return m_parts->bytesUsed.load(std::memory_order_relaxed);
}
const LaneIndex& EventLog::lanes() const
{
    return m_parts->lanes;
}
const FleetIndex& EventLog::fleet() const
{
    return m_parts->fleet;
}

Event EventLog::at(std::uint64_t index) const
{
    const ReaderGate::Pass pass(m_parts->gate);
    const Event* event = m_parts->store.find(index);
    return event == nullptr ? Event{} : *event;
}

std::uint64_t EventLog::lowerBound(Moment time) const
{
    const ReaderGate::Pass pass(m_parts->gate);
    return m_parts->store.lowerBound(time, firstIndex(), endIndex());
}

LostSummary EventLog::lost() const
{
    const ReaderGate::Pass pass(m_parts->gate);
    return *m_parts->lost.load();
}

void EventLog::visit(Moment from, Moment until, ConnectionId connection,
                     const Visitor& visitor) const
{
    if (connection == ConnectionId::none) {
        visitIndices(lowerBound(from), lowerBound(until), visitor);
        return;
    }
    // Two sorted lanes, merged by index.
    struct Seen {
        std::uint64_t index;
        Event event;
    };
    std::vector<Seen> both;
    const auto keep = [&both](std::uint64_t index, const Event& event) {
        both.push_back({index, event});
    };
    lanes().visit({connection, false}, from, until, keep);
    const auto middle = static_cast<std::ptrdiff_t>(both.size());
    lanes().visit({connection, true}, from, until, keep);
    std::inplace_merge(both.begin(), both.begin() + middle, both.end(),
                       [](const Seen& a, const Seen& b) { return a.index < b.index; });
    for (const Seen& seen : both) {
        visitor(seen.index, seen.event);
    }
}

void EventLog::visitIndices(std::uint64_t first, std::uint64_t until, const Visitor& visitor) const
{
    const ReaderGate::Pass pass(m_parts->gate);
    until = std::min(until, endIndex());
    for (std::uint64_t index = std::max(first, firstIndex()); index < until; ++index) {
        if (const Event* event = m_parts->store.find(index)) {
            visitor(index, *event);
        }
    }
}

std::optional<std::uint64_t> EventLog::next(Moment time, KindMask kinds) const
{
    const ReaderGate::Pass pass(m_parts->gate);
    const std::uint64_t end = endIndex();
    for (std::uint64_t index = lowerBound(saturatingAdd(time, nanoseconds{1})); index < end;
         ++index) {
        const Event* event = m_parts->store.find(index);
        if (event != nullptr && (maskOf(event->kind) & kinds) != 0) {
            return index;
        }
    }
    return {};
}

std::optional<std::uint64_t> EventLog::previous(Moment time, KindMask kinds) const
{
    const ReaderGate::Pass pass(m_parts->gate);
    const std::uint64_t first = firstIndex();
    for (std::uint64_t index = lowerBound(time); index > first; --index) {
        const Event* event = m_parts->store.find(index - 1);
        if (event != nullptr && (maskOf(event->kind) & kinds) != 0) {
            return index - 1;
        }
    }
    return {};
}

} // namespace kai::history
