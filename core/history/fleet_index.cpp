#include "core/history/fleet_index.h"

#include "core/history/lane_index.h"

#include <algorithm>

namespace kai::history {

/// Replaced as a whole when full; samples up to `count` are published.
struct FleetIndex::Samples {
    explicit Samples(std::uint32_t room)
        : capacity(room)
        , values(new FleetSample[room])
    {
    }

    /// One past the last sample that is not after `time`.
    [[nodiscard]] std::uint32_t behind(Moment time) const
    {
        const FleetSample* begin = values.get();
        const FleetSample* end = begin + count.load(std::memory_order_acquire);
        const auto later = [](Moment moment, const FleetSample& sample) {
            return moment < sample.time;
        };
        return static_cast<std::uint32_t>(std::upper_bound(begin, end, time, later) - begin);
    }

    std::uint32_t capacity;
    std::atomic<std::uint32_t> count{0};
    std::unique_ptr<FleetSample[]> values;
};

namespace {

std::int64_t bucketOf(Moment time, nanoseconds spacing)
{
    return time.time_since_epoch() / spacing;
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

FleetIndex::FleetIndex(ReaderGate& gate, std::uint32_t mostSamples)
    : m_gate(gate)
    , m_most(std::max(4u, mostSamples))
    , m_samples(new Samples(std::min(m_most, 64u)))
{
}

FleetIndex::~FleetIndex()
{
    delete m_samples.load();
}

FleetIndex::State FleetIndex::stateAfter(State before, const Event& event)
{
    if (before == State::ended) {
        return State::ended;
    }
    switch (event.kind) {
    case EventKind::opened:
    case EventKind::settings_changed:
        if (event.keepAliveOff()) {
            return State::off;
        }
        return before == State::waiting ? State::waiting : State::idle;
    case EventKind::probe_unanswered:
        return State::waiting;
    case EventKind::probe_answered:
    case EventKind::data_received:
        return before == State::waiting ? State::idle : before;
    case EventKind::ended:
        return State::ended;
    default:
        return before;
    }
}

std::uint32_t* FleetIndex::counter(State state)
{
    switch (state) {
    case State::idle:
        return &m_now.counts.idle;
    case State::waiting:
        return &m_now.counts.waiting;
    case State::ended:
        return &m_now.counts.ended;
    case State::off:
        return &m_now.counts.off;
    case State::unknown:
        break;
    }
    return nullptr;
}

void FleetIndex::append(const Event& event)
{
    if (event.connection == ConnectionId::none || event.atPeerEnd()) {
        return;
    }
    const std::size_t number = indexOf(event.connection);
    if (number >= m_states.size()) {
        m_states.resize(std::max(number + 1, m_states.size() * 2), State::unknown);
    }
    const State before = m_states[number];
    const State after = stateAfter(before, event);
    if (before == after && event.kind != EventKind::probe_sent) {
        return;
    }
    if (m_changed && bucketOf(event.time, spacing()) != bucketOf(m_now.time, spacing())) {
        push(m_now);
    }
    m_now.time = event.time;
    m_now.probes += event.kind == EventKind::probe_sent ? 1 : 0;
    if (std::uint32_t* left = counter(before)) {
        --*left;
    }
    if (std::uint32_t* entered = counter(after)) {
        ++*entered;
    }
    m_states[number] = after;
    m_changed = true;
}

void FleetIndex::publish()
{
    if (m_changed) {
        push(m_now);
        m_changed = false;
    }
}

void FleetIndex::push(const FleetSample& sample)
{
    if (const Samples* samples = m_samples.load(std::memory_order_relaxed);
        samples->count == samples->capacity) {
        thinOut(*samples);
    }
    Samples& samples = *m_samples.load(std::memory_order_relaxed);
    const std::uint32_t count = samples.count.load(std::memory_order_relaxed);
    samples.values[count] = sample;
    samples.count.store(count + 1, std::memory_order_release);
}

void FleetIndex::thinOut(const Samples& full)
{
    auto next = std::make_unique<Samples>(std::min(m_most, full.capacity * 2));
    const std::span<FleetSample> values(next->values.get(), next->capacity);
    std::copy_n(full.values.get(), full.capacity, values.begin());
    nanoseconds spacing = this->spacing();
    std::size_t kept = mergedWithin(spacing, values.first(full.capacity));
    while (kept > values.size() / 2) {
        spacing *= 2;
        kept = mergedWithin(spacing, values.first(kept));
    }
    next->count.store(static_cast<std::uint32_t>(kept), std::memory_order_relaxed);
    m_spacing.store(spacing.count(), std::memory_order_relaxed);
    m_gate.retire(m_samples.exchange(next.release()));
}

FleetSample FleetIndex::at(Moment time) const
{
    const ReaderGate::Pass pass(m_gate);
    const Samples& samples = *m_samples.load();
    const std::uint32_t behind = samples.behind(time);
    return behind == 0 ? FleetSample{} : samples.values[behind - 1];
}

void FleetIndex::columns(Moment from, Moment until, std::span<FleetColumn> columns) const
{
    const ReaderGate::Pass pass(m_gate);
    const Samples& samples = *m_samples.load();
    const std::uint32_t count = samples.count.load(std::memory_order_acquire);
    std::uint32_t next = samples.behind(from - nanoseconds{1});
    FleetSample state = next == 0 ? FleetSample{} : samples.values[next - 1];
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Moment end = columnStart(from, until, i + 1, columns.size());
        const nanoseconds width = end - columnStart(from, until, i, columns.size());
        const std::uint64_t probesBefore = state.probes;
        std::uint32_t mostWaiting = state.counts.waiting;
        for (; next < count && samples.values[next].time < end; ++next) {
            state = samples.values[next];
            mostWaiting = std::max(mostWaiting, state.counts.waiting);
        }
        const auto probes = static_cast<double>(state.probes - probesBefore);
        columns[i] = {state.counts, mostWaiting,
                      width.count() > 0 ? probes * 1e9 / static_cast<double>(width.count()) : 0};
    }
}

std::uint64_t FleetIndex::bytes() const
{
    return m_samples.load(std::memory_order_relaxed)->capacity * sizeof(FleetSample) +
           m_states.size();
}

} // namespace kai::history
