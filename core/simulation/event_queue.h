#pragma once

#include "core/keepalive/moment.h"
#include "core/simulation/schedule_id.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

namespace kai::simulation {

/// What is due, ordered by (time, order of scheduling). Scheduling, cancelling and moving are O(log n); nothing is allocated once as many
/// things were scheduled before. At most 16.7 million at once and 10^12 in all.
///
/// A heap with four children a node over 16-byte entries: the children of a node share a cache line. The root may be a hole after pop(), which
/// the next schedule() fills with one walk down instead of two.
template <typename T>
class EventQueue {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return m_heap.size() - (m_hole ? 1 : 0); }

    /// The time of the first; kNever when empty.
    [[nodiscard]] Moment nextTime()
    {
        closeHole();
        return m_heap.empty() ? kNever : Moment{nanoseconds{m_heap.front().time}};
    }

    ScheduleId schedule(Moment at, const T& what)
    {
        const std::uint32_t slot = takeSlot(what);
        const Entry entry{at.time_since_epoch().count(), nextKey(slot)};
        if (m_hole) {
            m_hole = false;
            siftDown(0, entry);
        } else {
            m_heap.emplace_back();
            siftUp(m_heap.size() - 1, entry);
        }
        return ScheduleId{entry.key};
    }

    /// The first, which must exist. It is no longer scheduled.
    T pop()
    {
        closeHole();
        assert(!m_heap.empty());
        const std::uint32_t slot = slotOf(m_heap.front().key);
        m_hole = true;
        releaseSlot(slot);
        return m_what[slot];
    }

    /// False when it has been popped or cancelled.
    bool cancel(ScheduleId id)
    {
        closeHole();
        const std::size_t position = positionOf(id);
        if (position == kNowhere) {
            return false;
        }
        releaseSlot(slotOf(m_heap[position].key));
        fill(position);
        return true;
    }

    /// As if cancelled and scheduled again for `at`, with a new id; none when it has been popped or cancelled.
    ScheduleId reschedule(ScheduleId id, Moment at)
    {
        const std::size_t position = positionOf(id);
        if (position == kNowhere) {
            return ScheduleId::none;
        }
        const std::int64_t before = m_heap[position].time;
        const Entry entry{at.time_since_epoch().count(), nextKey(slotOf(m_heap[position].key))};
        if (entry.time >= before) {
            siftDown(position, entry);
        } else {
            closeHole();
            siftUp(positionOf(id), entry);
        }
        return ScheduleId{entry.key};
    }

    [[nodiscard]] std::size_t bytesUsed() const
    {
        return m_heap.capacity() * sizeof(Entry) + m_what.capacity() * sizeof(T) +
               (m_position.capacity() + m_free.capacity()) * sizeof(std::uint32_t);
    }

private:
    struct Entry {
        std::int64_t time = 0;
        /// Order of scheduling above, slot below: so the key is the id, the tie-break and the way to T.
        std::uint64_t key = 0;
    };
    static constexpr unsigned kSlotBits = 24;
    static constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] static std::uint32_t slotOf(std::uint64_t key)
    {
        return static_cast<std::uint32_t>(key & ((1U << kSlotBits) - 1));
    }
    [[nodiscard]] static bool before(const Entry& a, const Entry& b)
    {
        return a.time < b.time || (a.time == b.time && a.key < b.key);
    }
    [[nodiscard]] std::uint64_t nextKey(std::uint32_t slot)
    {
        return m_sequence++ << kSlotBits | slot;
    }

    [[nodiscard]] std::size_t positionOf(ScheduleId id) const
    {
        const auto key = static_cast<std::uint64_t>(id);
        const std::uint32_t slot = slotOf(key);
        if (slot >= m_position.size() || m_position[slot] == kFree) {
            return kNowhere;
        }
        return m_heap[m_position[slot]].key == key ? m_position[slot] : kNowhere;
    }

    [[nodiscard]] std::uint32_t takeSlot(const T& what)
    {
        if (m_free.empty()) {
            m_what.push_back(what);
            m_position.push_back(kFree);
            m_free.reserve(m_what.capacity());
            assert(m_what.size() <= 1U << kSlotBits);
            return static_cast<std::uint32_t>(m_what.size() - 1);
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_what[slot] = what;
        return slot;
    }

    void releaseSlot(std::uint32_t slot)
    {
        m_position[slot] = kFree;
        m_free.push_back(slot);
    }

    void place(std::size_t position, const Entry& entry)
    {
        m_heap[position] = entry;
        m_position[slotOf(entry.key)] = static_cast<std::uint32_t>(position);
    }

    void siftUp(std::size_t position, const Entry& entry)
    {
        while (position > 0) {
            const std::size_t parent = (position - 1) / 4;
            if (!before(entry, m_heap[parent])) {
                break;
            }
            place(position, m_heap[parent]);
            position = parent;
        }
        place(position, entry);
    }

    void siftDown(std::size_t position, const Entry& entry)
    {
        for (;;) {
            const std::size_t child = firstChild(position);
            if (child == kNowhere || !before(m_heap[child], entry)) {
                break;
            }
            place(position, m_heap[child]);
            position = child;
        }
        place(position, entry);
    }

    /// The child that is due first, or kNowhere.
    [[nodiscard]] std::size_t firstChild(std::size_t position) const
    {
        const std::size_t from = position * 4 + 1;
        if (from >= m_heap.size()) {
            return kNowhere;
        }
        const std::size_t until = from + 4 < m_heap.size() ? from + 4 : m_heap.size();
        std::size_t first = from;
        for (std::size_t child = from + 1; child < until; ++child) {
            first = before(m_heap[child], m_heap[first]) ? child : first;
        }
        return first;
    }

    /// Puts the last entry where one is missing.
    void fill(std::size_t position)
    {
        const Entry last = m_heap.back();
        m_heap.pop_back();
        if (position == m_heap.size()) {
            return;
        }
        if (position > 0 && before(last, m_heap[(position - 1) / 4])) {
            siftUp(position, last);
        } else {
            siftDown(position, last);
        }
    }

    void closeHole()
    {
        if (m_hole) {
            m_hole = false;
            fill(0);
        }
    }

    std::vector<Entry> m_heap;
    std::vector<std::uint32_t> m_position; ///< of each slot in the heap, or kFree
    std::vector<T> m_what;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_sequence = 1;
    /// The root entry has been popped and counts no more. Every entry below it is in order all the same.
    bool m_hole = false;
};

} // namespace kai::simulation
