#pragma once

#include "core/keepalive/event.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace kai::ui {

/// The heights of a lane; drag and double click go between them.
inline constexpr int kLaneHeights[] = {24, 60, 120, 240};
/// The one nearest to a dragged height.
[[nodiscard]] int snappedHeight(int height);

/// A row of the timeline: a host's caption, a lane, or the peer's end of the lane above.
struct LaneRow {
    enum class Kind : std::uint8_t { caption, lane, peer };
    Kind kind = Kind::lane;
    ConnectionId id = ConnectionId::none;
    HostId host = HostId::first;
    int top = 0;
    int height = 24;

    [[nodiscard]] int bottom() const { return top + height; }
};

/// Which row is where, in content pixels from 0 (what a scroll bar moves over). Finding a row costs a binary search. Pure.
class LaneLayout {
public:
    struct Lane {
        ConnectionId id = ConnectionId::none;
        HostId host = HostId::first;
        /// The lane is called like its host: no caption is needed to tell where it is.
        bool namesHost = false;
    };

    /// In drawing order; lanes of one host are moved together, with a caption each where there are several hosts, unless
    /// every lane names its host.
    void setLanes(std::vector<Lane> lanes);
    /// One of kLaneHeights, chosen by the user for this lane.
    void setHeight(ConnectionId id, int height);
    /// 24 becomes 120, anything else 24.
    void toggleHeight(ConnectionId id);
    void setPeerShown(ConnectionId id, bool shown);
    [[nodiscard]] bool peerShown(ConnectionId id) const { return m_peers.count(id) != 0; }
    /// The current lane is 120 px high by itself, unless the user chose its height, while everything fits into `available`;
    /// so are all lanes where there are three or fewer.
    void setCurrent(ConnectionId id, int available);

    [[nodiscard]] const std::vector<LaneRow>& rows() const { return m_rows; }
    [[nodiscard]] int totalHeight() const { return m_rows.empty() ? 0 : m_rows.back().bottom(); }
    /// The row at a height; empty above the first and below the last.
    [[nodiscard]] std::optional<std::size_t> rowAt(int y) const;
    /// First row and one past the last that touch [top, bottom).
    [[nodiscard]] std::pair<std::size_t, std::size_t> visibleRows(int top, int bottom) const;
    /// The row of a lane.
    [[nodiscard]] std::optional<std::size_t> rowOf(ConnectionId id) const;

private:
    void rebuild();
    [[nodiscard]] int heightOf(ConnectionId id) const;
    /// Opens these lanes and returns the total height.
    int heightWith(ConnectionId opened, bool all);

    std::vector<Lane> m_lanes;
    std::vector<LaneRow> m_rows;
    std::unordered_map<ConnectionId, std::size_t> m_rowOf;
    std::unordered_map<ConnectionId, int> m_heights;
    std::unordered_set<ConnectionId> m_peers;
    ConnectionId m_opened = ConnectionId::none; ///< the lane that is 120 px high by itself
    bool m_allOpened = false;
};

} // namespace kai::ui
