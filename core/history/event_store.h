#pragma once

#include "core/history/reader_gate.h"
#include "core/keepalive/event.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace kai::history {

/// Events in chunks that never move, found by index. The lower half of EventLog: one writer; readers hold a ReaderGate::Pass.
class EventStore {
public:
    static constexpr std::uint64_t kChunk = 4096;

    /// Room for `mostEvents`, rounded up to whole chunks and at least two of them.
    EventStore(std::uint64_t mostEvents, ReaderGate& gate);
    ~EventStore();
    EventStore(const EventStore&) = delete;
    EventStore& operator=(const EventStore&) = delete;

    /// Writer. Not seen by readers of endIndex() before publish(). There must be room: see full().
    void push(const Event& event);
    void publish() { m_end.store(m_written, std::memory_order_release); }
    /// Writer. The next push() would need a chunk that the bound does not allow.
    [[nodiscard]] bool full() const;
    /// Writer. The oldest chunk's events; readers may still look at them until dropOldest() has been collected.
    [[nodiscard]] const std::array<Event, kChunk>& oldest() const;
    /// Writer. At least one whole chunk must have been published.
    void dropOldest();
    [[nodiscard]] std::uint64_t written() const { return m_written; }
    [[nodiscard]] std::uint64_t bytes() const;

    [[nodiscard]] std::uint64_t firstIndex() const { return m_first.load(); }
    [[nodiscard]] std::uint64_t endIndex() const { return m_end.load(std::memory_order_acquire); }
    /// Null when the event has been dropped. `index` must have been published, or reached through something published later.
    [[nodiscard]] const Event* find(std::uint64_t index) const
    {
        const Chunk* chunk = m_slots[slotOf(index)].load();
        return chunk != nullptr && index - chunk->first < kChunk
                   ? &chunk->events[index - chunk->first]
                   : nullptr;
    }
    /// The first index in [from, until) whose event is at or after `time`; `until` when none. Dropped events count as earlier.
    [[nodiscard]] std::uint64_t lowerBound(Moment time, std::uint64_t from,
                                           std::uint64_t until) const;

private:
    struct Chunk {
        std::uint64_t first = 0;
        std::array<Event, kChunk> events;
    };
    [[nodiscard]] std::size_t slotOf(std::uint64_t index) const
    {
        return (index / kChunk) % m_slots.size();
    }

    ReaderGate& m_gate;
    /// A ring: chunk c is in slot c modulo the size.
    std::vector<std::atomic<const Chunk*>> m_slots;
    Chunk* m_current = nullptr;
    std::uint64_t m_written = 0;
    std::atomic<std::uint64_t> m_first{0};
    std::atomic<std::uint64_t> m_end{0};
};

} // namespace kai::history
