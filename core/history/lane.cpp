#include "core/history/lane.h"

#include <algorithm>
#include <cassert>

namespace kai::history {
namespace {

constexpr std::uint32_t kGroup = pyramid::width(1);
constexpr std::uint32_t kFirstCapacity = 8;

/// Idle time in ms, rounded down; 0 before anything was received.
std::uint32_t idleMs(Moment lastReceived, Moment now)
{
    if (lastReceived == kNever) {
        return 0;
    }
    return saturated32((now - lastReceived) / milliseconds{1});
}

} // namespace

EventKind worstOf(KindMask kinds)
{
    EventKind worst = EventKind::note;
    for (int i = 0; i < kEventKindCount; ++i) {
        const auto kind = static_cast<EventKind>(i);
        if ((kinds & maskOf(kind)) != 0 && severity(kind) > severity(worst)) {
            worst = kind;
        }
    }
    return worst;
}

PyramidNode nodeOf(const Event& event, Moment lastReceived)
{
    PyramidNode node;
    node.longestIdleMs = idleMs(lastReceived, event.time);
    node.kinds = maskOf(event.kind);
    if (event.kind == EventKind::probe_unanswered) {
        node.unanswered = event.probeNumber;
        node.probeCount = event.probeCount;
    }
    return node;
}

void PyramidNode::add(const PyramidNode& other)
{
    longestIdleMs = std::max(longestIdleMs, other.longestIdleMs);
    kinds |= other.kinds;
    if (other.unanswered > unanswered) {
        unanswered = other.unanswered;
        probeCount = other.probeCount;
    }
}

std::uint32_t pyramid::nodesAfter(std::uint32_t events)
{
    std::uint32_t nodes = 0;
    while ((events >>= kBits) != 0) {
        nodes += events;
    }
    return nodes;
}

std::uint32_t pyramid::place(unsigned level, std::uint32_t number)
{
    const std::uint32_t completedBy = (number + 1) << (kBits * level);
    return nodesAfter(completedBy - 1) + level - 1;
}

LaneData::LaneData(std::uint32_t capacity)
    : m_capacity(capacity)
    , m_references(new std::uint32_t[capacity])
    , m_nodes(new PyramidNode[pyramid::nodesAfter(capacity)])
{
}

std::uint64_t LaneData::bytes() const
{
    return sizeof(LaneData) + std::uint64_t{m_capacity} * sizeof(std::uint32_t) +
           std::uint64_t{pyramid::nodesAfter(m_capacity)} * sizeof(PyramidNode);
}

void LaneData::append(std::uint32_t reference, const PyramidNode& group)
{
    const std::uint32_t position = m_count.load(std::memory_order_relaxed);
    assert(position < m_capacity);
    m_references[position] = reference;
    const std::uint32_t events = position + 1;
    if (events % kGroup == 0) {
        m_nodes[pyramid::place(1, events / kGroup - 1)] = group;
        for (unsigned level = 2; level <= pyramid::kTop && events % pyramid::width(level) == 0;
             ++level) {
            const std::uint32_t number = events / pyramid::width(level) - 1;
            m_nodes[pyramid::place(level, number)] = merged(level, number);
        }
    }
    m_count.store(events, std::memory_order_release);
}

void LaneData::beginAs(const LaneData& other, std::uint32_t drop)
{
    const std::uint32_t events = other.count();
    assert(count() == 0 && events - drop <= m_capacity);
    if (drop == 0) {
        std::copy_n(other.m_references.get(), events, m_references.get());
        std::copy_n(other.m_nodes.get(), pyramid::nodesAfter(events), m_nodes.get());
        m_count.store(events, std::memory_order_release);
        return;
    }
    for (std::uint32_t position = drop; position < events; ++position) {
        const bool completes = (position + 1) % kGroup == 0;
        append(other.reference(position),
               completes ? other.node(1, position / kGroup) : PyramidNode{});
    }
}

PyramidNode LaneData::merged(unsigned level, std::uint32_t number) const
{
    PyramidNode sum;
    for (std::uint32_t i = 0; i < kGroup; ++i) {
        sum.add(node(level - 1, number * kGroup + i));
    }
    return sum;
}

Lane::~Lane()
{
    delete m_data.load();
}

void Lane::append(const Event& event, std::uint64_t index, ReaderGate& gate)
{
    m_group.add(nodeOf(event, m_lastReceived));
    if (restartsIdle(event.kind)) {
        m_lastReceived = event.time;
    }

    LaneData* data = m_data.load(std::memory_order_relaxed);
    if (data == nullptr || data->count() == data->capacity()) {
        rebuild(m_forgotten / kGroup * kGroup,
                data == nullptr ? kFirstCapacity : data->capacity() * 2, gate);
        data = m_data.load(std::memory_order_relaxed);
    }
    data->append(static_cast<std::uint32_t>(index), m_group);
    if (data->count() % kGroup == 0) {
        m_group = {};
    }
}

void Lane::forget(ReaderGate& gate)
{
    ++m_forgotten;
    const std::uint32_t held = m_data.load(std::memory_order_relaxed)->count();
    const std::uint32_t drop = m_forgotten == held ? held : m_forgotten / kGroup * kGroup;
    if (drop == held) {
        m_group = {};
    }
    if (drop != 0 && drop >= held / 2) {
        rebuild(drop, std::max(kFirstCapacity, (held - drop) * 2), gate);
    }
}

void Lane::rebuild(std::uint32_t drop, std::uint32_t capacity, ReaderGate& gate)
{
    const LaneData* old = m_data.load(std::memory_order_relaxed);
    auto next = std::make_unique<LaneData>(capacity);
    if (old != nullptr) {
        next->beginAs(*old, drop);
    }
    m_forgotten -= drop;
    m_bytes = sizeof(Lane) + next->bytes();
    m_data.store(next.release());
    gate.retire(old);
}

} // namespace kai::history
