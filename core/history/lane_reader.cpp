#include "core/history/lane_reader.h"

#include <algorithm>

namespace kai::history {

LaneReader::LaneReader(const EventStore& store, const LaneData* data)
    : m_store(store)
    , m_data(data)
    , m_firstIndex(store.firstIndex())
    , m_end(data == nullptr ? 0 : data->count())
{
    std::uint32_t until = m_end;
    while (m_begin < until) {
        const std::uint32_t middle = m_begin + (until - m_begin) / 2;
        if (lost(middle)) {
            m_begin = middle + 1;
        } else {
            until = middle;
        }
    }
}

std::uint64_t LaneReader::index(std::uint32_t position) const
{
    const auto low = static_cast<std::uint32_t>(m_firstIndex);
    return m_firstIndex + (m_data->reference(position) - low);
}

bool LaneReader::lost(std::uint32_t position) const
{
    const auto low = static_cast<std::uint32_t>(m_firstIndex);
    return static_cast<std::int32_t>(m_data->reference(position) - low) < 0;
}

std::uint32_t LaneReader::lowerBound(Moment time, std::uint32_t from, std::uint32_t until) const
{
    while (from < until) {
        const std::uint32_t middle = from + (until - from) / 2;
        const Event* found = event(middle);
        if (found == nullptr || found->time < time) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return from;
}

std::uint32_t LaneReader::gallop(Moment time, std::uint32_t from) const
{
    std::uint32_t step = 1;
    std::uint32_t low = from;
    while (low < m_end) {
        const std::uint32_t probe = std::min(m_end - 1, low + step - 1);
        const Event* found = event(probe);
        if (found != nullptr && found->time >= time) {
            return lowerBound(time, low, probe);
        }
        low = probe + 1;
        step *= 2;
    }
    return m_end;
}

bool LaneReader::matches(std::uint32_t position, KindMask kinds) const
{
    const Event* found = event(position);
    return found != nullptr && (maskOf(found->kind) & kinds) != 0;
}

std::optional<std::uint32_t> LaneReader::previous(std::uint32_t position, KindMask kinds) const
{
    while (position > m_begin) {
        unsigned level = 0;
        while (aligned(position, level + 1) &&
               (m_data->node(level + 1, position / pyramid::width(level + 1) - 1).kinds & kinds) ==
                   0) {
            ++level;
        }
        if (level == 0 && matches(position - 1, kinds)) {
            return position - 1;
        }
        position -= std::min(position, pyramid::width(level));
    }
    return {};
}

std::optional<std::uint32_t> LaneReader::next(std::uint32_t position, KindMask kinds) const
{
    position = std::max(position, m_begin);
    while (position < m_end) {
        unsigned level = 0;
        while (aligned(position, level + 1) && pyramid::width(level + 1) <= m_end - position &&
               (m_data->node(level + 1, position / pyramid::width(level + 1)).kinds & kinds) == 0) {
            ++level;
        }
        if (level == 0 && matches(position, kinds)) {
            return position;
        }
        position += pyramid::width(level);
    }
    return {};
}

LaneSummary LaneReader::summary(std::uint32_t from, std::uint32_t until) const
{
    if (from >= until) {
        return {};
    }
    PyramidNode sum;
    for (std::uint32_t position = from; position < until;) {
        unsigned level = 0;
        while (aligned(position, level + 1) && pyramid::width(level + 1) <= until - position) {
            ++level;
        }
        std::uint32_t behind = position + pyramid::width(level);
        if (level == 0) {
            behind = std::min(until, (position / pyramid::width(1) + 1) * pyramid::width(1));
            addEvents(sum, position, behind);
        } else {
            sum.add(m_data->node(level, position / pyramid::width(level)));
        }
        position = behind;
    }
    return {until - from,
            index(from),
            index(until - 1),
            sum.kinds,
            sum.unanswered,
            sum.probeCount,
            milliseconds{sum.longestIdleMs}};
}

void LaneReader::addEvents(PyramidNode& sum, std::uint32_t from, std::uint32_t until) const
{
    const auto before = previous(from, kRestartKinds);
    const Event* received = before ? event(*before) : nullptr;
    Moment lastReceived = received == nullptr ? kNever : received->time;
    for (std::uint32_t position = from; position < until; ++position) {
        const Event* found = event(position);
        if (found == nullptr) {
            continue;
        }
        sum.add(nodeOf(*found, lastReceived));
        if (restartsIdle(found->kind)) {
            lastReceived = found->time;
        }
    }
}

} // namespace kai::history
