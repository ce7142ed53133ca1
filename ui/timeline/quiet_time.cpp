#include "ui/timeline/quiet_time.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace kai::ui {
namespace {

double countOf(nanoseconds value)
{
    return static_cast<double>(value.count());
}

using Burst = Activity::Burst;
using Gap = QuietGaps::Gap;

bool worthFolding(const Gap& gap, const FoldRule& rule)
{
    const double pixels = countOf(gap.length()) / std::max(rule.nsPerPixel, rule.coarsest);
    return pixels > 0.05 * rule.width && pixels > rule.foldWidth(gap.length()) + 2 * kFoldMargin;
}

/// The gaps that are not folded, as a list: each knows the nearest one on both sides.
class OpenGaps {
public:
    explicit OpenGaps(std::vector<Gap>& gaps)
        : m_gaps(gaps)
        , m_before(gaps.size())
        , m_after(gaps.size())
    {
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            m_before[i] = i == 0 ? kNone : i - 1;
            m_after[i] = i + 1 == gaps.size() ? kNone : i + 1;
        }
    }

    /// The length of the shorter neighbour; the longest duration when there is none.
    [[nodiscard]] nanoseconds neighbour(std::size_t index) const
    {
        return std::min(length(m_before[index]), length(m_after[index]));
    }

    /// Its neighbours are each other's from now on, and go onto `again`.
    void fold(std::size_t index, std::vector<std::size_t>& again)
    {
        m_gaps[index].folded = true;
        const auto before = m_before[index];
        const auto after = m_after[index];
        if (before != kNone) {
            m_after[before] = after;
            again.push_back(before);
        }
        if (after != kNone) {
            m_before[after] = before;
            again.push_back(after);
        }
    }

private:
    static constexpr auto kNone = std::numeric_limits<std::size_t>::max();
    [[nodiscard]] nanoseconds length(std::size_t index) const
    {
        return index == kNone ? nanoseconds::max() : m_gaps[index].length();
    }

    std::vector<Gap>& m_gaps;
    std::vector<std::size_t> m_before;
    std::vector<std::size_t> m_after;
};

/// Folding one gap brings shorter neighbours to those beside it, never longer ones: the order does not matter.
void markFolds(std::vector<Gap>& gaps, const FoldRule& rule)
{
    OpenGaps open(gaps);
    std::vector<std::size_t> pending(gaps.size());
    std::iota(pending.begin(), pending.end(), std::size_t{0});
    while (!pending.empty()) {
        const auto index = pending.back();
        pending.pop_back();
        const auto& gap = gaps[index];
        const int factor = gap.untilNow ? 30 : 3; // what has just happened stays in sight
        const auto near = open.neighbour(index);
        if (!gap.folded && near != nanoseconds::max() && gap.length() / factor > near &&
            worthFolding(gap, rule)) {
            open.fold(index, pending);
        }
    }
}

/// The middle of a gap, cut at whole seconds where it is long, so that its length reads well.
Fold foldIn(const Gap& gap, const FoldRule& rule)
{
    using std::chrono::seconds;
    const auto margin = nanoseconds{static_cast<std::int64_t>(kFoldMargin * rule.nsPerPixel)};
    auto from = gap.from + margin;
    auto until = gap.until - margin;
    if (until - from > seconds{100}) {
        from = std::chrono::ceil<seconds>(from);
        until = std::chrono::floor<seconds>(until);
    }
    return {from, until, rule.foldWidth(until - from)};
}

} // namespace

void Activity::add(const Burst& burst)
{
    if (!m_bursts.empty() && burst.from - m_bursts.back().until < m_grain) {
        m_bursts.back().until = std::max(m_bursts.back().until, burst.until);
        return;
    }
    m_bursts.push_back(burst);
    if (m_bursts.size() > kMostBursts) {
        coarsen();
    }
}

void Activity::clear()
{
    m_bursts.clear();
    m_grain = kFinestGrain;
}

void Activity::coarsen()
{
    while (m_bursts.size() > kMostBursts / 2) {
        m_grain *= 2;
        const auto old = std::exchange(m_bursts, {});
        for (const auto& burst : old) {
            if (!m_bursts.empty() && burst.from - m_bursts.back().until < m_grain) {
                m_bursts.back().until = burst.until;
            } else {
                m_bursts.push_back(burst);
            }
        }
    }
}

QuietGaps::QuietGaps(const Activity& activity, std::vector<Moment> upcoming)
{
    std::sort(upcoming.begin(), upcoming.end());
    Activity all;
    auto next = upcoming.begin();
    for (const auto& burst : activity.bursts()) {
        for (; next != upcoming.end() && *next < burst.from; ++next) {
            all.add(*next);
        }
        all.add(burst);
    }
    for (; next != upcoming.end(); ++next) {
        all.add(*next);
    }
    m_bursts = all.bursts();
}

/// Now is one more moment: the gap that it lies in is two, unless it is as good as at one of its ends.
std::vector<Gap> QuietGaps::gapsAt(Moment now) const
{
    std::vector<Gap> gaps;
    const auto addSplit = [&](Moment from, Moment until) {
        const bool before = now - from >= Activity::kFinestGrain;
        const bool after = until - now >= Activity::kFinestGrain;
        if (before) {
            gaps.push_back({from, now, false, true});
        }
        if (after) {
            gaps.push_back({now, until});
        }
    };
    if (m_bursts.empty()) {
        return gaps;
    }
    if (now < m_bursts.front().from) {
        addSplit(now, m_bursts.front().from);
    }
    for (std::size_t i = 1; i < m_bursts.size(); ++i) {
        const auto from = m_bursts[i - 1].until;
        const auto until = m_bursts[i].from;
        if (from < now && now < until) {
            addSplit(from, until);
        } else {
            gaps.push_back({from, until, false, until == now});
        }
    }
    if (m_bursts.back().until < now) {
        addSplit(m_bursts.back().until, now);
    }
    return gaps;
}

std::vector<Fold> QuietGaps::folds(Moment now, const FoldRule& rule) const
{
    auto gaps = gapsAt(now);
    markFolds(gaps, rule);
    std::vector<Fold> folds;
    for (const auto& gap : gaps) {
        if (gap.folded) {
            folds.push_back(foldIn(gap, rule));
        }
    }
    return folds;
}

double QuietGaps::fittingScale(Moment now, Moment from, Moment until, FoldRule rule) const
{
    constexpr int kRounds = 12; // each round only folds more
    rule.nsPerPixel = std::max(1.0, countOf(until - from) / rule.width);
    for (int round = 0; round < kRounds; ++round) {
        double drawn = countOf(until - from);
        double free = rule.width;
        for (const auto& fold : folds(now, rule)) {
            if (fold.from >= from && fold.until <= until) {
                drawn -= countOf(fold.length()) + 2 * kFoldMargin * rule.nsPerPixel;
                free -= fold.width + 2 * kFoldMargin;
            }
        }
        const double scale = std::max(1.0, drawn / std::max(free, 0.4 * rule.width));
        if (scale >= rule.nsPerPixel) {
            break;
        }
        rule.nsPerPixel = scale;
    }
    return rule.nsPerPixel;
}

std::vector<Fold> quietFolds(const Activity& activity, Moment now, std::vector<Moment> upcoming,
                             const FoldRule& rule)
{
    return QuietGaps(activity, std::move(upcoming)).folds(now, rule);
}

double fittingScale(const Activity& activity, Moment now, const std::vector<Moment>& upcoming,
                    Moment from, Moment until, FoldRule rule)
{
    return QuietGaps(activity, upcoming).fittingScale(now, from, until, std::move(rule));
}

} // namespace kai::ui
