#pragma once

#include "ui/theme/colors.h"

#include <QFont>

class QApplication;
class QWidget;

namespace kai::ui {

enum class Theme { system, light, dark, highContrast };

/// Gives the whole program its palette, style and font. May be called again at any time: widgets repaint by themselves.
/// `system` takes light or dark from the desktop and follows it when it changes.
void applyTheme(QApplication& app, Theme theme);

/// The palette that goes with a theme's colours.
[[nodiscard]] QPalette paletteFor(const Colors& colors);

/// Type sizes in pixels.
enum class TypeSize { minorAxis = 10, lane = 11, header = 12, body = 13, title = 15, figure = 20 };

/// The program's font in one of its sizes.
[[nodiscard]] QFont typeFont(TypeSize size, QFont::Weight weight = QFont::Normal);

/// Draws the button filled, as the one thing to do here (Apply, the first card's Start, Pause in simulations).
void setPrimary(QWidget* button, bool primary = true);

} // namespace kai::ui
