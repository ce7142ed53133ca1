#pragma once

#include "core/keepalive/moment.h"
#include "core/simulation/indexed_heap.h"
#include "core/simulation/schedule_id.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace kai::simulation {

/// What is due, ordered by (time, order of scheduling). Scheduling, cancelling and moving are O(log n); nothing is allocated once as many
/// things were scheduled before. At most 16.7 million at once and 10^12 in all.
template <typename T>
class EventQueue {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return m_heap.size(); }

    /// The time of the first; kNever when empty.
    [[nodiscard]] Moment nextTime()
    {
        const IndexedHeap::Entry* const first = m_heap.first();
        return first == nullptr ? kNever : Moment{nanoseconds{first->time}};
    }

    ScheduleId schedule(Moment at, const T& what)
    {
        const IndexedHeap::Entry entry = nextEntry(at, takeSlot(what));
        m_heap.add(entry);
        return ScheduleId{entry.key};
    }

    /// The first, which must exist. It is no longer scheduled.
    T pop()
    {
        assert(!empty());
        const std::uint32_t slot = m_heap.takeFirst().slot();
        m_free.push_back(slot);
        return m_what[slot];
    }

    /// False when it has been popped or cancelled.
    bool cancel(ScheduleId id)
    {
        if (!isScheduled(id)) {
            return false;
        }
        m_heap.remove(entryOf(id).slot());
        m_free.push_back(entryOf(id).slot());
        return true;
    }

    /// As if cancelled and scheduled again for `at`, with a new id; none when it has been popped or cancelled.
    ScheduleId reschedule(ScheduleId id, Moment at)
    {
        if (!isScheduled(id)) {
            return ScheduleId::none;
        }
        const IndexedHeap::Entry entry = nextEntry(at, entryOf(id).slot());
        m_heap.replace(entry);
        return ScheduleId{entry.key};
    }

    [[nodiscard]] std::size_t bytesUsed() const
    {
        return m_heap.bytesUsed() + m_what.capacity() * sizeof(T) +
               m_free.capacity() * sizeof(std::uint32_t);
    }

private:
    /// An id is the key of its entry.
    [[nodiscard]] static IndexedHeap::Entry entryOf(ScheduleId id)
    {
        return {0, static_cast<std::uint64_t>(id)};
    }
    [[nodiscard]] IndexedHeap::Entry nextEntry(Moment at, std::uint32_t slot)
    {
        return {at.time_since_epoch().count(), m_sequence++ << IndexedHeap::kSlotBits | slot};
    }
    [[nodiscard]] bool isScheduled(ScheduleId id) const
    {
        const std::size_t position = m_heap.positionOf(entryOf(id).slot());
        return position != IndexedHeap::kNowhere &&
               m_heap.at(position).key == static_cast<std::uint64_t>(id);
    }

    [[nodiscard]] std::uint32_t takeSlot(const T& what)
    {
        if (m_free.empty()) {
            m_what.push_back(what);
            m_free.reserve(m_what.capacity());
            assert(m_what.size() <= std::size_t{1} << IndexedHeap::kSlotBits);
            return static_cast<std::uint32_t>(m_what.size() - 1);
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_what[slot] = what;
        return slot;
    }

    IndexedHeap m_heap;
    std::vector<T> m_what;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_sequence = 1;
};

} // namespace kai::simulation
