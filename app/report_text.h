#pragma once

#include "app/headless_run.h"
#include "core/keepalive/explain.h"

#include <span>
#include <string>

namespace kai::app {

/// The short summary of a headless run: a line for each connection (the first 20 when there are more), then the totals.
[[nodiscard]] std::string summaryText(const RunResult& run, const std::string& system,
                                      bool simulated, std::uint64_t eventCount);

/// What the host's stored values deserve to have said of them, a line each: ignored ones (D6), one lost packet that ends
/// connections (P6), and what is kept and not read by TCP/IP.
[[nodiscard]] std::vector<std::string> registryRemarks(const SystemDefaults& host);

/// What is left of events that no longer fit the log; empty while all are there.
[[nodiscard]] std::string lostText(const history::LostSummary& lost);

/// The seven checks of one connection.
[[nodiscard]] std::string whyText(const std::string& name, std::span<const WhyCheck> checks);

/// "What this computer can do", a line each.
[[nodiscard]] std::string capabilitiesText(const Capabilities& capabilities);

/// The defaults of each host as a JSON array, units in the names.
[[nodiscard]] std::string defaultsJson(std::span<const SystemDefaults> hosts);

} // namespace kai::app
