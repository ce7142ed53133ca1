#pragma once

#include "app/headless_run.h"
#include "ui/theme/theme.h"

#include <QApplication>

namespace kai::app {

/// The application of a run that only paints: without a screen, unless QT_QPA_PLATFORM names one. One in the process.
class PaintingApplication {
public:
    explicit PaintingApplication(ui::Theme theme);

private:
    int m_argc = 1;
    char m_name[sizeof "keepalive-inspector"] = "keepalive-inspector";
    char* m_argv[2] = {m_name, nullptr};
    QApplication m_application;
};

/// What the lab has told the run, to be told again to what shows it.
[[nodiscard]] StackChanges changesOf(const RunResult& run);

} // namespace kai::app
