#pragma once

#include "app/options.h"
#include "core/lab/lab.h"

#include <atomic>
#include <map>
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
    /// Why connections did not open, and what was refused later; the run goes on.
    std::vector<Error> errors;
    /// The moment at which all were open; faults and length are counted from it.
    Moment allOpen{};
    Moment end{};
};

/// Opens, injects the faults at their moments and runs to the end. `interrupted` (Ctrl+C) ends a live run early: what has
/// been observed stays. Blocks.
[[nodiscard]] RunResult runHeadless(lab::Lab& lab, const Options& options,
                                    const std::atomic<bool>& interrupted);

/// The details of each connection, asked from the worker; in id order.
[[nodiscard]] std::vector<ConnectionDetails> fetchDetails(lab::Lab& lab, const RunResult& run);

} // namespace kai::app
