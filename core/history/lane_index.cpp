#include "core/history/lane_index.h"

#include "core/history/lane_reader.h"

#include <algorithm>

namespace kai::history {

/// Lanes by number; replaced by a larger one when a connection with a higher id appears. The lanes themselves stay.
struct LaneIndex::Table {
    explicit Table(std::size_t size)
        : lanes(size)
    {
    }
    std::vector<std::atomic<Lane*>> lanes;
};

namespace {

std::size_t numberOf(const LaneKey& key)
{
    return std::size_t{indexOf(key.connection)} * 2 + (key.peerEnd ? 1 : 0);
}

Moment justAfter(Moment time)
{
    return saturatingAdd(time, nanoseconds{1});
}

} // namespace

Moment columnStart(Moment from, Moment until, std::size_t column, std::size_t columns)
{
    const auto span = static_cast<std::uint64_t>((until - from).count());
    const std::uint64_t offset = span / columns * column + span % columns * column / columns;
    return from + nanoseconds{static_cast<std::int64_t>(offset)};
}

LaneIndex::LaneIndex(const EventStore& store, ReaderGate& gate)
    : m_store(store)
    , m_gate(gate)
    , m_table(new Table(64))
    , m_bytes(64 * sizeof(std::atomic<Lane*>))
{
}

LaneIndex::~LaneIndex()
{
    Table* table = m_table.load();
    for (const auto& lane : table->lanes) {
        delete lane.load();
    }
    delete table;
}

const Lane* LaneIndex::find(const LaneKey& key) const
{
    const Table& table = *m_table.load();
    const std::size_t number = numberOf(key);
    return number < table.lanes.size() ? table.lanes[number].load() : nullptr;
}

Lane& LaneIndex::laneFor(const LaneKey& key)
{
    Table* table = m_table.load(std::memory_order_relaxed);
    const std::size_t number = numberOf(key);
    if (number >= table->lanes.size()) {
        auto larger = std::make_unique<Table>(std::max(number + 1, table->lanes.size() * 2));
        for (std::size_t i = 0; i < table->lanes.size(); ++i) {
            larger->lanes[i].store(table->lanes[i].load(std::memory_order_relaxed),
                                   std::memory_order_relaxed);
        }
        m_bytes += (larger->lanes.size() - table->lanes.size()) * sizeof(std::atomic<Lane*>);
        m_gate.retire(table);
        table = larger.release();
        m_table.store(table);
    }
    std::atomic<Lane*>& slot = table->lanes[number];
    Lane* lane = slot.load(std::memory_order_relaxed);
    if (lane == nullptr) {
        lane = new Lane;
        m_bytes += lane->bytes();
        slot.store(lane);
    }
    return *lane;
}

void LaneIndex::append(const Event& event, std::uint64_t index)
{
    Lane& lane = laneFor(laneOf(event));
    const std::uint64_t before = lane.bytes();
    lane.append(event, index, m_gate);
    m_bytes += lane.bytes() - before;
}

void LaneIndex::prefetch(const Event& event) const
{
    if (const Lane* const lane = find(laneOf(event))) {
        __builtin_prefetch(lane->data());
    }
}

void LaneIndex::forget(const Event& event)
{
    Lane& lane = laneFor(laneOf(event));
    const std::uint64_t before = lane.bytes();
    lane.forget(m_gate);
    m_bytes += lane.bytes() - before;
}

namespace {

LaneReader readerOf(const EventStore& store, const Lane* lane)
{
    return LaneReader(store, lane == nullptr ? nullptr : lane->data());
}

} // namespace

void LaneIndex::visit(const LaneKey& lane, Moment from, Moment until, const Visitor& visitor) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    for (std::uint32_t position = reader.lowerBound(from); position < reader.end(); ++position) {
        const Event* event = reader.event(position);
        if (event == nullptr) {
            continue;
        }
        if (event->time >= until) {
            break;
        }
        visitor(reader.index(position), *event);
    }
}

std::uint64_t LaneIndex::count(const LaneKey& lane, Moment from, Moment until) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    const std::uint32_t first = reader.lowerBound(from);
    return std::max(first, reader.lowerBound(until)) - first;
}

LaneSummary LaneIndex::summary(const LaneKey& lane, Moment from, Moment until) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    return reader.summary(reader.lowerBound(from), reader.lowerBound(until));
}

void LaneIndex::columns(const LaneKey& lane, Moment from, Moment until,
                        std::span<LaneSummary> columns) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    std::uint32_t position = reader.lowerBound(from);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::uint32_t behind =
            reader.gallop(columnStart(from, until, i + 1, columns.size()), position);
        columns[i] = reader.summary(position, behind);
        position = behind;
    }
}

std::optional<std::uint64_t> LaneIndex::next(const LaneKey& lane, Moment time, KindMask kinds) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    const auto position = reader.next(reader.lowerBound(justAfter(time)), kinds);
    return position ? std::optional{reader.index(*position)} : std::nullopt;
}

std::optional<std::uint64_t> LaneIndex::previous(const LaneKey& lane, Moment time,
                                                 KindMask kinds) const
{
    const ReaderGate::Pass pass(m_gate);
    const LaneReader reader = readerOf(m_store, find(lane));
    const auto position = reader.previous(reader.lowerBound(time), kinds);
    return position ? std::optional{reader.index(*position)} : std::nullopt;
}

} // namespace kai::history
