#include "core/keepalive/calculator.h"

#include "core/keepalive/duration_text.h"
#include "core/keepalive/objections.h"

#include <algorithm>
#include <utility>

namespace kai {

namespace {

std::string joined(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const auto& sentence : sentences) {
        text += (text.empty() ? "" : "; ") + sentence;
    }
    return text;
}

/// One wish on one system. Lateness never falls with a longer time or interval, so what fits is an interval of numbers and
/// its end is found by bisection.
class Search {
public:
    Search(const Wish& wish, const CalculatorSystem& system)
        : m_wish(wish)
        , m_system(system)
    {
        const auto fine = std::max(system.limits.granularity, milliseconds{1});
        const auto step = std::max(wish.step, fine);
        m_step = (step + fine - milliseconds{1}) / fine * fine;
        m_shortest = stepsUp(std::max(system.limits.minTime, milliseconds{1}));
        m_longest = system.limits.maxTime / m_step;
        m_interval = std::max(m_shortest, stepsUp(wish.shortestInterval));
        const int needed = std::max<int>(
            {wish.fewestProbes, system.limits.minCount, wish.boxLimit ? wish.lostProbes + 1 : 1});
        m_count = static_cast<std::uint16_t>(system.fixedCount.value_or(std::min(needed, 0xFFFF)));
    }

    [[nodiscard]] Result<Plan> run()
    {
        if (!fits(m_shortest, m_interval)) {
            return cannot(joined(allObjections(times(m_shortest, m_interval))));
        }
        const auto time = lastThat(m_shortest, m_longest,
                                   [this](std::int64_t steps) { return fits(steps, m_interval); });
        const auto best = times(time, m_interval);
        if (!packetsObjection(best, m_wish, m_system.tick).empty()) {
            return tooManyPackets(time);
        }
        const auto interval = lastThat(m_interval, std::max(m_interval, time),
                                       [&](std::int64_t steps) { return fits(time, steps); });
        return plan(time, interval);
    }

private:
    [[nodiscard]] std::int64_t stepsUp(milliseconds value) const
    {
        return (value + m_step - milliseconds{1}) / m_step;
    }

    [[nodiscard]] KeepAliveTimes times(std::int64_t time, std::int64_t interval) const
    {
        return {true, time * m_step, interval * m_step, m_count};
    }

    [[nodiscard]] std::vector<std::string> allObjections(const KeepAliveTimes& asked) const
    {
        return objections(asked, m_wish, m_system);
    }

    /// Everything but the packets an hour, which ask for longer times, not shorter ones.
    [[nodiscard]] bool fits(std::int64_t time, std::int64_t interval) const
    {
        const auto asked = times(time, interval);
        return rangeObjection(asked, m_system).empty() && probesObjection(asked, m_wish).empty() &&
               detectionObjection(asked, m_wish, m_system.tick).empty() &&
               boxObjection(asked, m_wish, m_system.tick).empty();
    }

    /// The last number from `first`, which holds, to `last` for which `holds` is true.
    template <typename Holds>
    [[nodiscard]] static std::int64_t lastThat(std::int64_t first, std::int64_t last, Holds holds)
    {
        while (first < last) {
            const auto middle = first + (last - first + 1) / 2;
            if (holds(middle)) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    [[nodiscard]] std::string whyNotLonger(std::int64_t time, std::int64_t interval) const
    {
        return time + 1 > m_longest ? formatSetting(m_system.limits.maxTime) +
                                          " is the longest time that " + m_system.name + " takes"
                                    : joined(allObjections(times(time + 1, interval)));
    }

    [[nodiscard]] Plan plan(std::int64_t time, std::int64_t interval) const
    {
        Plan result;
        result.times = times(time, interval);
        result.detection = detection(result.times, m_system.tick);
        if (m_wish.boxLimit) {
            result.box =
                boxVerdict(result.times, m_system.tick, *m_wish.boxLimit, m_wish.lostProbes);
        }
        result.packetsPerHour = kai::packetsPerHour(result.times, m_system.tick);
        result.whyNotLonger = whyNotLonger(time, m_interval);
        return result;
    }

    [[nodiscard]] Error tooManyPackets(std::int64_t time) const
    {
        const auto most = std::to_string(m_wish.packetsPerHour.value_or(0));
        const auto needed = shortestPeriod(m_wish);
        return cannot("at most " + most + " packets an hour need " +
                      (needed == milliseconds::max() ? "an endless time"
                                                     : "a time of " + formatSetting(needed)) +
                      " or more, but " + formatSetting(time * m_step) +
                      " is the longest here: " + whyNotLonger(time, m_interval));
    }

    [[nodiscard]] Error cannot(std::string cause) const
    {
        return {0, "CANNOT", m_system.name, std::move(cause),
                m_system.fixedCount
                    ? "Ask for less, or take a system on which a socket has a count of its own."
                    : "Allow more time or more packets, or fewer probes and a shorter interval."};
    }

    const Wish& m_wish;
    const CalculatorSystem& m_system;
    milliseconds m_step{1};
    std::int64_t m_shortest = 1;
    std::int64_t m_longest = 1;
    std::int64_t m_interval = 1;
    std::uint16_t m_count = 1;
};

} // namespace

Result<Plan> calculate(const Wish& wish, const CalculatorSystem& system)
{
    if (!wish.findWithin && !wish.boxLimit) {
        return Error{0, "NOTHING_ASKED", system.name, "no time would be too long.",
                     "Say within what time a dead peer is to be found, or what box is in between."};
    }
    return Search(wish, system).run();
}

} // namespace kai
