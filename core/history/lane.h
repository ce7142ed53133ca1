#pragma once

#include "core/history/event_store.h"
#include "core/history/lane_summary.h"
#include "core/history/reader_gate.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace kai::history {

/// A summary of 16, 256, 4096 ... events of a lane in eight bytes.
struct PyramidNode {
    std::uint32_t longestIdleMs = 0;
    KindMask kinds = 0;
    std::uint8_t unanswered = 0;
    std::uint8_t probeCount = 0;

    void add(const PyramidNode& other);
    bool operator==(const PyramidNode&) const = default;
};
static_assert(sizeof(PyramidNode) == 8);
/// One event alone; `lastReceived` is when its lane last received something before it, kNever if not known.
[[nodiscard]] PyramidNode nodeOf(const Event& event, Moment lastReceived);

/// Where the pyramid over an append-only sequence keeps its nodes: in the order in which they become complete, so that nothing is
/// ever changed that a reader may see. Levels count from 1; a node of level l covers 16^l events.
namespace pyramid {
inline constexpr unsigned kBits = 4;
inline constexpr unsigned kTop = 7;
[[nodiscard]] constexpr std::uint32_t width(unsigned level)
{
    return 1u << (kBits * level);
}
/// How many nodes are complete after `events` events.
[[nodiscard]] std::uint32_t nodesAfter(std::uint32_t events);
/// The place of the node of `level` that covers events [number * width, (number + 1) * width).
[[nodiscard]] std::uint32_t place(unsigned level, std::uint32_t number);
} // namespace pyramid

/// What readers see of a lane: references to its events and the pyramid over them. Replaced as a whole when it must grow.
/// Positions count from 0 within this object; those at or after `count` are not published.
class LaneData {
public:
    explicit LaneData(std::uint32_t capacity);

    [[nodiscard]] std::uint32_t count() const { return m_count.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint32_t capacity() const { return m_capacity; }
    [[nodiscard]] std::uint64_t bytes() const;

    /// The low 32 bits of the log index of the event at a position.
    [[nodiscard]] std::uint32_t reference(std::uint32_t position) const
    {
        return m_references[position];
    }
    /// A complete node: its last event's position must be below count.
    [[nodiscard]] const PyramidNode& node(unsigned level, std::uint32_t number) const
    {
        return m_nodes[pyramid::place(level, number)];
    }

    /// Writer. `group` is the summary of the 16 events that this one completes; ignored for the others.
    void append(std::uint32_t reference, const PyramidNode& group);
    /// Writer. Begins as another one without its first `drop` events: a multiple of 16, or all.
    void beginAs(const LaneData& other, std::uint32_t drop);

private:
    [[nodiscard]] PyramidNode merged(unsigned level, std::uint32_t number) const;

    std::atomic<std::uint32_t> m_count{0};
    std::uint32_t m_capacity;
    std::unique_ptr<std::uint32_t[]> m_references;
    std::unique_ptr<PyramidNode[]> m_nodes;
};

/// The writer's side of one lane.
class Lane {
public:
    Lane()
        : m_bytes(sizeof(Lane))
    {
    }
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    /// Null while the lane is empty. Readers hold a ReaderGate::Pass.
    [[nodiscard]] const LaneData* data() const { return m_data.load(); }

    /// Writer.
    void append(const Event& event, std::uint64_t index, ReaderGate& gate);
    /// Writer. The oldest of its events that was not forgotten yet has left the log; when half of them have, the references go too.
    void forget(ReaderGate& gate);
    /// Writer.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    /// Continues without the first `drop` references: a multiple of 16, or all.
    void rebuild(std::uint32_t drop, std::uint32_t capacity, ReaderGate& gate);

    std::atomic<LaneData*> m_data{nullptr};
    PyramidNode m_group; ///< of the events since the last complete group of 16
    Moment m_lastReceived = kNever;
    std::uint32_t m_forgotten = 0;
    std::uint64_t m_bytes; ///< asked for with every event, so kept
};

} // namespace kai::history
