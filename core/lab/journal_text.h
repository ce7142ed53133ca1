#pragma once

#include "core/keepalive/fault.h"
#include "core/keepalive/requests.h"

#include <cstddef>
#include <string>

namespace kai::lab {

/// The user's commands in one line each, for the journal: "apply time 60 s, interval 10 s to 3 connections".
[[nodiscard]] std::string openText(const OpenRequest& request);
[[nodiscard]] std::string applyText(const KeepAliveSettings& settings, std::size_t connections);
[[nodiscard]] std::string faultText(const Fault& fault, std::size_t connections);
[[nodiscard]] std::string programText(const Program& program, std::size_t connections);
[[nodiscard]] std::string boxText(std::optional<milliseconds> limit, std::size_t connections);
[[nodiscard]] std::string planText(std::size_t faults);
/// "3 connections", "1 connection".
[[nodiscard]] std::string connectionsText(std::size_t connections);

} // namespace kai::lab
