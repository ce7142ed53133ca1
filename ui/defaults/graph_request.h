#pragma once

#include "core/defaults/graph_rows.h"
#include "core/keepalive/capabilities.h"
#include "ui/lab/connection_store.h"

#include <vector>

namespace kai::ui {

/// What the defaults graph is to show of a lab: the defaults of the selected connection's host, or of the first one, and the
/// selected connection, if any. Empty defaults give the built-in ones of GraphSystem.
[[nodiscard]] defaults::GraphRequest graphRequestOf(const std::vector<SystemDefaults>& hosts,
                                                    const Capabilities& capabilities,
                                                    const ConnectionStore::Entry* selected);

} // namespace kai::ui
