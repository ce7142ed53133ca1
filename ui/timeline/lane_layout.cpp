#include "ui/timeline/lane_layout.h"

#include <algorithm>
#include <cstdlib>

namespace kai::ui {
namespace {

constexpr int kCaptionHeight = 20;
constexpr int kSmall = 24;
constexpr int kOpened = 120;

bool needCaptions(const std::vector<LaneLayout::Lane>& lanes)
{
    return std::any_of(lanes.begin(), lanes.end(),
                       [&](const auto& lane) { return lane.host != lanes.front().host; }) &&
           !std::all_of(lanes.begin(), lanes.end(),
                        [](const auto& lane) { return lane.namesHost; });
}

} // namespace

int snappedHeight(int height)
{
    return *std::min_element(
        std::begin(kLaneHeights), std::end(kLaneHeights),
        [height](int a, int b) { return std::abs(a - height) < std::abs(b - height); });
}

void LaneLayout::setLanes(std::vector<Lane> lanes)
{
    std::stable_sort(lanes.begin(), lanes.end(),
                     [](const Lane& a, const Lane& b) { return a.host < b.host; });
    m_lanes = std::move(lanes);
    rebuild();
}

void LaneLayout::setHeight(ConnectionId id, int height)
{
    m_heights[id] = snappedHeight(height);
    rebuild();
}

void LaneLayout::toggleHeight(ConnectionId id)
{
    setHeight(id, heightOf(id) == kSmall ? kOpened : kSmall);
}

void LaneLayout::setPeerShown(ConnectionId id, bool shown)
{
    if (shown) {
        m_peers.insert(id);
    } else {
        m_peers.erase(id);
    }
    rebuild();
}

void LaneLayout::setCurrent(ConnectionId id, int available)
{
    constexpr std::size_t kFew = 3;
    if (m_lanes.size() <= kFew && heightWith(ConnectionId::none, true) <= available) {
        return;
    }
    const bool mayOpen = id != ConnectionId::none && m_heights.count(id) == 0;
    if (!mayOpen || heightWith(id, false) > available) {
        heightWith(ConnectionId::none, false);
    }
}

int LaneLayout::heightWith(ConnectionId opened, bool all)
{
    if (opened != m_opened || all != m_allOpened) {
        m_opened = opened;
        m_allOpened = all;
        rebuild();
    }
    return totalHeight();
}

int LaneLayout::heightOf(ConnectionId id) const
{
    const auto chosen = m_heights.find(id);
    return chosen != m_heights.end()       ? chosen->second
           : m_allOpened || id == m_opened ? kOpened
                                           : kSmall;
}

void LaneLayout::rebuild()
{
    const bool captions = needCaptions(m_lanes);
    m_rows.clear();
    m_rowOf.clear();
    int top = 0;
    const auto add = [&](LaneRow::Kind kind, const Lane& lane, int height) {
        m_rows.push_back({kind, lane.id, lane.host, top, height});
        top += height;
    };
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        const auto& lane = m_lanes[i];
        if (captions && (i == 0 || lane.host != m_lanes[i - 1].host)) {
            add(LaneRow::Kind::caption, {ConnectionId::none, lane.host}, kCaptionHeight);
        }
        m_rowOf[lane.id] = m_rows.size();
        add(LaneRow::Kind::lane, lane, heightOf(lane.id));
        if (peerShown(lane.id)) {
            add(LaneRow::Kind::peer, lane, kSmall);
        }
    }
}

std::optional<std::size_t> LaneLayout::rowAt(int y) const
{
    if (y < 0 || y >= totalHeight()) {
        return std::nullopt;
    }
    return visibleRows(y, y + 1).first;
}

std::pair<std::size_t, std::size_t> LaneLayout::visibleRows(int top, int bottom) const
{
    const auto first = std::partition_point(
        m_rows.begin(), m_rows.end(), [top](const LaneRow& row) { return row.bottom() <= top; });
    const auto last = std::partition_point(
        first, m_rows.end(), [bottom](const LaneRow& row) { return row.top < bottom; });
    return {static_cast<std::size_t>(first - m_rows.begin()),
            static_cast<std::size_t>(last - m_rows.begin())};
}

std::optional<std::size_t> LaneLayout::rowOf(ConnectionId id) const
{
    const auto found = m_rowOf.find(id);
    return found == m_rowOf.end() ? std::nullopt : std::optional(found->second);
}

} // namespace kai::ui
