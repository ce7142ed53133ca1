#pragma once

#include "app/options.h"

namespace kai::app {

// Each returns the program's exit code: 0 done, 1 failed.

int runHeadlessVerb(const Options& options);
int runPeerVerb(const Options& options);
int printCapabilities(const Options& options);
int printDefaults(const Options& options);

} // namespace kai::app
