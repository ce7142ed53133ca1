#pragma once

#include "core/history/event_file.h"

namespace kai::history {

/// Visits the request's events in slices, so that the log can forget old ones meanwhile; tells the watch how far it is and stops
/// soon after it was cancelled.
void walk(const ExportRequest& request, const EventLog::Visitor& visitor);

} // namespace kai::history
