#pragma once

#include "ui/connections/connection_model.h"

class QPainter;
class QPointF;

namespace kai::ui {

struct Colors;

/// The mark left of a row's name, in colour and shape. A change or an opening is marked for some seconds.
enum class RowMark { none, opened, changed, fault, probing, ended };

[[nodiscard]] RowMark rowMarkOf(const ConnectionRow& row, Moment now);
/// "has just been opened"; empty for none.
[[nodiscard]] QString rowMarkText(RowMark mark);
void paintRowMark(QPainter& painter, RowMark mark, QPointF centre, const Colors& colors);

} // namespace kai::ui
