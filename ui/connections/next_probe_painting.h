#pragma once

#include "ui/connections/next_probe.h"
#include "ui/theme/colors.h"

#include <QRect>

class QPainter;

namespace kai::ui {

/// Paints a "Next probe" cell into `rect`, 28 px high: words 11 px above, a 5 px bar below.
/// `words` is the colour of the text; the bar is neutral, only unanswered probes are orange.
void paintNextProbe(QPainter& painter, const QRect& rect, const NextProbe& next,
                    const Colors& colors, const QColor& words);

} // namespace kai::ui
