#pragma once

#include "core/keepalive/result.h"
#include "ui/timeline/timeline_scene.h"

#include <QSize>
#include <QString>

#include <optional>
#include <utility>

namespace kai::ui {

/// What a picture of the timeline shall show.
struct TimelinePicture {
    const ConnectionStore* store = nullptr;
    const history::EventLog* log = nullptr;
    std::vector<ConnectionId> lanes;
    Moment now{};
    qint64 startedUtcNs = 0;
    bool simulated = false;
    /// The part of time; both kNever: all that is recorded, and the next deadlines.
    Moment from = kNever;
    Moment until = kNever;
    bool foldQuietTime = false;
    /// All lanes as a heat map below the fleet band, as on the screen; empty: from 200 lanes on.
    std::optional<bool> map;
    /// Heights, unfolded peers and order as on the screen; empty: `lanes`, 120 px each while there are few, else 24.
    std::optional<LaneLayout> layout;
    /// At most two, as on the screen.
    std::vector<Moment> cursors;
    /// Empty: time since the start for a simulation, else wall time.
    std::optional<RulerTime> ruler;
    /// Lanes of the map that are drawn in full, [first, last).
    std::optional<std::pair<std::size_t, std::size_t>> opened;
    /// At the top: "Keepalive Inspector, LIVE This computer".
    QString title;
    /// Pixels, or points in PDF; the height 0 follows from the lanes, 4000 at most; a map has 900. What has no room is counted
    /// in the picture: "and 12 more lanes".
    QSize size{1280, 0};
    Colors colors = lightColors();
};

/// What a scene shows besides its lanes and its part of time: log, heights, peers, cursors, ruler, form.
[[nodiscard]] TimelinePicture pictureOf(const TimelineScene& scene);

/// Paints title, what is in view, ruler, lanes and legend: the same for every format. Returns the height that was used.
int paintTimelinePicture(QPainter& painter, const TimelinePicture& picture);

/// Writes it; the suffix chooses the format: .png, .svg or .pdf. Works on the offscreen platform; needs a QGuiApplication.
/// Errors: BAD_FORMAT for another suffix, CANNOT_WRITE with the file's name.
[[nodiscard]] Status exportTimeline(const TimelinePicture& picture, const QString& file);

} // namespace kai::ui
