#pragma once

#include "app/headless_run.h"
#include "app/options.h"

#include <string>

namespace kai::app {

// What needs Qt: with_window.cpp, or without_window.cpp in a build that has none and says so.

/// The window until it is closed, or the picture of it after the run. Returns the exit code.
int showWindow(const Options& options, int argc, char** argv);

/// The run's timeline as .svg, .png or .pdf, on any platform. Error: NOT_SUPPORTED, and the system's own.
Status writePicture(const lab::Lab& lab, const RunResult& run, const std::string& path);

} // namespace kai::app
