#pragma once

#include <QColor>
#include <QPolygonF>

class QPainter;

namespace kai::ui {

/// The ground under a line that never goes back in x, down to `base`, and the line as its edge (an invalid colour: none).
/// The same picture as an antialiased polygon and polyline; on screens it is computed column by column, which costs a
/// twentieth, in vector formats it is drawn.
void paintGround(QPainter& painter, const QPolygonF& line, double base, const QColor& fill,
                 const QColor& edge);

} // namespace kai::ui
