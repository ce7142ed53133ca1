#pragma once

#include "app/options.h"
#include "core/lab/lab.h"
#include "core/live/live_stack.h"

#include <memory>
#include <string>

namespace kai::app {

/// The lab that the options describe. Errors: the registry file cannot be read or is damaged; the system refuses.
[[nodiscard]] Result<std::unique_ptr<lab::Lab>> makeLab(const Options& options);

/// What the options say about this computer's own stack.
[[nodiscard]] live::LiveOptions liveOptions(const Options& options);

/// A whole file, or the system's error naming it.
[[nodiscard]] Result<std::string> readFile(const std::string& path);

} // namespace kai::app
