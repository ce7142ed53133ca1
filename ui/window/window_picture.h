#pragma once

#include "core/keepalive/result.h"

class QString;
class QWidget;

namespace kai::ui {

/// Writes the window's content as it is just now; the suffix chooses the format. Error: the file cannot be written. GUI thread.
[[nodiscard]] Status saveWindowPicture(QWidget& window, const QString& file);

/// The same with a file that the user chooses; success too when none is chosen.
[[nodiscard]] Status askAndSavePicture(QWidget& window);

} // namespace kai::ui
