#pragma once

#include "core/keepalive/event.h"
#include "ui/theme/colors.h"

#include <QPointF>
#include <QRectF>

class QPainter;
class QString;

namespace kai::ui {

// Every glyph of the program, painted in one place for timeline, table cells, legend and first-run pictures.
// Colour is never the only carrier: each kind has a shape of its own. Sizes are those of the light theme; without
// outlines (dark) a glyph is painted 1 px larger.

inline constexpr double kSmallGlyph = 9;  ///< 24 px lanes, table cells, legend
inline constexpr double kLargeGlyph = 13; ///< 60 px lanes and above

/// One probe is one glyph, and its shape is its fate: probe = on its way, answered, unanswered.
enum class Mark {
    probe,         ///< blue triangle, upright
    answered,      ///< green dot
    unanswered,    ///< orange triangle, downward
    changed,       ///< purple diamond: settings changed
    fault,         ///< square in the text colour: fault on
    faultCleared,  ///< hollow square: fault off
    dataSent,      ///< tick up from the baseline: does not restart the idle time
    dataReceived,  ///< tick down from the top: restarts it
    retransmitted, ///< hollow tick
    timerIdle,     ///< small open circle: the timer ran out with nothing due
    note,          ///< small flag
    gap,           ///< dashed flag: not observed
};
inline constexpr int kMarkCount = 12;

/// The mark of an event; `ended` has none (see paintEnding) and gives `note`.
[[nodiscard]] Mark markOf(EventKind kind);

/// Paints the glyph centred at `centre`. Ticks are as high as the glyph.
void paintMark(QPainter& painter, Mark mark, QPointF centre, double size, const Colors& colors);

/// The k of an unanswered probe, or a flag's letter, left-aligned right of a glyph that is centred at `centre`.
void paintMarkLabel(QPainter& painter, const QString& label, QPointF centre, double glyphSize,
                    const Colors& colors);

/// The red cross of an ending.
void paintCross(QPainter& painter, QPointF centre, double size, const QColor& color);
/// The same, hollow: the ending if nobody answers, still to come.
void paintHollowCross(QPainter& painter, QPointF centre, double size, const QColor& color);

/// How an ending's bar, cross and letter are drawn: 2 px bar from `top` to `bottom` at `x`, the cross 9 px and the letter
/// 16 px right of it, both centred at `glyphY`.
struct EndingPlace {
    double x = 0;
    double top = 0;
    double bottom = 0;
    double glyphY = 0;
    bool large = false;
};
void paintEnding(QPainter& painter, const EndingPlace& place, EndedBy by, const Colors& colors);

/// Diagonal lines over `rect`: thin and pale after an ending, strong while data is unacknowledged.
void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color, double step,
                double width);

/// The wave that says "time is left out here", from `top` to `bottom` around `x`.
void paintZigzag(QPainter& painter, double x, double top, double bottom, const QColor& color);

/// The pale ending and glyph of the legend's last entry: bar and cross in a row of `height` pixels.
void paintEndingGlyph(QPainter& painter, QPointF centre, double height, const Colors& colors);

} // namespace kai::ui
