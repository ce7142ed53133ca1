#pragma once

#include "core/lab/lab.h"
#include "ui/window/planned_run.h"

#include <QSize>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QApplication;

namespace kai::ui {

/// What the command line asks of the window.
struct WindowOptions {
    /// Makes the lab once the window is on screen; an error is shown there in a banner.
    std::function<Result<std::unique_ptr<lab::Lab>>()> makeLab;
    /// Neither reads nor writes stored settings, layout and recent peers.
    bool clean = false;
    /// Opened at the start, without asking.
    std::vector<OpenRequest> opens;
    std::vector<PlannedFault> faults;
    /// How long the connections run, counted from "all open", before the picture is taken; without a picture it has no effect.
    nanoseconds runFor{0};
    /// Draws the window into this file (PNG) after the run and leaves; empty: stays.
    QString screenshot;
    /// Empty: the stored size, or one that suits the screen.
    std::optional<QSize> size;
};

/// Shows the main window and runs until it is closed. Returns the exit code: 0, or 1 when the picture could not be written
/// or no lab could be made for it.
int runWindow(QApplication& application, const WindowOptions& options);

} // namespace kai::ui
