#pragma once

#include "core/simulation/path.h"
#include "core/simulation/random.h"

namespace kai::simulation {

/// Applies one direction's Loss and remembers what it has counted.
class LossRule {
public:
    /// Starts anew when the rule is another one.
    void set(const Loss& loss)
    {
        if (loss != m_loss) {
            *this = LossRule{loss};
        }
    }
    [[nodiscard]] bool loses(bool probe);

    LossRule() = default;

private:
    explicit LossRule(const Loss& loss)
        : m_loss(loss)
        , m_random(loss.seed)
    {
    }

    Loss m_loss;
    Random m_random{0};
    std::uint32_t m_seen = 0;
};

/// The table entry that a Box keeps for one flow.
class BoxEntry {
public:
    /// Starts anew when the limit is another one.
    void set(const std::optional<Box>& box, Moment now);
    /// A segment reaches the box: whether it passes. SYN makes a new entry; at the very moment of forgetting the flow is forgotten.
    [[nodiscard]] bool passes(Moment now, bool syn);
    [[nodiscard]] BoxState state(Moment now) const;

private:
    [[nodiscard]] Moment forgetsAt() const;

    std::optional<milliseconds> m_limit;
    Moment m_lastPacket{};
    bool m_forgot = false;
};

} // namespace kai::simulation
