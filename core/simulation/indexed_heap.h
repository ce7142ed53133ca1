#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace kai::simulation {

/// A heap of 16-byte entries in which each one can be found again by its slot. Four children a node, which lie together. The
/// root may be a hole after takeFirst(), which the next add() fills with one walk down instead of two.
class IndexedHeap {
public:
    static constexpr unsigned kSlotBits = 24;
    static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

    struct Entry {
        std::int64_t time = 0;
        /// Order of scheduling above, slot below.
        std::uint64_t key = 0;

        [[nodiscard]] std::uint32_t slot() const
        {
            return static_cast<std::uint32_t>(key & ((1U << kSlotBits) - 1));
        }
        [[nodiscard]] bool before(const Entry& other) const
        {
            return time < other.time || (time == other.time && key < other.key);
        }
    };

    [[nodiscard]] std::size_t size() const { return m_entries.size() - (m_hole ? 1 : 0); }
    /// Null when empty.
    [[nodiscard]] const Entry* first()
    {
        closeHole();
        return m_entries.empty() ? nullptr : &m_entries.front();
    }
    [[nodiscard]] const Entry& at(std::size_t position) const { return m_entries[position]; }
    /// Of the entry of this slot; kNowhere when it has none.
    [[nodiscard]] std::size_t positionOf(std::uint32_t slot) const
    {
        return slot < m_position.size() && m_position[slot] != kAbsent ? m_position[slot]
                                                                       : kNowhere;
    }

    void add(const Entry& entry)
    {
        if (entry.slot() >= m_position.size()) {
            m_position.resize(entry.slot() + std::size_t{1}, kAbsent);
        }
        if (m_hole) {
            m_hole = false;
            siftDown(0, entry);
        } else {
            m_entries.emplace_back();
            siftUp(m_entries.size() - 1, entry);
        }
    }

    /// There must be one.
    Entry takeFirst()
    {
        closeHole();
        m_position[m_entries.front().slot()] = kAbsent;
        m_hole = true;
        return m_entries.front();
    }

    void remove(std::uint32_t slot)
    {
        closeHole();
        const std::size_t position = m_position[slot];
        m_position[slot] = kAbsent;
        fill(position);
    }

    /// Another key and time for the entry of the same slot.
    void replace(const Entry& entry)
    {
        const std::size_t position = m_position[entry.slot()];
        if (!entry.before(m_entries[position])) {
            siftDown(position, entry);
        } else {
            closeHole();
            siftUp(m_position[entry.slot()], entry);
        }
    }

    [[nodiscard]] std::size_t bytesUsed() const
    {
        return m_entries.capacity() * sizeof(Entry) + m_position.capacity() * sizeof(std::uint32_t);
    }

private:
    static constexpr std::uint32_t kAbsent = std::numeric_limits<std::uint32_t>::max();

    void place(std::size_t position, const Entry& entry)
    {
        m_entries[position] = entry;
        m_position[entry.slot()] = static_cast<std::uint32_t>(position);
    }

    void siftUp(std::size_t position, const Entry& entry)
    {
        while (position > 0) {
            const std::size_t parent = (position - 1) / 4;
            if (!entry.before(m_entries[parent])) {
                break;
            }
            place(position, m_entries[parent]);
            position = parent;
        }
        place(position, entry);
    }

    void siftDown(std::size_t position, const Entry& entry)
    {
        for (;;) {
            const std::size_t child = earliestChild(position);
            if (child == kNowhere || !m_entries[child].before(entry)) {
                break;
            }
            place(position, m_entries[child]);
            position = child;
        }
        place(position, entry);
    }

    [[nodiscard]] std::size_t earliestChild(std::size_t position) const
    {
        const std::size_t from = position * 4 + 1;
        if (from >= m_entries.size()) {
            return kNowhere;
        }
        const std::size_t until = from + 4 < m_entries.size() ? from + 4 : m_entries.size();
        std::size_t earliest = from;
        for (std::size_t child = from + 1; child < until; ++child) {
            earliest = m_entries[child].before(m_entries[earliest]) ? child : earliest;
        }
        return earliest;
    }

    /// Puts the last entry where one is missing.
    void fill(std::size_t position)
    {
        const Entry last = m_entries.back();
        m_entries.pop_back();
        if (position == m_entries.size()) {
            return;
        }
        if (position > 0 && last.before(m_entries[(position - 1) / 4])) {
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

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_position;
    /// The root entry has been taken and counts no more. Every entry below it is in order all the same.
    bool m_hole = false;
};

} // namespace kai::simulation
