#include "ui/timeline/viewport.h"

#include <algorithm>
#include <cmath>

namespace kai::ui {

void Viewport::setWidth(double width)
{
    constexpr double kNotLaidOut = 50;
    if (width < kNotLaidOut) {
        return; // what was asked for before the first real size is kept at a usual one
    }
    m_width = width;
    setScale(m_scale.nsPerPixel(), 0);
    followNow();
}

void Viewport::begin(Moment start)
{
    m_start = start;
    m_grows = m_follow = true;
    m_now = start;
    m_scale = TimeScale(mapFor(kFirstScale), start, 0);
    followNow();
}

void Viewport::setNow(Moment now)
{
    m_now = now;
    followNow();
}

void Viewport::setFollow(bool follow)
{
    m_follow = follow;
    followNow();
}

void Viewport::setFold(bool fold)
{
    m_fold = fold;
    m_gaps = fold ? QuietGaps(m_activity, m_upcoming) : QuietGaps();
    setScale(m_scale.nsPerPixel(), m_width / 2);
    followNow();
}

void Viewport::setNow(Moment now, Activity activity, Upcoming upcoming)
{
    const bool same = now == m_now && activity == m_activity && upcoming == m_upcoming;
    if (same) {
        return;
    }
    m_now = now;
    m_activity = std::move(activity);
    m_upcoming = std::move(upcoming);
    if (m_fold) {
        m_gaps = QuietGaps(m_activity, m_upcoming);
        if (!m_follow) {
            setScale(m_scale.nsPerPixel(), 0);
        }
    }
    followNow();
}

void Viewport::zoomAt(double x, double steps)
{
    m_grows = false;
    setScale(zoomedScale(m_scale.nsPerPixel(), steps), m_follow ? m_scale.toX(m_now) : x);
    followNow();
}

void Viewport::panBy(double pixels)
{
    m_follow = m_grows = false;
    m_scale = m_scale.movedBy(pixels);
}

void Viewport::show(Moment from, Moment until)
{
    constexpr double kMargin = 0.02;
    m_follow = m_grows = false;
    FoldRule rule{m_scale.nsPerPixel(), m_width * (1 - 2 * kMargin), m_foldWidth};
    const auto length = std::max(until - from, nanoseconds{1000});
    const double scale = m_fold ? m_gaps.fittingScale(m_now, from, from + length, rule)
                                : static_cast<double>(length.count()) / rule.width;
    m_scale = TimeScale(mapFor(zoomedScale(scale, 0)), from, m_width * kMargin);
}

void Viewport::fit(Moment from, Moment until)
{
    const bool follow = m_follow;
    if (!follow) {
        show(from, until);
        return;
    }
    const double width = m_width;
    m_width *= kNowShare;
    show(from, m_now);
    m_width = width;
    m_follow = true;
    followNow();
}

void Viewport::reveal(Moment at)
{
    constexpr double kMargin = 24;
    const double x = m_scale.toX(at);
    if (x < kMargin) {
        panBy(x - kMargin);
    } else if (x > m_width - kMargin) {
        panBy(x - m_width + kMargin);
    }
}

void Viewport::restore(const State& state)
{
    m_follow = state.follow;
    m_grows = false;
    m_scale = TimeScale(mapFor(state.nsPerPixel), state.left, 0);
    followNow();
}

FoldMap Viewport::mapFor(double nsPerPixel) const
{
    if (!m_fold) {
        return FoldMap(nsPerPixel);
    }
    const FoldRule rule{nsPerPixel, m_width, m_foldWidth, m_grows ? kUsualScale : 0};
    return FoldMap(nsPerPixel, m_gaps.folds(m_now, rule));
}

void Viewport::setScale(double nsPerPixel, double anchorX)
{
    m_scale = m_scale.withMap(mapFor(nsPerPixel), anchorX);
}

void Viewport::followNow()
{
    if (!m_follow) {
        return;
    }
    const auto anchor = [this](double nsPerPixel) {
        const bool kept = !m_fold && nsPerPixel == m_scale.nsPerPixel();
        m_scale = TimeScale(kept ? m_scale.map() : mapFor(nsPerPixel), m_now, m_width * kNowShare);
    };
    // What happens next may fold what was too long to be seen: then there is room for a finer scale again.
    anchor(m_grows && m_fold ? kFirstScale : m_scale.nsPerPixel());
    while (m_grows && m_scale.nsPerPixel() < kUsualScale && followX() > m_width * kNowShare) {
        anchor(std::min(kUsualScale, zoomedScale(m_scale.nsPerPixel(), -1)));
    }
    m_scale = m_scale.movedBy(std::max(0.0, m_width * kNowShare - followX()));
}

/// Where now is when the recording's start is at the left edge.
double Viewport::followX() const
{
    constexpr double kLead = 16;
    return m_start ? kLead + m_scale.toX(m_now) - m_scale.toX(*m_start) : m_width;
}

} // namespace kai::ui
