#include "core/history/event_store.h"

#include <algorithm>
#include <cassert>

namespace kai::history {

EventStore::EventStore(std::uint64_t mostEvents, ReaderGate& gate)
    : m_gate(gate)
    , m_slots(std::max<std::uint64_t>(2, (mostEvents + kChunk - 1) / kChunk))
{
}

EventStore::~EventStore()
{
    for (const auto& slot : m_slots) {
        delete slot.load();
    }
}

void EventStore::push(const Event& event)
{
    if (m_written % kChunk == 0) {
        assert(!full());
        auto chunk = std::make_unique<Chunk>();
        chunk->first = m_written;
        m_current = chunk.get();
        m_slots[slotOf(m_written)].store(chunk.release());
    }
    m_current->events[m_written % kChunk] = event;
    ++m_written;
}

bool EventStore::full() const
{
    return m_written % kChunk == 0 && m_slots[slotOf(m_written)].load() != nullptr;
}

const std::array<Event, EventStore::kChunk>& EventStore::oldest() const
{
    return m_slots[slotOf(firstIndex())].load()->events;
}

void EventStore::dropOldest()
{
    const std::uint64_t first = firstIndex();
    assert(endIndex() >= first + kChunk);
    m_first.store(first + kChunk);
    m_gate.retire(m_slots[slotOf(first)].exchange(nullptr));
}

std::uint64_t EventStore::bytes() const
{
    const std::uint64_t chunks = (m_written - firstIndex() + kChunk - 1) / kChunk;
    return chunks * sizeof(Chunk) + m_slots.size() * sizeof(m_slots[0]);
}

std::uint64_t EventStore::lowerBound(Moment time, std::uint64_t from, std::uint64_t until) const
{
    while (from < until) {
        const std::uint64_t middle = from + (until - from) / 2;
        const Event* event = find(middle);
        if (event == nullptr || event->time < time) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return from;
}

} // namespace kai::history
