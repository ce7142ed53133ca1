#include "core/history/fleet_samples.h"

#include <algorithm>

namespace kai::history {
namespace {

std::int64_t bucketOf(Moment time, nanoseconds spacing)
{
    const nanoseconds at = time.time_since_epoch();
    return at / spacing - (at % spacing < nanoseconds{0} ? 1 : 0);
}

/// Keeps the last sample of each bucket, at the front; returns how many are left.
std::size_t mergedWithin(nanoseconds spacing, std::span<FleetSample> samples)
{
    std::size_t last = 0;
    for (const FleetSample& sample : samples) {
        last += bucketOf(sample.time, spacing) == bucketOf(samples[last].time, spacing) ? 0 : 1;
        samples[last] = sample;
    }
    return last + 1;
}

} // namespace

/// Replaced as a whole when full; samples up to `count` are published.
struct FleetSamples::Block {
    explicit Block(std::uint32_t room)
        : capacity(room)
        , values(new FleetSample[room])
    {
    }

    std::uint32_t capacity;
    std::atomic<std::uint32_t> count{0};
    std::unique_ptr<FleetSample[]> values;
};

FleetSamples::FleetSamples(ReaderGate& gate, std::uint32_t most)
    : m_gate(gate)
    , m_most(std::max(4u, most))
    , m_block(new Block(std::min(m_most, 64u)))
{
}

FleetSamples::~FleetSamples()
{
    delete m_block.load();
}

void FleetSamples::push(const FleetSample& sample)
{
    const Block* before = m_block.load(std::memory_order_relaxed);
    if (before->count.load(std::memory_order_relaxed) == before->capacity) {
        thinOut(*before);
    }
    Block& block = *m_block.load(std::memory_order_relaxed);
    const std::uint32_t count = block.count.load(std::memory_order_relaxed);
    block.values[count] = sample;
    block.count.store(count + 1, std::memory_order_release);
}

void FleetSamples::thinOut(const Block& full)
{
    auto next = std::make_unique<Block>(std::min(m_most, full.capacity * 2));
    const std::span<FleetSample> values(next->values.get(), next->capacity);
    std::copy_n(full.values.get(), full.capacity, values.begin());
    nanoseconds spaced = spacing();
    std::size_t kept = mergedWithin(spaced, values.first(full.capacity));
    while (kept > values.size() / 2) {
        spaced *= 2;
        kept = mergedWithin(spaced, values.first(kept));
    }
    next->count.store(static_cast<std::uint32_t>(kept), std::memory_order_relaxed);
    m_spacing.store(spaced.count(), std::memory_order_relaxed);
    m_gate.retire(m_block.exchange(next.release()));
}

Moment FleetSamples::stretchEnd(Moment time) const
{
    const nanoseconds length = spacing();
    return Moment{saturatingMultiply(length, bucketOf(time, length) + 1)};
}

std::span<const FleetSample> FleetSamples::all() const
{
    const Block& block = *m_block.load();
    return {block.values.get(), block.count.load(std::memory_order_acquire)};
}

std::uint64_t FleetSamples::bytes() const
{
    return m_block.load(std::memory_order_relaxed)->capacity * sizeof(FleetSample);
}

} // namespace kai::history
