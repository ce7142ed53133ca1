#pragma once

#include "core/simulation/path.h"
#include "core/simulation/random.h"

#include <memory>

namespace kai::simulation {

/// What becomes of a segment that is sent now.
struct Passage {
    enum class Fate : std::uint8_t { arrives, lost, icmp, boxAnswers };
    Fate fate = Fate::arrives;
    /// When it arrives, or when ICMP is back at the sender.
    Moment at = kNever;
};

/// PathSettings at work on one connection. A path with nothing but a delay is two words.
class Path {
public:
    Path();
    ~Path();
    Path(Path&&) noexcept;
    Path& operator=(Path&&) noexcept;

    [[nodiscard]] PathSettings settings() const;
    void set(const PathSettings& settings, Moment now);
    [[nodiscard]] BoxState box(Moment now) const;

    /// `jitter` is drawn from only where there is some.
    [[nodiscard]] Passage send(Moment now, Direction direction, bool probe, bool syn,
                               Random& jitter)
    {
        if (!m_parts) {
            return {Passage::Fate::arrives, saturatingAdd(now, m_delay)};
        }
        return sendThroughParts(now, direction, probe, syn, jitter);
    }

private:
    struct Parts;
    [[nodiscard]] Passage sendThroughParts(Moment now, Direction direction, bool probe, bool syn,
                                           Random& jitter);
    [[nodiscard]] Moment arrival(Moment now, Direction direction, Random& jitter);

    nanoseconds m_delay{0};
    std::unique_ptr<Parts> m_parts;
};

} // namespace kai::simulation
