#include "core/simulation/path.h"

#include "core/simulation/path_elements.h"
#include "core/simulation/path_state.h"

#include <algorithm>
#include <array>

namespace kai::simulation {

bool LossRule::loses(bool probe)
{
    if (m_loss.probesOnly && !probe) {
        return false;
    }
    ++m_seen;
    const bool nth = m_loss.everyNth != 0 && m_seen % m_loss.everyNth == 0;
    const bool drawn = m_loss.share > 0 && m_random.share() < m_loss.share;
    return nth || drawn;
}

void BoxEntry::set(const std::optional<Box>& box, Moment now)
{
    const auto limit = box ? std::optional{box->limit} : std::nullopt;
    if (limit != m_limit) {
        m_limit = limit;
        m_lastPacket = now;
        m_forgot = false;
    }
}

Moment BoxEntry::forgetsAt() const
{
    return m_limit ? saturatingAdd(m_lastPacket, saturatingNanoseconds(*m_limit)) : kNever;
}

bool BoxEntry::passes(Moment now, bool syn)
{
    m_forgot = !syn && (m_forgot || now >= forgetsAt());
    if (!m_forgot) {
        m_lastPacket = now;
    }
    return !m_forgot;
}

BoxState BoxEntry::state(Moment now) const
{
    return {forgetsAt(), m_forgot || now >= forgetsAt()};
}

struct Path::Parts {
    PathSettings settings;
    std::array<LossRule, 2> losses;
    BoxEntry box;
    /// No segment arrives before one that was sent earlier in its direction.
    std::array<Moment, 2> lastArrival{};
};

Path::Path() = default;
Path::~Path() = default;
Path::Path(Path&&) noexcept = default;
Path& Path::operator=(Path&&) noexcept = default;

PathSettings Path::settings() const
{
    return m_parts ? m_parts->settings : pathWithDelay(m_delay);
}

void Path::set(const PathSettings& settings, Moment now)
{
    m_delay = settings.delay;
    if (!m_parts && settings == pathWithDelay(settings.delay)) {
        return;
    }
    if (!m_parts) {
        m_parts = std::make_unique<Parts>();
    }
    m_parts->settings = settings;
    m_parts->losses[0].set(settings.lossForward);
    m_parts->losses[1].set(settings.lossBack);
    m_parts->box.set(settings.box, now);
}

BoxState Path::box(Moment now) const
{
    return m_parts ? m_parts->box.state(now) : BoxState{};
}

Moment Path::arrival(Moment now, Direction direction, Random& jitter)
{
    Moment at = saturatingAdd(now, m_delay);
    if (m_parts->settings.jitter > nanoseconds{0}) {
        at = saturatingAdd(at, nanoseconds{jitter.upTo(m_parts->settings.jitter.count())});
    }
    Moment& last = m_parts->lastArrival[static_cast<std::size_t>(direction)];
    last = std::max(at, last);
    return last;
}

Passage Path::sendThroughParts(Moment now, Direction direction, bool probe, bool syn,
                               Random& jitter)
{
    const PathSettings& settings = m_parts->settings;
    const bool cut = direction == Direction::forward ? settings.cutForward : settings.cutBack;
    if (cut || m_parts->losses[static_cast<std::size_t>(direction)].loses(probe)) {
        return {Passage::Fate::lost, kNever};
    }
    if (settings.icmp && settings.icmp->answers == direction) {
        return {Passage::Fate::icmp, saturatingAdd(now, m_delay)};
    }
    if (settings.box && !m_parts->box.passes(now, syn)) {
        return {Passage::Fate::boxAnswers, saturatingAdd(now, m_delay)};
    }
    return {Passage::Fate::arrives, arrival(now, direction, jitter)};
}

} // namespace kai::simulation
