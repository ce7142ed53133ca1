#pragma once

#include "core/keepalive/capabilities.h"
#include "core/keepalive/connection.h"
#include "core/keepalive/reports.h"
#include "core/keepalive/system_default.h"

#include <string>
#include <vector>

namespace kai {

enum class Answer : std::uint8_t { yes, no, notKnowable };
/// "yes", "no", "not knowable here".
[[nodiscard]] std::string_view answerText(Answer answer);

/// One of the ordered questions of "Why", answered.
struct WhyCheck {
    std::string question;
    Answer answer = Answer::notKnowable;
    /// What was looked at, with its value and unit.
    std::string evidence;
    /// What to do; empty where this answer is no reason for trouble.
    std::string fix;
};

/// What is known of one connection, its host's defaults and its stack, at one moment.
struct WhyInput {
    const ConnectionInfo& info;
    const ConnectionRow& row;
    const ConnectionDetails& details;
    const SystemDefaults& defaults;
    const Capabilities& capabilities;
    Moment now;
};

/// Why keep-alive on this connection does, or does not, what its owner expects: always seven checks, in this order:
/// keep-alive on; own values on the socket; the stored defaults' name, key and type; unit and radix; restarted since;
/// really idle; something in between that ends TCP. Live and simulated alike. Pure.
[[nodiscard]] std::vector<WhyCheck> explain(const WhyInput& input);

} // namespace kai
