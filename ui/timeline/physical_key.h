#pragma once

#include <QChar>

class QKeyEvent;

namespace kai::ui {

/// The letter that is printed at this place of a US keyboard, upper case; null when it is no letter key. The French layout
/// moves W A S D, so keys that are chosen by their place are bound by it.
[[nodiscard]] QChar physicalLetter(const QKeyEvent& event);

/// The same from a scan code (X11 and Wayland number them from 8, Windows from 0) and the key as fallback when it is 0.
[[nodiscard]] QChar physicalLetter(quint32 scanCode, int key);

} // namespace kai::ui
