#include "ui/timeline/timeline_actions.h"

#include <QAction>

namespace kai::ui {

QString keyText(const QAction& action)
{
    const auto hint = action.property(kKeyHintProperty).toString();
    return hint.isEmpty() ? action.shortcut().toString(QKeySequence::NativeText) : hint;
}

} // namespace kai::ui
