#pragma once

#include "ui/timeline/timeline_scene.h"

#include <QStringList>

namespace kai::ui {

/// What stands beside the vertical hair: when, idle time there, deadline, armed timer, the time in force then and who supplied it.
[[nodiscard]] QStringList hoverLines(const TimelineScene& scene,
                                     const ConnectionStore::Entry& entry, Moment at);

/// The lines in a box near `pointer`, kept within `area`.
void paintHoverBox(QPainter& painter, const QRectF& area, QPointF pointer, const QStringList& lines,
                   const Colors& colors);

/// One line on a bordered plate, centred.
void paintChip(QPainter& painter, QPointF centre, const QString& text, const Colors& colors);

} // namespace kai::ui
