#pragma once

#include <QColor>
#include <QPalette>

namespace kai::ui {

/// Every colour that the program paints with. Hue belongs to events; surfaces and the saw-tooth are neutral.
/// Text reaches 4.5:1 and outlines 3:1 on `base` and `window` (tests/ui/tst_theme.cpp).
struct Colors {
    // Surfaces and words.
    QColor window, base, text, secondary, border, grid, selection, link;
    // Fills of marks (Okabe and Ito) and the red of endings; vermillion is for boxes only.
    QColor blue, green, orange, vermillion, purple, red;
    // The saw-tooth, and the pale ground right of now.
    QColor toothFill, toothEdge, future;
    // What follows an ending, and the armed timer's wheel bucket.
    QColor hatch, bucket;
    bool dark = false;
    /// Glyphs have a 1 px outline in the text colour; without one they are 1 px larger.
    bool outlined = true;
};

/// The colours that go with a palette: exact for the program's own themes, derived from Base and Text for any other, so
/// that a widget which asks for them when it paints follows QEvent::PaletteChange by itself. GUI thread.
[[nodiscard]] const Colors& colorsFor(const QPalette& palette);

/// `front` laid over `back` with the given opacity, 0 to 1.
[[nodiscard]] QColor mixed(const QColor& front, const QColor& back, double opacity);
/// The same colour with an opacity, 0 to 1.
[[nodiscard]] QColor withAlpha(QColor color, double opacity);
/// Contrast by WCAG 2: 1 (none) to 21 (black on white). Opacity is ignored.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

[[nodiscard]] const Colors& lightColors();
[[nodiscard]] const Colors& darkColors();
[[nodiscard]] const Colors& highContrastColors();

} // namespace kai::ui
