#pragma once

#include <QString>

class QAction;

namespace kai::ui {

/// Name of the property that holds the key of an action that is bound by its place on the keyboard ("W"), or by the canvas itself.
inline constexpr char kKeyHintProperty[] = "kaiKeyHint";

/// The key to show for an action: its hint, or its shortcut as the system writes it. Empty when it has none.
[[nodiscard]] QString keyText(const QAction& action);

} // namespace kai::ui
