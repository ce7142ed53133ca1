#pragma once

#include "app/headless_run.h"
#include "app/options.h"

#include <memory>
#include <string>

namespace kai::app {

// What needs Qt: with_window.cpp, or without_window.cpp in a build that has none and says so.

/// The window until it is closed, or the picture of it after the run. Returns the exit code.
int showWindow(const Options& options, int argc, char** argv);

/// The main window as it would show the run, as .png, on any platform; nobody sees it. Error: PICTURE_NOT_WRITTEN, NOT_SUPPORTED.
Status drawWindow(std::unique_ptr<lab::Lab> lab, const RunResult& run, const Options& options);

/// The run's timeline as .svg, .png or .pdf, on any platform. Error: NOT_SUPPORTED, and the system's own.
Status writePicture(const lab::Lab& lab, const RunResult& run, const std::string& path);

} // namespace kai::app
