#pragma once

#include "ui/theme/colors.h"

#include <QRectF>

class QPainter;

namespace kai::ui {

/// The pictures of the first run, painted by the lane code from small recordings of its own.
enum class Thumbnail {
    seeItHappen,    ///< three lanes: healthy, goes silent, off
    xpBesideEleven, ///< two hours folded, then 5 and 10 probes
    ownServer,      ///< this computer, a box?, your server
};

/// Paints a card's picture; made for 290 x 84 pixels.
void paintThumbnail(QPainter& painter, const QRectF& rect, Thumbnail which, const Colors& colors);

/// "How to read a lane": a 120 px lane with its words, and a line that explains the marks.
inline constexpr int kExampleLaneHeight = 152;
void paintExampleLane(QPainter& painter, const QRectF& rect, const Colors& colors);

} // namespace kai::ui
