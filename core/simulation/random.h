#pragma once

#include <cstdint>

namespace kai::simulation {

/// A small seeded generator (SplitMix64): eight bytes of state, so that every lossy path has its own. Not for secrets.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] std::uint64_t next()
    {
        m_state += 0x9E37'79B9'7F4A'7C15;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
        return mixed ^ (mixed >> 31);
    }

    /// At least 0 and below 1, evenly spread.
    [[nodiscard]] double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    /// From 0 to `most`, which may be 0; the error of evenness is below 2^-32 for spans of seconds.
    [[nodiscard]] std::int64_t upTo(std::int64_t most)
    {
        return static_cast<std::int64_t>(next() % (static_cast<std::uint64_t>(most) + 1));
    }

private:
    std::uint64_t m_state;
};

} // namespace kai::simulation
