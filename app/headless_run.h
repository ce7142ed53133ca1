#pragma once

#include "app/options.h"
#include "core/lab/lab.h"

#include <atomic>
#include <map>
#include <optional>
#include <vector>

namespace kai::app {

/// What a headless run left: the newest row and texts of each connection, by id.
struct RunResult {
    struct Connection {
        ConnectionRow row;
        ConnectionInfo info;
    };
    std::map<ConnectionId, Connection> connections;
    std::vector<SystemDefaults> defaults;
    std::uint32_t asked = 0;
    std::uint32_t opened = 0;
    /// What was refused or failed; the run goes on.
    std::vector<Error> errors;
    /// Why connections did not open: the first reason.
    std::optional<Error> openError;
    /// Why the run stopped before what it was to wait for: NEVER_ENDS.
    std::optional<Error> failure;
    /// The moment at which all were open; faults and length are counted from it.
    Moment allOpen{};
    Moment end{};
};

/// By their moments; those of the same moment as they were given.
[[nodiscard]] std::vector<TimedFault> inOrder(std::vector<TimedFault> faults);

/// Opens, injects the faults at their moments and runs to the end. `interrupted` (Ctrl+C) ends a live run early: what has
/// been observed stays. Blocks.
/// A simulated run until all have ended, without a length, stops when nothing has ended for ten times as long as the slowest connection takes to
/// find a dead peer (an hour at least): a healthy connection would go on for ever.
[[nodiscard]] RunResult runHeadless(lab::Lab& lab, const Options& options,
                                    const std::atomic<bool>& interrupted);

/// The details of each connection, asked from the worker; in id order.
[[nodiscard]] std::vector<ConnectionDetails> fetchDetails(lab::Lab& lab, const RunResult& run);

} // namespace kai::app
