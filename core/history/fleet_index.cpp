#include "core/history/fleet_index.h"

#include "core/history/lane_index.h"

#include <algorithm>

namespace kai::history {
namespace {

/// One past the last sample that is not after `time`.
std::size_t behind(std::span<const FleetSample> samples, Moment time)
{
    const auto later = [](Moment moment, const FleetSample& sample) {
        return moment < sample.time;
    };
    const auto end = std::upper_bound(samples.begin(), samples.end(), time, later);
    return static_cast<std::size_t>(end - samples.begin());
}

FleetSample before(std::span<const FleetSample> samples, std::size_t place)
{
    return place == 0 ? FleetSample{} : samples[place - 1];
}

} // namespace

FleetIndex::FleetIndex(ReaderGate& gate, std::uint32_t mostSamples)
    : m_gate(gate)
    , m_samples(gate, mostSamples)
{
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

FleetIndex::State& FleetIndex::stateOf(ConnectionId id)
{
    const std::size_t number = indexOf(id);
    if (number >= m_states.size()) {
        m_states.resize(std::max(number + 1, m_states.size() * 2), State::unknown);
    }
    return m_states[number];
}

void FleetIndex::append(const Event& event)
{
    if (event.connection == ConnectionId::none || event.atPeerEnd()) {
        return;
    }
    State& state = stateOf(event.connection);
    const State after = stateAfter(state, event);
    const bool probe = event.kind == EventKind::probe_sent;
    if (state == after && !probe) {
        return;
    }
    if (event.time >= m_stretchEnd) {
        publish();
        m_stretchEnd = m_samples.stretchEnd(event.time);
    }
    m_now.time = event.time;
    m_now.probes += probe ? 1 : 0;
    move(state, after);
    state = after;
    m_changed = true;
}

void FleetIndex::move(State before, State after)
{
    if (std::uint32_t* left = counter(before)) {
        --*left;
    }
    if (std::uint32_t* entered = counter(after)) {
        ++*entered;
    }
}

void FleetIndex::publish()
{
    if (m_changed) {
        m_samples.push(m_now);
        m_changed = false;
    }
}

FleetSample FleetIndex::at(Moment time) const
{
    const ReaderGate::Pass pass(m_gate);
    const auto samples = m_samples.all();
    return before(samples, behind(samples, time));
}

void FleetIndex::columns(Moment from, Moment until, std::span<FleetColumn> columns) const
{
    const ReaderGate::Pass pass(m_gate);
    const auto samples = m_samples.all();
    std::size_t next = behind(samples, from - nanoseconds{1});
    FleetSample state = before(samples, next);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Moment end = columnStart(from, until, i + 1, columns.size());
        const nanoseconds width = end - columnStart(from, until, i, columns.size());
        const std::uint64_t probesBefore = state.probes;
        std::uint32_t mostWaiting = state.counts.waiting;
        for (; next < samples.size() && samples[next].time < end; ++next) {
            state = samples[next];
            mostWaiting = std::max(mostWaiting, state.counts.waiting);
        }
        const auto probes = static_cast<double>(state.probes - probesBefore);
        columns[i] = {state.counts, mostWaiting,
                      width.count() > 0 ? probes * 1e9 / static_cast<double>(width.count()) : 0};
    }
}

} // namespace kai::history
